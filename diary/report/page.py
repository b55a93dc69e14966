"""Prepares the printed page: the summary's words, its figures as SVG, and the data for the paper template."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Literal
from unicodedata import combining

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from diary.content.articles import PURPOSE, load_article
from diary.content.language import Language
from diary.content.library import Library
from diary.content.theme import PAPER_THEME, Theme, load_themes
from diary.domain.day import MomentKind
from diary.report.block_figures import draw_block, draw_course
from diary.report.body_figure import HEIGHT, SMALL_HEIGHT, draw_body
from diary.report.figures import MARK_LANE, bucket_width, draw_chart, with_lanes
from diary.report.marks import Frame
from diary.report.printable import PaperLetters, fields_of, keep_together, printable
from diary.report.svg import drawn_height
from diary.screens.appointment import TalkState
from diary.screens.body_places import PlacesState
from diary.screens.buckets import Width
from diary.screens.charts import ChartState
from diary.screens.look_back import Sentence
from diary.screens.page_blocks import PageBlock
from diary.screens.plan.first_page import PLAN, PlanOnPaper
from diary.screens.summary import ALSO, SummaryState
from diary.screens.summary_rows import SummaryRow

Block = dict[str, object]

PLOT_HEIGHT = 69.0
"""Points: five charts of this height leave room on the sheet for the sentences and for what else was filled in."""
FULL_PAGE = 5
MOST_STRETCH = 1.6
"""The most a chart grows on a page with few charts: in a higher one small changes look big."""
DATES_HEIGHT = 9.0
LETTER = 4.8
"""Room a digit takes beside an axis."""
MOST_FLARES = 12
LEAST_PLOT = 47.0
"""Lower than the words beside it a chart saves nothing."""
TIGHT_PLOT, FULL_PLOT = 50.0, 15.0
"""Where less is left for each chart by this estimate, charts other than those that stay may have to go to the
second page; where less than the other, anything."""
SMALLER = "smaller"
"""Stands among what leaves the first page where the body becomes smaller."""
STAYS = ("function", "sleep", "spread")
"""The charts that stay on the first page as long as any room is left."""
FOOT = 50.0
"""Points of the foot, which stands on the last page."""
LONG_WORD = re.compile(r"\S{24}")
"""May be wider than a column."""
BELOW_WORDS = 2.0
"""Points below the words of a row that may be higher than its chart."""
LINE, SENTENCE_LETTERS, QUESTION_LETTERS, BESIDE_LETTERS, FACT_LETTERS, GOAL_LETTERS = 12.0, 85, 62, 36, 42, 28


Paper = Literal["a4", "letter"]


class SummaryPage(Struct, frozen=True):
    """Everything the pages show, on paper and in a browser: the summary and its drawings as SVG, one per row, and
    of the second page some per block; `courses` are those of the goals, empty without one. `later` are the charts
    as they stand on the second page, and `small_body` is the least there is, none where all has room on the first.
    `missed` is said before what has no
    room on the second, `moved` before what stands there instead of on the first."""

    lang: str
    state: SummaryState
    charts: tuple[str, ...]
    body: str
    note: str
    footer: str
    purpose: str
    theme: Theme
    letters: PaperLetters
    drawings: tuple[tuple[str, ...], ...] = ()
    courses: tuple[str, ...] = ()
    later: tuple[str | None, ...] = ()
    small_body: str = ""
    second_title: str = ""
    missed: str = ""
    moved: str = ""
    paper: Paper = "a4"


def build_page(
    state: SummaryState,
    library: Library,
    resources: Path,
    letters: PaperLetters | None = None,
    paper: Paper = "a4",
) -> SummaryPage:
    """Draw the figures in the colours of paper and add what stands on every page."""
    letters = letters or PaperLetters(font_folder(resources))
    theme = load_themes(resources)[PAPER_THEME]
    purpose = load_article(resources, library.language.code, PURPOSE)
    room = _plot_room(state)
    return SummaryPage(
        lang=library.language.code,
        state=state,
        charts=_charts(state, library, theme, letters),
        later=_charts_alone(state, library, theme, letters, room),
        small_body=draw_body(state.places, library.drawing, theme, SMALL_HEIGHT) if room < FULL_PLOT else "",
        body=draw_body(state.places, library.drawing, theme),
        note=_note(state, library.language),
        footer=purpose.footer,
        purpose=purpose.sections[0].paragraphs[0],
        theme=theme,
        letters=letters,
        drawings=tuple(draw_block(block, library.drawing, library.language, theme) for block in state.second),
        courses=tuple(
            "" if goal.weeks is None else draw_course(printable(goal.name, letters), goal.weeks, theme)
            for goal in (() if state.plan is None else state.plan.goals)
        ),
        second_title=library.language.t("More from my diary"),
        missed=library.language.t("No room on this page:"),
        moved=library.language.t("On page 2:"),
        paper=paper,
    )


def page_data(page: SummaryPage) -> Block:
    """Return the data for the paper template: plain text, numbers and SVG, so that nothing can act as markup."""
    state = page.state
    column = [key for key in state.column if key != "places" or state.places.days]
    words: Block = {
        **fields_of(page, "lang", "note", "moved", "second_title", "missed", "paper", "footer", "purpose"),
        **fields_of(state, "title", "who", "name_line", "made_on", "when", "coverage", "blank", "also"),
        "talk": _talk(state.talk),
        "plan": _plan(state.plan, page.courses),
        "sentences": [_pieces(sentence) for sentence in state.sentences],
        "rows": [_row(*one) for one in zip(state.rows, page.charts, page.later, strict=True)],
        "column": column,
        **_leaving(page, column),
        "places": _places(state.places, page.body, page.small_body),
        **_beside(state),
        "second": [_block(block, drawn) for block, drawn in zip(state.second, page.drawings, strict=True)],
    }
    data = _printable(words, page.letters)
    assert isinstance(data, dict)
    colours = {**fields_of(page.theme, "ink", "quiet", "line", "accent"), "bar": page.theme.ramp.strengths[1]}
    return {**data, **_slow_words(data, page.letters), "colours": colours}


def _slow_words(data: Block, letters: PaperLetters) -> Block:
    """Tell whether words take long to print: some are wider than a column, or have signs on their letters."""
    texts = "\n".join(_texts(data))
    has_signs = letters.is_borrowing or any(map(combining, set(texts)))
    return {"has_long_words": LONG_WORD.search(texts) is not None, "has_signs": has_signs}


def _beside(state: SummaryState) -> Block:
    looks = [{"title": look.title, "text": look.reason} for look in state.looks]
    return {
        "looks": {"title": state.looks_title, "calm": state.looks_calm, "items": looks},
        "moments": {"title": state.moments_title, "calm": state.moments_calm, "items": to_builtins(state.moments)},
    }


def _leaving(page: SummaryPage, column: Sequence[str]) -> Block:
    """Return what goes to the second page, in this order as long as the first has no room, and how it is named;
    before the places go, their drawing gets smaller, and what stands beside it is tried again."""
    state = page.state
    can = [row.key for row, drawn in zip(state.rows, page.later, strict=True) if drawn is not None]
    rows = [key for key in reversed(can) if len(can) == len(state.rows) or key != state.rows[-1].key]
    others, kept = ([key for key in rows if (key in STAYS) is stays] for stays in (False, True))
    named = {
        ALSO: state.also.title if state.also.items else "",
        "moments": state.moments_title if "moments" in column else "",
        "looks": state.looks_title if "looks" in column else "",
        PLAN: "" if state.plan is None else state.plan.title,
        "places": state.places.title if "places" in column else "",
        **{row.key: row.title for row in state.rows},
    }
    smaller = (SMALLER, "moments", "looks") if page.small_body and named["places"] else ()
    order = (ALSO, "moments", "looks", *others, PLAN, *smaller, "places", *kept)
    return {"leaving": [key for key in order if named.get(key, key)], "named": named, "smaller": SMALLER}


def _talk(talk: TalkState | None) -> Block:
    if talk is None:
        return {"title": "", "about": "", "questions": [], "beside": []}
    beside = ((talk.hope_title, talk.hope), (talk.changed_title, talk.changed))
    questions = [*talk.questions]
    return {
        "title": talk.title if questions else "",
        "about": talk.about,
        "questions": questions,
        "beside": [{"title": title, "text": words} for title, words in beside if words.strip()],
    }


def _plan(plan: PlanOnPaper | None, courses: tuple[str, ...]) -> Block:
    if plan is None:
        return {"title": "", "facts": [], "goals": []}
    goals = zip(plan.goals, courses, strict=True)
    return {
        **fields_of(plan, "title", "about", "goals_title", "scale"),
        "facts": [{"name": name, "text": words} for name, words in plan.facts],
        "goals": [{"name": goal.name, "text": goal.words, "svg": svg} for goal, svg in goals],
    }


def _plan_height(plan: PlanOnPaper | None) -> float:
    """About as many points as it takes, rather too many than too few."""
    if plan is None:
        return 0.0
    left = sum(-(-len(name + words) // FACT_LETTERS) for name, words in plan.facts)
    right = sum(max(1, -(-len(goal.name) // GOAL_LETTERS)) for goal in plan.goals) + bool(plan.goals)
    return LINE * (2 + max(left, right))


def _talk_height(talk: TalkState | None) -> float:
    """About as many points as it takes, rather too many than too few."""
    if talk is None:
        return 0.0
    left = sum(-(-len(question) // QUESTION_LETTERS) for question in talk.questions)
    right = sum(1 - (-len(words) // BESIDE_LETTERS) for words in (talk.hope, talk.changed) if words)
    return LINE * (2 + max(left, right))


def _pieces(sentence: Sentence) -> list[Block]:
    """Return a sentence in pieces. A space between two is told apart: texts are printed without theirs."""
    pieces = tuple(sentence.pieces())
    following = (*pieces[1:], ("", False))
    return [
        {"text": text, "strong": strong, "space": text.endswith(" ") or after.startswith(" ")}
        for (text, strong), (after, _) in zip(pieces, following, strict=True)
    ]


def font_folder(resources: Path) -> Path:
    """Return the folder of the report's own fonts: the same page on every machine, whatever is installed there."""
    return resources / "report" / "fonts"


