"""The list of people: read once, kept apart from the shares, and right again when a file changes."""

import os
import stat
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from diary.cli.world import World
from diary.content.library import load_library
from diary.domain.day import Day
from diary.domain.manifest import Manifest
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.domain.register import RecordData
from diary.exchange.formats import find_format
from diary.journal.people import PeopleFolder
from diary.journal.share import write_share
from diary.journal.shares import find_shares, open_share
from diary.paths import resources
from diary.screens.exported import Addressed, parts_asked
from diary.screens.review import PersonRow, about_words, build_line, days_words, told_apart, without_mistyped
from diary.storage.key import Key
from tests.factory import NOW, TODAY, ZONE, Clock, a_day, a_journal, a_key

WORLD = World(lambda: NOW, ZONE, resources(), "en", lambda _world, _request: 0)
LIBRARY = load_library(resources(), "en")


def a_share(
    path: Path,
    days: Iterable[Day],
    name: str = "",
    key: Key | None = None,
    seconds: int = 0,
    visit: str = "",
    ahead: Iterable[Day] = (),
    said: RecordData | None = None,
) -> Path:
    """A share of a diary of its own that has these days; those `ahead` were typed while the clock was wrong."""
    clock = Clock()
    clock.forward(seconds=seconds)
    source = path.with_suffix(".source")
    source.unlink(missing_ok=True)
    journal = a_journal(source, clock, days)
    now = clock.now
    clock.forward(days=400)
    journal.import_days(ahead)
    clock.now = now
    content = journal.export_content(LIBRARY, resources(), journal.span() or Period(TODAY, TODAY))
    parts = parts_asked(LIBRARY, find_format(path).holds)
    content = content.only(parts)
    if visit:
        record = journal.add_record("appointment", {"when": visit, **(said or {})})
        content = replace(content, records={"appointment": (record,)})
    path.unlink(missing_ok=True)
    write_share(replace(content, addressed=Addressed(pseudonym=name, key=key)), path)
    journal.close()
    return path


def changed_days(before: int = 6, after: int = 2) -> list[Day]:
    """Two months whose second half differs in stress, with some days of chance."""
    return [a_day(back, stress=(after if back < 28 else before) + back % 2) for back in range(75)]


def a_folder(place: Path, kept: Path) -> PeopleFolder:
    return PeopleFolder([place], kept, WORLD.share_opener(), LIBRARY)


def test_a_person_is_read_once_and_then_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place, kept = tmp_path / "practice", tmp_path / "cache"
    place.mkdir()
    a_share(place / "secret-name.diary", changed_days(), "P-1")
    before = sorted(place.iterdir())
    people = a_folder(place, kept)
    found = list(people.look(find_shares([place])))
    people.keep()
    monkeypatch.setattr("diary.journal.people.open_share", lambda *_given, **_more: pytest.fail("it was opened"))
    assert list(a_folder(place, kept).look(find_shares([place]))) == found
    assert sorted(place.iterdir()) == before
    (file,) = kept.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700
    assert "secret" not in file.name
    assert b"secret-name" not in file.read_bytes()


def test_a_share_that_changed_is_read_again(tmp_path: Path) -> None:
    path, kept = a_share(tmp_path / "p.diary", changed_days(), "P-1"), tmp_path / "cache"
    people = a_folder(tmp_path, kept)
    assert people.person(path).manifest.name == "P-1"
    people.keep()
    raw = bytearray(path.read_bytes())
    at = raw.rindex(b"P-1")
    raw[at : at + 3] = b"P-2"
    os.utime(path)
    path.write_bytes(raw)
    with pytest.raises(Refusal) as refused:
        a_folder(tmp_path, kept).person(path)
    assert refused.value.reason is Reason.SHARE_CHANGED


def test_a_later_page_that_changed_is_proven_again_whatever_the_time_of_the_file_says(tmp_path: Path) -> None:
    """Its size, first page and time are as before; the row is asked for again, and a page too."""
    path, kept = a_share(tmp_path / "p.diary", changed_days(), "P-1"), tmp_path / "cache"
    people = a_folder(tmp_path, kept)
    people.person(path)
    people.keep()
    assert people.is_proven(path)
    before, raw = path.stat(), bytearray(path.read_bytes())
    at = raw.rindex(b"P-1")
    raw[at : at + 3] = b"P-2"
    with path.open("r+b") as file:
        file.write(raw)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert not people.is_proven(path)
    with pytest.raises(Refusal) as refused:
        a_folder(tmp_path, kept).person(path)
    assert refused.value.reason is Reason.SHARE_CHANGED


