"""Describes the first section of Settings: the questions and the display."""

from PySide6.QtWidgets import QWidget

from diary.ui.pages import Context, PageSpec, Shell


def _build(context: Context, shell: Shell) -> QWidget:
    from diary.ui.settings.page import SettingsPage

    page = SettingsPage(context, shell.journal, context.display)
    page.preference_requested.connect(shell.prefer)
    return page


SECTION = PageSpec("form", lambda language: language.t("Diary and display"), _build)
