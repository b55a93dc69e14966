"""Describes every declared list as a section of the page it belongs to."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from diary.content.language import SOURCE_LANGUAGE, Language
from diary.content.registers import load_registers
from diary.domain.refusal import Refusal
from diary.domain.therapist_mark import MARKS, PROPOSALS
from diary.ui.pages import Context, HasOwnMarks, PageSpec, Shell


def sections(resources: Path, page: str) -> tuple[PageSpec, ...]:
    """Return the lists that are declared to stand on this page, in the order of their file."""
    registers = load_registers(resources, SOURCE_LANGUAGE).registers
    return tuple(
        PageSpec(register.key, partial(_title, resources, register.key), partial(_build, register.key))
        for register in registers
        if register.page == page
    )


def _build_own(register: str, context: Context, shell: Shell) -> QWidget:
    """Build the page of what a therapist writes beside a share, or say why it cannot be read."""
    from diary.ui.registers.therapist import OwnListPage
    from diary.ui.style import Space
    from diary.ui.widgets.labels import NoticeText
    from diary.ui.widgets.layouts import STRETCH, boxed, in_column

    assert isinstance(shell, HasOwnMarks)
    try:
        name = (OWN_MARKS if register == MARKS else OWN_PROPOSALS).title(context.language)
        page = OwnListPage(context, shell, register, name)
    except Refusal as refusal:
        notice = NoticeText()
        notice.say(context.sentence(refusal))
        return boxed(in_column(notice, STRETCH, margins=Space.WIDE))
    return shell.follow(page)


def _build_given_marks(context: Context, shell: Shell) -> QWidget:
    from diary.ui.registers.therapist import GivenMarksPage

    page = GivenMarksPage(context, shell.journal)
    page.page_requested.connect(shell.open_page)
    return shell.follow(page)


OWN_MARKS = PageSpec(MARKS, lambda language: language.t("My marks"), partial(_build_own, MARKS))
"""What a therapist writes beside a share."""
OWN_PROPOSALS = PageSpec(PROPOSALS, lambda language: language.t("My proposals"), partial(_build_own, PROPOSALS))
"""What a therapist proposes for the plan of a share."""
GIVEN_MARKS = PageSpec(MARKS, lambda language: language.t("From my therapist"), _build_given_marks)
"""What a person keeps of it."""


def _title(resources: Path, key: str, language: Language) -> str:
    return load_registers(resources, language.code).words[key].name


def _build(key: str, context: Context, shell: Shell) -> QWidget:
    from diary.ui.registers.page import RegisterPage

    return shell.follow(RegisterPage(context, shell.journal, context.library.register(key)))
