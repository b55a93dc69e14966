"""The second page read back with other programs: never a third one, nothing small, nothing silently left out."""

import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from diary.content.library import Library
from diary.content.sample_words import load_sample_words
from diary.demo.sample import sample_days
from diary.domain.day import Moment, MomentKind
from diary.domain.period import Period
from diary.domain.refusal import Refusal
from diary.journal.journal import Journal
from diary.report.html import make_html
from diary.report.page import Paper
from diary.report.pdf import write_pdf, write_report
from diary.screens.page_blocks import block_kinds
from diary.screens.share import build_pages, chosen_blocks, language_in_use, page_blocks
from diary.screens.summary import SummaryState
from tests.factory import TODAY, ZONE, a_day, a_journal
from tests.report.smallest import too_small
from tests.report.test_pdf import HOSTILE, LONG_WORD, printed, read

LONG = " ".join([LONG_WORD] * 4)
RTL = "\u202eשלום \u2067abc"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, resources: Path) -> Path:
    """A file of 120 days."""
    path = tmp_path_factory.mktemp("sample") / "sample.diary"
    journal = a_journal(path)
    journal.import_days(sample_days(TODAY, 120, 1, load_sample_words(resources, "nl"), ZONE))
    journal.close()
    return path


@pytest.fixture(scope="module")
def longer(sample: Path, resources: Path) -> Path:
    """The same with the days of another life before and between them, 400 in all."""
    path = Path(shutil.copy(sample, sample.with_name("longer.diary")))
    journal = a_journal(path)
    journal.import_days(sample_days(TODAY, 400, 2, load_sample_words(resources, "en"), ZONE))
    journal.close()
    return path


@pytest.fixture
def sampled(sample: Path, tmp_path: Path) -> Iterator[Journal]:
    opened = a_journal(Path(shutil.copy(sample, tmp_path / "sampled.diary")))
    yield opened
    opened.close()


@pytest.fixture
def lived(longer: Path, tmp_path: Path) -> Iterator[Journal]:
    opened = a_journal(Path(shutil.copy(longer, tmp_path / "lived.diary")))
    yield opened
    opened.close()


def pages_of(journal: Journal, library: Library, *keys: str, days: int = 28) -> SummaryState:
    blocks = keys or tuple(page_blocks(library))
    return build_pages(journal, library, Period.ending(TODAY, days), blocks)


def count_of(pdf: Path) -> int:
    return int(re.findall(r"Pages:\s+(\d+)\n", read("pdfinfo", pdf))[0])


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("days", [28, 92, 365])
def test_a_believable_diary_with_all_blocks_is_two_sheets(
    sampled: Journal, dutch: Library, resources: Path, tmp_path: Path, paper: Paper, days: int
) -> None:
    for number in range(20):
        sampled.add_record("medicine", {"name": f"Middel {number}", "since": "2024", "side_effects": LONG})
    path = tmp_path / "a.pdf"
    write_pdf(pages_of(sampled, dutch, days=days), dutch, resources, path, paper)
    assert count_of(path) == 2
    assert ("letter" in read("pdfinfo", path)) is (paper == "letter")
    assert too_small(path) == []
    for part in (b"<pdfaid:part>2<", b"<pdfuaid:part>1<"):
        assert part in path.read_bytes()


def test_what_does_not_fit_is_named_and_what_is_there_is_whole(
    sampled: Journal, dutch: Library, resources: Path, tmp_path: Path
) -> None:
    for number in range(14):
        sampled.add_record("medicine", {"name": f"Middel {number}", "side_effects": LONG})
    keys = tuple(block_kinds(dutch))
    state = pages_of(sampled, dutch, "function", *keys, days=92)
    path = tmp_path / "a.pdf"
    write_pdf(state, dutch, resources, path)
    text = printed(path)
    there, missed = text.split("Hier was geen plaats meer voor:")
    for block in state.second:
        assert (block.title in there) is (block.title not in missed), block.title
    assert "en nog" in there


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_of_two_pages_as_pictures_neither_is_written_where_one_cannot(
    sampled: Journal, english: Library, resources: Path, tmp_path: Path, ending: str
) -> None:
    """In the way of the first page, which is written last, and of the second."""
    state = pages_of(sampled, english)
    folder = tmp_path / "out"
    for taken in (f"page.{ending}", f"page-2.{ending}"):
        (folder / taken).mkdir(parents=True)
        with pytest.raises(Refusal):
            write_report(state, english, resources, folder / f"page.{ending}")
        assert [path.name for path in folder.iterdir()] == [taken]
        (folder / taken).rmdir()
    assert write_report(state, english, resources, folder / f"page.{ending}") == ""
    assert {path.name for path in folder.iterdir()} == {f"page.{ending}", f"page-2.{ending}"}


