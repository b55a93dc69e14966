"""Describes the Share page for the main window."""

from PySide6.QtWidgets import QWidget

from diary.ui.pages import Context, PageSpec, Shell


def _build(context: Context, shell: Shell) -> QWidget:
    from diary.ui.share.page import SharePage

    page = SharePage(context, shell.journal, shell.resources)
    shell.follow_day(page.on_day)
    return page


PAGE = PageSpec("share", lambda language: language.t("Share"), _build, icon="share")
