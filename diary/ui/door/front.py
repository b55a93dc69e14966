"""The window before the diary: it asks for the passphrase, welcomes, or says what is being done. It shows nothing
of the diary, and not even its name."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from diary.content.language import Language
from diary.ui.style import Space
from diary.ui.widgets.centred import CentredColumn
from diary.ui.widgets.labels import Text, Title
from diary.ui.window import LEAST, USUAL


class FrontWindow(QWidget):
    """Holds one page at a time. `may_close` tells whether it may be closed now."""

    def __init__(self, language: Language, may_close: Callable[[], bool]) -> None:
        super().__init__()
        self._may_close = may_close
        self.setWindowTitle(language.t("Symptom Diary"))
        self.setMinimumSize(*LEAST)
        self.resize(*USUAL)
        self._pages = QStackedLayout(self)

    def show_page(self, page: QWidget) -> None:
        """Show this page; the one before is gone."""
        before = self._pages.currentWidget()
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        if before is not None:
            before.deleteLater()
        page.setFocus()

    def take_place_of(self, window: QWidget | None) -> None:
        """Appear where that window is, without coming to the front when it was not there."""
        if window is None:
            self.show()
            return
        self.setGeometry(QRect(window.geometry()))
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not window.isActiveWindow())
        if window.isMinimized():
            self.showMinimized()
        elif window.isMaximized():
            self.showMaximized()
        else:
            self.show()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close():
            super().closeEvent(event)
        else:
            event.ignore()


class BusyPage(CentredColumn):
    """Says what is being done, calmly, while nothing can be typed."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column.setSpacing(Space.MEDIUM)
        self.column.addWidget(Title(title))
        self.column.addWidget(Text(text))
