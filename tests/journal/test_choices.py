"""Choices and marks of tips stay, can be taken back, and undo leaves them alone."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from diary.domain.refusal import Reason, Refusal
from diary.domain.tip_choice import MarkedTip, TipMark
from diary.journal.journal import Journal
from diary.storage.diary_file import create_file
from diary.storage.store import Store
from tests.factory import TODAY, Clock, a_journal, a_key


def marks(journal: Journal) -> set[tuple[str, date, TipMark]]:
    return {(each.tip, each.day, each.mark) for each in journal.tips.marks()}


def test_a_choice_is_remembered_in_its_order_by_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.diary"
    first = a_journal(path)
    assert first.choices.chosen("charts") is None
    first.choices.choose("charts", ["sleep", "item.fatigue", "sleep"])
    first.choices.choose("rows", [])
    first.close()
    again = a_journal(path)
    assert again.choices.chosen("charts") == ("sleep", "item.fatigue")
    assert again.choices.chosen("rows") == ()
    again.choices.choose("charts", None)
    assert again.choices.chosen("charts") is None
    again.close()


@pytest.mark.parametrize("text", ["", "{", "3", '{"a": 1}', "[" * 100_000, '[1, null, "sleep"]'])
def test_what_cannot_be_read_is_left_out(journal: Journal, text: str) -> None:
    journal._core.store.put_pairs("setting", {"choice.charts": text})
    assert journal.choices.chosen("charts") in (None, ("sleep",))


def test_undo_does_not_touch_a_choice(journal: Journal) -> None:
    journal.answer(journal.today, "stress", 4)
    journal.choices.choose("charts", ["sleep"])
    journal.history.undo()
    assert journal.choices.chosen("charts") == ("sleep",)


def test_a_mark_is_there_after_opening_again(journal: Journal, tmp_path: Path) -> None:
    journal.tips.mark("seven_hours", TipMark.SHOWN)
    journal.tips.mark("seven_hours", TipMark.SHOWN)
    journal.tips.mark("seven_hours", TipMark.HELPFUL)
    journal.close()
    again = a_journal(tmp_path / "test.diary")
    assert again.tips.marks() == (
        MarkedTip("seven_hours", TODAY, TipMark.HELPFUL),
        MarkedTip("seven_hours", TODAY, TipMark.SHOWN),
    )
    again.close()


def test_helpful_and_not_for_me_replace_each_other_on_whatever_day(tmp_path: Path) -> None:
    clock = Clock()
    journal = a_journal(tmp_path / "test.diary", clock)
    journal.tips.mark("busy_head", TipMark.HELPFUL)
    clock.forward(days=3)
    journal.tips.mark("busy_head", TipMark.NOT_FOR_ME)
    assert marks(journal) == {("busy_head", TODAY + timedelta(days=3), TipMark.NOT_FOR_ME)}
    journal.tips.unmark("busy_head", TipMark.NOT_FOR_ME)
    assert marks(journal) == set()
    journal.close()


def test_undo_takes_back_the_last_answer_and_leaves_marks_alone(journal: Journal) -> None:
    journal.answer(TODAY, "stress", 4)
    journal.tips.mark("busy_head", TipMark.HELPFUL)
    journal.history.undo()
    assert journal.day(TODAY).value("stress") is None
    assert len(journal.tips.marks()) == 1
    assert not journal.history.can_undo


def test_the_request_to_see_links_is_kept_and_can_be_taken_back(journal: Journal) -> None:
    assert journal.choices.links_until() is None
    journal.choices.look_at_links_until(TODAY)
    assert journal.choices.links_until() == TODAY
    journal.set_form(journal.form())
    assert journal.choices.links_until() == TODAY
    journal.choices.look_at_links_until(None)
    assert journal.choices.links_until() is None


def test_a_request_nobody_can_read_is_no_request(journal: Journal) -> None:
    journal._core.store.put_pairs("setting", {"links.until": "soon"})
    assert journal.choices.links_until() is None


def test_a_mark_no_program_of_ours_can_have_made_means_damage(journal: Journal) -> None:
    journal.tips.mark("busy_head", TipMark.SHOWN)
    journal._core.store._writer().execute("UPDATE tip_mark SET mark = 'liked'")
    with pytest.raises(Refusal) as refused:
        journal.tips.marks()
    assert refused.value.reason is Reason.FILE_DAMAGED


def test_marks_in_an_encrypted_diary_number_its_state_like_every_other_write(tmp_path: Path) -> None:
    path, key = tmp_path / "test.diary", a_key()
    create_file(path, key)
    with Store(path, key=key) as store:
        store.put_tip_mark(MarkedTip("busy_head", TODAY, TipMark.SHOWN))
        before = store._connection.execute("PRAGMA schema_version").fetchone()[0]
        store.drop_tip_mark("busy_head", TipMark.SHOWN)
        after = store._connection.execute("PRAGMA schema_version").fetchone()[0]
    assert after == before + 1
    with Store(path, key=key) as store:
        assert store.tip_marks() == ()


def test_topics_and_tips_with_one_name_are_marked_apart_and_undo_leaves_both_alone(tmp_path: Path) -> None:
    journal = a_journal(tmp_path / "test.diary")
    journal.answer(TODAY, "stress", 4)
    journal.tips.mark("sleep", TipMark.HELPFUL)
    journal.topics.mark("sleep", TipMark.SHOWN)
    journal.topics.mark("sleep", TipMark.NOT_FOR_ME)
    journal.history.undo()
    journal.close()
    again = a_journal(tmp_path / "test.diary")
    assert marks(again) == {("sleep", TODAY, TipMark.HELPFUL)}
    assert {(each.tip, each.mark) for each in again.topics.marks()} == {
        ("sleep", TipMark.SHOWN),
        ("sleep", TipMark.NOT_FOR_ME),
    }
    again.topics.unmark("sleep", TipMark.SHOWN)
    assert [each.mark for each in again.topics.marks()] == [TipMark.NOT_FOR_ME]
    again.close()


def test_what_was_read_and_said_of_topics_in_a_copy_comes_with_a_merge(tmp_path: Path) -> None:
    mine = a_journal(tmp_path / "mine.diary")
    mine.answer(TODAY, "stress", 4)
    mine.file.back_up()
    shutil.copy(tmp_path / "mine.diary", tmp_path / "other.diary")
    other = a_journal(tmp_path / "other.diary")
    other.topics.mark("kinds", TipMark.SHOWN)
    other.add_record("own_words", {"page": "kinds", "words": "Drie soorten."})
    mine.topics.mark("filter", TipMark.SHOWN)
    mine.history.merge(other.history.snapshot())
    assert {each.tip for each in mine.topics.marks()} == {"kinds", "filter"}
    found = mine.registers.find("own_words", "page", "kinds")
    assert found is not None
    assert found.data["words"] == "Drie soorten."
    mine.history.undo()
    assert mine.registers.find("own_words", "page", "kinds") is None
    for journal in (mine, other):
        journal.close()


def test_of_two_records_about_one_topic_the_newest_counts(tmp_path: Path) -> None:
    clock = Clock()
    journal = a_journal(tmp_path / "test.diary", clock)
    for words in ("Eerst.", "Later."):
        journal.add_record("own_words", {"page": "kinds", "words": words})
        clock.forward(minutes=5)
    journal.add_record("own_words", {"page": "filter", "words": "Iets anders."})
    found = journal.registers.find("own_words", "page", "kinds")
    assert found is not None
    assert found.data["words"] == "Later."
    journal.close()
