"""The pages to give away as they come out of the printer, and what saves and prints them."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFileDialog,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from diary.report.pdf import render_pages, write_pdf
from diary.screens.figure import file_stem
from diary.screens.summary import SummaryState
from diary.ui.pages import Context
from diary.ui.style import LINE, Space, focus_ring
from diary.ui.widgets.keys import Choices
from diary.ui.widgets.labels import QuietText
from diary.ui.widgets.layouts import STRETCH, boxed, decide_height_by_width, in_column, in_row
from diary.ui.widgets.painted import PaintedPicture
from diary.ui.widgets.saving import ask_save
from diary.ui.widgets.scrolling import FittedColumn, Scrolling

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from diary.report.page import Paper


def paper_of(context: Context) -> "Paper":
    """Return the paper somebody prints on."""
    return "a4" if context.preferences is None else context.preferences.paper


class SaveAndPrint(QWidget):
    """Saves and prints; emits the file that was `saved`, or one sentence, `done` or `refused`."""

    saved = Signal(object)
    done = Signal(str)
    refused = Signal(str)

    def __init__(self, context: Context, resources: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._context = context
        self._resources = resources
        self._printer: QPrinter | None = None

    def ask_file(self, state: SummaryState, today: date) -> QFileDialog:
        """Ask for a file name, then save."""
        language, t = self._context.language, self._context.language.t
        name, save = f"{file_stem(language, today)}.pdf", partial(self.save, state)
        title, kind = t("Save as PDF"), t("PDF document (*.pdf)")
        return ask_save(self.window(), language, title, kind, name, save, self._context.preferences)

    def save(self, state: SummaryState, path: Path) -> None:
        """Write the page as PDF; the dialog asked before replacing a file."""
        with self._context.telling(self.refused.emit):
            write_pdf(state, self._context.library, self._resources, path, paper_of(self._context))
            self.saved.emit(path)

    def ask_printer(self, state: SummaryState) -> QDialog:
        """Ask for a printer, then print. The printer is kept: Qt still needs it after the dialog is gone."""
        from diary.ui.printing import ask_printer, sheet_printer

        self._printer = sheet_printer(paper_of(self._context))
        paint = partial(self.print, state)
        return ask_printer(self.window(), self._printer, self._context.language, paint)

    def print(self, state: SummaryState, printer: "QPrinter") -> None:
        from diary.ui.printing import PRINT_PPI, print_pages

        paper = paper_of(self._context)
        pictures = render_pages(state, self._context.library, self._resources, PRINT_PPI, paper)
        with self._context.telling(self.refused.emit):
            file = print_pages(printer, pictures)
            said = self._context.language.t("Sent to the printer.")
            self.saved.emit(file) if file else self.done.emit(said)


WIDEST = 900
LEAST = 200


class Preview(PaintedPicture):
    """Paints all pages below each other; the height follows the width. Emits how many it shows or has kept a
    place for. With the focus in it the arrows, Page Up and Page Down scroll."""

    counted = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setObjectName("page_preview")
        self.setAccessibleName(context.language.t("Preview of the page"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.pages: tuple[QImage, ...] = ()
        self._sizes: list[QSize] = []
        self._pictures: list[bytes] = []
        self._shown: list[QImage] = []
        decide_height_by_width(self, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def keep_place(self, sheet: QSize, sheets: int) -> None:
        """Show so many empty sheets where no page is shown yet, so that nothing moves when the pages come."""
        if not self.pages:
            self._show_sizes([sheet] * sheets)

    def show_pages(self, pictures: list[bytes], words: str) -> None:
        """Show these PNG pictures; `words` are their accessible description."""
        if pictures != self._pictures:
            known = dict(zip(self._pictures, self.pages, strict=True))  # reading one takes longest
            self._pictures, self._shown = pictures, []
            self.pages = tuple(known.get(picture) or QImage.fromData(picture) for picture in pictures)
        self.setAccessibleDescription(words)
        self._show_sizes([page.size() for page in self.pages])

    def _show_sizes(self, sizes: list[QSize]) -> None:
        self._sizes = sizes
        self.updateGeometry()
        self.update()
        self.counted.emit(len(sizes))

    @property
    def sheets(self) -> int:
        """How many pages have a place, drawn or not."""
        return len(self._sizes)

    def top_of(self, number: int) -> int:
        """Return where a page begins, the first is 0."""
        return sum(self._height(size, self.width()) + Space.LARGE for size in self._sizes[:number])

    def heightForWidth(self, width: int) -> int:
        return sum(self._height(size, width) + Space.LARGE for size in self._sizes) - Space.LARGE + 2

    def sizeHint(self) -> QSize:
        return QSize(WIDEST, max(self.heightForWidth(WIDEST), LEAST))

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST, 0)

    def _height(self, size: QSize, width: int) -> int:
        return round(min(width, WIDEST) * size.height() / max(size.width(), 1))

    def _draw(self, painter: QPainter) -> None:
        width = min(self.width(), WIDEST)
        painter.setPen(QPen(self.palette().color(LINE), 1))
        top = 0
        pictures = self._fitted(width)
        for number, size in enumerate(self._sizes):
            place = QRect(0, top, width, self._height(size, width))
            if pictures:
                place.setHeight(round(pictures[number].height() / pictures[number].devicePixelRatioF()))
                painter.drawImage(place.topLeft(), pictures[number])
            else:
                painter.fillRect(place, Qt.GlobalColor.white)
            painter.drawRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5))
            top += place.height() + Space.LARGE
        if self.hasFocus():
            focus_ring(painter, QRectF(self.visibleRegion().boundingRect()).adjusted(1, 1, -2, -2), self.palette())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _fitted(self, width: int) -> list[QImage]:
        """Return the pages scaled to this width, cached."""
        ratio = self.devicePixelRatioF()
        if not self._shown or self._shown[0].width() != round(width * ratio):
            smooth = Qt.TransformationMode.SmoothTransformation
            self._shown = [page.scaledToWidth(round(width * ratio), smooth) for page in self.pages]
            for picture in self._shown:
                picture.setDevicePixelRatio(ratio)
        return self._shown


FORM_LETTERS = 46
PAGE_BESIDE = 480
"""Pixels for a form's pages that are enough to see what stands where."""