def _charts(state: SummaryState, library: Library, theme: Theme, letters: PaperLetters) -> tuple[str, ...]:
    """Draw one chart a row, on one time axis: only the last one has its dates."""
    last = len(state.rows) - 1
    flares = drawn_flares(state)
    frame = Frame(height=_plot_height(state), dates=False, left=_left_room(state, library.language))
    frames = [with_lanes(frame, state.away), *[frame] * last]
    frames[last:] = [replace(frames[last], height=frames[last].height + DATES_HEIGHT, dates=True)]
    return tuple(
        draw_chart(
            _in_letters(row.chart, letters),
            library.language,
            theme,
            frames[index],
            flares,
            away=state.away,
            marks_named=not index,
        )
        for index, row in enumerate(state.rows)
    )


def _charts_alone(
    state: SummaryState, library: Library, theme: Theme, letters: PaperLetters, room: float
) -> tuple[str | None, ...]:
    """Draw each chart that may have to stand on another page than the rest: with its dates and the names of marks.
    None for those that have `room`."""
    frame = Frame(height=LEAST_PLOT + DATES_HEIGHT, dates=True, left=_left_room(state, library.language))
    drawn = with_lanes(frame, state.away), drawn_flares(state), None, state.away
    return tuple(
        draw_chart(_in_letters(row.chart, letters), library.language, theme, *drawn, marks_named=True)
        if room < (FULL_PLOT if row.key in STAYS else TIGHT_PLOT)
        else None
        for row in state.rows
    )


