"""Dutch that a tired person can read (B1): short sentences, short words.

    python -m tests.content.test_reading_ease       lists every text by its ease, and the longest sentences

The measure is Flesch's, with Douma's weights for Dutch: 100 is very easy, 60 ordinary, under 50 hard.
"""

import re
import sys
from collections.abc import Iterable, Iterator

import pytest
from babel.messages.pofile import read_po

from diary.content.articles import ARTICLES
from diary.content.country import Country, read_article
from diary.content.library import Library
from diary.content.tips import load_tips
from diary.paths import resources

SOURCES = "Bronnen"
WORDS_A_SENTENCE = 14
LONGEST_SENTENCE = 25
EASE_OF_ALL = 65
EASE_OF_ONE = 74
AGREED = "purpose"
"""What the diary is for, in the words that were agreed: no sentence of it can be made easier here."""
LONGEST_OF_PLAN, PLAN = 20, "resources/phrases/plan.toml"
"""Words of a sentence of Plan or of a list, read on a small card (not the name of a source)."""
VOWELS = re.compile(r"aai|ooi|oei|eeuw|ieuw|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|au|ou|[aeiouyéèëïöüáóíú]", re.IGNORECASE)


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line without a full stop, such as a bullet, is one too."""
    return [part for part in re.split(r"(?<=[.?!:])\s+", text) if re.search(r"\w", part)]


def words(text: str) -> list[str]:
    return re.findall(r"\w[\w’'.-]*", text)


def ease(lines: Iterable[str]) -> float:
    """Flesch-Douma: 206.84 - 0.93 words per sentence - 77 syllables per word."""
    parts = [sentence for line in lines for sentence in sentences(line)]
    language_in_use = [word for part in parts for word in words(part)]
    syllables = sum(max(1, len(VOWELS.findall(word))) for word in language_in_use)
    return 206.84 - 0.93 * len(language_in_use) / len(parts) - 77 * syllables / len(language_in_use)


def dutch_texts() -> Iterator[tuple[str, list[str]]]:
    """Every article (without its sources) and every tip, as lines of text."""
    for key in ARTICLES:
        for country in Country:
            article = read_article(resources(), "nl", key, country)
            read = [section for section in article.sections if section.title != SOURCES]
            lines = [line for section in read for line in (*section.paragraphs, *section.bullets)]
            yield f"{key} ({country})", [article.summary, *lines]
    for tip in load_tips(resources(), "nl"):
        yield f"tip {tip.key}", [tip.fact, tip.option]


TEXTS = dict(dutch_texts())


@pytest.mark.parametrize("name", TEXTS)
def test_no_sentence_is_long_and_most_are_short(name: str) -> None:
    lengths = {part: len(words(part)) for line in TEXTS[name] for part in sentences(line)}
    assert [part for part, length in lengths.items() if length > LONGEST_SENTENCE] == []
    assert sum(lengths.values()) / len(lengths) <= WORDS_A_SENTENCE


def test_what_plan_says_and_asks_is_short(dutch: Library) -> None:
    with (resources() / "locale" / "nl" / "LC_MESSAGES" / "diary.po").open("rb") as file:
        messages = [each for each in read_po(file) if PLAN in (place for place, _ in each.locations)]
    said = [
        text
        for each in messages
        for text in ([each.string] if isinstance(each.string, str) else each.string or ())
    ]
    for register in dutch.registers:
        words_of = dutch.words.registers[register.key]
        said.append(words_of.hint)
        said += [text for field in words_of.fields.values() for text in (field.name, field.hint)]
    parts = [part for text in said for sentence in sentences(text) for part in sentence.split("; ")]
    long = {part: count for part in parts if (count := len(words(part))) > LONGEST_OF_PLAN and "Krebs" not in part}
    assert long == {}
    assert len(parts) > 300


def test_the_words_are_short_too() -> None:
    found = {name: ease(lines) for name, lines in TEXTS.items() if not name.startswith("tip")}
    hard = {name: round(value) for name, value in found.items() if round(value) < EASE_OF_ONE}
    assert {name for name in hard if not name.startswith(AGREED)} == set()
    assert sum(found.values()) / len(found) >= EASE_OF_ALL


def test_the_measure_tells_easy_from_hard() -> None:
    easy = ["Je slaapt goed. Dat is fijn.", "Ga naar bed als je moe bent."]
    hard = ["Multidisciplinaire revalidatiebehandelingen veronderstellen aanzienlijke gedragsveranderingen."]
    assert ease(easy) > 90
    assert ease(hard) < 0
    assert sentences("Eén zin. Nog een: ja? Een regel zonder punt") == [
        "Eén zin.",
        "Nog een:",
        "ja?",
        "Een regel zonder punt",
    ]


def report() -> str:
    """What to look at first: texts from hard to easy, then the longest sentences."""
    easy = sorted((round(ease(lines)), name) for name, lines in TEXTS.items())
    long = sorted({(len(words(p)), p) for lines in TEXTS.values() for line in lines for p in sentences(line)})
    return "\n".join(f"{first:4}  {second}" for first, second in (*easy, *reversed(long[-30:])))


if __name__ == "__main__":
    sys.stdout.write(f"{report()}\n")
