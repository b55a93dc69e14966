"""The part of Settings about other copies, built when it is wanted."""

from PySide6.QtWidgets import QWidget

from diary.journal.journal import Journal
from diary.ui.context import Context
from diary.ui.sections import Section


def merging_section(journal: Journal) -> Section:
    """To be put into Settings."""

    def build(context: Context) -> QWidget:
        from diary.ui.merging.page import MergingPage

        return MergingPage(context, journal)

    return Section("merging", lambda language: language.t("Two computers"), build)