def test_a_picture_beside_a_shorter_summary_stays_and_is_told(
    sampled: Journal, english: Library, resources: Path, tmp_path: Path
) -> None:
    """It may be a page of an earlier one, or a picture of the person."""
    (tmp_path / "page-2.png").write_bytes(b"a picture")
    state = pages_of(sampled, english, "function")
    assert (
        write_report(state, english, resources, tmp_path / "page.png") == "page-2.png is no page of this summary."
    )
    assert (tmp_path / "page-2.png").read_bytes() == b"a picture"


def test_the_second_page_alone_is_one_sheet(
    sampled: Journal, dutch: Library, resources: Path, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    write_pdf(pages_of(sampled, dutch, "nights", "maps"), dutch, resources, path)
    assert count_of(path) == 1
    assert "Nachten, met wakker liggen" in printed(path)


def test_the_order_on_paper_is_that_of_the_person(
    sampled: Journal, dutch: Library, resources: Path, tmp_path: Path
) -> None:
    for keys in (("nights", "filled_in"), ("filled_in", "nights")):
        path = tmp_path / "a.pdf"
        state = pages_of(sampled, dutch, "stress", *keys)
        write_pdf(state, dutch, resources, path)
        text = printed(path)
        assert [block.key for block in state.second] == list(keys)
        places = [text.find(block.title) for block in state.second]
        assert places == sorted(places)


@pytest.mark.parametrize("words", [HOSTILE, RTL, "W" * 200, "\x00🎉 ﬁ"])
def test_what_a_person_typed_is_printed_and_never_obeyed(
    journal: Journal, english: Library, resources: Path, tmp_path: Path, words: str
) -> None:
    moment = Moment(MomentKind.FLARE, 600, text=words)
    journal.import_days([a_day(1, function=4, moments=[moment], notes={"note": words})])
    for number in range(20):
        journal.add_record("medicine", {"name": words, "side_effects": f"{words} {number}"})
    state = pages_of(journal, english)
    path = tmp_path / "a.pdf"
    write_pdf(state, english, resources, path)
    assert count_of(path) == 1 + (words == "W" * 200)  # what is little stands on one sheet
    text = printed(path).replace(" ", "")
    assert "root:" not in text
    if words == HOSTILE:
        assert words.replace(" ", "") in text
    html = make_html(state, english, resources)
    assert "<a>" not in html.replace("&lt;a&gt;", "")


def test_a_browser_shows_the_same_blocks(sampled: Journal, english: Library, resources: Path) -> None:
    sampled.add_record("medicine", {"name": "Paracetamol & co", "since": "2024"})
    state = pages_of(sampled, english)
    html = make_html(state, english, resources)
    for block in state.second:
        assert block.title in html
    assert "Paracetamol &amp; co" in html
    assert "since 2024" in html


@pytest.mark.parametrize("days", [0, 1, 28])
def test_hardly_anything_is_one_sheet_of_paper(
    journal: Journal, english: Library, resources: Path, tmp_path: Path, days: int
) -> None:
    journal.import_days([a_day(ago, function=4) for ago in range(days)])
    path = tmp_path / "a.pdf"
    blocks = chosen_blocks(page_blocks(english), None)
    state = pages_of(journal, english, *blocks)
    write_pdf(state, english, resources, path)
    assert count_of(path) == 1
    text = printed(path)
    assert all(block.title in text for block in state.second)
    assert "How this was filled in" in text or not days


QUESTIONS = ["Why does it hurt?", "Is moving good for me, and how do I begin?"]


def test_what_one_wants_to_talk_about_stands_on_top_the_first_question_first(
    sampled: Journal, english: Library, resources: Path, tmp_path: Path
) -> None:
    data = {"with": "GP", "when": "2026-12-01", "questions": QUESTIONS, "hope": "To cook again", "changed": "Less"}
    sampled.add_record("appointment", data)
    path = tmp_path / "a.pdf"
    blocks = chosen_blocks(page_blocks(english), None)
    state = pages_of(sampled, english, *blocks)
    write_pdf(state, english, resources, path)
    text = printed(path)
    told = next(state.sentences[0].pieces())[0].strip()
    order = (
        "What I want to talk about",
        "1 December 2026, GP",
        *QUESTIONS,
        "To cook again",
        "Less",
        told,
        "Activity",
    )
    places = [text.find(part) for part in order]
    assert -1 not in places
    assert places == sorted(places)
    assert count_of(path) == 2
    html = make_html(state, english, resources)
    assert [html.count(f"<li>{question}</li>") for question in QUESTIONS] == [1, 1]
    assert html.index("1 December 2026, GP") < html.index("</div>\n<p>") < html.index(told)


def with_plan(journal: Journal, *goals: str) -> None:
    journal.add_record("phase", {"phase": "build", "since": "2026-09-21"})
    journal.add_record("after_effort", {"worse": "no"})
    scheme = {"unit": "minutes", "start": 10.0, "step": 1.0, "goal": 20.0, "begins": "2026-11-02"}
    journal.add_record("building", {"what": goals[0], **scheme})
    for number, text in enumerate(goals):
        goal = journal.add_record("goal", {"text": text})
        for week in ("2026-11-02", "2026-11-09"):
            journal.add_record("goal_week", {"goal": text, "week": week, "able": number, "of": goal.id})


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_plan_follows_what_one_wants_to_talk_about_and_can_be_left_out(
    sampled: Journal, english: Library, resources: Path, tmp_path: Path, paper: Paper
) -> None:
    sampled.add_record("appointment", {"with": "GP", "when": "2026-12-01", "questions": QUESTIONS})
    with_plan(sampled, "walk the dog", "cook for friends", "sing")
    path, blocks = tmp_path / "a.pdf", chosen_blocks(page_blocks(english), None)
    state = pages_of(sampled, english, *blocks)
    write_pdf(state, english, resources, path, paper)
    first = read("pdftotext", path, "-l", "1", "-raw")
    order = (
        QUESTIONS[0],
        next(state.sentences[0].pieces())[0].strip(),
        "My plan",
        "Build up, since",
        "cook for friends",
        "from 1 to 1",
        "Activity",
        "Where it hurt",
    )
    places = [first.find(part) for part in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)
    assert (count_of(path), too_small(path)) == (2, [])
    html = make_html(state, english, resources)
    assert "cook for friends" in html
    write_pdf(
        pages_of(sampled, english, *(key for key in blocks if key != "plan")), english, resources, path, paper
    )
    assert "cook for friends" not in printed(path)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("words", ["a long word or two ", "W" * 200, RTL, HOSTILE])
def test_long_questions_and_strange_letters_still_make_two_sheets(
    sampled: Journal, dutch: Library, resources: Path, tmp_path: Path, paper: Paper, words: str
) -> None:
    long = (words * 40)[:200]
    data = {"with": long[:80], "questions": [long] * 5, "hope": (words * 99)[:500], "changed": (words * 99)[:600]}
    sampled.add_record("appointment", data)
    if "W" not in words:  # five goals of the widest letters there are need a third sheet
        with_plan(sampled, *[(words * 40)[:120]] * 5)
    path = tmp_path / "a.pdf"
    write_pdf(pages_of(sampled, dutch, days=92), dutch, resources, path, paper)
    assert count_of(path) == 2
    if words != RTL:  # letters of another font have another height
        assert too_small(path) == []


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("days", [28, 90])
def test_nothing_stands_above_the_title_of_the_second_page(
    sampled: Journal, english: Library, resources: Path, tmp_path: Path, paper: Paper, days: int
) -> None:
    path = tmp_path / "a.pdf"
    blocks = chosen_blocks(page_blocks(english), None)
    write_pdf(pages_of(sampled, english, *blocks, days=days), english, resources, path, paper)
    second = read("pdftotext", path, "-f", "2", "-layout")
    lines = [line for line in second.splitlines() if line.strip() and "Made on" not in line]
    assert lines[0].lstrip().startswith("More from my diary")
    assert "Also noted" in printed(path)


@pytest.mark.parametrize(("days", "paper"), [(28, "a4"), (28, "letter"), (92, "a4"), (92, "letter")])
def test_the_marks_of_a_therapist_stand_in_the_charts_and_the_page_still_holds_the_body(
    sampled: Journal, english: Library, resources: Path, tmp_path: Path, days: int, paper: Paper
) -> None:
    sampled.add_record(
        "appointment", {"with": "GP", "when": "2026-12-01", "questions": QUESTIONS, "hope": "To cook"}
    )
    with_plan(sampled, "walk the dog", "cook for friends", "sing")
    for number, name in enumerate(("building up with walking", "a course of groups", "long ago")):
        when = {"from": f"2026-11-0{number + 1}"} if number < 2 else {"from": "2025-01-01", "until": "2025-02-01"}
        sampled.add_record("therapist_mark", {"text": name, "kind": "phase", **when})
    path, blocks = tmp_path / "a.pdf", chosen_blocks(page_blocks(english), None)
    state = pages_of(sampled, english, *blocks, days=days)
    write_pdf(state, english, resources, path, paper)
    first = read("pdftotext", path, "-l", "1", "-raw")
    for words in ("building up", "a course of", "Dashed: from a therapist.", "Where it hurt"):
        assert words in first
    assert "long ago" not in first
    assert (count_of(path), too_small(path)) == (2, [])
    assert "building up with walking." in language_in_use(state)
    assert make_html(state, english, resources).count("building up") >= 1
    without = pages_of(sampled, english, *(key for key in blocks if key != "marks_drawn"))
    assert without.away.marks == ()


STAY = ("What I could do", "Sleep", "Spread and pain", "Where it hurt")
LONG_QUESTION = (
    "I wake up a few times each night and lie turning for a long while, thinking of all that is to come. " * 2
)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("days", [7, 28, 366])
@pytest.mark.parametrize(
    ("questions", "goals", "marks", "hope", "moved"),
    [
        ((), 0, 0, "", ()),
        (QUESTIONS, 4, 0, "To cook for friends again.", ()),
        (QUESTIONS, 5, 3, "To cook for friends again. " * 8, ("Also noted",)),
        (
            [LONG_QUESTION[:200]] * 5,
            5,
            3,
            (LONG_QUESTION * 3)[:500],
            ("Also noted", "Stress", "Activity", "My plan"),
        ),
    ],
)
def test_the_first_page_keeps_what_a_doctor_looks_for_and_says_what_moved(
    lived: Journal,
    english: Library,
    resources: Path,
    tmp_path: Path,
    paper: Paper,
    days: int,
    questions: Sequence[str],
    goals: int,
    marks: int,
    hope: str,
    moved: Sequence[str],
) -> None:
    asked = {"questions": list(questions)} if questions else {}
    lived.add_record("appointment", {"with": "GP", "when": "2026-12-01", "hope": hope, "changed": hope, **asked})
    if goals:
        with_plan(
            lived, *["walk the dog", "sing", "cook for friends", "an hour in the garden", "the train"][:goals]
        )
    for number in range(marks):
        lived.add_record(
            "therapist_mark", {"text": f"phase {number}", "kind": "phase", "from": f"2026-11-0{number + 1}"}
        )
    path = tmp_path / "a.pdf"
    state = pages_of(lived, english, *chosen_blocks(page_blocks(english), None), days=days)
    write_pdf(state, english, resources, path, paper)
    first, second, _end = read("pdftotext", path, "-raw").split("\f")
    assert too_small(path) == []
    for words in (*STAY, *questions[:1], "Back"):
        assert words[:60] in first.replace("\n", " "), words
    said = next((line for line in first.splitlines() if line.startswith("On page 2:")), "")
    for words in moved:
        assert words in said
        assert any(line.startswith(words) for line in second.splitlines())
        assert not any(line.startswith(words) for line in first.splitlines())
