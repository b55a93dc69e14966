"""What the page template is filled with: the summary's words, its figures as SVG, and the colours of paper."""

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
from diary.screens.summary import SummaryState

Block = dict[str, object]

PLOT_HEIGHT = 83.0
DATES_HEIGHT = 9.0
MOST_FLARES = 12


def page_data(state: SummaryState, library: Library, resources: Path) -> Block:
    """The template's data: plain text, numbers and SVG only, so that nothing in it can act as markup."""
    theme = load_themes(resources)[PAPER_THEME]
    purpose = load_article(resources, library.language.code, PURPOSE)
    words: Block = {
        "lang": library.language.code,
        "title": state.title,
        "who": state.who,
        "made_on": state.made_on,
        "when": state.when,
        "coverage": state.coverage,
        "rows": _rows(state, library, theme),
        "note": _note(state, library.language),
        "places": _places(state, library, theme),
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
        "footer": purpose.footer,
        "purpose": purpose.sections[0].paragraphs[0],
    }
    data = _printable(words, font_folder(resources) / "Inter-Regular.otf")
    assert isinstance(data, dict)
    return {**data, "colours": _colours(theme)}


def font_folder(resources: Path) -> Path:
    """Where the report's own fonts are: the same page on every machine, whatever is installed there."""
    return resources / "report" / "fonts"


def _rows(state: SummaryState, library: Library, theme: Theme) -> list[Block]:
    last = len(state.rows) - 1
    flares = _flares(state)
    return [
        {
            "title": row.title,
            "number": row.number,
            "caption": row.caption,
            "lines": list(row.lines),
            "alt": f"{row.chart.title}. {row.chart.summary}",
            "svg": draw_chart(row.chart, library.language, theme, _frame(dates=index == last), flares),
        }
        for index, row in enumerate(state.rows)
    ]


def _frame(*, dates: bool) -> Frame:
    return Frame(height=PLOT_HEIGHT + (DATES_HEIGHT if dates else 0.0), dates=dates)


def _places(state: SummaryState, library: Library, theme: Theme) -> Block:
    places = state.places
    return {
        "title": places.title,
        "caption": places.caption,
        "most": [{"name": one.name, "words": one.words, "share": one.share} for one in places.most],
        "alt": places.description,
        "svg": draw_body(places, library.drawing, theme),
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
