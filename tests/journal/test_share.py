"""What a share holds, what it never holds, and that nothing is ever written in it."""

import errno
from collections.abc import Collection
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlcipher3.dbapi2 as driver
from msgspec.structs import replace

from diary.content.bodymap import load_atlas
from diary.content.catalogue import load_catalogue
from diary.content.library import load_library
from diary.domain.day import Activity, AnswerSource, DayKind, Moment, MomentKind, Nap
from diary.domain.item import Item, Kind, OwnItem
from diary.domain.manifest import Manifest
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.exchange.formats import find_format
from diary.journal.journal import Journal
from diary.journal.share import write_share
from diary.paths import VERSION, resources
from diary.screens.exported import Addressed, ExportContent, parts_asked
from diary.screens.share import build_pages
from diary.screens.summary import USUAL_BLOCKS
from diary.storage import share_file
from diary.storage.key import Key
from diary.storage.store import Store
from tests.factory import TODAY, ZONE, Clock, a_day, a_journal, a_key

SECRETS = (
    "Zeldenrust",
    "Wandelpad",
    "Kersenboom",
    "Vlierstraat",
    "Moerbei",
    "loneliness",
    "own_secret",
    "Duizendblad",
)


ITEMS = ["stress", "activities", "body_map"]


def a_full_journal(path: Path) -> Journal:
    own = OwnItem(Item("own_secret", Kind.SCALE, "own", 0, 10, own=True), {"en": "Duizendblad"})
    days = [
        a_day(
            back,
            stress=4,
            fatigue=5,
            loneliness=3,
            areas={"front_knee_l": 5},
            activities=[Activity("Wandelpad", 30, 4)],
            moments=[Moment(MomentKind.FLARE, 600, None, "Kersenboom")],
            notes={"note": "Vlierstraat"},
        )
        for back in range(40)
    ]
    journal = a_journal(path)
    journal.import_days([*days, a_day(45, notes={"note": "Zeldenrust"}), a_day(50, kind=DayKind.HOLIDAY)], [own])
    journal.answer(TODAY, "own_secret", 7)
    journal.answer(TODAY, "stress", 6)
    journal.answer(TODAY, "stress", 5)
    journal.add_record("medicine", {"name": "Moerbei"})
    journal.set_note(TODAY, "note", "")
    return journal


def taken(
    journal: Journal,
    *parts: str,
    items: Collection[str] | None = None,
    days: int = 30,
    texts: bool = False,
    **said: Any,  # noqa: ANN401 - what `Addressed` takes
) -> ExportContent:
    library = load_library(resources(), "en", journal.own_items)
    content = journal.export_content(library, resources(), Period.ending(TODAY, days))
    form = find_format(Path("s.diary"))
    chosen = parts_asked(library, form.holds, texts=texts, added=parts)
    return replace(content.only(chosen, items), addressed=Addressed(**said))


def opened(path: Path, key: Key | None = None) -> Journal:
    return Journal(Store(path, True, key), load_catalogue(resources()), load_atlas(resources()), Clock(), ZONE)


def test_a_share_holds_what_was_ticked_of_the_days_asked_for(tmp_path: Path) -> None:
    journal, target = a_full_journal(tmp_path / "a.diary"), tmp_path / "for-anna.diary"
    told = write_share(taken(journal, items=ITEMS, pseudonym="P-7", for_whom="Anna"), target)
    share = opened(target)
    assert share.manifest() == told
    assert (told.name, told.is_pseudonym, told.for_whom) == ("P-7", True, "Anna")
    assert (told.first, told.last) == (TODAY - timedelta(days=29), TODAY)
    day = share.day(TODAY - timedelta(days=3))
    assert day.answers.keys() == {"stress", "body_map"}
    assert day.areas == {"front_knee_l": 5}
    assert day.activities == (Activity("", 30, 4),)
    assert not day.moments
    assert share.day(TODAY - timedelta(days=31)).is_empty
    assert share.day(TODAY).value("stress") == 5
    assert share.form().hidden_areas == journal.form().hidden_areas


@pytest.mark.parametrize(("asked", "before"), [(30, 14), (56, 4), (61, 0)])
def test_a_share_knows_that_the_diary_began_before_it(tmp_path: Path, asked: int, before: int) -> None:
    """Of a later part no days are the first two weeks, which are never compared: it tells what the diary does."""
    journal, target = a_journal(tmp_path / "a.diary"), tmp_path / "for-anna.diary"
    journal.import_days([a_day(back, stress=3 + back % 2) for back in range(60)])
    write_share(taken(journal, days=asked), target)
    share = opened(target)
    span, began = share.span(), share.began()
    assert span is not None
    assert began == span.first - timedelta(days=before)
    period = Period.ending(TODAY, 28)
    assert any(", then " in line for row in sentences(journal, period) for line in row)
    assert sentences(share, period) == sentences(journal, period)


