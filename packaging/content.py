"""Lists every mistake of every content file at once, and every word a language lacks; changes nothing. For those
who write content, and before other tests run."""

import sys
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from diary.content.articles import ARTICLES, RED_FLAGS, load_article  # noqa: E402
from diary.content.block import ContentFile, Report, invalid, refuse  # noqa: E402
from diary.content.bodymap import load_atlas, load_body_words, load_drawing, load_limbs  # noqa: E402
from diary.content.catalogue import load_worded_catalogue  # noqa: E402
from diary.content.country import Country, load_numbers  # noqa: E402
from diary.content.decoding import Problem  # noqa: E402
from diary.content.drawings import COLOUR, COLOURS, WORD  # noqa: E402
from diary.content.language import SOURCE_LANGUAGE, available_languages, language_for_mistakes, load_language_file  # noqa: E402
from diary.content.library import load_catalogue_words  # noqa: E402
from diary.content.registers import load_registers  # noqa: E402
from diary.content.reviewed import load_checks  # noqa: E402
from diary.content.sample_words import check_sample_words  # noqa: E402
from diary.content.sentences import refusal_sentence  # noqa: E402
from diary.content.theme import load_themes  # noqa: E402
from diary.content.tips import load_tips  # noqa: E402
from diary.content.topics import Declared, load_topics  # noqa: E402
from diary.domain.item import Catalogue  # noqa: E402
from diary.domain.refusal import Refusal  # noqa: E402


def content_mistakes(resources: Path) -> tuple[str, ...]:
    """Return one English sentence for every mistake, file by file; empty when all content can be used."""
    english = language_for_mistakes(SOURCE_LANGUAGE, resources)
    return tuple(dict.fromkeys(refusal_sentence(english, None, mistake) for mistake in _mistakes(resources)))


def _mistakes(resources: Path) -> list[Refusal]:
    found: list[Refusal] = []
    tell = found.append
    load_themes(resources, tell)
    worded = load_worded_catalogue(resources, tell)
    atlas = load_atlas(resources, tell)
    load_limbs(resources, atlas, tell)
    load_drawing(resources, atlas if len(atlas) else None, tell)
    for phrases in sorted((resources / "phrases").glob("*.toml")):
        ContentFile(phrases, tell)
    for code in available_languages(resources):
        load_language_file(resources, code, tell)
        load_catalogue_words(resources, code, worded, tell)
        load_body_words(resources, code, tell)
        load_tips(resources, code, tell)
        load_registers(resources, code, tell)
        load_numbers(resources, code, tell)
        check_sample_words(resources, code, tell)
        for article in ARTICLES:
            load_article(resources, code, article, tell)
        load_topics(resources, code, Country.ELSEWHERE, tell)
        _check_drawings(resources, code, tell)
    if len(worded.catalogue.items):  # else each of its items would be an unknown chart
        _check_topics(resources, worded.catalogue, tell)
    if not found:
        load_checks(resources, tell)
    return [mistake for place, mistake in enumerate(found) if not _follows_from_another(mistake, found[:place])]


def _follows_from_another(mistake: Refusal, before: list[Refusal]) -> bool:
    """Return whether a name is only unknown or missing because its block in a file read before is wrong."""
    facts = mistake.facts
    return facts["problem"] in {Problem.UNKNOWN, Problem.MISSING} and any(
        other.facts["key"] == facts["key"] and other.facts["file"] != facts["file"]
        for other in before
        if facts["key"]
    )


def _check_topics(resources: Path, catalogue: Catalogue, report: Report) -> None:
    """Report sources, charts, drawings and articles that are declared and that nobody has."""
    file = ContentFile(resources / "content" / "pages.toml", report, ("page", "source"))
    phrases = resources / "phrases"
    usual = ContentFile(phrases / "charts.toml", _ignore).tables.get("usual", {})
    charts = {*usual, *(f"item.{item.key}" for item in catalogue.items)}
    tools = ContentFile(phrases / "plan.toml", _ignore).tables.get("tools", {})
    for key, page in ContentFile(resources / "content" / "pages.toml", _ignore).listed(Declared, "page").items():
        for kind, there in (("sources", file.keys("source")), ("charts", charts), ("tools", tools)):
            for name in getattr(page, kind):
                if name not in there:
                    file.wrong(key, f"{kind}.{name}", Problem.UNKNOWN)
        if page.drawing and not (resources / "drawings" / f"{page.drawing}.svg").is_file():
            file.wrong(key, "drawing", Problem.UNKNOWN)
        if page.article not in {"", RED_FLAGS}:
            file.wrong(key, "article", Problem.NOT_ALLOWED, (RED_FLAGS,))
        if page.article or page.glossary:
            continue
        if len(page.sources) < 2:
            file.wrong(key, "sources", Problem.TOO_FEW)
        if not page.drawing:
            file.wrong(key, "drawing", Problem.MISSING)


def _ignore(_mistake: Refusal) -> None:
    """Report nothing: mistakes of the file itself are told where it is loaded."""


