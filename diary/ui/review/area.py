"""Describes what a share shows beside the pages a person sees: own words, what was filled in, and every value."""

from PySide6.QtWidgets import QWidget

from diary.ui.pages import Context, PageSpec, Shell


def _build_words(context: Context, shell: Shell) -> QWidget:
    from diary.ui.review.days import OwnWordsPage

    return OwnWordsPage(context, shell.journal)


def _build_filled(context: Context, shell: Shell) -> QWidget:
    from diary.ui.review.filled_in import FilledPage

    return FilledPage(context, shell.journal)


def _build_days(context: Context, shell: Shell) -> QWidget:
    from diary.ui.review.days import DaysPage

    return DaysPage(context, shell.journal)


WORDS, FILLED, DAYS = "words", "filled", "days"
OWN_WORDS = PageSpec(WORDS, lambda language: language.t("In own words"), _build_words)
SECTIONS = (
    PageSpec(FILLED, lambda language: language.t("Filled in"), _build_filled),
    PageSpec(DAYS, lambda language: language.t("Table"), _build_days),
)