def test_a_diary_begins_where_somebody_writes_and_not_where_a_watch_did(tmp_path: Path) -> None:
    journal, target = a_journal(tmp_path / "a.diary"), tmp_path / "for-anna.diary"
    watch = [a_day(back, into_bed=1380, got_up=420, source=AnswerSource.IMPORTED) for back in range(40, 400)]
    journal.import_days(watch)
    assert journal.began() == TODAY - timedelta(days=399), "nothing but the watch"
    journal.import_days([a_day(back, stress=3) for back in range(40)])
    assert journal.began() == TODAY - timedelta(days=39)
    write_share(taken(journal, days=35), target)
    assert opened(target).began() == journal.began()


def sentences(journal: Journal, period: Period) -> list[tuple[str, ...]]:
    library = load_library(resources(), "en")
    return [row.lines for row in build_pages(journal, library, period, USUAL_BLOCKS).rows]


def test_answers_keep_when_they_were_typed_and_where_they_came_from(tmp_path: Path) -> None:
    journal = a_journal(tmp_path / "a.diary", days=[a_day(9, typed_after_days=5, stress=3)])
    write_share(taken(journal, items=["stress"]), tmp_path / "s.diary")
    assert opened(tmp_path / "s.diary").days(Period(TODAY - timedelta(days=9), TODAY)) == journal.days(
        Period(TODAY - timedelta(days=9), TODAY)
    )


@pytest.mark.parametrize("pseudonym", ["", "P-7"])
def test_nothing_that_was_left_out_is_in_the_bytes(tmp_path: Path, pseudonym: str) -> None:
    journal = a_full_journal(tmp_path / "a.diary")
    journal.set_profile("name", "Jorinde")
    items = ["stress", "fatigue", "activities", "moments"]
    write_share(taken(journal, items=items, pseudonym=pseudonym), tmp_path / "s.diary")
    raw = (tmp_path / "s.diary").read_bytes()
    assert [word for word in SECRETS if word.encode() in raw] == []
    assert b"Jorinde" not in raw
    share = opened(tmp_path / "s.diary")
    assert not share.history.has_versions(TODAY)
    told = share.manifest()
    assert told.left_out.texts
    assert told.left_out.lists == ("medicine",)
    assert (told.left_out.items, told.left_out.days) == (3, 12)


def test_own_words_go_only_when_they_are_ticked(tmp_path: Path) -> None:
    journal = a_full_journal(tmp_path / "a.diary")
    journal.set_profile("name", "Jorinde")
    write_share(taken(journal, "name", texts=True), tmp_path / "s.diary")
    share = opened(tmp_path / "s.diary")
    day = share.day(TODAY - timedelta(days=3))
    assert (day.notes, day.activities[0].kind, day.moments[0].text) == (
        {"note": "Vlierstraat"},
        "Wandelpad",
        "Kersenboom",
    )
    assert share.manifest().name == "Jorinde"
    assert share.records("medicine")[0].data == {"name": "Moerbei"}
    assert share.day(TODAY).value("own_secret") == 7


def test_two_shares_of_one_diary_are_known_as_such_and_of_two_are_not(tmp_path: Path) -> None:
    journal = a_full_journal(tmp_path / "a.diary")
    one = write_share(taken(journal), tmp_path / "s.diary")
    assert one.diary == write_share(taken(journal, items=["fatigue"], days=9), tmp_path / "t.diary").diary
    later = Clock()
    later.forward(seconds=1)
    other = a_journal(tmp_path / "b.diary", later, [a_day(1, stress=2)])
    assert write_share(taken(other), tmp_path / "u.diary").diary != one.diary


def test_a_share_has_a_passphrase_of_its_own(tmp_path: Path) -> None:
    key = a_key()
    journal = a_full_journal(tmp_path / "a.diary")
    write_share(taken(journal, items=["stress"], key=key), tmp_path / "s.diary")
    assert b"front_knee_l" not in (tmp_path / "s.diary").read_bytes()
    with pytest.raises(Refusal) as refused:
        opened(tmp_path / "s.diary", a_key("x"))
    assert refused.value.reason is Reason.WRONG_PASSPHRASE
    assert opened(tmp_path / "s.diary", key).manifest().items == ("stress",)


