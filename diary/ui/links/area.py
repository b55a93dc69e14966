"""Describes what goes together, a section of Trends."""

from PySide6.QtWidgets import QWidget

from diary.ui.pages import Context, PageSpec, Shell


def _build(context: Context, shell: Shell) -> QWidget:
    from diary.ui.links.question import TogetherPage

    page = TogetherPage(context, shell.journal)
    shell.follow(page.on_changed)
    shell.follow_day(page.on_day)
    return page


SECTION = PageSpec("links", lambda language: language.t("What goes together"), _build)
