"""Describes the Share page for the main window."""

from PySide6.QtWidgets import QWidget

from diary.ui.pages import Context, PageSpec, Shell


def _build(context: Context, shell: Shell) -> QWidget:
    from diary.ui.share.page import SharePage

    return SharePage(context, shell.journal, shell.resources)


PAGE = PageSpec("share", lambda language: language.t("Share"), _build, icon="share")