def _in_letters(chart: ChartState, letters: PaperLetters) -> ChartState:
    """Return the chart with names that can be printed: a person may have made its item."""
    return replace(
        chart,
        series=tuple(
            replace(one, name=printable(one.name, letters), unit=printable(one.unit, letters))
            for one in chart.series
        ),
    )


def _plot_height(state: SummaryState) -> float:
    """Fewer charts are higher, within reason."""
    return round(max(LEAST_PLOT, min(PLOT_HEIGHT * MOST_STRETCH, _plot_room(state))), 1)


def _plot_room(state: SummaryState) -> float:
    """Return about as much room as is left for each chart; the sentences take their place from all of them."""
    letters = sum(len(sentence.words) for sentence in state.sentences)
    room = PLOT_HEIGHT * FULL_PAGE - LINE * -(-letters // SENTENCE_LETTERS)
    room -= _talk_height(state.talk) + _plan_height(state.plan) + state.away.lanes * MARK_LANE
    room += (FOOT if state.second else 0.0) - (LINE if state.blank else 0.0)
    room -= BELOW_WORDS * sum(len(row.lines) > 2 for row in state.rows)
    return room / max(1, len(state.rows))


def _left_room(state: SummaryState, language: Language) -> float:
    """Return the room beside the longest number of any axis, so that all charts begin at the same place."""
    longest = max((len(language.number(tick, 1)) for row in state.rows for tick in row.chart.ticks), default=0)
    return max(Frame().left, longest * LETTER + 5.0)


def _row(row: SummaryRow, svg: str, later: str | None) -> Block:
    return {
        **fields_of(row, "key", "title", "number", "caption", "lines"),
        "alt": f"{row.chart.title}. {row.chart.summary}",
        "svg": svg,
        "height": drawn_height(svg),
        "later": None if later is None else {"svg": later},
    }


def _block(block: PageBlock, drawn: tuple[str, ...]) -> Block:
    return {
        **fields_of(block, "title", "about", "head", "rows", "more", "alt", "note"),
        "drawn": [{"svg": svg, "height": drawn_height(svg)} for svg in drawn],
        "half": block.is_half,
    }


def _places(places: PlacesState, svg: str, small: str) -> Block:
    return {
        **fields_of(places, "title", "caption", "most"),
        "alt": places.description,
        "svg": svg,
        "height": HEIGHT,
        "small": {"svg": small, "height": SMALL_HEIGHT} if small else None,
    }


def drawn_flares(state: SummaryState) -> tuple[date, ...]:
    """Return the harder times to be drawn through all charts; none when so many lines would hide the charts."""
    days = next((moments.days for moments in state.moments if moments.kind is MomentKind.FLARE), ())
    return days if len(days) <= MOST_FLARES else ()


def _note(state: SummaryState, language: Language) -> str:
    """Write how to read the charts, as far as these charts need it."""
    if not state.rows:
        return ""
    t = language.t
    width = bucket_width(len(state.period))
    late = any(series.late.any() for row in state.rows for series in row.chart.series)
    stretches = {
        Width.DAY: t("Hollow: filled in later.") if late else "",
        Width.WEEK: t("Each point is the average of a week, the band its lowest and highest day."),
        Width.MONTH: t("Each point is the average of a month, the band its lowest and highest day."),
        Width.QUARTER: t("Each point is the average of three months, the band their lowest and highest day."),
    }
    flares = t("Dotted line: harder time.") if drawn_flares(state) else ""
    away = t("Hatched: {name}.", name=state.away.holiday_name) if state.away.holidays else ""
    marks = t("Dashed: from a therapist.") if state.away.marks else ""
    return " ".join(part for part in (stretches[width], t("A gap: not filled in."), away, flares, marks) if part)


def _texts(value: object) -> Iterator[str]:
    """Yield every text of the data, without the drawings."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key != "svg":
                yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, str):
        yield value


def _printable(value: object, letters: PaperLetters) -> object:
    """Return every text of the data as it can be printed; drawings are left as they are."""
    if isinstance(value, dict):
        return {key: part if key == "svg" else _printable(part, letters) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(part, letters) for part in value]
    return printable(keep_together(value), letters) if isinstance(value, str) else value
