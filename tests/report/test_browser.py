"""The page for a browser, opened in a real one with the network off."""

import base64
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from statistics import mean

import pytest

from diary.content.amounts import Amount, AmountWords
from diary.content.library import Library
from diary.domain.day import Activity, DayKind, Moment, MomentKind
from diary.domain.item import Item, Kind, OwnItem
from diary.domain.period import Period
from diary.exchange.formats import find_format
from diary.journal.journal import Journal
from diary.paths import resources
from diary.screens.exported import parts_asked
from tests.exchange.test_formats import a_content
from tests.factory import TODAY, a_day, a_journal
from tests.report.chromium import Tab, a_browser, needs_chromium

AMOUNTS = {
    "points": Amount.POINTS,
    "number": Amount.NUMBER,
    "minutes": Amount.MINUTES,
    "clock": Amount.CLOCK,
    "percent": Amount.PERCENT,
}
HOSTILE = "</script><img src=https://example.com/x onerror=alert(1)>"
HTML = find_format(Path("x.html"))


def a_diary(path: Path, days: int) -> Journal:
    journal = a_journal(
        path,
        days=[
            a_day(
                number,
                areas={"front_knee_l": 5} if number % 3 else {},
                activities=[Activity(HOSTILE, 30, 4)],
                moments=[Moment(MomentKind.FLARE, 905, text=HOSTILE)],
                notes={"note": HOSTILE},
                stress=number % 10,
                function=number % 7,
                pain_average=number % 5,
                sleep_quality=1 + number % 5,
                fatigue=number % 9,
                into_bed=1390,
                got_up=430,
                people=number % 3,
            )
            for number in range(days)
            if number % 11
        ],
    )
    journal.save_own_item(
        OwnItem(Item("own_x", Kind.COUNT, "own", 0, 9, own=True), {"en": HOSTILE, "nl": HOSTILE})
    )
    journal.answer(TODAY, "own_x", 3)
    journal.add_record("medicine", {"name": HOSTILE})
    journal.set_profile("name", HOSTILE)
    return journal


def page_of(journal: Journal, path: Path, language: str = "en") -> Path:
    content = a_content(journal, language)
    every = parts_asked(content.library, HTML.holds, texts=True, added=["name"])
    path.write_bytes(HTML.files(content.only(every))[""])
    return path


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    folder = tmp_path_factory.mktemp("browser")
    page = page_of(a_diary(folder / "my.diary", 120), folder / "page.html")
    with a_browser(folder / "profile") as tab:
        tab.open(page)
        yield tab


@needs_chromium
def test_it_asks_for_nothing_and_complains_of_nothing(tab: Tab) -> None:
    assert {url.partition(":")[0] for url in tab.requests} <= {"file", "data"}  # the browser draws its own signs
    assert tab.complaints == []
    assert tab.run("document.querySelectorAll('img').length") == 0
    assert tab.run("document.title") == "Summary of my diary"


@needs_chromium
def test_a_chart_is_read_by_keyboard_and_has_a_table(tab: Tab) -> None:
    tab.run("document.querySelector('figure').focus()")
    said = "document.querySelector('figure [role=status]').textContent"
    tab.press("End")
    last = tab.run(said)
    assert "Nov 22, 2026" in last
    tab.press("ArrowLeft")
    assert "Nov 21, 2026" in tab.run(said)
    assert tab.run(said) != last
    tab.run("document.querySelector('figure details').open = true")
    rows = "document.querySelectorAll('figure details table tbody tr').length"
    while tab.run(rows) == 0:
        pass
    assert tab.run(rows) == 109


@pytest.mark.parametrize(("language", "words"), [("en", "Point at a chart"), ("nl", "Wijs in een grafiek")])
def test_how_charts_are_read_stands_once_above_all_of_them(tmp_path: Path, language: str, words: str) -> None:
    journal = a_diary(tmp_path / "my.diary", 60)
    page = page_of(journal, tmp_path / "page.html", language).read_text(encoding="utf-8")
    journal.close()
    assert page.count(words) == 1
    assert page.index(words) < page.index("<figure")


@needs_chromium
def test_a_chart_is_read_with_the_pointer(tab: Tab) -> None:
    box = tab.run(
        "(() => { const one = document.querySelector('figure svg').getBoundingClientRect();"
        " return [one.left + one.width / 2, one.top + one.height / 2]; })()"
    )
    tab.call("Input.dispatchMouseEvent", type="mouseMoved", x=box[0], y=box[1])
    assert "Sep" in tab.run("document.querySelector('figure [role=status]').textContent")


