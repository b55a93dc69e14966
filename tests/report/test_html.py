"""The HTML file needs nothing else, and nothing in it runs."""

from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from diary.content.library import Library
from diary.domain.day import Moment, MomentKind
from diary.domain.period import Period
from diary.exchange.formats import find_format
from diary.report.html import html_files, make_html
from diary.report.pdf import write_report
from diary.screens.exported import parts_asked
from diary.screens.share import build_pages
from diary.screens.summary import USUAL_BLOCKS, SummaryState, build_summary
from tests.factory import TODAY, a_day, a_journal, a_table

HOSTILE = '<script>alert(1)</script> "x" & $title ${who} 🎉'


class Reader(HTMLParser):
    """Collects the tags and the text of a page, and every address it points to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href", "xlink:href", "action"}]

    def handle_data(self, data: str) -> None:
        self.text += data


def plain(words: str) -> str:
    """Spaces that keep a number with its unit are spaces like all others."""
    return " ".join(words.split())


def summary(library: Library, name: str = "An") -> SummaryState:
    moment = Moment(MomentKind.TREATMENT, text=name)
    days = [a_day(ago, function=5, areas={"back_neck_l": 3}, moments=[moment]) for ago in range(20)]
    period = Period.ending(TODAY, 30)
    return build_summary(days, a_table(days, period), library, period, TODAY, {"name": name}, with_texts=True)


@pytest.mark.parametrize(
    ("days", "answers", "drawings", "headings"),
    [
        (0, {}, 0, 2),
        (20, {"function": 5}, 1, 3),
        (20, {"function": 5, "people": 1, "areas": {"front_knee_l": 3}}, 3, 6),
    ],
)
def test_the_page_is_complete_and_points_nowhere(
    english: Library, resources: Path, days: int, answers: dict[str, Any], drawings: int, headings: int
) -> None:
    period = Period.ending(TODAY, 30)
    made = [a_day(ago, **answers) for ago in range(days)]
    state = build_summary(made, a_table(made, period), english, period, TODAY, {})
    page = Reader(make_html(state, english, resources))
    assert page.tags.count("svg") == drawings
    assert page.tags.count("h1") == 1
    assert page.tags.count("h2") == headings
    assert state.blank in page.text
    assert not {"script", "link", "img", "iframe", "object"} & set(page.tags)
    assert page.addresses == []
    assert "Self-reported notes, not a measurement and not a diagnosis." in page.text


def test_what_a_person_typed_is_shown_literally_and_never_runs(english: Library, resources: Path) -> None:
    page = Reader(make_html(summary(english, HOSTILE), english, resources))
    assert "script" not in page.tags
    assert HOSTILE in page.text


def test_the_words_are_those_of_the_summary(dutch: Library, resources: Path) -> None:
    state = summary(dutch)
    page = Reader(make_html(state, dutch, resources))
    for row in state.rows:
        for words in (row.title, row.number, row.caption, *row.lines):
            assert plain(words) in plain(page.text)
    assert "geen diagnose" in page.text


def test_what_was_also_noted_is_a_table(english: Library, resources: Path) -> None:
    period = Period.ending(TODAY, 30)
    made = [a_day(ago, people=1, touch_hurt=ago % 2, into_bed=1385) for ago in range(20)]
    state = build_summary(made, a_table(made, period), english, period, TODAY, {})
    page = Reader(make_html(state, english, resources))
    assert page.tags.count("th") == len(state.also.items) == 3
    for one in state.also.items:
        for words in (one.name, one.value, one.days):
            assert plain(words) in plain(page.text)


def test_a_name_that_ends_in_html_gives_html(english: Library, resources: Path, tmp_path: Path) -> None:
    write_report(summary(english), english, resources, tmp_path / "a.html")
    assert (tmp_path / "a.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_page_of_a_later_part_compares_the_same_halves_as_paper(
    english: Library, resources: Path, tmp_path: Path
) -> None:
    """The first days of the part are not the first two weeks of the diary, which are never compared."""
    journal = a_journal(
        tmp_path / "my.diary", days=[a_day(back, stress=2 + (back > 27) * 5 + back % 2) for back in range(90)]
    )
    period = Period.ending(TODAY, 56)
    (stress,) = (row for row in build_pages(journal, english, period, USUAL_BLOCKS).rows if row.key == "stress")
    said = plain(html_files(journal.export_content(english, resources, period))[""].decode())
    assert stress.lines[-1].endswith(": lower")
    assert stress.lines[-1] in said


def test_nothing_is_said_from_outside_the_days_that_are_exported(
    english: Library, resources: Path, tmp_path: Path
) -> None:
    """Neither since an appointment nor over two months: only that a plan paused on hard days."""
    pages = []
    for name, earlier in (("a", 1), ("b", 9)):
        days = [
            a_day(
                ago, stress=(4 if ago < 28 else earlier) + ago % 2, function=(4 if ago < 28 else earlier) - ago % 2
            )
            for ago in range(80)
        ]
        journal = a_journal(tmp_path / f"{name}.diary", days=days)
        for ago in (28, -3):
            when = (TODAY - timedelta(days=ago)).isoformat()
            journal.registers.add("appointment", {"when": when, "questions": ["Do I sleep enough?"]})
        content = journal.export_content(english, resources, Period.ending(TODAY, 28))
        content = content.only(parts_asked(content.library, find_format(tmp_path / "a.html").holds, texts=True))
        pages.append(html_files(content)[""].decode())
        early = content.table_of(Period.ending(TODAY, 80))
        assert np.isfinite(early.column("stress")).sum() == 28
        assert not np.isfinite(content.table_of(Period.ending(TODAY, 80).before(9)).column("stress")).any()
    assert "Do I sleep enough?" in pages[0]
    assert pages[0] == pages[1]
