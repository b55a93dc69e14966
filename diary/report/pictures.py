"""Draws every chart of a diary as a picture of its own, and the body map."""

from collections.abc import Iterator

from diary.content.theme import PAPER_THEME, Theme, load_themes
from diary.domain.day import BODY_MAP
from diary.domain.refusal import Reason, Refusal
from diary.report.figures import STACK_WIDTH, draw_chart
from diary.report.map_figure import draw_whole
from diary.report.marks import Frame
from diary.report.pdf import draw_png
from diary.screens.chart_stack import build_stack, chart_kind_choices
from diary.screens.exported import ExportContent
from diary.screens.plan.charts import PLAN_CHARTS
from diary.screens.spread import build_spread

FRAME = Frame(STACK_WIDTH, 150.0, right_room=24.0)


def svg_files(content: ExportContent) -> dict[str, bytes]:
    """Return a drawing for each chart with anything in it, by number: a name would tell others what hurts."""
    return _named([svg.encode() for svg in _drawn(content, _paper(content))], ".svg", content)


def png_files(content: ExportContent) -> dict[str, bytes]:
    """Return the drawings of `svg_files` as PNG, as fine as for printing."""
    theme = _paper(content)
    return _named(
        [draw_png(svg, content.resources, theme.card) for svg in _drawn(content, theme)], ".png", content
    )


def _paper(content: ExportContent) -> Theme:
    return load_themes(content.resources)[PAPER_THEME]


def _named(pictures: list[bytes], ending: str, content: ExportContent) -> dict[str, bytes]:
    if not pictures:
        raise Refusal(Reason.NOTHING_LOGGED if content.days or content.days_outside else Reason.NOTHING_YET)
    if len(pictures) == 1:
        return {"": pictures[0]}
    return {f"-{number:02d}{ending}": picture for number, picture in enumerate(pictures, start=1)}


def _drawn(content: ExportContent, theme: Theme) -> Iterator[str]:
    """Yield every picture that is wanted; without any wanted all. Raises Refusal UNKNOWN_BLOCK."""
    library, table = content.library, content.table
    kinds = (one.key for one in chart_kind_choices(library))
    known = (*(key for key in kinds if key not in PLAN_CHARTS), BODY_MAP)  # those of a plan hold a person's words
    for key in content.charts:
        if key not in known:
            raise Refusal(Reason.UNKNOWN_BLOCK, block=key, options=known)
    wanted = content.charts or known
    for chart in build_stack(table, library, wanted).charts:
        yield draw_chart(chart, library.language, theme, FRAME)
    if BODY_MAP in wanted and content.table.mapped.any():
        state = build_spread(table, content.period, library, hidden=content.hidden_areas)
        yield draw_whole(state, library.drawing, library.language, theme, library.words.items[BODY_MAP].name)
