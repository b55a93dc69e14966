"""Describes the week on paper, a section of Share: blank sheets to print, and a grid to type a filled one in."""

from PySide6.QtWidgets import QWidget

from diary.ui.pages import Context, PageSpec, Shell


def _build(context: Context, shell: Shell) -> QWidget:
    from diary.ui.paper_week.page import PaperWeekPage

    return shell.follow(PaperWeekPage(context, shell.journal, shell.resources))


SECTION = PageSpec("paper-week", lambda language: language.t("Week on paper"), _build)
"""Its key is one no list can have."""
