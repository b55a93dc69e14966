"""The PDF read back with other programs: one page, tagged, archivable, in order, and the same bytes every time."""

import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from msgspec.structs import replace

from diary.content.library import Library, load_library
from diary.content.sample_words import load_sample_words
from diary.content.words import FactorWords
from diary.demo.sample import sample_days
from diary.domain.day import Activity, Day, Moment, MomentKind
from diary.domain.item import RiskFactor
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.report import pdf
from diary.report.page import Paper, font_folder
from diary.report.pdf import make_pdf, preview_pages, render_pages, write_pdf, write_report
from diary.report.printable import STAND_IN, PaperLetters, printable
from diary.screens.also_noted import NotedItem
from diary.screens.summary import LookState, SummaryState, build_summary
from tests.factory import TODAY, ZONE, a_day, a_table
from tests.report.smallest import too_small

PNG = b"\x89PNG\r\n\x1a\n"
HOSTILE = '#image("/etc/passwd") *b* _i_ $x$ <a> @b \\ `c` "q" [d] #{1+1}'
LONG_WORD = "Arbeidsongeschiktheidsverzekeringsmaatschappij"


def diary_days(count: int, moments: int = 3) -> list[Day]:
    kinds = list(MomentKind)
    return [
        a_day(
            ago,
            areas={"back_neck_l": 3, "back_lower_back_r": 5, "front_knee_l": 2} if ago % 3 else {"back_neck_r": 1},
            activities=[Activity("Walking", 20 + ago % 50, 4)],
            moments=[Moment(kinds[ago % 4], 600, text=HOSTILE)] if ago < moments else [],
            typed_after_days=9 if ago % 11 == 5 else 0,
            function=3 + ago % 4,
            stress=ago % 9,
            pain_average=ago % 7,
            into_bed=1380 + ago % 50,
            sleep_latency=20,
            awake_in_night=30,
            got_up=420 + ago % 90,
        )
        for ago in range(count)
    ]


def summary_of(
    library: Library,
    days: Sequence[Day],
    span: int = 90,
    profile: Mapping[str, str] | None = None,
    *,
    with_texts: bool = False,
) -> SummaryState:
    period = Period.ending(TODAY, span)
    who = {"name": "An de Vries", "birth_year": "1979"} if profile is None else profile
    return build_summary(days, a_table(days, period), library, period, TODAY, who, with_texts=with_texts)


def read(tool: str, pdf: Path, *options: str) -> str:
    """What a poppler tool says about a file."""
    found = shutil.which(tool)
    if found is None:
        pytest.skip(f"{tool} (poppler) is not installed")
    target = ["-"] if tool == "pdftotext" else []
    ran = subprocess.run([found, *options, str(pdf), *target], capture_output=True, check=True)
    return ran.stdout.decode("utf-8")


def printed(pdf: Path) -> str:
    """All text in the order of its tags, spaces and line ends made one."""
    return " ".join(read("pdftotext", pdf, "-raw").split())


def plain(words: str) -> str:
    """Spaces that keep a number with its unit are spaces like all others."""
    return " ".join(words.split())


def written(state: SummaryState, library: Library, resources: Path, folder: Path) -> Path:
    path = folder / "summary.pdf"
    write_pdf(state, library, resources, path)
    return path


def test_pages_that_were_shown_can_be_forgotten(english: Library, resources: Path) -> None:
    state = summary_of(english, diary_days(3))
    assert preview_pages(state, english, resources)[0]
    assert pdf._pages_again.cache_info().currsize
    pdf.forget_pages()
    assert not pdf._pages_again.cache_info().currsize
    assert not pdf._idle.cache_info().currsize


@pytest.fixture(scope="module")
def pages(
    english: Library, dutch: Library, resources: Path, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Path]:
    """A usual summary in each language."""
    made = {}
    for library in (english, dutch):
        folder = tmp_path_factory.mktemp(library.language.code)
        made[library.language.code] = written(summary_of(library, diary_days(60)), library, resources, folder)
    return made


@pytest.mark.parametrize("code", ["en", "nl"])
def test_the_file_claims_to_be_tagged_archivable_and_accessible(pages: Mapping[str, Path], code: str) -> None:
    info = read("pdfinfo", pages[code])
    assert re.search(r"Tagged:\s+yes", info)
    assert re.search(r"Pages:\s+1\n", info)
    assert re.search(r"Page size:.*A4", info)
    raw = pages[code].read_bytes()
    for claim in (b"<pdfaid:part>2<", b"<pdfaid:conformance>A<", b"<pdfuaid:part>1<", f"/Lang({code})".encode()):
        assert claim in raw


def test_every_font_is_our_own_and_embedded(pages: Mapping[str, Path]) -> None:
    rows = read("pdffonts", pages["en"]).splitlines()[2:]
    assert rows
    for row in rows:
        assert "+Inter-" in row
        assert row.split()[-5:-2] == ["yes", "yes", "yes"]


