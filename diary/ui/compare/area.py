"""Describes two periods side by side, a section of Trends."""

from PySide6.QtWidgets import QWidget

from diary.ui.pages import Context, PageSpec, Shell


def _build(context: Context, shell: Shell) -> QWidget:
    from diary.ui.compare.page import ComparePage

    page = ComparePage(context, shell.journal, shell.last_visit())
    shell.follow(page.on_changed)
    shell.follow_day(page.on_day)
    return page


SECTION = PageSpec("compare", lambda language: language.t("Compare"), _build)
