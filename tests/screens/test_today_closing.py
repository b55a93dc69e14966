"""The last words of a day are quiet, the same all day, and never a score."""

import re
from datetime import UTC, timedelta

from diary.content.library import Library
from diary.domain.day import Answer, Day, DayKind
from diary.domain.form import Form
from diary.domain.item import Preset
from diary.screens.today import build_today, calm_line, closing_line
from tests.factory import NOW, TODAY, a_day
from tests.screens.test_today import SHORT_FORM

ALL = {
    "function": 5, "breaks": 2, "people": 1, "stress": 3, "worried_damage": 0, "skipped_fear": 0, "fatigue": 4,
    "into_bed": 1390, "sleep_latency": 20, "awake_in_night": 10, "got_up": 420, "sleep_quality": 3,
}  # fmt: skip


def test_the_words_vary_by_day_and_hold_no_number(english: Library) -> None:
    days = [TODAY + timedelta(days=ahead) for ahead in range(8)]
    lines = [closing_line(day, day, english.language) for day in days]
    assert len(set(lines)) == 4
    assert not any(re.search(r"\d|streak|in a row|well done|great", line, re.IGNORECASE) for line in lines)


def _closing(library: Library, **answers: int) -> str:
    at = NOW.astimezone(UTC)
    said = {"body_map": 1, "activities": 0, **answers}
    day = Day(TODAY, answers={item: Answer(value, at) for item, value in said.items()})
    return build_today(day, a_day(1), library, SHORT_FORM, TODAY, NOW).closing


def test_they_come_when_all_is_answered_without_pain_or_notes(english: Library) -> None:
    assert _closing(english, **ALL) == closing_line(TODAY, TODAY, english.language)


def test_they_wait_while_something_is_open(english: Library) -> None:
    for key in ALL:
        assert _closing(english, **{item: value for item, value in ALL.items() if item != key}) == ""


def test_a_hard_day_ends_with_the_sentence_that_it_is_enough(english: Library) -> None:
    hard = build_today(a_day(kind=DayKind.HARD), a_day(1), english, SHORT_FORM, TODAY, NOW)
    assert hard.calm == calm_line(DayKind.HARD, english.language)
    assert "enough" in hard.calm
    assert calm_line(DayKind.ORDINARY, english.language) == ""


def test_a_hard_day_counts_nothing_that_is_left_and_says_one_thing_at_a_time(english: Library) -> None:
    form = Form(preset=Preset.ESSENTIALS)
    half, hard = (
        build_today(a_day(stress=3, kind=kind), a_day(1), english, form, TODAY, NOW)
        for kind in (DayKind.ORDINARY, DayKind.HARD)
    )
    assert (half.calm, half.left) == ("", "4 of 5 left")
    assert (hard.calm, hard.left) == (calm_line(DayKind.HARD, english.language), "")
    whole = a_day(areas={}, kind=DayKind.HARD, function=4, sleep_quality=3, stress=3, fatigue=4)
    done = build_today(whole, a_day(1), english, form, TODAY, NOW)
    assert done.closing
    assert done.calm == ""
