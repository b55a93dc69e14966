"""Two lanes and one calm sentence: the good news in numbers, never praise for enduring."""

import pytest

from diary.content.library import Library
from diary.screens.chart_stack import build_stack
from tests.domain.test_same_pain import days_with
from tests.factory import a_day, a_table

NEVER = (
    "brave",
    "strong",
    "endur",
    "well done",
    "despite",
    "dapper",
    "sterk",
    "volhoud",
    "goed gedaan",
    "ondanks",
)


@pytest.mark.parametrize("language", ["english", "dutch"])
@pytest.mark.parametrize(
    ("changes", "told"), [(((3, 6), (5, 5)), True), (((5, 5), (6, 4), (20, 50)), True), (((6, 3), (4, 6)), False)]
)
def test_the_good_news_is_reported_in_the_persons_own_numbers(
    language: str, changes: tuple[tuple[int, int], ...], told: bool, request: pytest.FixtureRequest
) -> None:
    library: Library = request.getfixturevalue(language)
    life, pain = build_stack(a_table(days_with(*changes)), library, ("life",)).charts
    assert (life.key, pain.key) == ("life", "life_pain")
    assert any(character.isdigit() for character in life.note) is told
    assert not any(word in life.note.lower() for word in NEVER)
    assert pain.note == ""


def test_the_title_promises_nothing_and_pain_a_little_higher_is_not_called_not_higher(english: Library) -> None:
    life, _ = build_stack(a_table(days_with((3, 6), (5, 5))), english, ("life",)).charts
    assert life.title == "What you did, and your pain"
    assert "Your pain was not higher: 5 and 5." in life.note
    days = [
        a_day(ago, function=3 + 3 * (ago < 28) + ago * 7 % 3, pain_average=5 + (ago < 28 and ago % 2))
        for ago in range(80)
    ]
    (life, _) = build_stack(a_table(days), english, ("life",)).charts
    assert "Your pain was about the same: 5.5 and 5." in life.note


def test_function_and_activity_share_the_upper_lane(english: Library) -> None:
    life, pain = build_stack(a_table(days_with((3, 6), (5, 5))), english, ("life",)).charts
    assert [series.key for series in life.series] == ["active_minutes", "function"]
    assert life.on_left.key == "function"
    assert (life.low, life.high) == (pain.low, pain.high) == (0, 10)


def test_too_few_days_is_fine(english: Library) -> None:
    life, _ = build_stack(a_table([a_day(0, function=5)]), english, ("life",)).charts
    assert "fine" in life.note
