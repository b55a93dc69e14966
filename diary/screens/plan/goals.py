"""Goals on the page Plan: activities in own words, and once a week how well each could be done."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from diary.content.language import Language
from diary.domain.plan.goals import MOST_GOALS, GoalChange, compare, week_of
from diary.domain.refusal import Reason, Refusal
from diary.domain.register import RecordData, RegisterRecord, read_day
from diary.screens.plan.cards import (
    CardAsk,
    CardLine,
    FormPart,
    PlanCard,
    PlanSource,
    RecordDraft,
    Weeks,
    read_scale,
)

GOAL, WEEK, OF = "goal", "goal_week", "of"
MOST_WEEKS: Final = 26
Rated = Mapping[date, Mapping[int, int]]


def build_goals(source: PlanSource) -> tuple[PlanCard, ...]:
    """Return the card of the goals; without one it asks for the first."""
    words = source.words(GOAL)
    goals = [record for record in source.records(GOAL) if record.ended_on is None]
    rated = weeks_rated(source)
    asks = [ask for ask in (ask_week(source, goals, rated),) if ask is not None]
    add = CardAsk("goals:add", words.add, (_new(source),), words.hint)
    return (
        PlanCard(
            "goals",
            words.name,
            source.say("goals", "aside"),
            tuple(_line(record, rated, source) for record in goals),
            sentences=change_said(rated, source),
            notes=(*_hints(bool(goals), bool(rated), source), source.say("effort", "ill")),
            asks=(*asks, *((add,) if len(goals) < MOST_GOALS else ())),
            lists=tuple((key, source.words(key).name) for key in (GOAL, WEEK)),
        ),
    )


def _hints(has_goals: bool, is_rated: bool, source: PlanSource) -> tuple[str, ...]:
    if is_rated:
        return (source.words(WEEK).field("able").ends,)
    return () if has_goals else (source.words(GOAL).hint,)


def ask_first(source: PlanSource) -> CardAsk:
    """Return the question the page begins with."""
    part = FormPart(GOAL, ("text",), given={"first_day": source.today.isoformat()})
    return CardAsk("goals:first", source.say("page", "question"), (part,), is_main=True)


def check_goal(draft: RecordDraft) -> RecordData:
    """Check what a goal says. Raises Refusal GOALS_ENOUGH for a sixth."""
    goals = [one for one in draft.source.records(GOAL) if one.ended_on is None]
    if draft.record is None and len(goals) >= MOST_GOALS:
        raise Refusal(Reason.GOALS_ENOUGH, most=MOST_GOALS)
    return draft.data


def weeks_rated(source: PlanSource) -> Rated:
    """Return what was rated, by the Monday of each week and the number of the goal; the newest answer counts."""
    named = {str(record.data.get("text")): record.id for record in source.records(GOAL)}
    found: dict[date, dict[int, int]] = {}
    for record in sorted(source.records(WEEK), key=lambda each: each.created_at):
        day, able = read_day(record.data, "week"), read_scale(record.data, "able")
        goal = record.data.get(OF, named.get(str(record.data.get("goal"))))
        if day is not None and able is not None and isinstance(goal, int):
            found.setdefault(week_of(day), {})[goal] = able
    return dict(sorted(found.items()))


def change_between(rated: Rated) -> tuple[date, GoalChange] | None:
    """Return the change from the first week to the last, by goals that were rated in both; None with one week."""
    weeks = list(rated.values())
    for number, (first, week) in enumerate(list(rated.items())[:-1], start=1):
        change = compare(week, weeks[-1], weeks[number:-1])
        if change is not None:
            return first, change
    return None


def change_said(rated: Rated, source: PlanSource) -> tuple[str, ...]:
    """Return what changed, in words; nothing with one week."""
    found = change_between(rated)
    if found is None:
        return ()
    (first, change), language = found, source.library.language
    facts = {"before": language.number(change.before, 1), "after": language.number(change.after, 1)}
    said = source.say("goals", "change", count=change.compared, day=language.day(first), **facts)
    size = source.say("change", "clear" if change.is_clear else "same")
    return (f"{said} {size}",)


def ask_week(source: PlanSource, goals: Sequence[RegisterRecord], rated: Rated) -> CardAsk | None:
    """Return the form of this week: a number for every goal, what was answered already filled in."""
    monday = week_of(source.today)
    there = {
        record.data.get(OF): record
        for record in sorted(source.records(WEEK), key=lambda each: each.created_at)
        if (day := read_day(record.data, "week")) is not None and week_of(day) == monday
    }
    parts = tuple(
        FormPart(
            WEEK,
            ("able",),
            there.get(goal.id),
            {"week": monday.isoformat(), "goal": source.title(goal)},
            {OF: goal.id},
            name=source.title(goal),
        )
        for goal in goals
    )
    words = source.say("goals", "week_again" if monday in rated else "week")
    hint = source.say("goals", "week_question")
    return CardAsk("goals:week", words, parts, hint, is_main=monday not in rated) if parts else None


def today_goals(source: PlanSource) -> tuple[CardLine, ...]:
    """Return the line of Today: this week's numbers, until there are some."""
    goals = [record for record in source.records(GOAL) if record.ended_on is None]
    rated = weeks_rated(source)
    ask = ask_week(source, goals, rated)
    if ask is None or week_of(source.today) in rated or source.today - week_of(source.today) < timedelta(days=4):
        return ()
    return (CardLine(source.words(GOAL).name, asks=(ask,)),)


def _new(source: PlanSource) -> FormPart:
    return FormPart(GOAL, ("text", "why"), given={"first_day": source.today.isoformat()})


def _line(record: RegisterRecord, rated: Rated, source: PlanSource) -> CardLine:
    language, name = source.library.language, source.title(record)
    end = FormPart(GOAL, record=record, given={"last_day": source.today.isoformat()})
    finish = CardAsk(f"goals:end:{record.id}", source.say("goals", "finish"), (end,))
    mine = {week: week_rated[record.id] for week, week_rated in rated.items() if record.id in week_rated}
    value = "" if not mine else language.number(mine[max(mine)])
    return CardLine(name, str(record.data.get("why", "")), value, course(mine, language), (finish,))


def course(mine: Mapping[date, float], language: Language) -> Weeks | None:
    """Return the numbers of one goal by week, the last half year, gaps where none was given; None without any."""
    if not mine:
        return None
    last = max(mine)
    count = min(MOST_WEEKS, (last - min(mine)).days // 7 + 1)
    weeks = [last - timedelta(weeks=count - 1 - number) for number in range(count)]
    points = tuple(mine.get(week) for week in weeks)
    known = [point for point in points if point is not None]
    return Weeks(points, 0, 10, words_of_course(known, language))


def words_of_course(known: Sequence[float], language: Language) -> str:
    """Say the first and last of these numbers, and of how many weeks; nothing without any."""
    if not known:
        return ""
    facts = {"first": language.number(known[0]), "last": language.number(known[-1])}
    return language.phrase("plan", "goals", "course", count=len(known), **facts)