def test_a_byte_that_changed_on_the_disk_is_found_when_the_share_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that forgets changes no time of a file."""
    path = a_share(tmp_path / "p.diary", changed_days(), "P-1")
    monkeypatch.setattr("diary.journal.people._mark", lambda path: path.name)
    people = a_folder(tmp_path, tmp_path / "cache")
    people.person(path)
    assert people.is_proven(path)
    raw = bytearray(path.read_bytes())
    raw[-1] ^= 1
    path.write_bytes(raw)
    assert not people.is_proven(path)


def test_a_folder_that_takes_nothing_only_makes_the_next_look_slower(tmp_path: Path) -> None:
    path, kept = a_share(tmp_path / "p.diary", changed_days(), "P-1"), tmp_path / "cache"
    kept.write_text("a file where the folder should be", encoding="utf-8")
    people = a_folder(tmp_path, kept)
    assert people.person(path).manifest.name == "P-1"
    people.keep()
    assert kept.is_file()


def test_nothing_is_kept_of_a_share_with_a_passphrase(tmp_path: Path) -> None:
    path, kept = a_share(tmp_path / "p.diary", changed_days(), "P-1", a_key()), tmp_path / "cache"
    people = a_folder(tmp_path, kept)
    with pytest.raises(Refusal) as refused:
        people.person(path)
    assert refused.value.reason is Reason.FILE_ENCRYPTED
    assert people.person(path, a_key()).manifest.name == "P-1"
    people.keep()
    assert not kept.exists() or not any(b"P-1" in file.read_bytes() for file in kept.iterdir())


def test_what_is_kept_may_be_anything(tmp_path: Path) -> None:
    path, kept = a_share(tmp_path / "p.diary", changed_days(), "P-1"), tmp_path / "cache"
    people = a_folder(tmp_path, kept)
    found = people.person(path)
    people.keep()
    (file,) = kept.iterdir()
    for content in (b"", b"{", b"[]", b'{"a": 1}', b"\xff" * 99, b"[" * 99_999):
        file.write_bytes(content)
        assert a_folder(tmp_path, kept).person(path) == found


def test_the_row_says_what_compare_says(tmp_path: Path) -> None:
    path = a_share(tmp_path / "p.diary", changed_days(7, 2))
    row = a_folder(tmp_path, tmp_path / "cache").person(path)
    assert row.days == 75
    assert dict(row.changes or ()).keys() <= {"stress"}
    few = a_share(tmp_path / "q.diary", changed_days()[:9])
    assert a_folder(tmp_path, tmp_path / "cache").person(few).changes is None
    assert row.manifest.last == TODAY
    assert row.manifest.first == TODAY - timedelta(days=74)


def test_a_day_typed_far_ahead_takes_nothing_off_the_row_of_a_person(tmp_path: Path) -> None:
    """The days of today, not those before the one that has not come, are drawn and counted."""
    place = tmp_path / "practice"
    place.mkdir()
    a_share(place / "a.diary", changed_days())
    a_share(place / "b.diary", changed_days(), seconds=1, ahead=[a_day(-335, stress=9)])
    rows = [found for _, found in a_folder(place, tmp_path / "cache").look(find_shares([place]))]
    sound, ahead = [row for row in rows if isinstance(row, PersonRow)]
    assert (ahead.recent, ahead.logged) == (sound.recent, sound.logged)
    assert days_words(ahead, LIBRARY.language) == days_words(sound, LIBRARY.language)
    span = Period(TODAY - timedelta(days=9), TODAY + timedelta(days=335))
    assert without_mistyped(span, TODAY) == Period(span.first, TODAY)
    assert without_mistyped(span, date(2020, 1, 1)) == span
    assert without_mistyped(Period(span.first, TODAY + timedelta(days=2)), TODAY).last > TODAY


def test_changes_are_counted_from_the_last_visit_in_the_share(tmp_path: Path) -> None:
    visit = TODAY - timedelta(days=28)
    for day, expected in (
        (visit.isoformat(), visit),
        ("2026-10", None),
        (TODAY.isoformat(), None),
        ("1999-01-01", None),
    ):
        path = a_share(tmp_path / "p.diary", changed_days(), visit=day)
        row = a_folder(tmp_path, tmp_path / "cache").person(path)
        assert row.since == expected
        words = build_line(path, row, LIBRARY).changes
        assert words.startswith("since 25 Oct: ") is (expected is not None)


def test_what_is_kept_can_be_forgotten(tmp_path: Path) -> None:
    path, kept = a_share(tmp_path / "p.diary", changed_days(), "P-1"), tmp_path / "cache"
    people = a_folder(tmp_path, kept)
    people.person(path)
    people.keep()
    assert list(kept.iterdir())
    people.forget()
    assert not list(kept.iterdir())
    assert path.exists()


def test_a_share_that_is_cut_off_is_asked_for_again_and_one_that_is_locked_says_so(tmp_path: Path) -> None:
    path = a_share(tmp_path / "p.diary", changed_days(), "P-1")
    locked = a_share(tmp_path / "q.diary", changed_days(), "P-2", a_key())
    raw = path.read_bytes()
    for length in (0, 100, len(raw) // 2):
        path.write_bytes(raw[:length])
        with pytest.raises(Refusal) as refused:
            a_folder(tmp_path, tmp_path / "cache").person(path)
        assert refused.value.reason in {Reason.SHARE_CHANGED, Reason.FILE_NOT_A_DIARY}
        assert "backup" not in build_line(path, refused.value, LIBRARY).problem
    (line,) = (build_line(*found, LIBRARY) for found in a_folder(tmp_path, tmp_path / "cache").look([locked]))
    assert line.problem == "Locked with a passphrase."


def test_a_folder_that_is_no_folder_of_shares_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diary.journal.shares.MOST_NAMES", 20)
    inside = tmp_path / "practice" / "downloads"
    inside.mkdir(parents=True)
    for number in range(30):
        (inside / f"{number}.diary").touch()
    with pytest.raises(Refusal) as refused:
        list(find_shares([tmp_path]))
    assert (refused.value.reason, refused.value.facts["path"]) == (Reason.FOLDER_TOO_FULL, inside)


def test_what_is_far_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.diary"
    with path.open("wb") as file:
        file.truncate(5 << 30)
    with pytest.raises(Refusal) as refused:
        a_folder(tmp_path, tmp_path / "cache").person(path)
    assert refused.value.reason is Reason.SHARE_TOO_LARGE


@pytest.mark.parametrize("name", ["\u202eannA", "An\nna", "<b>Anna</b>", "=cmd()", "A" * 500])
def test_a_name_turns_nothing_around_it_and_is_one_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name[:50].replace('/', '')}.diary"
    path.write_bytes(b"x")
    for found in (PersonRow(replace(_manifest(tmp_path), name=name, for_whom=name), 0, 0, (), (), None), NO_DIARY):
        line = build_line(path, found, LIBRARY)
        said = f"{line.name} {line.problem} {about_words(line, _manifest(tmp_path), LIBRARY)}"
        assert "\u202e" not in said
        assert len(said.splitlines()) == 1
        assert len(line.name) <= 200


def test_a_name_that_is_another_one_is_said_to_be(tmp_path: Path) -> None:
    own = replace(_manifest(tmp_path), name="P-7")
    other = replace(own, is_pseudonym=True)
    line = build_line(tmp_path / "a.diary", PersonRow(own, 0, 0, (), (), None), LIBRARY)
    assert "another name" not in about_words(line, own, LIBRARY)
    assert "under another name" in about_words(line, other, LIBRARY)


NO_DIARY = Refusal(Reason.FILE_NOT_A_DIARY, path=Path("x"))


def _manifest(place: Path) -> Manifest:
    share = place / "share" / "a.diary"
    share.parent.mkdir(exist_ok=True)
    with open_share(a_share(share, []), WORLD.share_opener()) as (_journal, manifest):
        return manifest


@pytest.mark.parametrize(
    "said",
    [{"questions": "Why?"}, {"questions": [1, None]}, {"hope": 1e9}, {"when": ["2026-11-30"]}, {"with": {}}],
)
def test_a_line_of_a_list_that_this_program_does_not_write_is_refused(tmp_path: Path, said: RecordData) -> None:
    """A page that met it would stay empty."""
    path = a_share(tmp_path / "p.diary", changed_days(), visit="2026-12-01", said=said)
    with pytest.raises(Refusal) as refused:
        a_folder(tmp_path, tmp_path / "cache").person(path)
    assert refused.value.reason is Reason.SHARE_CHANGED


def test_an_older_share_of_somebody_says_which_is_newer(tmp_path: Path) -> None:
    own = replace(_manifest(tmp_path), name="P-7")
    made = [
        replace(own, made_at="2026-11-20T09:00+00:00"),
        replace(own, name="P-8", made_at="2026-11-20T11:30+01:00", last=TODAY - timedelta(9)),
        replace(own, name="P-9", made_at="2026-11-20T10:30+00:00", last=TODAY),
        replace(own, name="else", diary="another", made_at="2026-11-19T10:00+00:00"),
    ]
    rows = [PersonRow(manifest, 0, 0, (), (), None) for manifest in made]
    lines = [build_line(tmp_path / f"{number}.diary", row, LIBRARY) for number, row in enumerate(rows)]
    unread = build_line(tmp_path / "x.diary", NO_DIARY, LIBRARY)
    found = told_apart([*lines, unread], LIBRARY.language)
    assert [line.newer for line in found] == ["newer: P-9", "newer: P-9", "", "", ""]
    assert "newer: P-9" in about_words(found[0], made[0], LIBRARY)
