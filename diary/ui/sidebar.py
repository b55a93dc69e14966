"""The sidebar: pages above, seldom used buttons below."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QFont, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QMenu, QSizePolicy, QWidget

from diary.content.language import Language
from diary.content.theme import Theme
from diary.ui.icons import icon_pixmap
from diary.ui.style import (
    ACCENT,
    INK,
    LINE,
    QUIET,
    Space,
    Type,
    chosen_ground,
    quiet_ground,
    type_font,
)
from diary.ui.widgets.key_press import EnterClicks
from diary.ui.widgets.layouts import in_column
from diary.ui.widgets.painted import Painted

ICON = 24
LETTERS = "Klachtenda"
"""The word whose width is the most a label takes before it wraps."""


class SidebarButton(EnterClicks, Painted, QAbstractButton):
    """Shows an icon above its words; a page's button stays checked while its page is shown."""

    def __init__(self, text: str, icon_name: str, *, is_page: bool = False) -> None:
        super().__init__()
        self._icon_name = icon_name
        self._is_page = is_page
        self._is_narrow = False
        self._tightness = 0
        self._drawn: tuple[QColor, int, QPixmap] | None = None
        self._measured: tuple[QFont, QSize] | None = None
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(is_page)
        self.setAutoExclusive(True)  # heard as one of several, not as a tick
        QButtonGroup(self, exclusive=False).addButton(self)  # alone, Tab comes to it and arrows open no page
        self.setFont(type_font(Type.SMALL, bold=is_page))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_narrow(self, is_narrow: bool, tightness: int = 0) -> None:
        """Show the icon alone; the words become the tool tip. `tightness` 1 brings the icons closer together, 2
        makes them small too."""
        self._is_narrow, self._tightness = is_narrow, tightness
        self.setToolTip(self.text() if is_narrow else "")
        self.updateGeometry()

    def with_words(self) -> QSize:
        """Return the size with words, measured once for a font: a window that is resized asks again and again."""
        font = self.font()
        if self._measured is None or self._measured[0] != font:
            metrics = self.fontMetrics()
            longest = max(metrics.horizontalAdvance(word) for word in (LETTERS, *self.text().split()))
            width = longest + 2 * Space.SMALL
            words = metrics.boundingRect(0, 0, width - Space.SMALL, 1000, _WORDS, self.text())
            height = self._icon_with_words() + words.height() + 2 * Space.SMALL + Space.HAIR
            self._measured = font, QSize(width, height)
        return self._measured[1]

    def sizeHint(self) -> QSize:
        if not self._is_narrow:
            return self.with_words()
        icon = self._icon_size()
        return QSize(icon + 2 * Space.MEDIUM, icon + 2 * (Space.HAIR if self._tightness else Space.MEDIUM))

    def _draw(self, painter: QPainter) -> None:
        palette = self.palette()
        if self.isChecked():
            chosen_ground(painter, QRectF(self.rect()), palette)
        elif self.underMouse():
            quiet_ground(painter, QRectF(self.rect()), palette)
        colour = palette.color(ACCENT if self.isChecked() else INK if self._is_page else QUIET)
        icon = self._icon_size()
        top = (self.height() - icon) // 2 if self._is_narrow else Space.SMALL
        painter.drawPixmap((self.width() - icon) // 2, top, self._icon_in(colour))
        if not self._is_narrow:
            words = self.rect().adjusted(Space.HAIR, top + icon + Space.HAIR, -Space.HAIR, 0)
            painter.setPen(colour)
            painter.drawText(words, _WORDS, self.text())

    def _icon_size(self) -> int:
        return ICON if self._tightness > 1 else self._icon_with_words()

    def _icon_with_words(self) -> int:
        return max(ICON, round(self.fontMetrics().height() * 1.1))

    def _icon_in(self, colour: QColor) -> QPixmap:
        size = self._icon_size()
        if self._drawn is None or self._drawn[:2] != (colour, size):
            self._drawn = colour, size, icon_pixmap(self._icon_name, colour, size)
        return self._drawn[2]


_WORDS = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


PAGES_KEPT = 6
"""As many pages stay in sight; later ones may go under "More"."""
LEAST_PARTS = 4
"""The window is at least as many times as wide as the bar, or the bar shows its icons alone."""


class Sidebar(QWidget):
    """Pages by key above, other buttons below. Where there is no room for all, the `seldom` ones go under "More",
    the first of them first, and then the last pages; only the narrowest window shows the icons alone."""

    page_chosen = Signal(str)

    def __init__(
        self,
        pages: Sequence[tuple[str, SidebarButton]],
        others: Sequence[SidebarButton],
        seldom: Sequence[SidebarButton],
        language: Language,
    ) -> None:
        super().__init__()
        self.setAccessibleName(language.t("Pages"))
        self.pages = dict(pages)
        self.others = tuple(others)
        self._seldom = tuple(seldom)
        self._hideable = (*self._seldom, *reversed(tuple(self.pages.values())[PAGES_KEPT:]))
        self.more = SidebarButton(language.t("More"), "down")
        self.more.hide()
        self.more.clicked.connect(self.offer_more)
        column = self._column = in_column(
            within=self, margins=(Space.SMALL, Space.LARGE, Space.SMALL, Space.LARGE), spacing=Space.SMALL
        )
        for key, button in self.pages.items():
            button.clicked.connect(lambda _checked=False, key=key: self.page_chosen.emit(key))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        for button in (*self.others, self.more):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)

    def offer_more(self) -> QMenu:
        """Open the menu with what there is no room for."""
        self._mark_more()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.more.text())
        for button in (*self.pages.values(), *self.others):
            if button.isHidden():
                action = menu.addAction(button.text(), button.click)
                action.setCheckable(button.isChecked())
                action.setChecked(button.isChecked())
        menu.popup(self.more.mapToGlobal(self.more.rect().topRight()))
        return menu

    def mark(self, key: str) -> None:
        """Check the button of the page that is shown."""
        for each, button in self.pages.items():
            button.setChecked(each == key)
        self._mark_more()

    def fit(self, width: int, height: int) -> None:
        """Show the words when the window has room for them, and what is left of the others."""
        pages, buttons = (*self.pages.values(),), (*self.pages.values(), *self.others, self.more)
        widest = max(button.with_words().width() for button in buttons)
        with_words = widest * LEAST_PARTS <= width
        hidden = None
        for worded, gap, tightness, hideable in (
            (buttons, Space.SMALL, 0, self._seldom),
            ((*pages, *self._seldom, self.more), Space.SMALL, 0, self._seldom),
            (pages, 0, 0, self._seldom),
            (pages, 0, 0, self._hideable),
            ((), Space.SMALL, 0, self._seldom),
            ((), 0, 0, self._hideable),
            ((), 0, 1, self._seldom),
            ((), 0, 2, self._seldom),
            ((), 0, 2, self._hideable),
        ):
            if hidden is None and (with_words or not worded):
                for button in buttons:
                    button.set_narrow(button not in worded, tightness)
                edge = 2 * gap or Space.SMALL
                self._column.setSpacing(gap)
                self._column.setContentsMargins(Space.SMALL, edge, Space.SMALL, edge)
                hidden = self._too_many(height, hideable)
        away = self._hideable[:hidden]
        for button in (*pages, *self.others):
            button.setVisible(button not in away)
        self.more.setVisible(bool(away))
        self._mark_more()

    def _mark_more(self) -> None:
        """Check "More" while the page that is shown has its button in there."""
        is_in_there = any(button.isChecked() and button.isHidden() for button in self.pages.values())
        self.more.setCheckable(True)  # else it would not be painted anew; a page only while it stands for one
        self.more.setChecked(is_in_there)
        self.more.setCheckable(is_in_there)

    def _too_many(self, height: int, hideable: Sequence[SidebarButton]) -> int | None:
        """Return how many of these there is no room for; None when it would not be enough to hide them all."""
        buttons = (*self.pages.values(), *self.others)
        gap, margins = self._column.spacing(), self._column.contentsMargins()
        needed = margins.top() + margins.bottom() + sum(button.sizeHint().height() + gap for button in buttons)
        if needed <= height:
            return 0
        needed += self.more.sizeHint().height() + gap
        for hidden, button in enumerate(hideable, start=1):
            needed -= button.sizeHint().height() + gap
            if needed <= height:
                return hidden
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(LINE))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.end()