def _check_drawings(resources: Path, language: str, report: Report) -> None:
    """Report words that are missing, that no drawing has, or that are no text, and colours that no theme has."""
    file = _drawing_words(resources, language, report)
    templates = {path.stem: path.read_text(encoding="utf-8") for path in (resources / "drawings").glob("*.svg")}
    for key in file.tables:
        if key not in templates:
            file.wrong(key, "", Problem.UNKNOWN)
    for key, text in sorted(templates.items()):
        wanted, given = {*WORD.findall(text)}, file.table(key)
        for name in sorted(wanted - given.keys() if given or language == SOURCE_LANGUAGE else ()):
            file.wrong(key, name, Problem.MISSING)
        for name, words in given.items():
            if name not in wanted:
                file.wrong(key, name, Problem.UNKNOWN)
            elif not (isinstance(words, str) and words.strip()):
                file.wrong(key, name, Problem.NO_TEXT)
        for name in sorted({*COLOUR.findall(text)} - {"font", *COLOURS}):
            report(invalid(f"drawings/{key}.svg", "", f"${name}", Problem.UNKNOWN, tuple(COLOURS)))


def _missing_topics(resources: Path, language: str) -> tuple[str, ...]:
    """List the topics and words that are not written in this language, as `pages.filter` and `glossary.brake`."""
    content = resources / "content"
    pages = ContentFile(content / "pages.toml").tables.get("page", [])
    keys = [page["key"] for page in pages if not (page.get("article") or page.get("glossary"))]
    english, own = (
        ContentFile(content / code / "glossary.toml", optional=True).tables for code in (SOURCE_LANGUAGE, language)
    )
    return (
        *(f"pages.{key}" for key in keys if not (content / language / "pages" / f"{key}.md").is_file()),
        *(f"glossary.{key}" for key in english if key not in own),
    )


def _missing_drawings(resources: Path, language: str) -> tuple[str, ...]:
    """List the drawings whose words are not written in this language, as `drawings.filter`."""
    english, own = (_drawing_words(resources, code, refuse).tables for code in (SOURCE_LANGUAGE, language))
    return tuple(f"drawings.{key}" for key in english if key not in own)


def _drawing_words(resources: Path, language: str, report: Report) -> ContentFile:
    return ContentFile(resources / "content" / language / "drawings.toml", report, optional=True)


FEWEST_WORDS = 4
"""Shorter texts may well be the same in two languages."""


def missing_words(resources: Path, language: str) -> tuple[str, ...]:
    """List everything that would stay English in `language`, as `items.stress.high`; empty when all is there.

    Raises Refusal CONTENT_INVALID when a content file cannot be used.
    """
    tips: list[str] = []
    load_tips(resources, language, missing=tips)
    folder = resources / "content" / language
    return (
        *load_catalogue_words(resources, language, load_worded_catalogue(resources)).missing,
        *load_body_words(resources, language).missing,
        *tips,
        *load_registers(resources, language).missing,
        *(f"articles.{key}" for key in ARTICLES if not (folder / "articles" / f"{key}.toml").is_file()),
        *_missing_topics(resources, language),
        *_missing_drawings(resources, language),
        *(name for name in ("countries", "sample") if not (folder / f"{name}.toml").is_file()),
    )


def same_texts(resources: Path) -> tuple[str, ...]:
    """List files that hold the same texts in two languages, so that one is an untranslated copy: one line for each
    pair of files. A few texts that are the same in English are taken for names."""
    languages = available_languages(resources)
    texts = {code: dict(_texts(resources / "content" / code)) for code in languages}
    lines = []
    for one, other in combinations(languages, 2):
        for file in sorted(texts[one].keys() & texts[other].keys()):
            ours, theirs = texts[one][file], texts[other][file]
            english = {} if one == SOURCE_LANGUAGE else texts[SOURCE_LANGUAGE].get(file, {})
            alike = [at for at, text in ours.items() if theirs.get(at) == text != english.get(at)]
            if len(alike) > (len(ours) / 2 if one == SOURCE_LANGUAGE else 0):
                lines.append(f"{one}/{file} and {other}/{file}: {len(alike)} texts are the same, as {alike[0]}")
    return tuple(lines)


def _texts(folder: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the longer texts of every file in a language's folder, by their place in it."""
    for path in sorted([*folder.rglob("*.toml"), *folder.rglob("*.md")]):
        yield path.relative_to(folder).as_posix(), dict(_long_texts(ContentFile(path).tables, ""))


def _long_texts(part: object, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(part, str):
        if len(part.split()) >= FEWEST_WORDS:
            yield place, part
        return
    inside = part.items() if isinstance(part, dict) else enumerate(part, start=1) if isinstance(part, list) else ()
    for name, inner in inside:
        yield from _long_texts(inner, f"{place}.{name}".strip("."))


def faults(resources: Path) -> list[str]:
    """Return the mistakes, one sentence each; when there are none, what is not translated yet."""
    mistakes = content_mistakes(resources)
    if mistakes:
        return list(mistakes)
    lacking = [
        f"{code}: {name}" for code in available_languages(resources) for name in missing_words(resources, code)
    ]
    return [*lacking, *same_texts(resources)]


if __name__ == "__main__":
    found = faults(ROOT / "resources")
    print("\n".join(found) or "All content files are complete.")
    sys.exit(bool(found))
