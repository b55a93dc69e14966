"""What this computer asks of every program's colours. It is asked once, when nothing was chosen yet."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QStyleHints


def wished_theme(hints: QStyleHints) -> str:
    """The name of the theme that fits the computer's own settings."""
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"
