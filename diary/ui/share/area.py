"""Describes what can be given away, as sections of Share: the page, and the diary in another format."""

from PySide6.QtWidgets import QWidget

from diary.ui.pages import Context, PageSpec, Shell


def _build(context: Context, shell: Shell) -> QWidget:
    from diary.ui.share.page import SharePage

    return shell.follow(SharePage(context, shell.journal, shell.resources))


def _build_appointment(context: Context, shell: Shell) -> QWidget:
    from diary.ui.share.appointment import AppointmentPage

    return shell.follow(AppointmentPage(context, shell))


def _build_export(context: Context, shell: Shell) -> QWidget:
    from diary.ui.share.export import ExportPage

    return shell.follow(ExportPage(context, shell.journal, shell.resources))


APPOINTMENT = PageSpec("appointment", lambda language: language.t("My appointment"), _build_appointment)
"""Prepare what one wants to talk about. Its key is that of the list it fills in."""
SECTION = PageSpec("one-page", lambda language: language.t("The page"), _build)
"""Choose the days, see the page, save or print it. Its key is one no list can have."""
EXPORT = PageSpec("take-along", lambda language: language.t("Take along"), _build_export)
"""Choose what goes into a file of another format, and save it."""
SECTIONS = SECTION, APPOINTMENT, EXPORT
"""In the order of Share; lists and what is typed from paper come after them."""
