"""Measure the promise and write it into `packaging/CALIBRATION.md`. By hand, about an hour and a half on one core:

    nice -n 15 python -m tests.calibration.run [--diaries 2000] [--seed 1]

The tables stand between marks in the file; everything around them is written by people.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import numpy as np

from diary.domain.body_map_counts import AreaChange
from diary.domain.links.link import Factor, LinksReport, LinkState, Outcome
from diary.domain.links.look import look_at_links
from diary.domain.links.question import LOOK_WEEKS
from diary.domain.links.series import OUTCOMES
from diary.domain.table import Bools, Floats
from tests.calibration.body_maps import CHANGED, body_maps
from tests.calibration.diaries import LIVES, WITHOUT_LINK, Cell, Notebook, carried, linked
from tests.calibration.experiments import SIZE, WAYS, WITHOUT_EFFECT, told
from tests.calibration.pages import CELLS, claims_a_change, pages
from tests.calibration.questions import PAIRS, answers
from tests.calibration.two_spans import (
    MOVING,
    UNLIKE_SPANS,
    WITHOUT_CHANGE,
    Book,
    changed,
    is_different,
    look_at_flags,
)

PAGE = Path(__file__).parents[2] / "packaging" / "CALIBRATION.md"
LENGTHS = (42, 60, 90, 180, 365)
LIFE_LENGTHS = (60, 90, 180, 365)
POWER_LENGTHS = (45, 60, 90, 120, 180, 240, 365, 540)
LOOKS = range(45, 366, 30)
WANTED = 0.8
SPANS = (28, 42, 90)
CHANGES = (("persistent 0.3", 0.6), ("persistent 0.3", 1.0), ("persistent 0.6", 1.0), ("persistent 0.3", 1.5))


def false_patterns(seed: int, diaries: int) -> Iterator[str]:
    """Rows: how many percent of diaries without any link show one, per cell and number of days."""
    yield from _shown("Without any link", WITHOUT_LINK.values(), LENGTHS, seed, diaries)


def false_patterns_in_lives(seed: int, diaries: int) -> Iterator[str]:
    """The same for lives in which much moves in common."""
    yield from _shown("Nothing follows anything", LIVES.values(), LIFE_LENGTHS, seed, diaries)


def _shown(name: str, cells: Iterable[Cell], lengths: tuple[int, ...], seed: int, diaries: int) -> Iterator[str]:
    yield from _head(name, lengths)
    notebooks = [Notebook(days) for days in lengths]
    for cell in cells:
        shares = [
            sum(look_at_links(table).has_pattern for table in notebook.tables(cell, seed, diaries)) / diaries
            for notebook in notebooks
        ]
        yield _row(cell.name, [f"{100 * share:.1f}" for share in shares])


def _head(name: str, lengths: tuple[int, ...], *more: str) -> Iterator[str]:
    columns = [name, *(f"{days} days" for days in lengths), *more]
    yield "| " + " | ".join(columns) + " |"
    yield "|---" * len(columns) + "|"


def _row(name: str, numbers: list[str]) -> str:
    row = "| " + " | ".join([name, *numbers]) + " |"
    sys.stderr.write(row + "\n")
    return row


def _found(report: LinksReport) -> bool:
    return any(
        (pair.factor, pair.outcome) == (Factor.TIME_ASLEEP, Outcome.PAIN)
        and pair.forward.state is LinkState.PATTERN
        and (pair.forward.r or 0) < 0
        for pair in report.pairs
    )


def _others(report: LinksReport) -> bool:
    patterns = sum(
        link.state is LinkState.PATTERN for pair in report.pairs for link in (pair.forward, pair.reverse)
    )
    return patterns > _found(report)


Linked = Callable[..., Floats]
LINKS: tuple[tuple[str, Linked, float, float], ...] = (
    ("0.3, days persist by 0.3", linked, 0.3, 0.3),
    ("0.3, days persist by 0.6", linked, 0.3, 0.6),
    ("0.3, carried on into later days", carried, 0.3, 0.5),
    ("0.5, days persist by 0.3", linked, 0.5, 0.3),
    ("0.5, days persist by 0.6", linked, 0.5, 0.6),
    ("0.5, carried on into later days", carried, 0.5, 0.5),
)


def power(seed: int, diaries: int) -> Iterator[str]:
    """Rows: how many percent of diaries with one real link show it, the days until four in five do, and how many
    show something else beside it after a year."""
    yield from _head("Real link", POWER_LENGTHS, "80 % from", "another beside it (365 days)")
    notebooks = [Notebook(days) for days in POWER_LENGTHS]
    for name, made, beta, phi in LINKS:
        reports = [list(_reports(notebook, made, beta, phi, seed, diaries)) for notebook in notebooks]
        shares = [sum(map(_found, some)) / diaries for some in reports]
        year = reports[POWER_LENGTHS.index(365)]
        beside = 100 * sum(map(_others, year)) / diaries
        yield _row(name, [f"{100 * share:.0f}" for share in shares] + [_days_until(shares), f"{beside:.1f}"])


def _reports(
    notebook: Notebook, made: Linked, beta: float, phi: float, seed: int, diaries: int
) -> Iterator[LinksReport]:
    plain = Cell("linked", lambda chance, days: made(chance, days, beta, phi))
    return (look_at_links(table) for table in notebook.tables(plain, seed, diaries))


def _days_until(shares: list[float]) -> str:
    """The number of days at which the share reaches WANTED, by a straight line between the measured lengths."""
    for before in range(len(shares) - 1):
        if shares[before] < WANTED <= shares[before + 1]:
            days = np.interp(WANTED, shares[before : before + 2], POWER_LENGTHS[before : before + 2])
            return f"{round(float(days), -1):.0f} days"
    return "longer"


def question_errors(seed: int, diaries: int) -> Iterator[str]:
    """Rows: how many percent of all questions are answered with a yes by each look where nothing is linked, of a
    twentieth of the diaries: each answers 36 questions; then those about nights, and about days."""
    nights = 2 * len(OUTCOMES)
    yield from _head("Nothing follows anything", tuple(7 * weeks for weeks in LOOK_WEEKS), "nights", "days")
    for cell in (*WITHOUT_LINK.values(), *LIVES.values()):
        said = np.array(list(answers(cell, seed, max(1, diaries // 20))))
        parts = (said[:, -1, :nights].mean(), said[:, -1, nights:].mean())
        yield _row(cell.name, [f"{100 * share:.1f}" for share in (*said.mean(axis=(0, 2, 3)), *parts)])


def question_power(seed: int, diaries: int) -> Iterator[str]:
    """Rows: how many percent of the questions about one real link are answered with a yes by each look."""
    yield from _head("Real link", tuple(7 * weeks for weeks in LOOK_WEEKS))
    asked = PAIRS.index((Factor.TIME_ASLEEP, Outcome.PAIN))
    for name, made, beta, phi in LINKS:
        cell = Cell("linked", partial(made, beta=beta, phi=phi))
        said = np.array(list(answers(cell, seed, max(1, diaries // 5))))
        yield _row(name, [f"{100 * share:.0f}" for share in said[:, :, asked, 0].mean(axis=0)])


def looks(seed: int, diaries: int) -> Iterator[str]:
    """Rows: how many percent of diaries without any link have shown one at any of the looks of a year."""
    yield f"| Without any link | any of {len(LOOKS)} looks, one in 30 days | a link at the last look |"
    yield "|---|---|---|"
    notebook = Notebook(LOOKS[-1])
    for name in ("persistent 0.3", "persistent 0.6"):
        ever = last = 0
        for table in notebook.tables(WITHOUT_LINK[name], seed, diaries):
            seen = [look_at_links(table.rows(0, days)).has_pattern for days in LOOKS]
            ever += any(seen)
            last += seen[-1]
        yield _row(name, [f"{100 * ever / diaries:.1f}", f"{100 * last / diaries:.1f}"])


def false_differences(seed: int, diaries: int) -> Iterator[str]:
    """Rows: how many percent of diaries in which nothing changed are told that something did: the item told most
    often, and any item at all."""
    yield from _head("Nothing changed", SPANS, "any of 9, 28 days", "42 days", "90 days")
    for cell in WITHOUT_CHANGE.values():
        yield _differing(cell, seed, diaries)


UNEQUAL = ((90, 14), (14, 90), (90, 28), (90, 90))


def unlike_spans(seed: int, diaries: int) -> Iterator[str]:
    """Rows: how many percent of diaries in which nothing changed are told that any item did, of spans that differ
    in length, in how much days vary or in which days are noted."""
    yield "| Nothing changed | " + " | ".join(f"{before} and {after} days" for before, after in UNEQUAL) + " |"
    yield "|---" * (1 + len(UNEQUAL)) + "|"
    for name, made in UNLIKE_SPANS.items():
        told = [
            np.mean(
                [any(map(is_different, items)) for items in Book(after, before).found(made(before), seed, diaries)]
            )
            for before, after in UNEQUAL
        ]
        yield _row(name, [f"{100 * share:.1f}" for share in told])


def moving_levels(seed: int, diaries: int) -> Iterator[str]:
    """The same for diaries whose level comes and goes within weeks."""
    yield from _head("The level itself moves", SPANS, "any of 9, 28 days", "42 days", "90 days")
    for cell in MOVING.values():
        yield _differing(cell, seed, diaries)


def _differing(cell: Cell, seed: int, diaries: int) -> str:
    shares = [_told(cell, days, seed, diaries) for days in SPANS]
    numbers = [share.mean(axis=0).max() for share in shares] + [share.any(axis=1).mean() for share in shares]
    return _row(cell.name, [f"{100 * number:.1f}" for number in numbers])


def found_differences(seed: int, diaries: int) -> Iterator[str]:
    """Rows: how many percent of the items of diaries in which all of them changed are told so."""
    yield from _head("All changed by", SPANS)
    for name, size in CHANGES:
        told = [_told(changed(WITHOUT_LINK[name], days, size), days, seed, diaries // 4) for days in SPANS]
        row = f"{size:g} standard deviations, {name}"
        yield _row(row, [f"{100 * share.mean():.0f}" for share in told])


def _told(cell: Cell, days: int, seed: int, diaries: int) -> Bools:
    """(diaries, items) whether a difference is told."""
    found = Book(days).found(cell, seed, diaries)
    return np.array([[is_different(item) for item in items] for items in found])


FLAG_SHARES = (0.1, 0.3, 0.5)
FLAG_CHANGES = ((0.2, 0.6), (0.2, 0.8))


def flag_differences(seed: int, diaries: int) -> Iterator[str]:
    """Rows: how many percent of pages of eight questions answered with yes or no are told a change where there is
    none, of the share of yes that is worst; and how many percent of real changes of the share are found."""
    real = [f"{first:g} to {then:g}, {days} days" for first, then in FLAG_CHANGES for days in SPANS]
    yield from _head("Yes or no", SPANS, *real)
    for phi in (0.0, 0.3, 0.6, 0.8, 0.9, 0.95):
        told = [max(_flagged(seed, days, phi, (one, one), diaries)[0] for one in FLAG_SHARES) for days in SPANS]
        found = [_flagged(seed, days, phi, both, diaries // 10)[1] for both in FLAG_CHANGES for days in SPANS]
        yield _row(f"persistent {phi:g}", [f"{one:.1f}" for one in told] + [f"{one:.0f}" for one in found])


def _flagged(seed: int, days: int, phi: float, shares: tuple[float, float], count: int) -> tuple[float, float]:
    """How many percent of so many pages are told any change, and how many of the questions on them."""
    streams = [np.random.default_rng([seed, days, number, round(100 * phi)]) for number in range(count)]
    said = np.array([[is_different(one) for one in look_at_flags(each, days, phi, shares)] for each in streams])
    return 100 * float(said.any(axis=1).mean()), 100 * float(said.mean())


MAP_SPANS = (28, 92)
MAP_CHANGES = ((0.2, 0.9), (0.3, 0.7))


def map_differences(seed: int, diaries: int) -> Iterator[str]:
    """Rows: how many percent of diaries in which nothing changed show any area as more than chance, how many areas
    have a sign at all, and how many percent of real changes are found."""
    real = [f"{first:g} to {then:g}, {days} days" for first, then in MAP_CHANGES for days in MAP_SPANS]
    yield from _head("Body maps", MAP_SPANS, "signs, 28 days", "signs, 92 days", *real)
    for phi in (0.0, 0.3, 0.6, 0.8, None):
        made = [[_said(seed, days, phi, number) for number in range(diaries // 4)] for days in MAP_SPANS]
        shares = [100 * np.mean([any(area.is_clear for area in one) for one in some]) for some in made]
        signs = [np.mean([len(one) for one in some]) for some in made]
        found = [
            100 * np.mean([_is_found(seed, days, phi, number, change) for number in range(diaries // 20)])
            for change in MAP_CHANGES
            for days in MAP_SPANS
        ]
        numbers = [f"{number:.1f}" for number in (*shares, *signs)] + [f"{number:.0f}" for number in found]
        yield _row("long memory 0.4" if phi is None else f"persistent {phi:g}", numbers)


def _said(
    seed: int, days: int, phi: float | None, number: int, change: tuple[float, float] | None = None
) -> tuple[AreaChange, ...]:
    chance = np.random.default_rng([seed, days, number, 99 if phi is None else round(10 * phi)])
    return body_maps(chance, days, phi, change)[1]


def _is_found(seed: int, days: int, phi: float | None, number: int, change: tuple[float, float]) -> bool:
    return any(area.segment == CHANGED and area.is_clear for area in _said(seed, days, phi, number, change))


PAGE_DAYS = (28, 90)


def changed_pages(seed: int, diaries: int) -> Iterator[str]:
    """Rows: how many percent of the pages printed of diaries in which nothing changed speak of a change."""
    yield from _head("Nothing changed", PAGE_DAYS)
    for cell in CELLS:
        told = [
            np.mean([claims_a_change(page) for page in pages(cell, days, seed, diaries)]) for days in PAGE_DAYS
        ]
        yield _row(cell.name, [f"{100 * share:.1f}" for share in told])


def long_memories(seed: int, diaries: int) -> Iterator[str]:
    """The same as `same`, for diaries whose level has no scale of time of its own."""
    yield from _head("The level wanders on every scale", SPANS, "any of 9, 28 days", "42 days", "90 days")
    yield _differing(CELLS[-1], seed, diaries)


EFFECTS = (0.6, 1.25, 1.9, 3.0)


def false_effects(seed: int, diaries: int) -> Iterator[str]:
    """Rows: how many percent of experiments in which the change does nothing are told to show a difference."""
    yield from _experiments(
        "The change does nothing", [(name, cell, 0.0) for name, cell in WITHOUT_EFFECT.items()], seed, diaries // 4
    )


def found_effects(seed: int, diaries: int) -> Iterator[str]:
    """Rows: how many percent of experiments in which the change does something are told so."""
    cells = [
        (f"{SIZE * effect:.1f} points, {name}", WITHOUT_LINK[name], effect)
        for name in ("persistent 0.3", "persistent 0.6")
        for effect in EFFECTS
    ]
    yield from _experiments("What the change does", cells, seed, diaries // 20)


def _experiments(head: str, cells: list[tuple[str, Cell, float]], seed: int, diaries: int) -> Iterator[str]:
    yield "| " + " | ".join((head, *WAYS)) + " |"
    yield "|---" * (1 + len(WAYS)) + "|"
    for name, cell, effect in cells:
        yield _row(name, [f"{100 * told(cell, way, seed, diaries, effect).mean():.1f}" for way in WAYS])


TABLES = {
    "false": false_patterns,
    "lives": false_patterns_in_lives,
    "power": power,
    "looks": looks,
    "question": question_errors,
    "answers": question_power,
    "same": false_differences,
    "unlike": unlike_spans,
    "moving": moving_levels,
    "changed": found_differences,
    "flags": flag_differences,
    "maps": map_differences,
    "memory": long_memories,
    "pages": changed_pages,
    "experiments": false_effects,
    "effects": found_effects,
}


def main() -> None:
    """Measure every table, or the ones named, and put them into the page."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("tables", nargs="*", metavar="TABLE", help=", ".join(TABLES))
    options.add_argument("--diaries", type=int, default=2000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    for name in chosen.tables or TABLES:
        write(
            name, list(TABLES[name](chosen.seed, chosen.diaries)), f"{chosen.diaries} diaries, seed {chosen.seed}"
        )


def write(name: str, rows: list[str], made_with: str) -> None:
    """Put a table between its marks."""
    page = PAGE.read_text(encoding="utf-8")
    start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, rest = page.split(start)
    after = rest.split(end, 1)[1]
    table = "\n".join([*rows, "", f"({made_with} per row and length.)"])
    PAGE.write_text(f"{before}{start}{table}\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
