"""The README's examples of adding something work exactly as they are printed."""

import json
import re
import shutil
from pathlib import Path

import pytest
from content import content_mistakes, missing_words, same_texts

from diary.app import run
from diary.cli.world import World
from diary.content.country import Country
from diary.content.language import language_names
from diary.content.library import load_library
from diary.content.topics import load_topics
from diary.domain.item import RiskFactor
from tests.domain.factors.diaries import REASONS_OF
from tests.factory import NOW, ZONE

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """The text of one section."""
    (found,) = re.findall(rf"^### {title}\n(.*?)(?=^##)", README, re.S | re.M)
    return str(found)


def blocks(title: str) -> list[str]:
    """The TOML blocks of one section."""
    return re.findall(r"^```toml\n(.*?)^```$", section(title), re.S | re.M)


def append(file: Path, text: str) -> None:
    """Add a block, unless somebody who tries the README has done so."""
    if text.strip() in file.read_text(encoding="utf-8"):
        return
    with file.open("a", encoding="utf-8") as opened:
        opened.write(f"\n{text}")


@pytest.fixture
def content(copied: Path) -> Path:
    """The content folder of a copy of the resources."""
    return copied / "content"


def complete(content: Path, *languages: str) -> None:
    """What `dev.py check` says of the content in the languages of the README: nothing."""
    assert content_mistakes(content.parent) == ()
    for language in ("en", "nl", *languages):
        assert missing_words(content.parent, language) == ()


def test_an_item(content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    item, dutch = blocks("Adding an item")
    append(content / "catalogue.toml", item)
    append(content / "nl" / "items.toml", dutch)
    complete(content)
    world = World(lambda: NOW, ZONE, content.parent, "nl", lambda _world, _request: 0)
    path = str(tmp_path / "my.diary")
    assert run(["log", path, "2026-11-22", "cups_of_coffee=3", "--new"], world) == 0
    capsys.readouterr()
    assert run(["show", path, "--json"], world) == 0
    assert json.loads(capsys.readouterr().out)[0]["answers"]["cups_of_coffee"]["value"] == 3
    library = load_library(content.parent, "nl")
    assert library.words.items["cups_of_coffee"].name == "Koffie"
    assert library.catalogue.item("cups_of_coffee") in library.catalogue.on_card("doing")
    assert library.catalogue.item("cups_of_coffee").code == "diary:cups_of_coffee"
    assert library.catalogue.items[-1].key != "cups_of_coffee"


def test_a_list(content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    declared, dutch = blocks("Adding a list")
    append(content / "registers.toml", declared)
    append(content / "nl" / "registers.toml", dutch)
    complete(content)
    world = World(lambda: NOW, ZONE, content.parent, "nl", lambda _world, _request: 0)
    path = str(tmp_path / "my.diary")
    assert run(["log", path, "2026-11-22", "stress=4", "--new"], world) == 0
    assert run(["record", path, "tried", "what=Een half uur buiten", "worth=7"], world) == 0
    capsys.readouterr()
    assert run(["list", path, "tried"], world) == 0
    assert capsys.readouterr().out == "1. Een half uur buiten: waard: 7 van 10\n"
    out = tmp_path / "page.html"
    assert run(["report", path, "--list", "tried", "-o", str(out)], world) == 0
    assert "<h2>Wat ik probeerde</h2>" in out.read_text(encoding="utf-8")


def test_a_tip(content: Path) -> None:
    tip, dutch = blocks("Adding a tip")
    append(content / "en" / "tips.toml", tip)
    append(content / "nl" / "tips.toml", dutch)
    complete(content)
    tips = [{tip.key: tip for tip in load_library(content.parent, language).tips} for language in ("en", "nl")]
    english, translated = (found["something_counts"] for found in tips)
    assert english.source == translated.source
    assert english.fact != translated.fact
    assert set(english.reasons) <= set(REASONS_OF[english.factor])


PAGE = """+++
title = "First steps"
summary = "How others began."
question = "How would you say it?"
drawing_alt = "A staircase."
+++
Begin small.

## What research shows

- One point.
- Another point.

## What is not known yet

How far it goes.
"""


def test_a_page_of_understand(content: Path, tmp_path: Path) -> None:
    (page,) = blocks("Adding a page of Understand")
    append(content / "pages.toml", page)
    for language in ("en", "nl"):
        (content / language / "pages" / "first_steps.md").write_text(PAGE, encoding="utf-8")
    complete(content)
    topic = load_topics(content.parent, "nl", Country.NETHERLANDS).find("first_steps")
    assert topic is not None
    assert [strength for _, strength in topic.known] == ["somewhat", "hardly"]
    world = World(lambda: NOW, ZONE, content.parent, "nl", lambda _world, _request: 0)
    assert run(["handout", "first_steps", "-o", str(tmp_path / "page.pdf")], world) == 0


def test_every_factor_and_reason_of_a_tip_is_reported() -> None:
    told = set(re.findall(r"`(\w+)`", section("Adding a tip")))
    assert {*RiskFactor, *(reason for reasons in REASONS_OF.values() for reason in reasons)} <= told


def test_a_language(content: Path) -> None:
    (language,) = blocks("Adding a language")
    shutil.rmtree(content / "de", ignore_errors=True)  # somebody who tries this has one
    shutil.copytree(content / "nl", content / "de")
    (only,) = content_mistakes(content.parent)
    assert only.startswith("de/language.toml cannot be used")
    (content / "de" / "language.toml").write_text(language, encoding="utf-8")
    complete(content, "de")
    assert language_names(content.parent)["de"] == "Deutsch"
    assert load_library(content.parent, "de").language.locale == "de_DE"
    alike = same_texts(content.parent)
    assert any(line.startswith("de/tips.toml and nl/tips.toml") for line in alike)
    assert any(line.startswith("de/items.toml and nl/items.toml") for line in alike)


def test_no_language_of_ours_is_a_copy(resources: Path) -> None:
    assert same_texts(resources) == ()
