"""Marks of a therapist: in a file of their own, given back to one diary, and refused by every other."""

import json
import stat
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from diary.domain.manifest import Manifest
from diary.domain.refusal import Reason, Refusal
from diary.domain.therapist_mark import MARKS, PROPOSALS
from diary.journal.give_back import GiveBack, Given, Known, OwnMarks, keep_marks, look_at_marks, read_give_back
from diary.journal.journal import Journal
from diary.journal.session import DiaryOpener
from diary.journal.shares import open_share
from diary.storage.header import is_give_back
from diary.storage.key import Keys
from tests.factory import NOW, Clock, a_day, a_journal
from tests.journal.test_people import LIBRARY, WORLD, a_share

DAYS = [a_day(back, stress=back % 7) for back in range(3)]
REMARK = {"text": "first long walk", "kind": "remark", "from": "2026-11-02"}
PHASE = {"text": "building up", "kind": "phase", "from": "2026-10-05", "until": "2026-10-30", "by": "K. de Wit"}


def own_marks(folder: Path) -> OwnMarks:
    return OwnMarks(folder / "own" / "marks", DiaryOpener(WORLD.open_journal, lambda: NOW, Keys(lambda _path: "")))


def manifest_of(share: Path) -> Manifest:
    with open_share(share, WORLD.share_opener()) as (_journal, manifest):
        return manifest


def a_given(folder: Path, *marks: dict[str, Any], by: str = "Fysio Bos") -> Path:
    """What a therapist gives back of a share whose diary is `a.source`; what has a `what` is a proposal."""
    share = folder / "a.diary"
    if not share.exists():
        a_share(share, DAYS, "Anna")
    own, manifest, target = own_marks(folder), manifest_of(share), folder / "for-anna.diary-marks"
    with own.open(manifest) as journal:
        for mark in marks:
            journal.add_record(PROPOSALS if "what" in mark else MARKS, mark)
    assert own.give_back(manifest, by, target) == len(marks)
    return target


def new_marks(journal: Journal, path: Path) -> tuple[Given, ...]:
    return tuple(one for one, known in look_at_marks(journal, path, LIBRARY) if known is None)


def whose(folder: Path) -> Journal:
    return a_journal(folder / "a.source")


def remade(path: Path, **changes: object) -> Path:
    """The same file made by somebody who knows how."""
    told = replace(msgspec.json.decode(path.read_bytes(), type=GiveBack), **changes)
    path.write_bytes(msgspec.json.encode(replace(told, checksum=told.digest)))
    return path


def refused(journal: Journal, path: Path) -> Reason:
    before = journal.records(MARKS)
    with pytest.raises(Refusal) as caught:
        new_marks(journal, path)
    assert journal.records(MARKS) == before
    return caught.value.reason


def test_marks_stand_in_a_file_of_their_own_that_only_its_owner_reads(tmp_path: Path) -> None:
    share = a_share(tmp_path / "a.diary", DAYS, "Anna")
    before, beside = share.read_bytes(), sorted(path.name for path in tmp_path.iterdir())
    own, manifest = own_marks(tmp_path), manifest_of(share)
    with own.open(manifest) as journal:
        journal.add_record(MARKS, REMARK)
    path = own.path(manifest)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert manifest.diary not in path.name
    assert [record.data for record in own.records(manifest)] == [REMARK]
    assert share.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*beside, "own"])


def test_a_share_that_was_only_looked_at_leaves_no_file(tmp_path: Path) -> None:
    manifest = manifest_of(a_share(tmp_path / "a.diary", DAYS, "Anna"))
    own = own_marks(tmp_path)
    assert own.records(manifest) == ()
    with own.open(manifest):
        assert own.path(manifest).exists()
    assert not own.path(manifest).exists()


def test_a_name_in_a_share_leads_to_no_other_place(tmp_path: Path) -> None:
    manifest = replace(manifest_of(a_share(tmp_path / "a.diary", DAYS)), diary="../../x/\0" + "y" * 400)
    own = own_marks(tmp_path)
    with own.open(manifest) as journal:
        journal.add_record(MARKS, REMARK)
    assert own.path(manifest).parent == tmp_path / "own" / "marks"


def test_nothing_is_given_back_where_nothing_was_written(tmp_path: Path) -> None:
    manifest = manifest_of(a_share(tmp_path / "a.diary", DAYS))
    with pytest.raises(Refusal) as caught:
        own_marks(tmp_path).give_back(manifest, "", tmp_path / "x.diary-marks")
    assert caught.value.reason is Reason.NO_MARKS
    assert not (tmp_path / "x.diary-marks").exists()


