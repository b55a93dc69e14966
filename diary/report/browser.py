"""Adds to a page what only a browser can do: a read-out and table at each chart, the body week by week, and the
means of two stretches. Its script is one file of ours; numbers reach it as data, which is never read as code."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape
from math import isnan
from pathlib import Path
from string import Template
from typing import Final

import msgspec
import numpy as np
from msgspec import Struct

from diary.content.language import EXACT, Language
from diary.content.theme import PAPER_THEME, Theme, load_themes
from diary.domain.day import BODY_MAP
from diary.domain.period import day_number
from diary.report.body_figure import DOTS, OUTLINE, TILE, dot_colour
from diary.report.figures import STACK_WIDTH, draw_chart, label_room, with_lanes
from diary.report.marks import Frame
from diary.report.printable import fields_of
from diary.report.svg import short
from diary.screens.area_maps import AreaMap, MapWidth
from diary.screens.chart_stack import ITEM, USUAL, build_stack, chart_kind_choices
from diary.screens.charts import ChartState, SeriesState, ValueFormat
from diary.screens.exported import ExportContent
from diary.screens.happenings import Happenings
from diary.screens.plan.cards import PlanSource
from diary.screens.plan.charts import PLAN_CHARTS
from diary.screens.spread import build_spread

HEIGHT: Final = 120.0
DATE_ROOM: Final = 51.0
"""Of one date: on the screen of a phone they are half as large again (`page.css`)."""
SCRIPT: Final = "page.js"
_NO_STEP: Final = "."


class BrowserParts(Struct, frozen=True):
    """What is added: a figure for each chart of the summary, how to read one, what stands below, the data, and the
    script."""

    figures: tuple[str, ...]
    hint: str
    below: str
    data: str
    script: str


def policy_of(style: str, script: str = "") -> str:
    """Return a policy that allows this style and this script alone, and no request to anywhere."""
    code = f"; script-src {_hash_of(script)}" if script else ""
    look = f"style-src {_hash_of(style)}; img-src data:"
    return f"default-src 'none'; {look}; base-uri 'none'; form-action 'none'{code}"


def _hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def build_browser(
    content: ExportContent,
    charts: Iterable[ChartState],
    happenings: Happenings | None = None,
    plan: PlanSource | None = None,
    *,
    flares: Sequence[date] = (),
    with_more: bool = True,
) -> BrowserParts:
    """Build what is added to a summary with these charts, `with_more` with all other ones there are and those of
    the `plan`; `happenings` and `flares` are drawn in each, as on paper."""
    return _Builder(content, happenings or Happenings(), flares, plan).built(tuple(charts), with_more=with_more)


class _Builder:
    """Draws the charts of one page, and collects their numbers."""

    def __init__(
        self, content: ExportContent, happenings: Happenings, flares: Sequence[date], plan: PlanSource | None
    ) -> None:
        self._content = content
        self._plan = plan
        self._happenings = happenings
        self._flares = flares
        self._language: Language = content.library.language
        self._theme: Theme = load_themes(content.resources)[PAPER_THEME]
        self._charts: list[dict[str, object]] = []
        self._series: dict[str, dict[str, object]] = {}

    def built(self, first: tuple[ChartState, ...], *, with_more: bool) -> BrowserParts:
        library, t = self._content.library, self._language.t
        figures = tuple(self._figure(chart) for chart in first)
        known = {series.key for chart in first for series in chart.series}
        kinds = [kind.key for kind in chart_kind_choices(library) if with_more]
        keys = [key for key in kinds if key in PLAN_CHARTS or (key.startswith(ITEM) and key not in USUAL)]
        others = build_stack(self._content.table, library, keys, plan=self._plan).charts
        rest = [chart for chart in others if not known.issuperset(one.key for one in chart.series)]
        more, title = (
            "".join(f"<div><h2>{escape(one.title)}</h2>{self._figure(one)}</div>" for one in rest),
            t("More charts"),
        )
        parts = [f'<section class="wide"><h2>{escape(title)}</h2>{more}</section>'] if more else []
        maps = self._maps()
        data = {
            "lang": self._language.code,
            "first": day_number(self._content.period.first),
            "days": len(self._content.period),
            "words": {
                **self._language.phrases("browser", "words"),
                "one": self._language.n("{count} day", "{count} days", 1),
            },
            "charts": self._charts,
            "series": list(self._series.values()),
            "maps": maps,
        }
        below = "\n".join((self._filled("compare", "compare.html"), *([self._body(maps)] if maps else []), *parts))
        told = msgspec.json.encode(data).decode()
        for sign in "<>&\u2028\u2029":
            told = told.replace(sign, f"\\u{ord(sign):04x}")
        script = (self._content.resources / "report" / SCRIPT).read_text(encoding="utf-8")
        hint = t("Point at a chart, or use the arrow keys, to read a day.") if self._charts else ""
        return BrowserParts(figures, hint, below, told, script)

    def _figure(self, chart: ChartState) -> str:
        left = max(Frame().left, label_room(chart, self._language))
        frame = with_lanes(
            Frame(STACK_WIDTH, HEIGHT, date_room=DATE_ROOM, left=left, right_room=24.0), self._happenings
        )
        drawn = draw_chart(
            chart, self._language, self._theme, frame, self._flares, away=self._happenings, marks_named=True
        )
        place, first = len(self._charts), chart.series[0].days
        for series in chart.series:
            self._series.setdefault(series.key, _numbers(series))
        order = list(self._series)
        self._charts.append(
            {
                "left": frame.left,
                "right": frame.width - frame.right_room,
                "top": frame.top,
                "bottom": frame.bottom,
                "width": frame.width,
                "first": int(first[0]),
                "days": len(first),
                "series": [order.index(series.key) for series in chart.series],
            }
        )
        label = escape(f"{chart.title}. {chart.summary}")
        as_table = escape(self._language.t("As a table"))
        table = f'<details data-alive hidden><summary>{as_table}</summary><div tabindex="0"></div></details>'
        return (
            f'<figure tabindex="0" role="group" aria-label="{label}" data-chart="{place}">{drawn}'
            f'<p role="status" aria-live="polite"></p>{table}</figure>'
        )

    def _maps(self) -> list[dict[str, str]]:
        """Return the body of all days, then of every week in which it was filled in."""
        content = self._content
        if BODY_MAP not in content.parts or not content.table.mapped.any():
            return []
        state = build_spread(
            content.table, content.period, content.library, width=MapWidth.WEEK, hidden=content.hidden_areas
        )
        weeks = [_map(one, content) for one in state.parts if one.days]
        return [_map(state.whole, content) | {"title": self._language.t("All days")}, *weeks]

    def _body(self, maps: list[dict[str, str]]) -> str:
        return self._filled("body", "maps.html", drawn=self._drawn(maps[0]["steps"]), last=str(len(maps) - 1))

    def _filled(self, part: str, template: str, **drawn: str) -> str:
        """Return a part of the page with its words, and what is `drawn` in it."""
        text = (self._content.resources / "report" / template).read_text(encoding="utf-8")
        words = {key: escape(said) for key, said in self._language.phrases("browser", part).items()}
        return Template(text).substitute(words, **drawn)

    def _drawn(self, steps: str) -> str:
        """Draw front and back with a number at each area."""
        drawing, ramp, t = self._content.library.drawing, self._theme.ramp, self._language.t
        order = {segment.key: place for place, segment in enumerate(self._content.library.atlas.segments)}
        figures, gap = [], drawing.front.width + 40
        for place, (figure, name) in enumerate(zip(drawing.figures, (t("Front"), t("Back")), strict=True)):
            outline = f'd="{figure.outline}" fill="{ramp.body}" stroke="{ramp.body_line}" stroke-width="{OUTLINE}"'
            areas = "".join(
                _area(order[key], steps[order[key]], data, self._theme)
                for key, data in figure.segments.items()
                if key not in self._content.hidden_areas
            )
            sides = (t("Right"), t("Left")) if place == 0 else (t("Left"), t("Right"))
            middle, edge = short(figure.width / 2), short(figure.width)
            words = "".join(
                f'<text x="{x}" y="-8" text-anchor="{anchor}" font-size="{size}">{escape(said)}</text>'
                for x, anchor, size, said in (
                    (middle, "middle", 24, name),
                    ("0", "start", 19, sides[0]),
                    (edge, "end", 19, sides[1]),
                )
            )
            move = f'transform="translate({short(place * gap)} 0)"'
            figures.append(f"<g {move}><path {outline}/>{areas}{words}</g>")
        box = f"0 -34 {short(gap + drawing.front.width)} {short(drawing.front.height + 40)}"
        label = escape(self._content.library.words.items[BODY_MAP].name)
        look = f'viewBox="{box}" role="img" aria-label="{label}"'
        return f"<svg {look}>{_tiles(self._theme)}{''.join(figures)}</svg>"


def _area(place: int, step: str, data: str, theme: Theme) -> str:
    fill = "none" if step == _NO_STEP else f"url(#k{step})"
    return f'<path data-area="{place}" d="{data}" stroke="{theme.card}" stroke-width="1.6" fill="{fill}"/>'


def _tiles(theme: Theme) -> str:
    """Return a pattern for each strength: a colour and dots, as on paper."""
    size, tiles = TILE * 3, []
    for step, dots in enumerate(DOTS):
        marks = "".join(
            f'<circle cx="{short(size * place)}" cy="{short(size * place)}" r="{short(radius * 3)}"'
            f' fill="{dot_colour(step, theme)}"/>'
            for radius, place in zip(dots, (0.25, 0.75), strict=False)
        )
        side = f'width="{short(size)}" height="{short(size)}"'
        box = f'<rect {side} fill="{theme.ramp.strengths[step]}"/>'
        tiles.append(f'<pattern id="k{step}" {side} patternUnits="userSpaceOnUse">{box}{marks}</pattern>')
    return "".join(tiles)


def _numbers(series: SeriesState) -> dict[str, object]:
    return {
        **fields_of(series, "name", "unit"),
        "form": (ValueFormat.MINUTES if series.form is ValueFormat.HOURS else series.form).value,
        "options": list(series.options) if series.form in {ValueFormat.OPTION, ValueFormat.FLAG} else [],
        "values": list(_plain(series)),
        "late": np.flatnonzero(series.late).tolist(),
    }


def _plain(series: SeriesState) -> Iterator[float | None]:
    factor = 60.0 if series.form is ValueFormat.HOURS else 1.0
    for value in series.values.tolist():
        number = None if isnan(value) else round(value * factor, EXACT)
        yield int(number) if number is not None and number % 1 == 0 else number


def _map(one: AreaMap, content: ExportContent) -> dict[str, str]:
    steps = (one.steps.get(segment.key) for segment in content.library.atlas.segments)
    return {
        **fields_of(one, "title", "caption"),
        "words": one.language_in_use,
        "steps": "".join(_NO_STEP if step is None else str(step) for step in steps),
    }


def style_of(resources: Path, theme: Theme, dark: Theme) -> str:
    """Return the style of the page in the colours of both themes."""
    names = ("ink", "card", "quiet", "line", "accent")
    colours = fields_of(theme, *names) | {f"dark_{name}": getattr(dark, name) for name in names}
    return Template((resources / "report" / "page.css").read_text(encoding="utf-8")).substitute(colours)
