"""Draws all pairs of the look at links: a dot for the correlation, a line for its interval."""

from typing import Final

from diary.content.language import Language
from diary.content.theme import Theme
from diary.domain.links.link import LinkState
from diary.report.svg import Sheet
from diary.screens.links import DirectionState, LinkGroup, LinksState, PairState

WIDTH: Final = 460.0
ROW: Final = 15.0
NAMES: Final = 170.0
"""Where the axes begin; the names stand before it."""
GAP: Final = 12.0
AXIS: Final = (WIDTH - NAMES - 2 * GAP) / 2
SIZE: Final = 8.0
TOP: Final = 42.0


def draw_links(state: LinksState, language: Language, theme: Theme) -> str:
    """Draw SVG in the theme's colours: a row a pair, forward on the left and the other way round on the right."""
    rows = sum(1 + len(group.pairs) for group in state.groups)
    sheet = Sheet(WIDTH, TOP + ROW * rows + 38, state.figure.title, f"{state.headline} {state.looked}")
    sheet.text((0, 11), state.figure.title, size=11, colour=theme.ink, bold=True)
    sheet.text((0, 24), state.looked, size=SIZE, colour=theme.quiet)
    for start, words in _columns(language):
        sheet.text((start + AXIS / 2, 37), words, size=SIZE, colour=theme.quiet, anchor="middle")
    y = TOP + ROW
    for group in state.groups:
        y = _draw_group(sheet, group, theme, y)
    for start, _ in _columns(language):
        for share, words in ((0.0, "\N{MINUS SIGN}1"), (0.5, "0"), (1.0, "1")):
            sheet.text((start + share * AXIS, y), words, size=SIZE, colour=theme.quiet, anchor="middle")
    legend = language.t("Filled: a pattern. Open: no clear pattern. The line says how sure that is.")
    sheet.text((0, y + ROW), legend, size=SIZE, colour=theme.quiet)
    return sheet.to_text()


def _columns(language: Language) -> tuple[tuple[float, str], tuple[float, str]]:
    return (NAMES, language.t("in this order")), (NAMES + AXIS + GAP, language.t("the other way round"))


def _draw_group(sheet: Sheet, group: LinkGroup, theme: Theme, y: float) -> float:
    sheet.text((0, y), group.title, size=SIZE, colour=theme.ink, bold=True)
    for pair in group.pairs:
        y += ROW
        sheet.text((10, y), pair.title, size=SIZE, colour=theme.ink)
        _draw_direction(sheet, pair, pair.forward, theme, (NAMES, y))
        _draw_direction(sheet, pair, pair.reverse, theme, (NAMES + AXIS + GAP, y))
    return y + ROW


def _draw_direction(
    sheet: Sheet, pair: PairState, way: DirectionState, theme: Theme, place: tuple[float, float]
) -> None:
    """Draw an axis from -1 to 1, the interval as a line and the correlation as a dot, filled for a pattern."""
    left, y = place[0], place[1] - 3
    sheet.line((left, y), (left + AXIS, y), theme.line, 0.5)
    sheet.line((left + AXIS / 2, y - 5), (left + AXIS / 2, y + 5), theme.quiet, 0.5)
    link = way.link
    if link.r is None or link.low is None or link.high is None:
        return
    colour = theme.roles[pair.role]
    low, r, high = (left + (value + 1) / 2 * AXIS for value in (link.low, link.r, link.high))
    sheet.line((low, y), (high, y), colour, 1.2)
    sheet.circle((r, y), 2.6, colour)
    if link.state is not LinkState.PATTERN:
        sheet.circle((r, y), 1.5, theme.card)