@needs_chromium
@pytest.mark.parametrize(("width", "height"), [(8.27, 11.69), (8.5, 11)])
def test_it_prints_on_few_pages_of_either_paper(tab: Tab, width: float, height: float) -> None:
    tab.run("document.querySelectorAll('details').forEach(table => { table.open = false; })")
    printed = tab.call("Page.printToPDF", paperWidth=width, paperHeight=height)
    pdf = base64.b64decode(printed["data"])
    assert len(re.findall(rb"/Type /Page\b", pdf)) <= 4


@needs_chromium
def test_no_word_of_the_program_is_broken_where_a_list_is_printed(tmp_path: Path) -> None:
    journal = a_journal(tmp_path / "a.diary", days=[a_day(0, stress=3)])
    tried = {"name": "A tablet for the night", "since": "2026-05-15", "until": "2026-09-01", "helps": "little"}
    words = "Drowsy in the morning, and dry in the mouth. That is why I stopped. " * 2
    journal.add_record("medicine", tried | {"side_effects": words})
    lines = (
        "(() => { const found = [...document.querySelectorAll('th')].find(one => one.textContent === 'a little');"
        " const words = document.createTreeWalker(found, NodeFilter.SHOW_TEXT).nextNode(), part = new Range();"
        " part.setStart(words, 2); part.setEnd(words, words.length); return part.getClientRects().length; })()"
    )
    with a_browser(tmp_path) as shown:
        shown.open(page_of(journal, tmp_path / "page.html"))
        shown.call("Emulation.setEmulatedMedia", media="print")
        metrics = {"width": 600, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        shown.call("Emulation.setDeviceMetricsOverride", **metrics)
        assert shown.run(lines) == 1
    journal.close()


@needs_chromium
def test_the_body_is_seen_week_by_week(tab: Tab) -> None:
    painted = "document.querySelectorAll('#body-maps path[data-area]:not([fill=none])').length"
    assert tab.run(painted) == 1
    first = tab.run("document.getElementById('week-words').textContent")
    tab.run("document.getElementById('week').focus()")
    tab.press("ArrowRight")
    assert tab.run("document.getElementById('week-words').textContent") != first
    assert tab.run("document.getElementById('week').value") == "1"


@needs_chromium
def test_two_stretches_are_compared_by_their_means_alone(tab: Tab) -> None:
    rows = "[...document.querySelectorAll('#compare tbody tr')].map(row => row.textContent)"
    found = tab.run(rows)
    assert any(row.startswith("Stress") and "days)" in row for row in found)
    assert not any(word in " ".join(found) for word in ("lower", "higher", "better", "worse"))
    change = (
        "(() => { const fields = document.querySelectorAll('#compare input'); fields[1].value = fields[0].value;"
        " fields[1].dispatchEvent(new Event('change')); })()"
    )
    tab.run(change)
    assert tab.run(rows) == []
    assert "14 days" in tab.run("document.getElementById('compare-words').textContent")


@needs_chromium
def test_everything_can_be_reached_with_tab(tab: Tab) -> None:
    reach = "document.querySelectorAll('figure, summary, input').length"
    assert tab.run(reach) > 15
    tab.run("document.activeElement.blur(); window.scrollTo(0, 0)")
    seen = set()
    for _ in range(12):
        tab.press("Tab")
        seen.add(tab.run("document.activeElement.tagName"))
    assert {"FIGURE", "SUMMARY"} <= seen


@needs_chromium
def test_on_a_small_screen_only_tables_move_sideways_and_the_newest_day_is_on_top(tab: Tab) -> None:
    tab.call("Emulation.setDeviceMetricsOverride", width=390, height=844, deviceScaleFactor=2, mobile=True)
    tab.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    first = "document.querySelector('figure details tbody th')?.textContent"
    while tab.run(first) is None:
        pass
    assert "Nov 21, 2026" in tab.run(first), "the newest day with an answer"
    assert tab.run("document.documentElement.scrollWidth") == 390
    wide = (
        "[...document.querySelectorAll('body *')].filter((one) => one.scrollWidth > one.clientWidth + 1"
        " && getComputedStyle(one).overflowX !== 'visible' && !one.querySelector(':scope > table'))"
        ".map((one) => one.outerHTML.slice(0, 80))"
    )
    assert tab.run(wide) == []
    sizes = (  # of the letters as they are shown; the height of a text depends on the fonts of the computer
        "[...document.querySelectorAll('figure svg text')]"
        ".map((one) => parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a)"
    )
    assert min(tab.run(sizes)) > 7
    tab.call("Emulation.clearDeviceMetricsOverride")


@needs_chromium
@pytest.mark.parametrize("code", ["en", "nl"])
def test_means_and_their_difference_are_rounded_as_on_the_page_compare(
    tab: Tab, tmp_path: Path, english: Library, dutch: Library, code: str
) -> None:
    """In all pairs of stretches of four weeks; the difference is that of the numbers beside it."""
    language = {"en": english, "nl": dutch}[code].language
    journal = a_diary(tmp_path / "my.diary", 120)
    for day in Period.ending(TODAY, 120):
        ago = (TODAY - day).days
        nights = {"into_bed": 1390 + ago % 8, "got_up": 430 + ago % 13, "sleep_latency": ago % 14}
        journal.answer_all(day, {**nights, "awake_in_night": ago % 9})
    tab.open(page_of(journal, tmp_path / "page.html", code))
    data = tab.run("JSON.parse(document.getElementById('data').textContent)")
    known = {one["name"]: one for one in data["series"] if not one["options"]}
    assert len(known) > 8
    for start in range(0, 60, 4):
        ends = [data["first"] + start + more for more in (0, 27, 28, 55)]
        found = tab.run(
            f"(() => {{ const fields = document.querySelectorAll('#compare input'); {ends}.forEach((day, place) =>"
            " { fields[place].value = new Date(day * 86400000).toISOString().slice(0, 10); });"
            " fields[3].dispatchEvent(new Event('change'));"
            " return [...document.querySelectorAll('#compare tbody tr')]"
            ".map((row) => [...row.children].map((cell) => cell.textContent)); })()"
        )
        for name, before, after, difference in found:
            words = AmountWords(language, AMOUNTS[known[name]["form"]])
            values = [known[name]["values"][start + more : start + more + 28] for more in (0, 28)]
            if any(sum(value is not None for value in part) < 10 for part in values):
                continue
            means = [mean(value for value in part if value is not None) for part in values]
            assert before.startswith(words.mean(means[0])), (name, before)
            assert after.startswith(words.mean(means[1])), (name, after)
            assert difference == words.between(*means), (name, before, after)


def test_the_dates_below_a_chart_leave_room_for_the_larger_letters_of_a_phone(tmp_path: Path) -> None:
    page = page_of(a_diary(tmp_path / "my.diary", 91), tmp_path / "page.html").read_text(encoding="utf-8")
    chart = page[page.index("<figure") : page.index("</figure>")]
    dates = re.findall(r'<text x="([0-9.]+)" y="[0-9.]+" [^>]*text-anchor="middle"[^>]*>[A-Z0-9][^<]*<', chart)
    places = [float(place) for place in dates]
    assert len(places) > 2
    assert min(after - before for before, after in pairwise(places)) > 45


def test_ten_years_stay_small_and_say_no_address(tmp_path: Path) -> None:
    journal = a_diary(tmp_path / "my.diary", 3650)
    for language in ("en", "nl"):
        page = page_of(journal, tmp_path / "page.html", language)
        text = page.read_text(encoding="utf-8")
        assert len(text.encode()) < 1_500_000
        assert "<img" not in text
        assert 'src="' not in text
        assert "unsafe-inline" not in text


def test_the_script_is_the_one_that_is_kept() -> None:
    script = (resources() / "report" / "page.js").read_text(encoding="utf-8")
    for word in ("innerHTML", "eval(", "fetch(", "XMLHttpRequest", "import(", "localStorage", "document.write"):
        assert word not in script
    assert len(script) < 10_000


def test_its_charts_draw_what_is_said_of_them(tmp_path: Path) -> None:
    """As on paper: days away are hatched and a harder time is a dotted line, because the line below says so."""
    days = [a_day(ago, stress=4, function=6, fatigue=3) for ago in range(60)]
    days[9] = a_day(9, stress=4, moments=[Moment(MomentKind.FLARE)])
    days[20:24] = [a_day(ago, kind=DayKind.HOLIDAY) for ago in range(20, 24)]
    page = page_of(a_journal(tmp_path / "my.diary", days=days), tmp_path / "page.html").read_text("utf-8")
    assert "Hatched: diary holiday. Dotted line: harder time." in page
    charts = re.findall(r"<figure .*?</figure>", page, re.DOTALL)
    assert len(charts) > 2
    for chart in charts:
        assert 'fill="url(#holiday)"' in chart
        assert 'stroke-dasharray="' in chart
    assert page.count(">Point at a chart") == 1
    assert re.search(r"\d on average, \d+ days", re.sub(r"<[^>]+>", "", page)), "a number and its words stay apart"
