"""What was chosen to be seen is remembered in the diary, in its order."""

from pathlib import Path

import pytest

from diary.journal.journal import Journal
from tests.factory import a_journal


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
