"""Describes Plan, the page of small steps that one chooses oneself."""

from PySide6.QtWidgets import QWidget

from diary.ui.pages import Context, PageSpec, Shell

AHEAD = ("diary.ui.plan.card", "diary.ui.plan.page")
"""Modules that opening Plan needs; to be imported in the window's thread."""


def preload() -> None:
    """Import what Plan is computed with, so that opening it first costs no import; nothing of Qt is in it."""
    import diary.journal.tables
    import diary.screens.plan.tools  # noqa: F401 - imported for later


def _build(context: Context, shell: Shell) -> QWidget:
    from diary.ui.plan.page import PlanPage

    page = PlanPage(context, shell.journal, shell.resources)
    page.page_requested.connect(shell.open_page)
    page.doctor_wanted.connect(shell.show_red_flags)
    page.before_answer = shell.look_at_clock
    return shell.follow(page)


PAGE = PageSpec("plan", lambda language: language.phrase("plan", "page", "name"), _build, "plan")


def _build_to_read(context: Context, shell: Shell) -> QWidget:
    from diary.ui.plan.card import PlanToRead

    return PlanToRead(context, shell.journal)


SECTION = PageSpec("plan", lambda language: language.phrase("plan", "page", "name"), _build_to_read)
"""What a share says of the plan: the phase, the amount of the week and the goals, as on paper."""