def test_the_page_reads_in_order_function_first(pages: Mapping[str, Path]) -> None:
    text = printed(pages["en"])
    order = (
        "Summary of my diary", "An de Vries, born in 1979", "Made on 22 November 2026",
        "25 August to 22 November 2026", "60 of 90 days filled in", "What I could do", "Activity", "Sleep",
        "Stress", "Spread and pain", "Pain 0–10", "Where it hurt", "Worth a look together", "Moments",
        "It is not a medical device.", "Self-reported notes, not a measurement and not a diagnosis.",
    )  # fmt: skip
    places = [text.find(part) for part in order]
    assert -1 not in places
    assert places == sorted(places)


def test_dutch_content_is_printed_in_dutch(pages: Mapping[str, Path], dutch: Library) -> None:
    text = printed(pages["nl"])
    for words in ("Wat er lukte", "25 augustus tot en met", "Linkerbeen vanaf de knie", "geen diagnose", "4,5"):
        assert words in text


def test_headings_and_figures_are_tagged_and_figures_have_words(pages: Mapping[str, Path]) -> None:
    tree = read("pdfinfo", pages["en"], "-struct")
    assert len(re.findall(r"^\s*H1", tree, re.M)) == 1
    assert len(re.findall(r"^\s*H2", tree, re.M)) == 8
    assert len(re.findall(r"^\s*Figure", tree, re.M)) == 6
    assert pages["en"].read_bytes().count(b"/Alt") >= 6


def test_the_numbers_on_paper_are_those_of_the_state(english: Library, pages: Mapping[str, Path]) -> None:
    text = printed(pages["en"])
    state = summary_of(english, diary_days(60))
    for row in state.rows:
        for words in (row.number, row.caption, *row.lines):
            assert plain(words) in text
    for place in state.places.most:
        assert plain(f"{place.name} {place.words}") in text


def test_what_was_also_noted_and_what_was_not_filled_in_is_printed(
    english: Library, resources: Path, tmp_path: Path
) -> None:
    days = [a_day(ago, stress=4, people=ago % 3, touch_hurt=ago % 2, got_up=425) for ago in range(40)]
    state = summary_of(english, days)
    path = written(state, english, resources, tmp_path)
    text, lines = printed(path), read("pdftotext", path, "-layout").splitlines()
    not_filled_in = "Not filled in: What I could do · Activity · Sleep · Spread and pain"
    assert not_filled_in in text
    assert not_filled_in in [line.strip() for line in lines]
    assert [one.name for one in state.also.items] == ["Got up", "Time with others", "Touch hurt"]
    for one in state.also.items:
        assert plain(f"{one.name}{', ' if one.unit else ''}{one.unit} {one.value} {one.days}") in text


def test_no_line_breaks_between_a_number_and_its_unit(english: Library, resources: Path, tmp_path: Path) -> None:
    look = LookState("Sleep", " ".join(["x" * width + " 6\u00a0h\u00a038 of 7 h, 20 %" for width in range(1, 24)]))
    state = replace(summary_of(english, diary_days(40)), looks=(look,))
    lines = read("pdftotext", written(state, english, resources, tmp_path), "-layout").splitlines()
    assert sum(len(re.findall(r"6\s+h\s+38", line)) for line in lines) == 23
    assert sum(len(re.findall(r"20\s+%", line)) for line in lines) >= 23
    assert sum(len(re.findall(r"7\s+h,", line)) for line in lines) == 23


def test_what_a_person_typed_is_printed_and_never_obeyed(
    english: Library, resources: Path, tmp_path: Path
) -> None:
    state = summary_of(english, diary_days(30, moments=4), profile={"name": HOSTILE}, with_texts=True)
    state = replace(state, moments=tuple(replace(one, last=HOSTILE) for one in state.moments))
    text = printed(written(state, english, resources, tmp_path)).replace(" ", "")
    assert text.count(HOSTILE.replace(" ", "")) == len(state.moments)
    assert "root:" not in text


@pytest.mark.parametrize(
    "name", ["🎉🎉", "中文 Wang", "שלום", "\u202eevil\x00", "ﬁ\u00ad\u200b", "\ud7ff", "W" * 60]
)
def test_any_name_can_be_printed(english: Library, resources: Path, tmp_path: Path, name: str) -> None:
    state = summary_of(english, diary_days(2), profile={"name": name, "birth_year": name})
    assert re.search(r"Pages:\s+1\n", read("pdfinfo", written(state, english, resources, tmp_path)))


