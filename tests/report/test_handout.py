"""Pages of Understand on paper, read back with other programs."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from diary.content.country import Country
from diary.content.library import Library
from diary.content.topics import BlockKind, load_topics
from diary.domain.refusal import Reason, Refusal
from diary.report.handout import Paper, build_handout, make_handout, write_handout
from tests.factory import TODAY
from tests.report.smallest import too_small


def read_back(*command: str) -> str:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(params=["english", "dutch"])
def library(request: pytest.FixtureRequest) -> Library:
    found: Library = request.getfixturevalue(request.param)
    return found


def test_paper_says_everything_the_page_says(library: Library, resources: Path, tmp_path: Path) -> None:
    pages = build_handout(["filter", "kinds"], library, resources, Country.NETHERLANDS)
    write_handout(pages, library, resources, tmp_path / "x.pdf", TODAY)
    printed = bare(read_back("pdftotext", "-layout", str(tmp_path / "x.pdf"), "-"))
    raw = bare(read_back("pdftotext", "-raw", str(tmp_path / "x.pdf"), "-"))
    heads = {block.rows[0][0] for page in pages for block in page.topic.blocks if block.kind is BlockKind.TABLE}
    for page in pages:
        for text in (page.topic.title, *page.topic.texts, *(one.words for one in page.known)):
            assert re.sub("[“”‘’]", "", bare(text)) in re.sub("[“”‘’]", "", raw) or text in heads, text
        for source in page.topic.sources:
            assert bare(f"{source.name}: {source.where}") in raw
    assert bare({"en": "Spinal cord", "nl": "ruggenmerg"}[library.language.code]).lower() in printed.lower()


@pytest.mark.parametrize(("paper", "size"), [("a4", "595.276 x 841.89"), ("a5", "419.528 x 595.276")])
def test_it_is_tagged_described_and_has_the_size_asked_for(
    library: Library, resources: Path, tmp_path: Path, paper: Paper, size: str
) -> None:
    pages = build_handout(["sleep"], library, resources, Country.NETHERLANDS)
    write_handout(pages, library, resources, tmp_path / "x.pdf", TODAY, paper)
    told = read_back("pdfinfo", str(tmp_path / "x.pdf"))
    assert re.search(r"Tagged:\s+yes", told)
    assert size in told
    assert pages[0].topic.title in told
    structure = read_back("pdfinfo", "-struct-text", str(tmp_path / "x.pdf"))
    assert "Figure" in structure


def test_every_page_can_be_printed_in_both_languages(library: Library, resources: Path) -> None:
    keys = [topic.key for topic in load_topics(resources, library.language.code, Country.BELGIUM).all]
    pages = build_handout(keys, library, resources, Country.BELGIUM)
    assert [page.topic.key for page in pages] == keys
    first, again = (make_handout(pages, library, resources, TODAY, "a5") for _ in range(2))
    assert first == again


@pytest.mark.parametrize("country", Country)
def test_when_to_call_a_doctor_is_one_sheet(
    library: Library, resources: Path, tmp_path: Path, country: Country
) -> None:
    pages = build_handout(["red_flags"], library, resources, country)
    write_handout(pages, library, resources, tmp_path / "x.pdf", TODAY)
    assert re.search(r"Pages:\s+1\n", read_back("pdfinfo", str(tmp_path / "x.pdf")))


@pytest.mark.parametrize("paper", ["a4", "a5"])
def test_the_foot_of_every_sheet_is_one_line_that_says_what_it_is_not(
    library: Library, resources: Path, tmp_path: Path, paper: Paper
) -> None:
    pages = build_handout(["sleep"], library, resources, Country.NETHERLANDS)
    write_handout(pages, library, resources, tmp_path / "x.pdf", TODAY, paper)
    sheets = read_back("pdftotext", "-layout", str(tmp_path / "x.pdf"), "-").rstrip("\f").split("\f")
    footer = {
        "en": "General information: no diagnosis and no personal advice.",
        "nl": "Algemene informatie: geen diagnose en geen advies op maat.",
    }[library.language.code]
    for number, sheet in enumerate(sheets, start=1):
        last = sheet.rstrip().splitlines()[-1]
        assert last.split("  ")[0].strip() == footer
        assert bare(last).endswith(f"2026·{number}/{len(sheets)}")


def test_nothing_on_paper_is_smaller_than_8_points(library: Library, resources: Path, tmp_path: Path) -> None:
    """Letters are as large on either paper: each language is printed on one of them."""
    paper: Paper = "a4" if library.language.code == "en" else "a5"
    keys = [topic.key for topic in load_topics(resources, library.language.code, Country.BELGIUM).all]
    pages = build_handout(keys, library, resources, Country.BELGIUM)
    write_handout(pages, library, resources, tmp_path / "x.pdf", TODAY, paper)
    assert too_small(tmp_path / "x.pdf") == []


def test_a_page_is_printed_once_in_the_order_asked_for(english: Library, resources: Path) -> None:
    pages = build_handout(["sleep", "filter", "sleep"], english, resources, Country.NETHERLANDS)
    assert [page.topic.key for page in pages] == ["sleep", "filter"]


def test_what_is_no_page_or_no_pdf_is_refused_and_nothing_is_written(
    english: Library, resources: Path, tmp_path: Path
) -> None:
    with pytest.raises(Refusal) as refused:
        build_handout(["filter", "moon"], english, resources, Country.NETHERLANDS)
    assert refused.value.reason is Reason.UNKNOWN_TOPIC
    assert refused.value.facts["topic"] == "moon"
    pages = build_handout(["filter"], english, resources, Country.NETHERLANDS)
    with pytest.raises(Refusal) as refused:
        write_handout(pages, english, resources, tmp_path / "x.docx", TODAY)
    assert refused.value.reason is Reason.UNKNOWN_FORMAT
    assert list(tmp_path.iterdir()) == []


def test_the_title_of_another_page_is_quoted(library: Library, resources: Path, tmp_path: Path) -> None:
    pages = build_handout(["filter"], library, resources, Country.NETHERLANDS)
    write_handout(pages, library, resources, tmp_path / "x.pdf", TODAY)
    printed = bare(read_back("pdftotext", "-raw", str(tmp_path / "x.pdf"), "-"))
    quoted = {"en": "“Building up movement, and when not to”", "nl": "‘Bewegen opbouwen, en wanneer niet’"}
    assert bare(quoted[library.language.code]) in printed


def test_a_word_that_the_page_explains_has_its_meaning_at_the_foot(dutch: Library, resources: Path) -> None:
    pages = build_handout(["helps"], dutch, resources, Country.NETHERLANDS)
    meanings = {
        word.text for word in load_topics(resources, "nl", Country.NETHERLANDS).glossary if word.word == "CGT"
    }
    pdf = make_handout(pages, dutch, resources, TODAY)[0]
    command = ("pdftotext", "-raw", "-", "-")
    if shutil.which(command[0]) is None:
        pytest.skip("pdftotext is not installed")
    said = bare(subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode())
    assert len(meanings) == 1
    assert all(said.index(bare("Woordenlijst")) < said.index(bare(meaning)) for meaning in meanings)
