"""Builds About: what the program is for, who has checked its texts, and that nothing leaves this computer."""

from pathlib import Path

from msgspec.structs import replace

from diary.content.articles import PRIVACY, PURPOSE, Article, ArticleSection, load_article
from diary.content.language import Language
from diary.content.reviewed import Reviewable, load_checks, reviewable_texts, still_valid
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Refusal
from diary.paths import VERSION


def build_about(resources: Path, language: Language) -> tuple[Article, ...]:
    """Return the articles of About, the first with a part about who has checked the texts in this language."""
    purpose = load_article(resources, language.code, PURPOSE)
    checked = ArticleSection(language.t("Who has checked the texts"), *_checked(resources, language))
    privacy = load_article(resources, language.code, PRIVACY)
    version = language.t("Symptom Diary, version {version}.", version=VERSION)
    this = ArticleSection(language.t("This program"), (version,))
    return (
        replace(purpose, sections=(*purpose.sections, checked)),
        replace(privacy, sections=(*privacy.sections, this)),
    )


def _checked(resources: Path, language: Language) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return paragraphs and lines; when the list of checks has a mistake, its sentence instead: then nothing
    counts as checked."""
    try:
        texts = reviewable_texts(resources, language.code)
        checks = still_valid(load_checks(resources), texts, language.code)
    except Refusal as refusal:
        return (refusal_sentence(language, None, refusal),), ()
    ask = language.t("Ask your own doctor or therapist when you are unsure.")
    if not checks:
        nobody = language.t("No doctor or therapist has looked at these texts yet.")
        return (f"{nobody} {ask}",), ()
    titles = {text.name: text.title or language.t("Words explained") for text in texts}
    count = len({check.text for check in checks})
    lines = tuple(
        language.t(
            "{title}: {who}, {role}, {date}",
            title=titles[check.text],
            who=check.who,
            role=check.role,
            date=language.day(check.date),
        )
        for check in checks
    )
    return (f"{_how_many(count, texts, language)} {ask}",), lines


def _how_many(count: int, texts: tuple[Reviewable, ...], language: Language) -> str:
    return language.n(
        "{count} of the {all} texts here has been checked as it is now; the others have not.",
        "{count} of the {all} texts here have been checked as they are now; the others have not.",
        count,
        all=language.number(len(texts)),
    )
