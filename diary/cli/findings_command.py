"""Defines `diary findings`: the seven factors with reason and tip, and the look at links, with every number."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct, to_builtins

from diary.cli.options import (
    chosen_period,
    damaged_option,
    diary_argument,
    json_option,
    language_option,
    period_options,
)
from diary.cli.printed import json_text
from diary.cli.world import World
from diary.content.library import Library

if TYPE_CHECKING:
    from diary.domain.links.link import LinkPair, LinksReport
    from diary.domain.period import Period
    from diary.screens.factor_cards import FactorCard, FactorsState


class Findings(Struct, frozen=True):
    """The factors as of the day `seen_from`, with the tip of the day `today`; the links of all of `period`."""

    library: Library
    period: "Period"
    seen_from: date
    today: date
    factors: "FactorsState"
    links: "LinksReport"


@click.command(help="The factors worth a look with their reasons and tips, and what goes together.")
@diary_argument
@period_options
@damaged_option
@json_option
@language_option
@click.pass_obj
def findings(
    world: World,
    diary: Path,
    first: date | None,
    last: date | None,
    damaged_too: bool,
    as_json: bool,
    language: str | None,
) -> None:
    """Print the findings. Links are shown here without a request; the window shows them only on request."""
    found = _find(world.speaking(language), diary, first, last, damaged_too)
    if as_json:
        click.echo(json_text(_as_json(found)))
    else:
        click.echo("\n".join((*_factor_lines(found), "", *_link_lines(found.library, found.links))))


def _find(world: World, diary: Path, first: date | None, last: date | None, damaged_too: bool) -> Findings:
    """Find the same as the window: seen from the same day, with the same tip; with `--to` as of that day."""
    from diary.domain.links.look import look_at_links
    from diary.screens.factor_cards import build_factors
    from diary.screens.trends import first_view

    with world.reading(diary, damaged_too) as journal:
        period = chosen_period(journal, first, last)
        table = journal.table(period)
        library = world.library(journal.own_items, journal.week_starts)
        today = last or journal.today
        seen_from = last or first_view(period, today).last
        marks, span = journal.tips.marks(), journal.span()
    factors = build_factors(table, library, seen_from, today, marks, None if span is None else span.first)
    return Findings(library, period, seen_from, today, factors, look_at_links(table))


def _as_json(found: Findings) -> dict[str, object]:
    from diary.domain.links.adjust import DRIFT_DAYS
    from diary.domain.links.aligned import LEAST_DAYS, LEAST_PAIRS, LEAST_SPREAD, MOST_ALIKE, TOGETHER
    from diary.domain.links.look import CHANCE, FORWARD_SHARE, LEAST_R

    links = found.links
    return {
        "from": found.period.first.isoformat(),
        "to": found.period.last.isoformat(),
        "seen_from": found.seen_from.isoformat(),
        "today": found.today.isoformat(),
        "hard_stretch": found.factors.is_hard,
        "factors": [_card_json(card) for card in found.factors.cards],
        "gate": {
            "state": links.gate.value if links.gate else "open",
            "most_pairs": links.most_pairs,
            "pairs_needed": LEAST_PAIRS,
            "days_needed": LEAST_DAYS,
            "spread_needed": LEAST_SPREAD,
            "most_alike": MOST_ALIKE,
        },
        "compared": links.compared,
        "left_out": {"typed_together": links.together, "repeated": links.repeated},
        "corrected_for": [
            "slow drift",
            "weekday",
            "own memory (AR 1)",
            "effective pairs",
            "rhythms and common movement",
            "memory of one sitting",
            "all comparisons together",
        ],
        "method": {
            "drift_window_days": 2 * DRIFT_DAYS + 1,
            "chance": CHANCE,
            "forward_share": FORWARD_SHARE,
            "least_r": LEAST_R,
            "together_minutes": TOGETHER,
        },
        "links": [_pair_json(found.library, pair) for pair in links.pairs],
    }


def _card_json(card: "FactorCard") -> dict[str, object]:
    return {
        "factor": card.factor.value,
        "level": card.level.value,
        "reason": card.state.reason,
        "sentence": card.reason,
        "days": [day.isoformat() for day in card.days],
        "areas": list(card.state.areas),
        "numbers": dict(card.state.numbers),
        "tip": card.tip.key if card.tip else None,
    }


def _pair_json(library: Library, pair: "LinkPair") -> dict[str, Any]:
    from diary.content.link_words import link_sentence

    return {
        "factor": pair.factor_measure,
        "outcome": pair.outcome_measure,
        "about": pair.factor.value,
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
