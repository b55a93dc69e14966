"""The words Qt brings along, such as those of the dialog that asks for a file name, in the person's language."""

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

_NAME = "qt_words"


def speak(qt: QApplication, code: str) -> None:
    """Let Qt speak this language from now on. Where it has no words of its own for it, it stays with English."""
    before = qt.findChild(QTranslator, _NAME)
    if before is not None:
        qt.removeTranslator(before)
        before.setParent(None)
        before.deleteLater()
    words = QTranslator(qt)
    words.setObjectName(_NAME)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(f"qtbase_{code}", folder):
        qt.installTranslator(words)
