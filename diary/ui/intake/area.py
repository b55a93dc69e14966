"""Describes the section of Settings that brings notes from other programs."""

from functools import partial

from PySide6.QtWidgets import QWidget

from diary.ui.pages import Context, PageSpec, Shell


def section(*, is_sample: bool) -> PageSpec:
    """Return the section. A file by its path is a place in it, which is read when it is shown."""
    build = partial(_build, is_sample)
    return PageSpec("intake", lambda language: language.t("Import"), build)


def _build(is_sample: bool, context: Context, shell: Shell) -> QWidget:
    from diary.ui.intake.page import IntakePage

    return IntakePage(context, shell, is_sample=is_sample)