def test_what_is_given_back_is_kept_in_one_step_that_is_undone_in_one(tmp_path: Path) -> None:
    path, journal = a_given(tmp_path, REMARK, PHASE), whose(tmp_path)
    marks = new_marks(journal, path)
    assert marks == ((MARKS, {**REMARK, "by": "Fysio Bos"}), (MARKS, PHASE))
    keep_marks(journal, marks)
    assert [(MARKS, record.data) for record in journal.records(MARKS)] == list(marks)
    assert new_marks(journal, path) == ()
    journal.history.undo()
    assert journal.records(MARKS) == ()


def test_one_of_several_can_be_kept_and_the_others_later(tmp_path: Path) -> None:
    path, journal = a_given(tmp_path, REMARK, PHASE), whose(tmp_path)
    keep_marks(journal, new_marks(journal, path)[1:])
    assert [mark["text"] for _, mark in new_marks(journal, path)] == ["first long walk"]


def test_the_same_mark_is_offered_once(tmp_path: Path) -> None:
    path, journal = a_given(tmp_path, PHASE, PHASE), whose(tmp_path)
    assert new_marks(journal, path) == ((MARKS, PHASE),)


def test_another_diary_refuses_it(tmp_path: Path) -> None:
    path = a_given(tmp_path, REMARK)
    clock = Clock()
    clock.forward(seconds=7)
    other = a_journal(tmp_path / "other.diary", clock, DAYS)
    assert refused(other, path) is Reason.MARKS_ELSEWHERE


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda text: text.replace(b"long", b"last"), Reason.SHARE_CHANGED),
        (lambda text: text[:-40], Reason.SHARE_CHANGED),
        (lambda text: text.replace(b'"marks":[', b'"marks":[7,'), Reason.SHARE_CHANGED),
        (lambda text: text + b"\xff", Reason.SHARE_CHANGED),
        (lambda text: text.replace(b'"marks":[', b'"marks":' + b"[" * 100_000), Reason.SHARE_CHANGED),
        (lambda text: text.replace(b'"version":1', b'"version":3'), Reason.FILE_NEWER),
        (lambda text: text.replace(b"long", b"l" * (1 << 20)), Reason.SOURCE_TOO_LARGE),
        (lambda _text: b"", Reason.NOT_MARKS),
        (lambda _text: b"[]", Reason.NOT_MARKS),
    ],
)
def test_a_file_that_is_not_what_it_was_is_refused(tmp_path: Path, change: object, reason: Reason) -> None:
    path, journal = a_given(tmp_path, REMARK), whose(tmp_path)
    path.write_bytes(change(path.read_bytes()))  # type: ignore[operator]
    assert refused(journal, path) is reason


def test_what_is_no_file_of_marks_is_refused(tmp_path: Path) -> None:
    a_given(tmp_path, REMARK)
    journal = whose(tmp_path)
    for path in (tmp_path / "a.diary", tmp_path):
        assert refused(journal, path) is Reason.NOT_MARKS
    assert refused(journal, tmp_path / "nowhere") is Reason.FILE_MISSING


@pytest.mark.parametrize(
    ("mark", "reason"),
    [
        ({**REMARK, "text": "x" * 900_000}, Reason.FIELD_TOO_LONG),
        ({**REMARK, "kind": "order"}, Reason.FIELD_NOT_A_CHOICE),
        ({**REMARK, "from": "tomorrow"}, Reason.FIELD_NOT_A_DATE),
        ({**REMARK, "from": "9999-99-99"}, Reason.FIELD_NOT_A_DATE),
        ({**REMARK, "stress": "7"}, Reason.UNKNOWN_FIELD),
        ({"text": "\u202e\x00", "kind": "remark", "from": "2026-11-02"}, Reason.FIELD_MISSING),
    ],
)
def test_a_mark_no_list_allows_is_refused(tmp_path: Path, mark: dict[str, str], reason: Reason) -> None:
    path, journal = a_given(tmp_path, REMARK), whose(tmp_path)
    assert refused(journal, remade(path, marks=(PHASE, mark))) is reason


def test_thousands_of_marks_are_refused(tmp_path: Path) -> None:
    path, journal = a_given(tmp_path, REMARK), whose(tmp_path)
    many = tuple({**REMARK, "text": str(number)} for number in range(1_001))
    assert refused(journal, remade(path, marks=many)) is Reason.TOO_MANY


def test_signs_that_turn_the_line_are_taken_out(tmp_path: Path) -> None:
    path, journal = a_given(tmp_path, REMARK), whose(tmp_path)
    remade(path, marks=({**REMARK, "text": "\u202e<b>walk</b>\u2066 =1+1", "by": "\u202eDr"},), by="\u202eDr")
    ((_, mark),) = new_marks(journal, path)
    assert (mark["text"], mark["by"]) == ("<b>walk</b> =1+1", "Dr")


