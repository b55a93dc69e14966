"""The page before it is set: the summary's words, its figures as SVG, and the data the paper template gets."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from diary.content.articles import PURPOSE, load_article
from diary.content.language import Language
from diary.content.library import Library
from diary.content.theme import PAPER_THEME, Theme, load_themes
from diary.domain.day import MomentKind
from diary.report.body_figure import draw_body
from diary.report.figures import bucket_width, draw_chart
from diary.report.marks import Frame
from diary.report.printable import printable
from diary.screens.buckets import Width
from diary.screens.places import PlacesState
from diary.screens.summary import SummaryState
from diary.screens.summary_rows import SummaryRow

Block = dict[str, object]

PLOT_HEIGHT = 83.0
DATES_HEIGHT = 9.0
MOST_FLARES = 12


@dataclass(frozen=True)
class Page:
    """Everything a page shows, on paper and in a browser: the summary and its drawings as SVG, one per row."""

    lang: str
    state: SummaryState
    charts: tuple[str, ...]
    body: str
    note: str
    footer: str
    purpose: str
    theme: Theme


def build_page(state: SummaryState, library: Library, resources: Path) -> Page:
    """Draw the figures in the colours of paper and add what stands on every page."""
    theme = load_themes(resources)[PAPER_THEME]
    purpose = load_article(resources, library.language.code, PURPOSE)
    return Page(
        lang=library.language.code,
        state=state,
        charts=_charts(state, library, theme),
        body=draw_body(state.places, library.drawing, theme),
        note=_note(state, library.language),
        footer=purpose.footer,
        purpose=purpose.sections[0].paragraphs[0],
        theme=theme,
    )


def page_data(page: Page, resources: Path) -> Block:
    """What the paper template is filled with: plain text, numbers and SVG, so that nothing can act as markup."""
    state = page.state
    words: Block = {
        "lang": page.lang,
        "title": state.title,
        "who": state.who,
        "made_on": state.made_on,
        "when": state.when,
        "coverage": state.coverage,
        "rows": [_row(row, chart) for row, chart in zip(state.rows, page.charts, strict=True)],
        "note": page.note,
        "places": _places(state.places, page.body),
        "looks": {
            "title": state.looks_title,
            "calm": state.looks_calm,
            "items": [{"title": look.title, "text": look.reason} for look in state.looks],
        },
        "moments": {
            "title": state.moments_title,
            "calm": state.moments_calm,
            "items": [{"name": one.name, "count": one.count, "last": one.last} for one in state.moments],
        },
        "footer": page.footer,
        "purpose": page.purpose,
    }
    data = _printable(words, font_folder(resources) / "Inter-Regular.otf")
    assert isinstance(data, dict)
    return {**data, "colours": _colours(page.theme)}


def font_folder(resources: Path) -> Path:
    """Where the report's own fonts are: the same page on every machine, whatever is installed there."""
    return resources / "report" / "fonts"


def _charts(state: SummaryState, library: Library, theme: Theme) -> tuple[str, ...]:
    """One chart a row, on one time axis: only the last one writes its dates."""
    last = len(state.rows) - 1
    flares = _flares(state)
    return tuple(
        draw_chart(row.chart, library.language, theme, _frame(dates=index == last), flares)
        for index, row in enumerate(state.rows)
    )


def _row(row: SummaryRow, svg: str) -> Block:
    return {
        "title": row.title,
        "number": row.number,
        "caption": row.caption,
        "lines": list(row.lines),
        "alt": f"{row.chart.title}. {row.chart.summary}",
        "svg": svg,
    }


def _frame(*, dates: bool) -> Frame:
    return Frame(height=PLOT_HEIGHT + (DATES_HEIGHT if dates else 0.0), dates=dates)


def _places(places: PlacesState, svg: str) -> Block:
    return {
        "title": places.title,
        "caption": places.caption,
        "most": [{"name": one.name, "words": one.words, "share": one.share} for one in places.most],
        "alt": places.description,
        "svg": svg,
    }


def _flares(state: SummaryState) -> tuple[date, ...]:
    """The flare-ups to be seen through all charts; too many lines would hide what they run through."""
    days = next((moments.days for moments in state.moments if moments.kind is MomentKind.FLARE), ())
    return days if len(days) <= MOST_FLARES else ()


def _note(state: SummaryState, language: Language) -> str:
    """How to read the charts, as far as these charts need it."""
    t = language.t
    width = bucket_width(len(state.period))
    late = any(series.late.any() for row in state.rows for series in row.chart.series)
    stretches = {
        Width.DAY: t("Hollow: filled in later.") if late else "",
        Width.WEEK: t("Each point is the mean of a week, the band its lowest and highest day."),
        Width.MONTH: t("Each point is the mean of a month, the band its lowest and highest day."),
        Width.QUARTER: t("Each point is the mean of three months, the band their lowest and highest day."),
    }
    flares = t("Dotted line: flare-up.") if _flares(state) else ""
    return " ".join(part for part in (stretches[width], t("A gap: not filled in."), flares) if part)


def _colours(theme: Theme) -> Block:
    return {
        "ink": theme.ink,
        "quiet": theme.quiet,
        "line": theme.line,
        "accent": theme.accent,
        "bar": theme.ramp.strengths[1],
    }


def _printable(value: object, font: Path) -> object:
    """Every text of the data as the font can print it; drawings are left as they are."""
    if isinstance(value, dict):
        return {key: part if key == "svg" else _printable(part, font) for key, part in value.items()}
    if isinstance(value, list):
        return [_printable(part, font) for part in value]
    return printable(value, font) if isinstance(value, str) else value
