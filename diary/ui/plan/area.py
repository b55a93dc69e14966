"""Describes Plan, the page of small steps that one chooses oneself."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from diary.content.language import SOURCE_LANGUAGE
from diary.content.registers import load_registers
from diary.ui.pages import Context, PageSpec, Shell

AHEAD = ("diary.ui.plan.card", "diary.ui.plan.page")
"""Modules that opening Plan needs; to be imported in the window's thread."""


def preload() -> None:
    """Import what Plan is computed with, so that opening it first costs no import; nothing of Qt is in it."""
    import diary.journal.tables
    import diary.screens.plan.first_page
    import diary.screens.plan.tools  # noqa: F401 - imported for later


def _build(context: Context, shell: Shell) -> QWidget:
    from diary.ui.plan.page import PlanPage

    page = PlanPage(context, shell.journal, shell.resources)
    page.page_requested.connect(shell.open_page)
    page.doctor_wanted.connect(shell.show_red_flags)
    page.before_answer = shell.look_at_clock
    return shell.follow(page)


def _places(resources: Path) -> Iterable[str]:
    from diary.screens.plan.tools import TOOLS

    lists = load_registers(resources, SOURCE_LANGUAGE).registers
    return dict.fromkeys((*(tool.key for tool in TOOLS), *(register.key for register in lists)))


PAGE = PageSpec("plan", lambda language: language.phrase("plan", "page", "name"), _build, "plan", places=_places)


def _build_to_read(context: Context, shell: Shell) -> QWidget:
    from diary.ui.plan.card import PlanToRead

    return PlanToRead(context, shell.journal)


SECTION = PageSpec("plan", lambda language: language.phrase("plan", "page", "name"), _build_to_read)
"""What a share says of the plan: the phase, the amount of the week and the goals, as on paper."""
