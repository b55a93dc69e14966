"""Draws body maps on paper: of a whole stretch of days, small ones side by side, and of what changed."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final

from diary.content.bodymap import BodyDrawing, BodyOutline
from diary.content.language import Language
from diary.content.theme import Theme
from diary.domain.body import BodyView
from diary.report.body_figure import DOTS, define_dots, draw_figure
from diary.report.figures import SMALL
from diary.report.svg import Sheet
from diary.screens.area_changes import ChangeSign
from diary.screens.area_maps import AreaMap
from diary.screens.page_blocks import MapsBeside
from diary.screens.spread import SpreadState

WIDTH: Final = 510.0
BODY: Final = 8.0
HEAD: Final = 26.0
FIGURE_HEIGHT: Final = 300.0
SMALL_HEIGHT: Final = 92.0
SMALL_ROOM: Final = 22.0
ACROSS: Final = 5
BETWEEN: Final = 12.0
KEY: Final = (18.0, 9.0)
STRIPE: Final = 3.2
BESIDE_HEAD: Final = 0.24
"""Where the letter of a side stands on a small figure, as a share of its width."""

Painted = Callable[[Sheet, BodyOutline], None]


def draw_whole(state: SpreadState, drawing: BodyDrawing, language: Language, theme: Theme, title: str) -> str:
    """Draw the map of all days, with its legend."""
    sheet = _sheet(HEAD + FIGURE_HEIGHT + 40, title, state.whole.language_in_use, state.whole.caption, theme)
    scale = FIGURE_HEIGHT / drawing.front.height
    define_dots(sheet, theme, scale)
    _two_figures(
        sheet,
        drawing,
        (_middle(drawing, scale), HEAD + 12),
        scale,
        lambda part, figure: draw_figure(part, figure, state.whole.steps, theme, state.hidden),
    )
    _name_sides(sheet, drawing, scale, language, theme)
    _legend(sheet, (state.legend_title, state.legend), theme, sheet.height - 14)
    return sheet.to_text()


def draw_small(state: SpreadState, drawing: BodyDrawing, theme: Theme, title: str) -> str:
    """Draw the small maps, in lines, on one scale."""
    lines = -(-len(state.parts) // ACROSS)
    height = HEAD + lines * (SMALL_HEIGHT + SMALL_ROOM) + 24
    sheet = _sheet(height, title, " ".join(part.language_in_use for part in state.parts), "", theme)
    _small_figures(sheet, state.parts, drawing, theme, state.hidden, HEAD, ACROSS)
    _legend(sheet, (state.legend_title, state.legend), theme, sheet.height - 10)
    return sheet.to_text()


def draw_beside(
    maps: MapsBeside, drawing: BodyDrawing, language: Language, theme: Theme, about: tuple[str, str]
) -> str:
    """Draw small maps in one line, without a title of its own; `about` says for screen readers what it is."""
    sheet = Sheet(WIDTH, SMALL_HEIGHT + SMALL_ROOM + 16, *about)
    _small_figures(sheet, maps.maps, drawing, theme, maps.hidden, 0.0, len(maps.maps))
    scale, room = SMALL_HEIGHT / drawing.front.height, WIDTH / len(maps.maps)
    for index in range(len(maps.maps)):
        left = (index + 0.5) * room - _both(drawing, scale) / 2
        for start, end, sides in _sides(drawing, left, scale, language):
            for share, side in zip((BESIDE_HEAD, 1 - BESIDE_HEAD), sides, strict=True):
                place = start + share * (end - start), 9 + SMALL
                sheet.text(place, side[:1], size=SMALL, colour=theme.quiet, anchor="middle")
    _legend(sheet, (maps.legend_title, maps.legend), theme, sheet.height - 4)
    return sheet.to_text()


def _small_figures(
    sheet: Sheet,
    parts: Sequence[AreaMap],
    drawing: BodyDrawing,
    theme: Theme,
    hidden: Collection[str],
    begin: float,
    across: int,
) -> None:
    """Draw small maps in lines of so many, each with its title and its days."""
    scale, room = SMALL_HEIGHT / drawing.front.height, WIDTH / across
    define_dots(sheet, theme, scale)
    for index, part in enumerate(parts):
        top = begin + (index // across) * (SMALL_HEIGHT + SMALL_ROOM)
        centre = (index % across + 0.5) * room
        sheet.text((centre, top + 6), part.title, size=SMALL, colour=theme.ink, anchor="middle")
        place = (centre - _both(drawing, scale) / 2, top + 9)
        _two_figures(sheet, drawing, place, scale, _in_steps(part, theme, hidden))
        below = centre, top + SMALL_HEIGHT + 16
        sheet.text(below, part.caption, size=SMALL, colour=theme.quiet, anchor="middle")


def draw_changes(state: SpreadState, drawing: BodyDrawing, language: Language, theme: Theme, title: str) -> str:
    """Draw where it hurt more often or less often than before."""
    changes = state.changes
    under = f"{changes.before} / {changes.after}"
    sheet = _sheet(HEAD + FIGURE_HEIGHT + 36, title, changes.words, under, theme)
    scale = FIGURE_HEIGHT / drawing.front.height
    stripes = sheet.pattern("stripes", STRIPE / scale)
    stripes.line((0, 0.5 / scale), (STRIPE / scale, 0.5 / scale), theme.ramp.strengths[3], 1.0 / scale)

    def paint(part: Sheet, figure: BodyOutline) -> None:
        draw_figure(part, figure, {}, theme, state.hidden)
        for key, data in figure.segments.items():
            if key in changes.signs:
                _sign(part, data, changes.signs[key], theme)

    _two_figures(sheet, drawing, (_middle(drawing, scale), HEAD + 12), scale, paint)
    _name_sides(sheet, drawing, scale, language, theme)
    key = language.t("Filled: more often. Striped: less often. Heavy outline: more than chance could have made.")
    sheet.text((0, sheet.height - 8), key, size=SMALL, colour=theme.quiet)
    return sheet.to_text()


def _sign(part: Sheet, data: str, sign: ChangeSign, theme: Theme) -> None:
    """Draw a change: filled for more, striped for less; a heavy outline for more than chance."""
    fill = theme.ramp.strengths[3 if sign.is_clear else 1] if sign.more else "url(#stripes)"
    heavy = sign.is_clear
    part.path(data, fill=fill, colour=theme.ink if heavy else theme.card, thickness=3.0 if heavy else 1.6)


def _in_steps(shown: AreaMap, theme: Theme, hidden: Collection[str]) -> Painted:
    """Return what draws a small map: one of too few days is an empty dashed outline, not a body without pain."""
    if shown.is_known:
        return lambda part, figure: draw_figure(part, figure, shown.steps, theme, hidden, is_small=True)
    line = theme.ramp.body_line
    return lambda part, figure: part.path(figure.outline, colour=line, thickness=3.0, dash="9 7")


def _sheet(height: float, title: str, description: str, under: str, theme: Theme) -> Sheet:
    sheet = Sheet(WIDTH, height, title, description)
    sheet.text((0, 9), title, size=BODY + 1, colour=theme.ink, bold=True)
    if under:
        sheet.text((0, 19), under, size=SMALL, colour=theme.quiet)
    return sheet


def _both(drawing: BodyDrawing, scale: float) -> float:
    return 2 * drawing.front.width * scale + BETWEEN * scale * 4


def _middle(drawing: BodyDrawing, scale: float) -> float:
    return (WIDTH - _both(drawing, scale)) / 2


def _two_figures(
    sheet: Sheet, drawing: BodyDrawing, place: tuple[float, float], scale: float, paint: Painted
) -> None:
    left, top = place
    for index, figure in enumerate(drawing.figures):
        move = (left + index * (drawing.front.width + 4 * BETWEEN) * scale, top)
        paint(sheet.group(move=move, scale=scale), figure)


def _name_sides(sheet: Sheet, drawing: BodyDrawing, scale: float, language: Language, theme: Theme) -> None:
    """Write the person's own left and right: the front faces the reader, the back does not."""
    t = language.t
    names = t("Front"), t("Back")
    for name, (start, end, sides) in zip(
        names, _sides(drawing, _middle(drawing, scale), scale, language), strict=True
    ):
        y = HEAD + 6
        sheet.text(((start + end) / 2, y), name, size=SMALL, colour=theme.ink, anchor="middle", bold=True)
        sheet.text((start, y), sides[0], size=SMALL, colour=theme.quiet)
        sheet.text((end, y), sides[1], size=SMALL, colour=theme.quiet, anchor="end")


def _sides(
    drawing: BodyDrawing, left: float, scale: float, language: Language
) -> Iterator[tuple[float, float, tuple[str, str]]]:
    """Yield where each of two figures begins and ends, and which side of the person is at its left and right."""
    right_side, left_side = language.t("Right"), language.t("Left")
    for index, figure in enumerate(drawing.figures):
        start = left + index * (drawing.front.width + 4 * BETWEEN) * scale
        front = figure.view is BodyView.FRONT
        yield (
            start,
            start + drawing.front.width * scale,
            (right_side, left_side) if front else (left_side, right_side),
        )


def _legend(sheet: Sheet, legend: tuple[str, Sequence[str]], theme: Theme, y: float) -> None:
    title, steps = legend
    sheet.text((0, y), title, size=SMALL, colour=theme.quiet)
    room = (WIDTH - 150) / len(steps)
    for step, words in enumerate(steps):
        left = 150 + step * room
        corner = (left, y - KEY[1] + 2)
        sheet.box(corner, KEY, fill=theme.ramp.strengths[step])
        if DOTS[step]:
            sheet.box(corner, KEY, fill=f"url(#key{step})")
        sheet.text((left + KEY[0] + 4, y), words, size=SMALL, colour=theme.quiet)
