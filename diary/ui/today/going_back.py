"""The way to what a day was before; apart, because the dialog is seldom wanted and takes time to load."""

from datetime import date

from PySide6.QtWidgets import QWidget

from diary.content.library import Library
from diary.journal.journal import Journal


def show_versions(day: date, library: Library, journal: Journal, parent: QWidget) -> None:
    """Open the dialog with the day's earlier versions."""
    from diary.ui.today.versions_dialog import VersionsDialog

    VersionsDialog(day, library, journal, parent).open()
