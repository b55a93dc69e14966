"""Asking for a file name to save under, with the system's own dialog."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_save(
    parent: QWidget,
    title: str,
    kind: str,
    name: str,
    save: Callable[[Path], object],
    *,
    replaces: bool = True,
) -> QFileDialog:
    """Ask for a name in the person's documents, `name` at first, then `save`; whoever leaves out the ending gets
    that of `name`. A file that is there is asked about by the dialog, unless `save` never `replaces` one. `kind`
    is as in "PDF document (*.pdf)"."""
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, not replaces)
    dialog.setNameFilter(kind)
    dialog.setDefaultSuffix(Path(name).suffix[1:])
    dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda chosen: save(Path(chosen)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