class ThemeMenu(QMenu):
    """Emits the name of another theme than `current`; deletes itself when it closes."""

    theme_chosen = Signal(str)

    def __init__(self, language: Language, themes: Sequence[str], current: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(language.t("Colours"))
        words = {**language.phrases("themes", "name"), **language.phrases("themes", "beside_pages")}
        group = QActionGroup(self)
        for name in themes:
            action = QAction(words.get(name, name), group)
            action.setCheckable(True)
            action.setChecked(name == current)
            action.setData(name)
            self.addAction(action)
            if name == current:
                self.setActiveAction(action)
        group.triggered.connect(lambda action: self._on_chosen(action.data(), current))

    def _on_chosen(self, name: str, current: str) -> None:
        if name != current:
            self.theme_chosen.emit(name)


class ThemeButton(SidebarButton):
    """Shows a sun or a moon; emits the theme that was chosen from its menu."""

    theme_chosen = Signal(str)

    def __init__(self, language: Language, themes: Sequence[str], current: Theme) -> None:
        super().__init__(language.t("Colours"), "light" if current.dark else "dim")
        self._language = language
        self._themes = themes
        self._current = current.name

    def offer(self) -> None:
        """Open the menu beside the button; the theme in use is checked."""
        menu = ThemeMenu(self._language, self._themes, self._current, self)
        menu.theme_chosen.connect(self.theme_chosen)
        bar = self.parentWidget()
        beside = bar if bar is not None and self.isHidden() else self
        menu.popup(beside.mapToGlobal(beside.rect().topRight()))
