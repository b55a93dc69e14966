"""Reads who has checked which text (`reviewed.toml`); a check is valid only while the text is unchanged."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct

from diary.content.articles import ARTICLES, Article
from diary.content.block import ContentFile, Report, refuse
from diary.content.country import Country, read_article
from diary.content.decoding import Problem, Text
from diary.content.language import available_languages
from diary.content.tips import Tip, load_tips
from diary.content.topics import BlockKind, Topic, load_topics


class Reviewable(Struct, frozen=True):
    """A text that somebody can check: its name, such as `tips.busy_head`, its title and its fingerprint."""

    name: str
    title: str
    fingerprint: str


class Check(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody has checked a text in a language, as it was on that date."""

    text: str
    language: str
    who: Text
    role: Text
    date: date
    fingerprint: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


def fingerprint(words: Iterable[str]) -> str:
    """Return 64 hexadecimal digits that change with any word, and not with spaces, line ends or how a letter is
    coded."""
    normal = (" ".join(unicodedata.normalize("NFC", each).split()) for each in words)
    return sha256("\n".join(normal).encode("utf-8")).hexdigest()


def reviewable_texts(resources: Path, language: str) -> tuple[Reviewable, ...]:
    """Return every article, tip and page of Understand in a language, with its fingerprint.

    The list of words has no title of its own.

    Raises Refusal CONTENT_INVALID when one of them cannot be used.
    """
    topics = zip(*(load_topics(resources, language, each).all for each in Country), strict=True)
    return (
        *(_of_article([read_article(resources, language, key, each) for each in Country]) for key in ARTICLES),
        *(_of_tip(tip) for tip in load_tips(resources, language)),
        *(_of_topic(each) for each in topics if each[0].question or each[0].blocks[0].kind is BlockKind.WORDS),
    )


def load_checks(resources: Path, report: Report = refuse) -> tuple[Check, ...]:
    """Return all checks, also of texts that have changed since; none where there is no file.

    Raises Refusal CONTENT_INVALID with `file`, `key`, `field` and `problem`.
    """
    file = ContentFile(resources / "content" / "reviewed.toml", report, ("check",), optional=True)
    known = {code: _names(resources, code) for code in available_languages(resources)} if file.tables else {}
    seen: set[tuple[str, str, str]] = set()
    checks = file.listed(Check, "check")
    for key, check in checks.items():
        if check.language not in known:
            file.wrong(key, "language", Problem.NOT_ALLOWED, tuple(known))
        elif check.text not in known[check.language]:
            file.wrong(key, "text", Problem.UNKNOWN)
        if (check.text, check.language, check.who) in seen:
            file.wrong(key, "text", Problem.TWICE)
        seen.add((check.text, check.language, check.who))
    return tuple(checks.values())


def still_valid(checks: Iterable[Check], texts: Iterable[Reviewable], language: str) -> tuple[Check, ...]:
    """Return the checks in this language of texts that are still word for word what was checked."""
    now = {text.name: text.fingerprint for text in texts}
    return tuple(each for each in checks if each.language == language and now.get(each.text) == each.fingerprint)


def _names(resources: Path, language: str) -> frozenset[str]:
    return frozenset(text.name for text in reviewable_texts(resources, language))


def _of_article(versions: Sequence[Article]) -> Reviewable:
    """Return one article as it is read in every country: the numbers to call are part of what is checked."""
    words: list[str] = []
    for article in versions:
        words += (article.title, article.summary, article.footer)
        for section in article.sections:
            words += (section.title, *section.paragraphs, *section.bullets)
    return Reviewable(f"articles.{versions[0].key}", versions[0].title, fingerprint(words))


def _of_topic(versions: Sequence[Topic]) -> Reviewable:
    """Return one page of Understand as it is read in every country; its sources and how well each point was
    studied are checked too."""
    topic = versions[0]
    words = [
        topic.title,
        topic.drawing_alt,
        topic.known_heading,
        *(text for each in versions for text in each.texts),
    ]
    words += (strength for _, strength in topic.known)
    words += (f"{source.name}: {source.where}" for source in topic.sources)
    return Reviewable(f"pages.{topic.key}", topic.title, fingerprint(words))


def _of_tip(tip: Tip) -> Reviewable:
    return Reviewable(f"tips.{tip.key}", tip.title, fingerprint((tip.title, tip.fact, tip.option, tip.source)))
