"""Busy and quiet days on the page Plan, beside each other in a person's own numbers; nothing is scored."""

from datetime import date

from diary.domain.day import Day
from diary.domain.period import Period
from diary.domain.plan.even_days import SPAN_DAYS, even_days
from diary.screens.plan.cards import Loads, PlanCard, PlanSource


def build_even(source: PlanSource) -> tuple[PlanCard, ...]:
    """The card of even days, of the four weeks up to yesterday: today is not over."""
    language = source.library.language
    title = language.phrase("plan", "tools", "even", "name")
    period = Period.ending(source.today, SPAN_DAYS + 1)
    found = even_days(loads_of(source.days(period), source.today), Period.ending(source.today, 2).first)
    if found is None:
        return (PlanCard("even", title, notes=(language.phrase("plan", "even", "few"),)),)
    facts = {
        "median": language.number(found.median),
        "low": language.number(found.low),
        "high": language.number(found.high),
    }
    said = [language.phrase("plan", "even", "usual", **facts)]
    if found.swings:
        said.append(language.phrase("plan", "even", "swings", count=len(found.swings)))
    elif found.busy:
        said.append(language.phrase("plan", "even", "no_swings"))
    marked = tuple((day - found.first).days for day in found.swings)
    picture = Loads(found.loads, found.low, found.high, marked, language.phrase("plan", "even", "picture"))
    means = language.phrase("plan", "even", "means")
    return (PlanCard("even", title, picture=picture, sentences=tuple(said), notes=(means,)),)


def loads_of(days: tuple[Day, ...], today: date) -> dict[date, float]:
    """The load of each day with activities, minutes times effort; one without effort counts for nothing."""
    return {
        day.date: sum(each.minutes * each.effort for each in day.activities if each.effort is not None)
        for day in days
        if day.date < today and any(each.effort is not None for each in day.activities)
    }