def test_nothing_is_written_in_a_share(tmp_path: Path) -> None:
    write_share(taken(a_full_journal(tmp_path / "a.diary")), tmp_path / "s.diary")
    before = (tmp_path / "s.diary").read_bytes()
    with pytest.raises(Refusal) as refused:
        Store(tmp_path / "s.diary")
    assert refused.value.reason is Reason.FILE_SHARED
    share = opened(tmp_path / "s.diary")
    assert share.reading_only is Reason.FILE_SHARED
    for write in (
        lambda: share.answer(TODAY, "stress", 1),
        lambda: share.add_record("medicine", {"name": "x"}),
        lambda: share.set_profile("name", "x"),
    ):
        with pytest.raises(Refusal):
            write()
    share.choices.choose("charts", ["stress"])
    assert share.choices.chosen("charts") == ("stress",)
    assert (tmp_path / "s.diary").read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE answer SET value = 9 WHERE item = 'stress'",
        "DELETE FROM pain_area",
        "INSERT INTO note (day, kind, text, revision) SELECT min(day), 'note', 'x', 1 FROM day",
        "UPDATE setting SET value = replace(value, 'Anna', 'Bert')",
        "UPDATE setting SET value = 'x' WHERE key = 'share'",
        "DELETE FROM setting",
    ],
)
def test_a_share_that_was_changed_is_refused(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "s.diary"
    write_share(taken(a_full_journal(tmp_path / "a.diary"), for_whom="Anna"), path)
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute(statement)
    connection.close()
    with pytest.raises(Refusal) as refused:
        opened(path).manifest()
    assert refused.value.reason is Reason.SHARE_CHANGED


@pytest.mark.parametrize(
    "changed",
    [
        {"diary": ""},
        {"made_at": "2026-11-22T21:04"},
        {"first": date(2026, 11, 22), "last": date(2026, 11, 21)},
    ],
)
def test_a_manifest_that_would_break_the_list_of_people_is_refused(changed: dict[str, object]) -> None:
    told = msgspec.to_builtins(Manifest("a", "2026-11-22T21:04+01:00"))
    assert msgspec.convert(told, Manifest).diary == "a"
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(told | msgspec.to_builtins(changed), Manifest)


def test_a_diary_is_no_share(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        a_full_journal(tmp_path / "a.diary").manifest()
    assert refused.value.reason is Reason.NOT_A_SHARE


def test_a_share_is_never_written_over_something_or_half(tmp_path: Path) -> None:
    journal = a_full_journal(tmp_path / "a.diary")
    for name, reason in (("a.diary", Reason.FILE_EXISTS), ("no/s.diary", Reason.FOLDER_MISSING)):
        with pytest.raises(Refusal) as refused:
            write_share(taken(journal), tmp_path / name)
        assert refused.value.reason is reason
        assert refused.value.facts["path"] == tmp_path / name
    with pytest.raises(Refusal) as refused:
        write_share(taken(journal, for_whom="x" * 999), tmp_path / "s.diary")
    assert refused.value.reason is Reason.TEXT_TOO_LONG
    assert {path.name for path in tmp_path.iterdir()} == {"a.diary"}


def test_the_manifest_names_the_version_that_made_it(tmp_path: Path) -> None:
    told = write_share(taken(a_full_journal(tmp_path / "a.diary")), tmp_path / "s.diary")
    assert told.program == f"symptom-diary {VERSION}"


@pytest.mark.parametrize("step", ["create_file", "make_durable", "publish"])
def test_a_full_disk_leaves_no_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    journal = a_full_journal(tmp_path / "a.diary")
    monkeypatch.setattr(share_file, step, full)
    with pytest.raises(Refusal) as refused:
        write_share(taken(journal), tmp_path / "s.diary")
    assert refused.value.reason is Reason.DISK_FULL
    assert refused.value.facts["path"] == tmp_path / "s.diary"
    assert {path.name for path in tmp_path.iterdir()} == {"a.diary"}


def test_naps_go_with_the_item_that_asks_for_them(tmp_path: Path) -> None:
    day = replace(a_day(1, stress=3), naps=(Nap(840, 30),))
    journal = a_journal(tmp_path / "a.diary", days=[day])
    for items, minutes in ((["stress"], []), (["stress", "naps"], [30]), (None, [30])):
        write_share(taken(journal, items=items), tmp_path / "s.diary")
        share = opened(tmp_path / "s.diary")
        assert [nap.minutes for nap in share.day(day.date).naps] == minutes
        share.close()
        (tmp_path / "s.diary").unlink()
