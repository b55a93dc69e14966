"""Defines `diary show`, `diary measures` and `diary findings`: what was logged, the numbers derived from it, and
what stands out in them."""

import math
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct, to_builtins
from msgspec.structs import asdict

from diary.cli.options import DaysAsked, command, damaged_option, days_options, diary_argument, json_option
from diary.cli.printed import json_text, tell
from diary.cli.world import World
from diary.content.language import EXACT
from diary.content.library import Library
from diary.content.words import further_words, option_name, value_words, with_further
from diary.domain.columns import further
from diary.domain.day import ACTIVITIES, NAPS, Answer, Day, DayKind, Nap
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.screens.card_lines import effort_words, joined, naps_words

if TYPE_CHECKING:
    from diary.domain.links.link import LinkPair, LinksReport
    from diary.domain.links.question import AskedQuestion
    from diary.domain.period import Period
    from diary.screens.factor_cards import FactorCard, FactorsState

CORRECTED_FOR = (
    "slow drift",
    "weekday",
    "own memory (AR 1)",
    "effective pairs",
    "rhythms and common movement",
    "memory of one sitting",
    "all comparisons together",
)


@command("Show what was logged, day by day.")
@diary_argument
@days_options
@json_option
def show(world: World, diary: Path, asked: DaysAsked, as_json: bool) -> None:
    """Print what was logged; days with nothing in them are left out."""
    with world.reading(diary, asked.damaged_too) as journal:
        days = journal.days(asked.period(journal))
        if as_json:
            tell(json_text([_day_json(day) for day in days]))
            return
        library = world.library(journal.own_items)
        for day in days:
            tell("\n".join(_day_lines(journal, library, day)))


def _day_json(day: Day) -> dict[str, Any]:
    return {
        "day": day.date,
        "zone": day.zone,
        "kind": day.kind,
        "answers": {
            item: {**_row_json(answer), "value": _plain(answer.value), "late": answer.is_late(day.date)}
            for item, answer in sorted(day.answers.items())
        },
        "areas": dict(sorted(day.areas.items())),
        "tender": sorted(day.tender),
        "activities": day.activities,
        "moments": day.moments,
        "notes": day.notes,
        "naps": list(map(_row_json, day.naps)),
        **further(day),
    }


def _row_json(value: Answer | Nap) -> dict[str, Any]:
    return {**asdict(value), "typed_at": value.typed_at.isoformat() if value.typed_at else None}


def _day_lines(journal: Journal, library: Library, day: Day) -> list[str]:
    language, words = library.language, library.words
    facts = [language.t("still to come")] if day.date > journal.today else []
    if day.kind is not DayKind.ORDINARY:
        facts.append(option_name(language, day.kind))
    about = f" ({', '.join(facts)})" if facts else ""
    lines = [language.long_date(day.date) + about]
    if further(day):
        lines.append(f"  {further_words(language, day)}")
    for item in journal.catalogue.numeric:
        answer = day.answers.get(item.key)
        if answer is not None:
            late = " " + language.t("(filled in later)") if answer.is_late(day.date) else ""
            said = f"  {words.items[item.key].name}: {value_words(language, words, item, answer.value)}{late}"
            lines.append(with_further(language, said, answer))
    if day.is_mapped and not day.areas:
        lines.append("  " + language.t("No pain"))
    lines += [f"  {words.segments.get(area, area)}: {strength}" for area, strength in day.areas.items()]
    if tender := ", ".join(words.segments.get(area, area) for area in sorted(day.tender)):
        lines.append("  " + language.t("Touch hurt") + f": {tender}")
    if ACTIVITIES in day.answers and not day.activities:
        lines.append("  " + words.items[ACTIVITIES].name + ": " + language.t("no activities"))
    for done in day.activities:
        said = joined((language.duration(done.minutes), effort_words(done, language)))
        lines.append(with_further(language, f"  {done.kind}: {said}", done))
    if day.naps:
        lines.append(f"  {words.items[NAPS].name}: {naps_words(day.naps, language)}")
    for moment in day.moments:
        at = "" if moment.at is None else f" {language.clock_minutes(moment.at)}"
        amount = "" if moment.value is None else language.number(moment.value, EXACT)
        said = joined((moment.text, amount))
        lines.append(with_further(language, f"  {words.moments[moment.kind]}{at}{said and f': {said}'}", moment))
    return lines + [f"  {words.items[key].name}: {text}" for key, text in day.notes.items() if key in words.items]


