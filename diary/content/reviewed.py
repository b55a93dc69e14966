"""Who has checked which text: kept in `reviewed.toml`, and true only as long as the text is what it was."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from diary.content.articles import ARTICLES, Article
from diary.content.block import Block, Problem, read_block
from diary.content.country import Country, read_article
from diary.content.language import available_languages
from diary.content.tip import Tip
from diary.content.tips import load_tips

_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Reviewable:
    """A text that somebody can check: its name, such as `tips.busy_head`, its title and its fingerprint."""

    name: str
    title: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Check:
    """Somebody has checked a text in a language, as it was on that date."""

    text: str
    language: str
    who: str
    role: str
    date: date
    fingerprint: str


def fingerprint(words: Iterable[str]) -> str:
    """64 hexadecimal digits that change with any word, and not with spaces, line ends or how a letter is coded."""
    normal = (" ".join(unicodedata.normalize("NFC", each).split()) for each in words)
    return sha256("\n".join(normal).encode("utf-8")).hexdigest()


def reviewable_texts(resources: Path, language: str) -> tuple[Reviewable, ...]:
    """Every article and every tip in a language, with its fingerprint.

    Raises Refusal CONTENT_INVALID when one of them cannot be used.
    """
    return (
        *(_of_article([read_article(resources, language, key, each) for each in Country]) for key in ARTICLES),
        *(_of_tip(tip) for tip in load_tips(resources, language)),
    )


def load_checks(resources: Path) -> tuple[Check, ...]:
    """All checks, also of texts that have changed since; none where there is no file.

    Raises Refusal CONTENT_INVALID with `file`, `key`, `field` and `problem`.
    """
    root = read_block(resources / "content" / "reviewed.toml", optional=True)
    known = {language: _names(resources, language) for language in available_languages(resources)}
    checks: list[Check] = []
    for block in root.blocks("check"):
        check = _check(block, known)
        if any((check.text, check.language, check.who) == (one.text, one.language, one.who) for one in checks):
            raise block.wrong("text", Problem.TWICE)
        checks.append(check)
    root.done()
    return tuple(checks)


def still_valid(checks: Iterable[Check], texts: Iterable[Reviewable], language: str) -> tuple[Check, ...]:
    """The checks in this language of texts that are still word for word what was checked."""
    now = {text.name: text.fingerprint for text in texts}
    return tuple(each for each in checks if each.language == language and now.get(each.text) == each.fingerprint)


def _names(resources: Path, language: str) -> frozenset[str]:
    return frozenset(text.name for text in reviewable_texts(resources, language))


def _of_article(versions: Sequence[Article]) -> Reviewable:
    """One article as it is read in every country: the numbers to call are part of what is checked."""
    words: list[str] = []
    for article in versions:
        words += (article.title, article.summary, article.footer)
        for section in article.sections:
            words += (section.title, *section.paragraphs, *section.bullets)
    return Reviewable(f"articles.{versions[0].key}", versions[0].title, fingerprint(words))


def _of_tip(tip: Tip) -> Reviewable:
    return Reviewable(
        f"tips.{tip.key}", tip.title, fingerprint((tip.title, tip.fact, tip.option, tip.source.text))
    )


def _check(block: Block, known: Mapping[str, frozenset[str]]) -> Check:
    language = block.text("language")
    if language not in known:
        raise block.wrong("language", Problem.NOT_ALLOWED)
    text = block.text("text")
    if text not in known[language]:
        raise block.wrong("text", Problem.UNKNOWN)
    print_of_text = block.text("fingerprint")
    if not _FINGERPRINT.fullmatch(print_of_text):
        raise block.wrong("fingerprint", Problem.NOT_ALLOWED)
    check = Check(text, language, block.text("who"), block.text("role"), _date(block), print_of_text)
    block.done()
    return check


def _date(block: Block) -> date:
    try:
        return date.fromisoformat(block.text("date"))
    except ValueError:
        raise block.wrong("date", Problem.NOT_ALLOWED) from None
