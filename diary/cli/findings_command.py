"""What the diary has to say: the seven factors with reason and tip, and what goes together, with every number."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diary.cli.options import chosen_period, diary_argument, json_option, language_option, period_options
from diary.cli.world import World
from diary.content.library import Library

if TYPE_CHECKING:
    from diary.domain.factors.state import FactorState
    from diary.domain.links.link import LinkPair, LinksReport


@click.command(help="The factors worth a look with their reasons and tips, and what goes together.")
@diary_argument
@period_options
@json_option
@language_option
@click.pass_obj
def findings(
    world: World, diary: Path, first: date | None, last: date | None, as_json: bool, language: str | None
) -> None:
    """Asked for by whoever types it; the window never announces what goes together."""
    from diary.domain.factors.look import look_at_factors
    from diary.domain.links.look import look_at_links

    world = world.speaking(language)
    with world.journal(diary, read_only=True) as journal:
        period = chosen_period(journal, first, last)
        table = journal.table(period)
        library = world.library(journal)
    factors = look_at_factors(table, period.last)
    links = look_at_links(table)
    if as_json:
        click.echo(json.dumps(_as_json(library, factors, links, period.last), indent=1, ensure_ascii=False))
    else:
        click.echo("\n".join((*_factor_lines(library, factors), "", *_link_lines(library, links))))


def _as_json(
    library: Library, factors: "tuple[FactorState, ...]", links: "LinksReport", today: date
) -> dict[str, object]:
    from diary.content.reasons import reason_sentence
    from diary.screens.factor_cards import choose_tip

    found = []
    for state in factors:
        tip = choose_tip(library.tips, state.factor, state.reason, today)
        found.append(
            {
                "factor": state.factor.value,
                "level": state.level.value,
                "reason": state.reason,
                "sentence": reason_sentence(library, state),
                "days": [day.isoformat() for day in state.days],
                "numbers": dict(state.numbers),
                "tip": tip.key if tip else None,
            }
        )
    return {
        "factors": found,
        "compared": links.compared,
        "corrected_for": [
            "slow drift",
            "weekday",
            "own memory (AR 1)",
            "effective pairs",
            "all comparisons together",
        ],
        "links": [_pair_json(pair) for pair in links.pairs],
    }


def _pair_json(pair: "LinkPair") -> dict[str, Any]:
    return {
        "factor": pair.factor_measure,
        "outcome": pair.outcome_measure,
        "forward": asdict(pair.forward),
        "reverse": asdict(pair.reverse),
    }


def _factor_lines(library: Library, factors: "tuple[FactorState, ...]") -> list[str]:
    from diary.content.reasons import level_name, reason_sentence

    return [
        f"{library.words.factors[state.factor].title} ({level_name(library.language, state.level)}): "
        f"{reason_sentence(library, state)}"
        for state in factors
    ]


def _link_lines(library: Library, links: "LinksReport") -> list[str]:
    from diary.content.link_words import link_sentence, method_sentence, numbers_sentence, thirds_sentence
    from diary.domain.links.link import LinkState

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
    if not lines:
        lines.append(
            library.language.t("No clear pattern between one day and the next. That is the usual result.")
        )
    return [*lines, method_sentence(library, links)]
