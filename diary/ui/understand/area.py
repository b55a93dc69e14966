"""Describes Understand, the pages about pain that stays."""

from PySide6.QtWidgets import QWidget

from diary.content.topics import topic_keys
from diary.ui.pages import Context, PageSpec, Shell


def _build(context: Context, shell: Shell) -> QWidget:
    from diary.ui.understand.page import UnderstandPage

    page = UnderstandPage(context, shell.journal, shell.resources)
    page.page_requested.connect(shell.open_page)
    return shell.follow(page)


PAGE = PageSpec("understand", lambda language: language.t("Understand"), _build, "understand", places=topic_keys)
