"""Labels in the four type sizes. All of them show plain text only: what a person typed is never markup."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from diary.ui.style import NOTICE, QUIET, Type, type_font


class Text(QLabel):
    """Plain, wrapping text in one of the type sizes and one of the palette's roles."""

    def __init__(
        self,
        text: str = "",
        size: Type = Type.BODY,
        role: QPalette.ColorRole = QPalette.ColorRole.WindowText,
        *,
        bold: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFont(type_font(size, bold=bold))
        self.setForegroundRole(role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setText(text)


class Title(Text):
    """The name of a page."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, Type.TITLE, bold=True, parent=parent)


class Heading(Text):
    """The name of a card."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, Type.HEADING, bold=True, parent=parent)


class QuietText(Text):
    """A remark that may be overlooked."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, Type.SMALL, QUIET, parent=parent)


class NoticeText(Text):
    """Why something was not taken; hidden while there is nothing to say."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, Type.SMALL, NOTICE, parent=parent)
        self.setVisible(bool(text))

    def say(self, text: str) -> None:
        """Show the sentence, or nothing when it is empty."""
        self.setText(text)
        self.setVisible(bool(text))