@command("Find what was written: every word, or a part of one, in any order; the latest day first.")
@diary_argument
@click.argument("words", nargs=-1, required=True)
@json_option
@damaged_option
def find(world: World, diary: Path, words: tuple[str, ...], as_json: bool, damaged_too: bool) -> None:
    """Print the days and lists that have all the words; what was looked for is kept nowhere."""
    from diary.screens.find import build_found, kind_words

    with world.reading(diary, damaged_too) as journal:
        library = world.library(journal.own_items)
        found = journal.find(" ".join(words), kind_words(library.language))
    if not found.words:
        raise Refusal(Reason.NOTHING_TO_FIND)
    if as_json:
        records = [{"list": each.register, "id": each.id, **each.data} for each in found.records]
        tell(json_text({"days": found.texts, "lists": records, "more": found.is_more}))
        return
    state = build_found(found, (), library)
    for line in state.lines:
        name = ", ".join(part for part in (line.heading, line.name, line.aside) if part)
        tell(f"{name}: {line.excerpt.text}")
    if found.is_more or not state.lines:
        tell(state.said, err=True)


@command("Every derived number, per day and for the period.")
@diary_argument
@days_options
@json_option
def measures(world: World, diary: Path, asked: DaysAsked, as_json: bool) -> None:
    """Print the derived numbers. Units and formulas: see the glossary in the README."""
    from diary.domain.measures import MEASURES, of_period, per_day

    with world.reading(diary, asked.damaged_too) as journal:
        period = asked.period(journal)
        table = journal.table(period)
        days, whole = per_day(table), of_period(table)
        if as_json:
            result = {
                "from": period.first,
                "to": period.last,
                "units": {measure.key: measure.unit for measure in MEASURES},
                "period": {key: _plain(value) for key, value in whole.items()},
                "days": [
                    {"day": day}
                    | {
                        key: _plain(float(values[row]))
                        for key, values in days.items()
                        if not math.isnan(values[row])
                    }
                    for row, day in enumerate(period)
                ],
            }
            tell(json_text(result))
            return
        for key, value in whole.items():
            if value is not None:
                tell(f"{key}: {world.library(journal.own_items).language.number(value, 2)}")


def _plain(value: float | None) -> float | int | None:
    if value is None or math.isnan(value):
        return None
    return int(value) if value == int(value) else round(value, EXACT)


class Findings(Struct, frozen=True):
    """The factors as of the day `seen_from`, with the tip of the day `today`; the links of all of `period`; the
    questions that were asked, newest first, as they stand."""

    library: Library
    period: "Period"
    seen_from: date
    today: date
    factors: "FactorsState"
    links: "LinksReport"
    asked: "tuple[AskedQuestion, ...]"


@command("The factors worth a look with their reasons and tips, and what goes together.")
@diary_argument
@days_options
@json_option
def findings(world: World, diary: Path, asked: DaysAsked, as_json: bool) -> None:
    """Print the findings. Links are shown here without a request; the window shows them only on request."""
    found = _find(world, diary, asked)
    if as_json:
        tell(json_text(_findings_json(found)))
    else:
        links = _link_lines(found.library, found.links)
        tell("\n".join((*_factor_lines(found), "", *_question_lines(found), *links)))


def _find(world: World, diary: Path, asked: DaysAsked) -> Findings:
    """Find the same as the window: seen from the same day, with the same tip; with `--to` as of that day."""
    from diary.domain.links.look import look_at_links
    from diary.screens.factor_cards import build_factors
    from diary.screens.trends import first_view

    with world.reading(diary, asked.damaged_too) as journal:
        period = asked.period(journal)
        table = journal.table(period)
        library = world.library(journal.own_items, journal.week_starts)
        last = asked.last_of(journal)
        today = last or journal.today
        seen_from = last or first_view(period, today).last
        marks, began, questions = journal.tips.marks(), journal.began(), journal.questions.look()
    factors = build_factors(table, library, seen_from, today, marks, began)
    return Findings(library, period, seen_from, today, factors, look_at_links(table), questions)


