"""Describes what goes together, a section of Trends."""

from PySide6.QtWidgets import QWidget

from diary.ui.pages import Context, PageSpec, Shell


def _build(context: Context, shell: Shell) -> QWidget:
    from diary.ui.links.question import TogetherPage

    return shell.follow(TogetherPage(context, shell.journal))


SECTION = PageSpec("links", lambda language: language.t("What goes together"), _build)