@given(text=st.binary(max_size=400), begins=st.booleans())
def test_whatever_stands_in_a_file_is_refused_or_read(
    tmp_path_factory: pytest.TempPathFactory, text: bytes, begins: bool
) -> None:
    path = tmp_path_factory.mktemp("any") / "x.diary-marks"
    path.write_bytes((b'{"form":"symptom-diary-marks",' if begins else b"") + text)
    with pytest.raises(Refusal):
        read_give_back(path)


def test_a_file_is_known_by_how_it_begins(tmp_path: Path) -> None:
    assert is_give_back(a_given(tmp_path, REMARK))
    assert not is_give_back(tmp_path / "a.diary")
    assert json.loads((tmp_path / "for-anna.diary-marks").read_text())["by"] == "Fysio Bos"


GOAL = {"what": "cook for friends", "kind": "goal", "why": "you said so", "by": "K. de Wit"}
STEPS = {"what": "walking", "kind": "building", "unit": "minutes", "start": 9.6, "step": 1, "goal": 20}


def test_proposals_go_with_the_marks_and_wait_in_the_diary(tmp_path: Path) -> None:
    path, journal = a_given(tmp_path, REMARK, GOAL, STEPS), whose(tmp_path)
    given = new_marks(journal, path)
    assert given[1:] == ((PROPOSALS, GOAL), (PROPOSALS, {**STEPS, "by": "Fysio Bos"}))
    keep_marks(journal, given[1:])
    assert [record.data["what"] for record in journal.records(PROPOSALS)] == ["cook for friends", "walking"]
    assert (journal.records("goal"), journal.records("building")) == ((), ())
    assert [key for key, _ in new_marks(journal, path)] == [MARKS]
    journal.history.undo()
    journal.add_record("goal", {"text": "cook for friends"})
    assert [data.get("what") for _, data in new_marks(journal, path)] == [None, "walking"]


def test_the_same_file_says_what_became_of_each_and_asks_only_what_is_new(tmp_path: Path) -> None:
    reading = {**GOAL, "what": "read a book"}
    path, journal = a_given(tmp_path, REMARK, PHASE, GOAL, STEPS, reading), whose(tmp_path)
    given = new_marks(journal, path)
    keep_marks(journal, [one for one in given if one[1].get("text") != "building up"])
    (goal, steps, _reading) = journal.records(PROPOSALS)
    journal.registers.write(
        [("goal", None, {"text": "cook for friends"}, None), (PROPOSALS, goal, goal.data, journal.today)]
    )
    journal.end_record(steps, journal.today)
    found = look_at_marks(journal, path, LIBRARY)
    assert [one for one, _known in found] == list(given)
    assert [known for _one, known in found] == [
        Known.KEPT,
        None,
        Known.PLANNED,
        Known.ANSWERED,
        Known.WAITING,
    ]
    assert new_marks(journal, path) == ((MARKS, PHASE),)


def test_a_file_without_proposals_is_the_one_earlier_versions_read(tmp_path: Path) -> None:
    told = json.loads(a_given(tmp_path, REMARK).read_text())
    assert told["version"] == 1
    assert "proposals" not in told
    (tmp_path / "other").mkdir()
    assert json.loads(a_given(tmp_path / "other", GOAL).read_text())["version"] == 2


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"kind": "medicine"}, Reason.FIELD_NOT_A_CHOICE),
        ({"what": "walk " * 500}, Reason.FIELD_TOO_LONG),
        ({"start": "-1"}, Reason.FIELD_OUT_OF_RANGE),
        ({"start": "0"}, Reason.START_MISSING),
        ({"start": "nan"}, Reason.FIELD_NOT_A_NUMBER),
        ({"step": "9.6"}, Reason.STEP_TOO_LARGE),
        ({"goal": "3"}, Reason.GOAL_BELOW_START),
        ({"start": ""}, Reason.FIELD_MISSING),
        ({"begins": "2026"}, Reason.FIELD_NOT_A_DAY),
        ({"begins": "soon"}, Reason.FIELD_NOT_A_DATE),
        ({"worth": "1"}, Reason.UNKNOWN_FIELD),
    ],
)
def test_a_proposal_a_plan_cannot_hold_is_refused(tmp_path: Path, changes: dict[str, str], reason: Reason) -> None:
    path, journal = a_given(tmp_path, STEPS), whose(tmp_path)
    texts = {key: str(value) for key, value in STEPS.items()}
    assert refused(journal, remade(path, proposals=({**texts, **changes},))) is reason
    assert journal.records(PROPOSALS) == ()


def test_a_therapist_is_told_before_the_file_is_made(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        a_given(tmp_path, {**STEPS, "goal": 3})
    assert caught.value.reason is Reason.GOAL_BELOW_START
    assert not (tmp_path / "for-anna.diary-marks").exists()