class BesidePreview(QWidget):
    """A form of at least so many `letters` with the pages beside it, or below its last part where there is no room
    for both; its `head` then scrolls with it, for a low window would hold little else. Of several pages a button
    each brings one into view."""

    def __init__(self, head: QWidget, sheet: FittedColumn, preview: Preview, letters: int = FORM_LETTERS) -> None:
        super().__init__()
        self._letters = letters
        self._sheet, self._preview, self._head = sheet, preview, head
        self._is_wide: bool | None = None
        self._form_area = Scrolling(sheet)
        self._page_area = Scrolling()
        words = preview.context.language.t("As it is printed:")
        self._sheets = Choices("sheet", words.rstrip(":"), ())
        self._sheets.chosen.connect(self._go_to)
        self._switch = boxed(in_row(QuietText(words), self._sheets, STRETCH, spacing=Space.SMALL))
        self._switch.hide()
        self._pages = in_column((self._page_area, 1), spacing=Space.SMALL)
        self._beside = boxed(self._pages)
        both = in_row((self._form_area, 2), (self._beside, 3), spacing=Space.LARGE)
        self._whole = in_column(self._head, (both, 1), within=self, spacing=Space.MEDIUM)
        preview.counted.connect(self._on_counted)
        for area in (self._form_area, self._page_area):
            area.verticalScrollBar().valueChanged.connect(self._mark)

    @property
    def numbers(self) -> list[QAbstractButton]:
        """The buttons that bring a page into view."""
        return list(self._sheets.buttons.values())

    @property
    def _area(self) -> Scrolling:
        return self._page_area if self._is_wide else self._form_area

    def _top_of(self, number: int) -> int:
        place = self._preview.mapTo(self._area.viewport(), QPoint(0, self._preview.top_of(number)))
        return place.y() + self._area.verticalScrollBar().value()

    def _on_counted(self, pages: int) -> None:
        while len(self.numbers) < pages:
            number = len(self.numbers)
            self._sheets.add(number, self._preview.context.language.t("Page {number}", number=number + 1))
        for number, button in enumerate(self.numbers):
            button.setVisible(number < pages)
        self._switch.setVisible(pages > 1)
        self._mark()

    def fit_form(self) -> None:
        """Make the form as high as it needs to be; Qt does so only after it has been painted."""
        QCoreApplication.sendEvent(self._form_area, QEvent(QEvent.Type.LayoutRequest))

    def _go_to(self, number: int) -> None:
        self._area.verticalScrollBar().setValue(self._top_of(number))
        self._mark()

    def _mark(self) -> None:
        """Mark the page that fills the middle; the first one while the form above it does."""
        if self._is_wide is None:
            return
        middle = self._area.verticalScrollBar().value() + self._area.viewport().height() / 2
        begun = sum(self._top_of(number) <= middle for number in range(self._preview.sheets))
        self._sheets.show_value(max(begun, 1) - 1)
        if self._preview.hasFocus():
            self._preview.update()  # its ring stays around what is in view

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        letters = self._letters * self.fontMetrics().averageCharWidth() + 2 * Space.WIDE
        bar = self._form_area.verticalScrollBar().sizeHint().width()
        side = max(letters, self._sheet.minimumSizeHint().width() + bar)
        wide = self.width() >= side + min(side, PAGE_BESIDE)
        self._form_area.setMinimumWidth(side if wide else 0)
        self._form_area.setMaximumWidth(side if wide else self.maximumWidth())
        if wide == self._is_wide:
            return
        self._is_wide = wide
        self._beside.setVisible(wide)
        column = self._sheet.layout()
        assert isinstance(column, QVBoxLayout)
        if wide:
            self._whole.insertWidget(0, self._head)
            self._pages.insertWidget(0, self._switch)
            self._page_area.setWidget(self._preview)
            self._preview.setAutoFillBackground(False)
        else:
            column.insertWidget(0, self._head)
            column.insertWidget(1, self._switch)
            self._page_area.takeWidget()
            column.insertWidget(column.count() - 1, self._preview)
        self._preview.show()
        self._mark()
