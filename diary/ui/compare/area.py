"""Describes two periods side by side, a section of Trends."""

from PySide6.QtWidgets import QWidget

from diary.ui.pages import Context, PageSpec, Shell


def _build(context: Context, shell: Shell) -> QWidget:
    from diary.ui.compare.page import ComparePage

    return shell.follow(ComparePage(context, shell.journal, shell.last_visit()))


SECTION = PageSpec("compare", lambda language: language.t("Compare"), _build)
