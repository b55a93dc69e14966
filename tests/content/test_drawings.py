"""The drawings of Understand: whole in both languages and every theme, plain vectors, and true to their page."""

import re
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest
from content import content_mistakes, missing_words

from diary.content.drawings import draw, drawing_words
from diary.content.theme import Theme, load_themes
from diary.paths import resources as resource_folder

KEYS = sorted(path.stem for path in (resource_folder() / "drawings").glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {f"{SVG}{tag}" for tag in ("svg", "g", "path", "circle", "rect", "text")}


@pytest.fixture
def theme(resources: Path) -> Theme:
    return load_themes(resources)["light"]


def test_every_drawing_is_shown_on_a_page(resources: Path) -> None:
    pages = tomllib.loads((resources / "content" / "pages.toml").read_text(encoding="utf-8"))["page"]
    assert sorted({page["drawing"] for page in pages if page.get("drawing")}) == KEYS


@pytest.mark.parametrize("key", KEYS)
def test_a_drawing_is_plain_vectors_with_all_words_and_colours_filled_in(resources: Path, key: str) -> None:
    for name, theme in load_themes(resources).items():
        for language in ("nl", "en"):
            svg = draw(resources, language, key, theme)
            root = ElementTree.fromstring(svg)
            assert {part.tag for part in root.iter()} <= SHAPES, key
            assert not re.search(r"[${}]", svg), (key, name, language)
            said = {part.text for part in root.iter(f"{SVG}text")}
            assert said >= {*drawing_words(resources, language, key).values()}
            assert root.get("viewBox", "").startswith("0 0 360 ")


def test_the_dots_of_a_hundred_people_are_those_of_the_page(resources: Path, theme: Theme) -> None:
    root = ElementTree.fromstring(draw(resources, "en", "hundred", theme))
    dots = [*root.iter(f"{SVG}circle")]
    filled = [dot for dot in dots if dot.get("fill") == theme.accent]
    assert (len(dots), len(filled)) == (100, 5)
    page = (resources / "content" / "en" / "pages" / "helps.md").read_text(encoding="utf-8")
    assert "half as much pain or less. That was 5 of every 100 more than after waiting" in page, (
        "the number stands in the text"
    )


def test_only_the_parts_that_are_asked_for_are_shown(resources: Path, theme: Theme) -> None:
    parts = {"in-3", "brake-strong"}
    root = ElementTree.fromstring(draw(resources, "en", "filter", theme, parts=parts))
    shown = {part.get("id") for part in root.iter() if part.get("id") and part.get("display") != "none"}
    assert shown == parts


def test_words_are_text_and_never_markup(copied: Path, theme: Theme) -> None:
    path = copied / "content" / "nl" / "drawings.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"Lijf"', '"<b>&lijf"'), encoding="utf-8")
    root = ElementTree.fromstring(draw(copied, "nl", "filter", theme, font='a"b'))
    assert "<b>&lijf" in {part.text for part in root.iter(f"{SVG}text")}
    assert draw(copied, "nl", "moon", theme) == draw(copied, "nl", "", theme) == ""


def test_a_drawing_without_words_of_the_language_is_english_and_listed(copied: Path, theme: Theme) -> None:
    path = copied / "content" / "nl" / "drawings.toml"
    path.write_text(path.read_text(encoding="utf-8").split("\n[alarm]")[0], encoding="utf-8")
    assert "Someone knocks" in draw(copied, "nl", "alarm", theme)
    assert "drawings.alarm" in missing_words(copied, "nl")
    assert [each for each in content_mistakes(copied) if not each.startswith("theme/")] == []


MISTAKES = [
    ("content/nl/drawings.toml", "knock =", "knok =", ("nl/drawings.toml", "alarm", "knock")),
    (
        "content/nl/drawings.toml",
        'said = "Eén',
        'told = "x"\nsaid = "Eén',
        ("nl/drawings.toml", "table", "told"),
    ),
    ("content/nl/drawings.toml", "[alarm]", "[allarm]", ("nl/drawings.toml", "allarm")),
    ("content/nl/drawings.toml", '"Iemand klopt aan"', "4", ("nl/drawings.toml", "alarm", "knock")),
    ("content/pages.toml", 'drawing = "alarm"', 'drawing = "alert"', ("pages.toml", "protects", "drawing")),
    ("drawings/alarm.svg", "$accent", "$red", ("drawings/alarm.svg", "$red", "accent")),
]


@pytest.mark.parametrize(("file", "was", "becomes", "named"), MISTAKES, ids=str)
def test_a_mistake_is_one_sentence_that_names_it(
    copied: Path, file: str, was: str, becomes: str, named: tuple[str, ...]
) -> None:
    path = copied / file
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, becomes, 1), encoding="utf-8")
    found = [mistake for mistake in content_mistakes(copied) if not mistake.startswith("theme/")]
    assert found
    assert all(name in found[0] for name in named), found
