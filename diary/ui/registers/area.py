"""Describes every declared list as a section of the page it belongs to."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from diary.content.language import SOURCE_LANGUAGE, Language
from diary.content.registers import load_registers
from diary.ui.pages import Context, PageSpec, Shell


def sections(resources: Path, page: str) -> tuple[PageSpec, ...]:
    """The lists that are declared to stand on this page, in the order of their file."""
    registers = load_registers(resources, SOURCE_LANGUAGE).registers
    return tuple(
        PageSpec(register.key, partial(_title, resources, register.key), partial(_build, register.key))
        for register in registers
        if register.page == page
    )


def _title(resources: Path, key: str, language: Language) -> str:
    return load_registers(resources, language.code).words[key].name


def _build(key: str, context: Context, shell: Shell) -> QWidget:
    from diary.ui.registers.page import RegisterPage

    page = RegisterPage(context, shell.journal, context.library.register(key))
    shell.follow(page.on_changed)
    return page
