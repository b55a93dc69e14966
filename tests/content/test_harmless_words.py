"""Nothing a person reads here frightens, orders, blames or judges (words: clinical facts 9.3 and the design)."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from diary.content.articles import load_article
from diary.content.tips import load_tips
from diary.paths import resources

ROOT = resources()
CODE = Path(__file__).parents[2] / "diary"
MACHINE_FIELDS = {
    "key",
    "card",
    "kind",
    "factor",
    "reasons",
    "presets",
    "search",  # what people type, and no text says
    "code",
    "unit",
    "source",
    "options",
    "also",
}
"""Fields that nobody reads; by the words in `also` a text is found, and they are not said."""
CONTENT = sorted([*(ROOT / "content").rglob("*.toml"), *(ROOT / "bodymap").rglob("*.toml")])

EVERYWHERE = r"\b(triggers?|diagnos\w*|streaks?|slijtage|severity)\b"
HARM = {
    "en": (
        r"\b(damag\w*|broken|worn|wear and tear|degenerat\w*|crumbl\w*|cures?|cured|must|have to|causes?|caused|"
        r"severe\w*|risk score|relapses?|failure|failed|attack|setback|warning|proves?|proven|guilty|should|"
        r"well done|keep it up|don't give up|normal people|catastroph\w*|suffer\w*|flare\w*|flare-ups?|misfir\w*|"
        r"petrol|non-compliant|between the ears|just stress|make it up|retrain\w*|gives calm|good result|"
        r"forecast\w*|predict\w*|p-values?|body is safe|always safe|hyperactiv\w*|cortisol|score)\b"
    ),
    "nl": (
        r"\b(beschadig\w*|schade|kapot\w*|versleten|versleet|gebroken|moet|moeten|moest|oorzaak|oorzaken|"
        r"veroorza\w*|ernstig\w*|ernst|risico\w*|mislukt?\w*|gefaald|falen|terugval|aanval\w*|waarschuw\w*|"
        r"bewijst?|bewezen|schuldig|goed bezig|hou vol|volhouden|lijders?|genezen|geneest|genezing|opvlam\w*|"
        r"benzine|aanstell\w*|tussen de oren|gewoon stress|onverklaarb\w*|hyperactie\w*|overbelast\w*|cortisol|"
        r"wachtzin\w*|doorsnee|mooie uitkomst|waarschijnlijkheid|voorspel\w*|altijd veilig|score)\b"
    ),
}
ALLOWED = {
    ("purpose", "diagnose"): "the intended purpose says what the diary is not for",
    ("purpose", "diagnosis"): "the line under every printed page",
    ("purpose", "must"): "the intended purpose says what it may not be used for",
    ("purpose", "predict"): "the intended purpose says what the diary is not for",
    ("purpose", "voorspellen"): "the intended purpose says what the diary is not for",
    ("glossary", "cortisol"): "a word of a page, explained",
    ("red_flags", "ernstig"): "an accident may be called serious",
}
SAID = {
    "have to": "backups still have to go there; two things do not have to go together",
    "moet": "backups still have to go there",
    "moeten": "backups still have to go there",
    "prove": "what goes together does not prove anything",
    "bewijst": "what goes together does not prove anything",
    "damaged": "a damaged diary: the file, as the platform says it",
    "diagnosis": "general information, not a diagnosis",
    "diagnose": "general information, not a diagnosis",
}
"""What the program says beside the content files, and why it may."""
LOOKED_FOR = {"Harder time, flare-up, flare", "Zwaardere tijd, opvlamming"}
"""Words by which somebody finds their own moments, and which the program does not say."""


def texts(path: Path) -> Iterator[str]:
    def walk(value: object, field: str) -> Iterator[str]:
        if isinstance(value, dict):
            for name, inner in value.items():
                skip = name in MACHINE_FIELDS and not isinstance(inner, dict)
                yield from () if skip else walk(inner, name)
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner, field)
        elif isinstance(value, str):
            yield value

    return walk(tomllib.loads(path.read_text(encoding="utf-8")), "")


def language_of(path: Path) -> str:
    return "nl" if "nl" in path.relative_to(ROOT).parts else "en"


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_content_frightens_orders_or_judges(path: Path) -> None:
    pattern = re.compile(f"{EVERYWHERE}|{HARM[language_of(path)]}", re.IGNORECASE)
    found = [
        (match.group(), text)
        for text in texts(path)
        for match in pattern.finditer(text)
        if (path.stem, match.group().lower()) not in ALLOWED
    ]
    assert found == []


def said() -> Iterator[tuple[str, str]]:
    """Every sentence of the program: its English, and its translations, each with its language."""
    for source in sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as file:
            catalogue = read_po(file)
        for message in catalogue:
            for language, words in (("en", message.id), (source.parent.parent.name, message.string)):
                texts = [words] if isinstance(words, str) else words or ()
                yield from ((language, text) for text in texts if text)


def test_no_sentence_of_the_program_frightens_orders_or_judges_in_any_language() -> None:
    patterns = {language: re.compile(f"{EVERYWHERE}|{harm}", re.IGNORECASE) for language, harm in HARM.items()}
    everywhere = re.compile(EVERYWHERE, re.IGNORECASE)  # a language that has no list of its own yet
    found = [
        (match.group(), text)
        for language, text in said()
        if text not in LOOKED_FOR
        for match in patterns.get(language, everywhere).finditer(text)
        if match.group().lower() not in SAID
    ]
    assert found == []
    assert sum(1 for _ in said()) > 1500


TIPS_TO_MOVE = ("calm_movement", "fear_and_moving", "every_bit_counts", "exercise_first", "by_the_clock")
ILL_FOR_DAYS = {"en": "ill for days", "nl": "dagenlang ziek"}


@pytest.mark.parametrize("language", HARM)
def test_where_moving_more_is_offered_effort_that_makes_ill_is_named(language: str) -> None:
    for key in ("factor_movement", "factor_stress", "red_flags"):
        article = load_article(ROOT, language, key)
        told = " ".join(line for section in article.sections for line in (*section.paragraphs, *section.bullets))
        assert ILL_FOR_DAYS[language] in told, key
    tips = {tip.key: tip for tip in load_tips(ROOT, language)}
    for key in TIPS_TO_MOVE:
        assert ILL_FOR_DAYS[language] in tips[key].fact + tips[key].option, key


def literals() -> Iterator[tuple[str, str]]:
    """Every text the program says through `language.t` and `language.n`."""
    for path in sorted(CODE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if re.search(r"\b[tn]\(", text) else ():
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in {"t", "n"}:
                for argument in node.args:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        yield f"{path.relative_to(CODE)}:{node.lineno}", argument.value


def test_no_text_in_the_program_diagnoses_blames_or_counts_streaks() -> None:
    pattern = re.compile(
        EVERYWHERE + r"|\b(cures?|causes?|wear and tear|risk score|relapse|well done|p-value|damaged? body)\b",
        re.IGNORECASE,
    )
    denied = re.compile(r"\b(not|never|no)\b", re.IGNORECASE)
    found = [(place, text) for place, text in literals() if pattern.search(text) and not denied.search(text)]
    assert found == []


def test_the_word_lists_do_find_what_they_are_for() -> None:
    assert re.search(HARM["nl"], "Je rug is kapot", re.IGNORECASE)
    assert re.search(HARM["en"], "you must rest", re.IGNORECASE)
    assert any(texts(path) for path in CONTENT)
    assert sum(1 for path in CONTENT for _ in texts(path)) > 300