def test_a_word_longer_than_its_column_is_broken_and_printed_whole(
    english: Library, resources: Path, tmp_path: Path
) -> None:
    name = "Wx" * 30
    path = written(summary_of(english, diary_days(2), profile={"name": name}), english, resources, tmp_path)
    assert name in printed(path).replace(" ", "")
    right = max(float(edge) for edge in re.findall(r'xMax="([\d.]+)"', read("pdftotext", path, "-bbox")))
    assert right < 595 - 14 * 72 / 25.4 + 3  # a full stop hangs in the margin


def crowded(library: Library, span: int) -> SummaryState:
    """More and longer words than any diary will have."""
    long = " ".join([LONG_WORD] * 4)
    words = {factor: FactorWords(LONG_WORD, long) for factor in RiskFactor}
    state = summary_of(library, diary_days(min(span, 400), moments=40), span, {"name": "W" * 200}, with_texts=True)
    rows = tuple(replace(row, caption=long, lines=(*row.lines, long)) for row in state.rows)
    noted = tuple(NotedItem(str(index), LONG_WORD, LONG_WORD, long, long) for index in range(12))
    also = replace(state.also, items=noted, more=long)
    return replace(
        state,
        rows=rows,
        also=also,
        blank=long,
        looks=tuple(LookState(word.title, word.about * 2) for word in words.values()),
    )


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("count", [1, 3, 7, 20])
def test_the_essentials_of_the_first_weeks_are_one_page(
    dutch: Library, resources: Path, tmp_path: Path, count: int, paper: Paper
) -> None:
    areas = {"back_lower_back_r": 5, "front_knee_l": 2}
    days = [
        a_day(ago, areas=areas, function=5 + ago % 3, sleep_quality=1 + ago % 5, stress=ago % 7, fatigue=6)
        for ago in range(count)
    ]
    write_pdf(summary_of(dutch, days, count), dutch, resources, tmp_path / "a.pdf", paper)
    assert re.findall(r"Pages:\s+(\d+)\n", read("pdfinfo", tmp_path / "a.pdf")) == ["1"]


@pytest.mark.parametrize("case", ["empty", "one day", "a year", "ten years", "crowded", "crowded ten years"])
def test_it_is_one_page_with_its_foot_and_another_for_what_does_not_fit(
    dutch: Library, resources: Path, tmp_path: Path, case: str
) -> None:
    states = {
        "empty": lambda: summary_of(dutch, []),
        "one day": lambda: summary_of(dutch, diary_days(1), 1),
        "a year": lambda: summary_of(dutch, diary_days(365), 365),
        "ten years": lambda: summary_of(dutch, diary_days(3000), 3650),
        "crowded": lambda: crowded(dutch, 90),
        "crowded ten years": lambda: crowded(dutch, 3650),
    }
    state = states[case]()
    path = written(state, dutch, resources, tmp_path)
    pages = int(re.findall(r"Pages:\s+(\d+)\n", read("pdfinfo", path))[0])
    assert pages == 1 or "crowded" in case
    text = printed(path)
    assert "Het is geen medisch hulpmiddel." in text
    assert text.count("Eigen notities: geen meting en geen diagnose.") == pages
    if "crowded" in case:  # nothing is left out or cut off
        known = text.replace(" ", "").replace("\u00ad", "")
        assert known.count(LONG_WORD) >= sum(look.reason.count(LONG_WORD) for look in state.looks) + 12 * 4


@pytest.mark.parametrize("code", ["en", "nl"])
@pytest.mark.parametrize(("days", "seed"), [(28, 1), (90, 1), (90, 2), (365, 3)])
def test_the_page_of_a_believable_diary_is_one_sheet(
    resources: Path, tmp_path: Path, code: str, days: int, seed: int
) -> None:
    library = load_library(resources, code)
    logged = sample_days(TODAY, days, seed, load_sample_words(resources, code), ZONE)
    state = summary_of(library, logged, days)
    assert re.search(r"Pages:\s+1\n", read("pdfinfo", written(state, library, resources, tmp_path)))


@pytest.mark.parametrize("case", ["usual", "notes", "20 own items", "crowded"])
def test_nothing_on_paper_is_smaller_than_8_points(
    dutch: Library, resources: Path, tmp_path: Path, case: str
) -> None:
    usual = summary_of(dutch, diary_days(60))
    noted = tuple(NotedItem(str(index), f"{LONG_WORD} {index}", "keer", "4,5", "23 dagen") for index in range(20))
    states = {
        "usual": lambda: usual,
        "notes": lambda: summary_of(dutch, diary_days(60, moments=40), with_texts=True),
        "20 own items": lambda: replace(usual, also=replace(usual.also, items=noted)),
        "crowded": lambda: crowded(dutch, 90),
    }
    assert too_small(written(states[case](), dutch, resources, tmp_path)) == []


def test_the_same_diary_gives_the_same_bytes(english: Library, resources: Path) -> None:
    state = summary_of(english, diary_days(30))
    assert make_pdf(state, english, resources) == make_pdf(state, english, resources)


