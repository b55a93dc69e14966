"""Writes the summary as one HTML file that needs nothing else: no script, no network, the reader's own fonts."""

from collections.abc import Collection
from html import escape
from pathlib import Path
from string import Template

from diary.content.library import Library
from diary.content.theme import load_themes
from diary.domain.day import ACTIVITIES, BODY_MAP
from diary.domain.therapist_mark import MARKS
from diary.report.browser import BrowserParts, build_browser, policy_of, style_of
from diary.report.page import SummaryPage, build_page, drawn_flares
from diary.report.printable import fields_of, keep_together
from diary.screens.also_noted import AlsoNoted, NotedItem
from diary.screens.appointment import TalkState
from diary.screens.exported import MOMENT_WORDS, ExportContent
from diary.screens.look_back import Sentence
from diary.screens.page_blocks import PageBlock, PageSource
from diary.screens.plan.first_page import PLAN, PlanOnPaper
from diary.screens.share import build_pages_from, page_blocks
from diary.screens.summary import ALSO, MARKS_DRAWN, NAME_LINE, OWN, OWN_NOT_ASKED, SummaryState
from diary.screens.summary_rows import SummaryRow


def html_files(content: ExportContent) -> dict[str, bytes]:
    """Return the page as its one file. What was not ticked has no block, not even one that says "none"."""
    library = content.library.for_others()
    blocks = [key for key in page_blocks(library) if _is_taken(key, content)]
    source = PageSource(
        library=library,
        period=content.period,
        today=content.today,
        began=content.began or content.period.first,
        days=content.days,
        table=content.table,
        table_of=content.table_of,
        records=lambda key: content.records.get(key, ()),
        hidden=content.hidden_areas,
        with_words=MOMENT_WORDS in content.parts,
        is_part=True,
    )
    state = build_pages_from(source, content.profile, blocks, content.period)
    charts, flares = [row.chart for row in state.rows], drawn_flares(state)
    parts = build_browser(content, charts, state.away, source.plan(source.until), flares=flares)
    return {"": make_html(state, library, content.resources, parts).encode()}


BLANK = "_" * 24
"""A line to write on by hand, once it is printed."""
_NEEDS = {
    "function": "doing",
    "activity": ACTIVITIES,
    "sleep": "night",
    "stress": "stress",
    "spread": BODY_MAP,
    "places": BODY_MAP,
    OWN: "own",
    OWN_NOT_ASKED: "own",
    ALSO: "",
    PLAN: "",
    MARKS_DRAWN: MARKS,
    "looks": "",
    NAME_LINE: "name_line",
}
"""The part of an export that a block of the page is about; the others have its name, and some need none."""


def report_html(state: SummaryState, content: ExportContent, blocks: Collection[str]) -> bytes:
    """Return the chosen pages as the same file that an export writes: with the read-out of their own charts, and
    the body week by week where a block shows the body. Nothing else of the diary is in it."""
    without = frozenset() if BODY_BLOCKS.intersection(blocks) else frozenset({BODY_MAP})
    shown = content.only(content.parts - without)
    charts, flares = [row.chart for row in state.rows], drawn_flares(state)
    parts = build_browser(shown, charts, state.away, flares=flares, with_more=False)
    return make_html(state, content.library, content.resources, parts).encode()


BODY_BLOCKS = frozenset({"places", "spread", "maps"})
"""The blocks that show the body."""


def _is_taken(block: str, content: ExportContent) -> bool:
    part = _NEEDS.get(block, block)
    return not part or part in content.parts


def make_html(state: SummaryState, library: Library, resources: Path, parts: BrowserParts | None = None) -> str:
    """Return the same words and drawings as on paper, and the `parts` only a browser has. What a person typed is
    escaped and stays text."""
    page = build_page(state, library, resources)
    has_body = state.places.days > 0 and "places" in state.column
    template = Template((resources / "report" / "page.html").read_text(encoding="utf-8"))
    words = {
        **fields_of(page, "lang", "note", "footer", "purpose"),
        **fields_of(state, "title", "made_on", "when", "coverage", "blank"),
        "who": " ".join((*(f"{words} {BLANK}" for words in state.name_line), state.who)).strip(),
    }
    style = style_of(resources, page.theme, load_themes(resources)["dark"])
    charts = page.charts if parts is None else parts.figures
    return template.substitute(
        {key: escape(text) for key, text in words.items()},
        style=style,
        policy=policy_of(style, "" if parts is None else parts.script),
        talk=_talk(state.talk),
        plan=_plan(state.plan, page.courses),
        sentences="\n".join(_sentence(sentence) for sentence in state.sentences),
        rows="\n".join(_row(row, chart) for row, chart in zip(state.rows, charts, strict=True)),
        also=_also(state.also),
        second="\n".join(_block(block, drawn) for block, drawn in zip(state.second, page.drawings, strict=True)),
        where="where" if has_body else "where bodiless",
        body=f"<div>{page.body}</div>" if has_body else "",
        lists=_lists(page),
        hint="" if parts is None or not parts.hint else _hint(parts.hint),
        alive="" if parts is None else _alive(parts),
    )


def _hint(words: str) -> str:
    """Return how a chart is read, once above all of them, where the script runs."""
    return f'<p class="quiet only-screen" data-alive hidden>{escape(words)}</p>'


def _alive(parts: BrowserParts) -> str:
    data = f'<script type="application/json" id="data">{parts.data}</script>'
    return f"{parts.below}\n{data}\n<script>{parts.script}</script>"


