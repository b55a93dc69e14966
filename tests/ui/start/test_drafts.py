"""What was half typed comes back, and a draft nobody wrote is no draft: the diary opens all the same."""

from datetime import date

import pytest

from diary.ui.pages import TODAY
from diary.ui.start.controller import draft_from, memories_of_draft


def test_what_was_half_typed_comes_back() -> None:
    memories = {TODAY: (date(2026, 11, 22), {"note": "half", "stress": ""})}
    assert memories_of_draft(draft_from(memories)) == {TODAY: (date(2026, 11, 22), {"note": "half"})}


@pytest.mark.parametrize(
    "draft",
    [
        "",
        "?",
        "[]",
        "[" * 100_000,
        '{"day": 1, "typed": {}}',
        '{"day": "2026-11-22", "typed": null}',
        '{"day": "0001-01-01", "typed": {"note": "x"}}',
        '{"day": "9999-12-31", "typed": {"note": "x"}}',
    ],
)
def test_a_draft_nobody_wrote_is_none(draft: str) -> None:
    assert memories_of_draft(draft) == {}