def test_pages_are_rendered_as_pictures_of_the_asked_size(english: Library, resources: Path) -> None:
    state = summary_of(english, diary_days(9))
    for ppi, width in ((72, 596), (144, 1191)):
        (page,) = render_pages(state, english, resources, ppi)
        assert page.startswith(PNG)
        assert abs(int.from_bytes(page[16:20], "big") - width) <= 1


@pytest.mark.parametrize(("name", "start"), [("a.pdf", b"%PDF-"), ("a.PNG", PNG), ("a.svg", b"<svg")])
def test_the_ending_of_the_name_chooses_the_format(
    english: Library, resources: Path, tmp_path: Path, name: str, start: bytes
) -> None:
    write_report(summary_of(english, diary_days(3)), english, resources, tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(start)


@pytest.mark.parametrize("name", ["a.docx", "a"])
def test_an_unknown_format_is_refused_and_nothing_written(
    english: Library, resources: Path, tmp_path: Path, name: str
) -> None:
    with pytest.raises(Refusal) as refused:
        write_report(summary_of(english, []), english, resources, tmp_path / name)
    assert refused.value.reason is (Reason.UNKNOWN_FORMAT if "." in name else Reason.ENDING_MISSING)
    assert list(tmp_path.iterdir()) == []


def test_a_report_into_a_missing_folder_is_refused(english: Library, resources: Path, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        write_pdf(summary_of(english, []), english, resources, tmp_path / "no" / "a.pdf")
    assert refused.value.reason is Reason.FOLDER_MISSING


def test_the_fonts_come_with_their_licence_and_stay_small(resources: Path) -> None:
    folder = resources / "report" / "fonts"
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text(encoding="utf-8")
    assert sum(path.stat().st_size for path in folder.iterdir()) < 1_200_000


SCRIPTS = {
    "Hebrew": "שלום",
    "Arabic": "مرحبا",
    "Chinese": "张伟",
    "Devanagari": "नमस्ते",
    "emoji": "😀",
    "cuneiform": "𒀀𒁀",
}
SIGN_WITHOUT_ITS_LETTER = "א\U0001e8d0"
"""A Hebrew letter with a sign of the Mende script: no font has the two together."""


@pytest.mark.parametrize("words", SCRIPTS.values(), ids=SCRIPTS)
def test_a_script_is_printed_with_a_font_of_the_system_or_named_before(
    words: str, english: Library, resources: Path, tmp_path: Path
) -> None:
    state = summary_of(english, diary_days(30), profile={"name": f"An {words}"})
    pdf = written(state, english, resources, tmp_path)
    _, warning = preview_pages(state, english, resources)
    letters = PaperLetters(font_folder(resources))
    if printable(words, letters) == STAND_IN:
        assert STAND_IN in printed(pdf)
        assert all(letter in warning for letter in words)
        assert "+Inter-" in read("pdffonts", pdf)
    else:
        assert warning == ""
        assert words in printed(pdf).translate(dict.fromkeys([0x202B, 0x202C]))
        rows = read("pdffonts", pdf).splitlines()[2:]
        assert any("+Inter-" not in row for row in rows)
        assert all(row.split()[-5] == "yes" for row in rows)
    assert b"<pdfaid:part>2<" in pdf.read_bytes()


def test_a_sign_on_a_letter_that_no_font_has_together_does_not_stop_the_page(
    english: Library, resources: Path, tmp_path: Path
) -> None:
    state = summary_of(english, diary_days(30), profile={"name": SIGN_WITHOUT_ITS_LETTER})
    assert "Summary of my diary" in printed(written(state, english, resources, tmp_path))


def test_without_foreign_letters_no_font_of_the_system_is_looked_at(
    english: Library, resources: Path, tmp_path: Path, pages: Mapping[str, Path]
) -> None:
    assert preview_pages(summary_of(english, diary_days(60)), english, resources)[1] == ""
    assert all("+Inter-" in row for row in read("pdffonts", pages["en"]).splitlines()[2:])


def test_pages_made_at_the_same_time_are_those_made_one_by_one(english: Library, resources: Path) -> None:
    states = [summary_of(english, diary_days(days)) for days in (5, 30, 60, 90)]
    alone = [make_pdf(state, english, resources) for state in states]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda state: make_pdf(state, english, resources), states * 3)) == alone * 3


def test_the_pages_of_a_preview_are_drawn_once(english: Library, resources: Path) -> None:
    days = diary_days(60)
    first, again = (preview_pages(summary_of(english, days), english, resources)[0] for _ in range(2))
    assert all(one is other for one, other in zip(first, again, strict=True))
    other = preview_pages(summary_of(english, days[1:]), english, resources)[0]
    assert other != first
