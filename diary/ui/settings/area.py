"""Describes the first section of Settings: the questions and the display."""

from PySide6.QtWidgets import QWidget

from diary.ui.pages import Context, PageSpec, PlaceSpec, Shell


def _build(context: Context, shell: Shell) -> QWidget:
    from diary.ui.settings.page import SettingsPage

    page = SettingsPage(context, shell.journal, context.display)
    page.preference_requested.connect(shell.prefer)
    return page


PLACES = (
    PlaceSpec("questions", lambda language: language.t("My questions")),
    PlaceSpec("pain", lambda language: language.t("Pain number")),
    PlaceSpec("own", lambda language: language.t("My own items")),
    PlaceSpec("display", lambda language: language.t("Display")),
    PlaceSpec("day_end", lambda language: language.t("When a day ends")),
    PlaceSpec("week", lambda language: language.t("The week starts on")),
)
SECTION = PageSpec("form", lambda language: language.t("Diary and display"), _build, parts=PLACES)
