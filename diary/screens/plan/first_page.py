"""What of the plan stands on the first printed page: the phase, the amount of this week, and how well goals went.

It is as of the last day that is printed. Goals are drawn over the weeks of the printed days, at most a year of
them.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from msgspec import Struct

from diary.domain.period import Period
from diary.domain.plan.building import WEEK
from diary.domain.plan.goals import week_of
from diary.domain.plan.phase import PHASE
from diary.domain.register import newest_record, read_day
from diary.domain.text import shorten
from diary.screens.plan.building import Course, amount_said, begins_words, courses_of, is_offered
from diary.screens.plan.cards import CardLine, PlanSource, Weeks
from diary.screens.plan.goals import GOAL, weeks_rated, words_of_course

PLAN: Final = "plan"
"""The key of the block on paper."""
MOST_WEEKS: Final = 52
MOST_LINES: Final = 5
LONGEST: Final = 60


class PlanOnPaper(Struct, frozen=True):
    """What stands on the page: `facts` are a name and its words each; `goals` have a course where one was rated,
    all over the same weeks; `scale` says what their numbers mean."""

    title: str
    about: str
    facts: tuple[tuple[str, str], ...]
    goals_title: str
    scale: str
    goals: tuple[CardLine, ...]


def build_plan_on_paper(source: PlanSource, period: Period) -> PlanOnPaper | None:
    """Build it as of `source.today`, which is in `period`; None where there is nothing of a plan."""
    language, words = source.library.language, source.words(GOAL)
    facts, goals = (*_phase(source), *_amounts(source, period)), tuple(_goals(source, period))
    if not facts and not goals:
        return None
    return PlanOnPaper(
        source.say("paper", "title"),
        source.say("paper", "about", day=language.day(source.today)),
        facts,
        words.name if goals else "",
        source.say("paper", "scale") if any(goal.weeks is not None for goal in goals) else "",
        goals,
    )


def _phase(source: PlanSource) -> Iterator[tuple[str, str]]:
    words, record = source.words(PHASE), newest_record(source.records(PHASE))
    options = words.field(PHASE).options
    if record is None or record.data.get(PHASE) not in options:
        return
    since, said = read_day(record.data, "since"), options[record.data[PHASE]]
    if since is None:
        yield words.name, said
    elif since <= source.today:
        language = source.library.language
        yield words.name, source.say("paper", "since", phase=said, day=language.day(since))


def _amounts(source: PlanSource, period: Period) -> Iterator[tuple[str, str]]:
    """Yield what is built up: the amount now and its goal, and on how many of the printed days it was done; what
    begins within a week, with how much."""
    if not is_offered(source):
        return
    soon = source.today + timedelta(days=WEEK)
    shown = [
        course for course in courses_of(source) if course.scheme and (course.weeks or course.scheme.begins <= soon)
    ]
    for course in shown[:MOST_LINES]:
        name = shorten(course.name, LONGEST)
        yield (source.say("building", "title", what=name), _amount(course, source, period))


def _amount(course: Course, source: PlanSource, period: Period) -> str:
    language, scheme = source.library.language, course.scheme
    assert scheme is not None
    if not course.weeks:
        return begins_words(course, source)
    said = source.say("paper", "amount", amount=amount_said(course, course.weeks[-1].level, source))
    if scheme.goal is not None:
        said += source.say("paper", "up_to", amount=amount_said(course, scheme.goal, source))
    planned = [
        day
        for each in course.weeks
        for number in range(WEEK)
        if each.asks_on(day := each.first + timedelta(days=number)) and day in period and day <= source.today
    ]
    planned = [day for day in planned if day != source.today or day in course.noted]
    done = sum(day in each.done for each in course.weeks for day in each.done if day in planned)
    if planned:
        said += source.say("paper", "done", count=len(planned), done=language.number(done))
    return f"{said}."


def _goals(source: PlanSource, period: Period) -> Iterator[CardLine]:
    """Yield the goals that are not finished, each with its numbers in these weeks."""
    last = week_of(min(period.last, source.today))
    count = min(MOST_WEEKS, (last - week_of(period.first)).days // WEEK + 1)
    weeks = [last - timedelta(weeks=count - 1 - number) for number in range(count)]
    rated, language = weeks_rated(source), source.library.language
    for record in [each for each in source.records(GOAL) if each.ended_on is None][:MOST_LINES]:
        mine = {week: rated[week][record.id] for week in weeks if record.id in rated.get(week, {})}
        words = words_of_course([*mine.values()], language)
        course = Weeks(tuple(mine.get(week) for week in weeks), 0, 10, words) if mine else None
        yield CardLine(shorten(source.title(record), LONGEST), words, weeks=course)