def _talk(talk: TalkState | None) -> str:
    """Return what stands on top of the page: the questions one by one, and what is hoped for and has changed."""
    if talk is None:
        return ""
    asked = "".join(f"<li>{_text(question)}</li>" for question in talk.questions)
    parts = [(talk.title, f'<p class="quiet">{escape(talk.about)}</p><ol>{asked}</ol>')] if asked else []
    others = ((talk.hope_title, talk.hope), (talk.changed_title, talk.changed))
    parts += [(title, f"<p>{_text(words)}</p>") for title, words in others if words.strip()]
    told = "".join(f"<h2>{escape(title)}</h2>{body}" for title, body in parts)
    return f'<div class="talk">{told}</div>' if told else ""


def _plan(plan: PlanOnPaper | None, courses: tuple[str, ...]) -> str:
    """Return the plan as a row: what is known in words, and a line a goal with its course."""
    if plan is None:
        return ""
    facts = "".join(f"<li><strong>{escape(name)}:</strong> {_text(words)}</li>" for name, words in plan.facts)
    goals = "".join(
        f'<tr><th scope="row">{escape(goal.name)}</th><td>{course}</td><td>{_text(goal.words)}</td></tr>'
        for goal, course in zip(plan.goals, courses, strict=True)
    )
    scale = f'<span class="quiet">, {escape(plan.scale)}</span>' if plan.scale else ""
    table = f"<p><strong>{escape(plan.goals_title)}</strong>{scale}</p><table>{goals}</table>" if goals else ""
    title = f'<div><h2>{escape(plan.title)}</h2><p class="quiet">{escape(plan.about)}</p></div>'
    return f"<section>{title}<div>{f'<ul>{facts}</ul>' if facts else ''}{table}</div></section>"


def _sentence(sentence: Sentence) -> str:
    pieces = ((_text(text), strong) for text, strong in sentence.pieces())
    return f"<p>{''.join(f'<strong>{text}</strong>' if strong else text for text, strong in pieces)}</p>"


def _row(row: SummaryRow, chart: str) -> str:
    number = f'<span class="number">{_text(row.number)}</span>' if row.number else ""
    lines = "".join(f'<p class="lines">{_text(line)}</p>' for line in row.lines)
    caption = f'<p>{number} <span class="quiet">{escape(row.caption)}</span></p>'
    return f"<section><div><h2>{escape(row.title)}</h2>{caption}{lines}</div><div>{chart}</div></section>"


def _also(also: AlsoNoted) -> str:
    """Return one more row for what has no chart: a table of name, typical value and days."""
    if not also.items:
        return ""
    cells = "".join(_noted(one) for one in also.items)
    more = f'<p class="quiet">{escape(also.more)}</p>' if also.more else ""
    caption = f'<p class="quiet">{escape(also.caption)}</p>{more}'
    return f"<section><div><h2>{escape(also.title)}</h2>{caption}</div><div><table>{cells}</table></div></section>"


def _block(block: PageBlock, drawn: tuple[str, ...]) -> str:
    """Return a block of the second page, as one more row."""
    about = f'<p class="quiet">{escape(block.about)}</p>' if block.about else ""
    note = "".join(f'<p class="quiet">{_text(words)}</p>' for words in (*block.more[-1:], block.note) if words)
    title = f"<div><h2>{escape(block.title)}</h2>{about}</div>"
    return f"<section>{title}<div>{_block_rows(block)}{''.join(drawn)}{note}</div></section>"


def _block_rows(block: PageBlock) -> str:
    if not block.head:
        lines = (f"<li><strong>{escape(row[0])}</strong> {_text(' '.join(row[1:]))}</li>" for row in block.rows)
        return f"<ul>{''.join(lines)}</ul>" if block.rows else ""
    head = "".join(f'<th scope="col" class="quiet">{escape(name)}</th>' for name in block.head)
    rows = "".join(f"<tr>{''.join(f'<th>{_text(cell)}</th>' for cell in row)}</tr>" for row in block.rows)
    return f"<table><tr>{head}</tr>{rows}</table>"


def _noted(one: NotedItem) -> str:
    unit = f'<span class="quiet">, {escape(one.unit)}</span>' if one.unit else ""
    days = f'<td class="quiet">{escape(one.days)}</td>' if one.days else ""
    value = f"<td>{_text(one.value)}</td>" if days else f'<td colspan="2">{_text(one.value)}</td>'
    return f'<tr><th scope="row">{escape(one.name)}{unit}</th>{value}{days}</tr>'


def _text(words: str) -> str:
    return escape(keep_together(words))


def _lists(page: SummaryPage) -> str:
    state = page.state
    places = [f"{escape(place.name)} {_text(place.words)}" for place in state.places.most]
    looks = [f"<strong>{escape(look.title)}</strong>: {_text(look.reason)}" for look in state.looks]
    moments = [
        f'<strong>{escape(one.name)}</strong> {escape(one.count)} <span class="quiet">{escape(one.last)}</span>'
        for one in state.moments
    ]
    column = {
        "places": _list(state.places.title, places, state.places.caption) if state.places.days else "",
        "looks": _list(state.looks_title, looks, "" if looks else state.looks_calm),
        "moments": _list(state.moments_title, moments, "" if moments else state.moments_calm),
    }
    return "\n".join(column[key] for key in state.column)


def _list(title: str, items: list[str], quiet: str) -> str:
    note = f'<p class="quiet">{escape(quiet)}</p>' if quiet else ""
    listed = f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>" if items else ""
    return f"<h2>{escape(title)}</h2>{note}{listed}"