def _findings_json(found: Findings) -> dict[str, object]:
    from diary.domain.links.adjust import DRIFT_DAYS
    from diary.domain.links.aligned import LEAST_DAYS, LEAST_PAIRS, LEAST_SPREAD, MOST_ALIKE, TOGETHER
    from diary.domain.links.look import CHANCE, FORWARD_SHARE, LEAST_R

    links = found.links
    return {
        "from": found.period.first,
        "to": found.period.last,
        "seen_from": found.seen_from,
        "today": found.today,
        "hard_stretch": found.factors.is_hard,
        "factors": [_card_json(card) for card in found.factors.cards],
        "gate": {
            "state": links.gate or "open",
            "most_pairs": links.most_pairs,
            "pairs_needed": LEAST_PAIRS,
            "days_needed": LEAST_DAYS,
            "spread_needed": LEAST_SPREAD,
            "most_alike": MOST_ALIKE,
        },
        "left_out": {"typed_together": links.together, "repeated": links.repeated},
        "compared": links.compared,
        "corrected_for": CORRECTED_FOR,
        "method": {
            "drift_window_days": 2 * DRIFT_DAYS + 1,
            "chance": CHANCE,
            "forward_share": FORWARD_SHARE,
            "least_r": LEAST_R,
            "together_minutes": TOGETHER,
        },
        "links": [_pair_json(found.library, pair) for pair in links.pairs],
        "questions": [{"stage": one.stage, **to_builtins(one)} for one in found.asked],
    }


def _card_json(card: "FactorCard") -> dict[str, object]:
    return {
        "factor": card.factor,
        "level": card.level,
        "reason": card.state.reason,
        "sentence": card.reason,
        "days": card.days,
        "areas": card.state.areas,
        "numbers": card.state.numbers,
        "tip": card.tip.key if card.tip else None,
    }


def _pair_json(library: Library, pair: "LinkPair") -> dict[str, Any]:
    from diary.content.link_words import link_sentence

    return {
        "factor": pair.factor_measure,
        "outcome": pair.outcome_measure,
        "about": pair.factor,
        "forward": {**to_builtins(pair.forward), "sentence": link_sentence(library, pair)},
        "reverse": {**to_builtins(pair.reverse), "sentence": link_sentence(library, pair, reverse=True)},
    }


def _factor_lines(found: Findings) -> list[str]:
    lines = [found.factors.calm] if found.factors.is_hard else []
    for card in found.factors.cards:
        lines.append(f"{card.title} ({card.level_words}): {card.reason}")
        if card.tip is not None:
            source = found.library.language.t("Source: {source}", source=card.tip.source)
            lines += [f"  {line}" for line in (card.tip.title, card.tip.fact, card.tip.option, source)]
    return lines


def _question_lines(found: Findings) -> list[str]:
    from diary.screens.question import found_state

    lines = []
    for one in found.asked:
        said = found_state(one, found.library)
        parts = (said.words, said.result, said.more, said.counts, said.when, said.numbers)
        lines.append(" ".join(filter(None, parts)))
    return [*lines, ""] if lines else []


def _link_lines(library: Library, links: "LinksReport") -> list[str]:
    from diary.content.link_words import (
        left_out_sentences,
        link_sentence,
        method_sentence,
        numbers_sentence,
        thirds_sentence,
    )
    from diary.domain.links.link import LinkState
    from diary.screens.links import headline_words

    lines = []
    for pair in links.pairs:
        for reverse in (False, True):
            link = pair.reverse if reverse else pair.forward
            if link.state is LinkState.PATTERN:
                parts = (
                    link_sentence(library, pair, reverse=reverse),
                    thirds_sentence(library, pair, reverse=reverse),
                    numbers_sentence(library, link),
                )
                lines.append(" ".join(part for part in parts if part))
    out = left_out_sentences(library, links)
    if links.gate is not None:
        return [*headline_words(library.language, links), *([out] if out else [])]
    ending = [out, method_sentence(library, links)] if out else [method_sentence(library, links)]
    return [*(lines or headline_words(library.language, links)[:1]), *ending]
