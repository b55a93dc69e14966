"""Defines `diary show` and `diary measures`: what was logged, and the numbers derived from it."""

import math
from datetime import date
from pathlib import Path
from typing import Any

import click

from diary.cli.options import (
    chosen_period,
    damaged_option,
    diary_argument,
    json_option,
    language_option,
    period_options,
)
from diary.cli.printed import json_text, plain
from diary.cli.world import World
from diary.content.language import EXACT
from diary.content.library import Library
from diary.content.values import value_words
from diary.domain.day import Day
from diary.journal.journal import Journal


@click.command(help="Show what was logged, day by day.")
@diary_argument
@period_options
@damaged_option
@json_option
@language_option
@click.pass_obj
def show(
    world: World,
    diary: Path,
    first: date | None,
    last: date | None,
    damaged_too: bool,
    as_json: bool,
    language: str | None,
) -> None:
    """Print what was logged; days with nothing in them are left out."""
    world = world.speaking(language)
    with world.reading(diary, damaged_too) as journal:
        days = journal.days(chosen_period(journal, first, last))
        if as_json:
            click.echo(json_text([_day_json(day) for day in days]))
            return
        library = world.library(journal.own_items)
        for day in days:
            click.echo(plain("\n".join(_day_lines(journal, library, day))))


def _day_json(day: Day) -> dict[str, Any]:
    return {
        "day": day.date.isoformat(),
        "zone": day.zone,
        "kind": day.kind.value,
        "answers": {
            item: {
                "value": _plain(answer.value),
                "typed_at": answer.typed_at.isoformat(),
                "source": answer.source.value,
                "late": answer.is_late(day.date),
            }
            for item, answer in sorted(day.answers.items())
        },
        "areas": dict(sorted(day.areas.items())),
        "activities": [{"kind": a.kind, "minutes": a.minutes, "effort": a.effort} for a in day.activities],
        "moments": [{"kind": m.kind.value, "at": m.at, "value": m.value, "text": m.text} for m in day.moments],
        "notes": dict(day.notes),
    }


def _day_lines(journal: Journal, library: Library, day: Day) -> list[str]:
    language, words = library.language, library.words
    to_come = language.t("still to come") if day.date > journal.today else ""
    lines = [f"{language.long_date(day.date)} ({to_come})" if to_come else language.long_date(day.date)]
    for item in journal.catalogue.numeric:
        answer = day.answers.get(item.key)
        if answer is not None:
            late = " " + language.t("(filled in later)") if answer.is_late(day.date) else ""
            lines.append(
                f"  {words.items[item.key].name}: {value_words(language, words, item, answer.value)}{late}"
            )
    if day.is_mapped and not day.areas:
        lines.append("  " + language.t("No pain"))
    lines += [f"  {words.segments.get(area, area)}: {strength}" for area, strength in day.areas.items()]
    lines += [f"  {activity.kind}: {language.duration(activity.minutes)}" for activity in day.activities]
    for moment in day.moments:
        at = "" if moment.at is None else f" {language.clock_minutes(moment.at)}"
        lines.append(f"  {words.moments[moment.kind]}{at}: {moment.text}")
    return lines + [f"  {words.items[key].name}: {text}" for key, text in day.notes.items() if key in words.items]


@click.command(help="Every derived number, per day and for the period.")
@diary_argument
@period_options
@damaged_option
@json_option
@language_option
@click.pass_obj
def measures(
    world: World,
    diary: Path,
    first: date | None,
    last: date | None,
    damaged_too: bool,
    as_json: bool,
    language: str | None,
) -> None:
    """Print the derived numbers. Units and formulas: see the glossary in the README."""
    from diary.domain.measures import MEASURES, of_period, per_day

    world = world.speaking(language)
    with world.reading(diary, damaged_too) as journal:
        period = chosen_period(journal, first, last)
        table = journal.table(period)
        days, whole = per_day(table), of_period(table)
        if as_json:
            result = {
                "from": period.first.isoformat(),
                "to": period.last.isoformat(),
                "units": {measure.key: measure.unit for measure in MEASURES},
                "period": {key: _plain(value) for key, value in whole.items()},
                "days": [
                    {"day": day.isoformat()}
                    | {
                        key: _plain(float(values[row]))
                        for key, values in days.items()
                        if not math.isnan(values[row])
                    }
                    for row, day in enumerate(period)
                ],
            }
            click.echo(json_text(result))
            return
        for key, value in whole.items():
            if value is not None:
                click.echo(f"{key}: {world.library(journal.own_items).language.number(value, 2)}")


def _plain(value: float | None) -> float | int | None:
    if value is None or math.isnan(value):
        return None
    return int(value) if value == int(value) else round(value, EXACT)
