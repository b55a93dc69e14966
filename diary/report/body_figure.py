"""Draws the body on paper: how often each place hurt, as a ramp of one hue with dots for grey print."""

from collections.abc import Collection, Mapping

from diary.content.bodymap import BodyDrawing, BodyOutline
from diary.content.theme import Theme
from diary.domain.body import BodyView
from diary.report.figures import SMALL
from diary.report.svg import Sheet
from diary.screens.body_places import STEPS, PlacesState, step_of

TILE = 4.2
"""Points between the dots that double a strength."""
DOTS = ((), (0.55,), (0.85,), (0.5,), (0.5, 0.5))
"""Radius of the dots in a tile, per strength; the two strongest have pale dots, one or two to a tile."""
OUTLINE = 2.4
HEAD = 13.0
LEGEND, LEGEND_ZERO = 26.0, 8.0
HEIGHT = 205.0
"""The usual least on paper: its words have the least size there, so that it is never scaled down."""
SMALL_HEIGHT = 144.0
"""Where a page is full: its words keep their size, and stand close."""
BETWEEN = 14.0


def draw_body(places: PlacesState, drawing: BodyDrawing, theme: Theme, height: float = HEIGHT) -> str:
    """Draw front and back beside each other with their legend, `height` points high in all, as SVG."""
    scale = (height - HEAD - LEGEND) / drawing.front.height
    figure_width = drawing.front.width * scale
    sheet = Sheet(2 * figure_width + BETWEEN, height, places.title, places.description)
    define_dots(sheet, theme, scale)
    steps = {key: step for key, share in places.shares.items() if (step := step_of(share)) is not None}
    for index, figure in enumerate(drawing.figures):
        left = index * (figure_width + BETWEEN)
        draw_figure(sheet.group(move=(left, HEAD), scale=scale), figure, steps, theme, places.left_out)
        _name_sides(sheet, figure, places, theme, (left, figure_width))
    _draw_legend(sheet, places, theme)
    return sheet.to_text()


def draw_figure(
    part: Sheet,
    figure: BodyOutline,
    steps: Mapping[str, int],
    theme: Theme,
    left_out: Collection[str] = (),
    *,
    is_small: bool = False,
) -> None:
    """Draw one view of the body with the ramp's steps by segment, in the drawing's coordinates; the sheet has the
    dots of `define_dots`. A small one has no lines between areas without a step: they are thinner than ink."""
    ramp = theme.ramp
    drawn = {key: data for key, data in figure.segments.items() if key not in left_out}
    is_whole = len(drawn) == len(figure.segments)
    if is_whole:
        part.path(figure.outline, fill=ramp.body, colour=ramp.body_line, thickness=OUTLINE)
    else:
        _draw_around(part, drawn.values(), theme)
    between, thickness = (theme.card, 1.6) if is_whole else (ramp.body_line, 0.9)
    if not (is_small and is_whole):
        for data in (data for key, data in drawn.items() if key not in steps):
            part.path(data, colour=between, thickness=thickness)
    for step, dots in enumerate(DOTS):
        painted = "".join(data for key, data in drawn.items() if steps.get(key) == step)
        if painted:
            part.path(painted, fill=ramp.strengths[step], colour=between, thickness=thickness)
        if painted and dots:
            part.path(painted, fill=f"url(#dots{step})")
    if is_whole:
        part.path(figure.outline, colour=ramp.body_line, thickness=OUTLINE)


def _draw_around(part: Sheet, areas: Collection[str], theme: Theme) -> None:
    """Draw an outline around areas that touch: each gets a thick line, whose inner half the areas then cover."""
    for data in areas:
        part.path(data, colour=theme.ramp.body_line, thickness=2 * OUTLINE)
    for data in areas:
        part.path(data, fill=theme.ramp.body)


def define_dots(sheet: Sheet, theme: Theme, scale: float) -> None:
    """Define one pattern per strength for the figures, and one for the legend, which is drawn at full size."""
    for step, dots in enumerate(DOTS):
        for name, factor in ((f"dots{step}", 1 / scale), (f"key{step}", 1.0)):
            if dots:
                tile = sheet.pattern(name, TILE * factor)
                for radius, place in zip(dots, (0.25, 0.75), strict=False):
                    centre = TILE * place * factor
                    tile.circle((centre, centre), radius * factor, dot_colour(step, theme))


def dot_colour(step: int, theme: Theme) -> str:
    """Return dark dots for the light strengths, light dots for the dark ones."""
    return theme.ramp.dots if step < STEPS // 2 + 1 else theme.ramp.dots_strong


def _name_sides(
    sheet: Sheet, figure: BodyOutline, places: PlacesState, theme: Theme, place: tuple[float, float]
) -> None:
    """Write the person's own left and right: the front faces the reader, the back does not."""
    left, width = place
    front = figure.view is BodyView.FRONT
    name = places.front if front else places.back
    sides = (places.right, places.left) if front else (places.left, places.right)
    sheet.text((left + width / 2, 7), name, size=SMALL, colour=theme.ink, anchor="middle", bold=True)
    sheet.text((left, HEAD + 5), sides[0], size=SMALL, colour=theme.quiet)
    sheet.text((left + width, HEAD + 5), sides[1], size=SMALL, colour=theme.quiet, anchor="end")


def _draw_legend(sheet: Sheet, places: PlacesState, theme: Theme) -> None:
    box, top = min(26.0, (sheet.width - LEGEND_ZERO) / STEPS), sheet.height - LEGEND + 6
    start = max((sheet.width - STEPS * box) / 2, LEGEND_ZERO)
    for step, label in enumerate(places.steps):
        corner, size = (start + step * box, top), (box - 1.5, 8.0)
        sheet.box(corner, size, fill=theme.ramp.strengths[step])
        if DOTS[step]:
            sheet.box(corner, size, fill=f"url(#key{step})")
        sheet.text((corner[0] + box - 1.5, top + 16), label, size=SMALL, colour=theme.quiet, anchor="end")
    sheet.text((start - 3, top + 16), "0", size=SMALL, colour=theme.quiet, anchor="end")
