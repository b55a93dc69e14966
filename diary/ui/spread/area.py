"""Describes where it hurt, a section of Trends."""

from PySide6.QtWidgets import QWidget

from diary.ui.pages import Context, PageSpec, Shell


def _build(context: Context, shell: Shell) -> QWidget:
    from diary.ui.spread.page import SpreadPage

    page = SpreadPage(context, shell.journal)
    page.today_requested.connect(shell.open_today)
    return shell.follow(page)


SECTION = PageSpec("spread", lambda language: language.t("Where"), _build)
