"""Which days the maps are of: a few usual stretches, or own dates."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from diary.content.language import Language
from diary.domain.period import Period
from diary.screens.span_wish import SpanWish, Stretch
from diary.ui.style import Space
from diary.ui.widgets.choices import Choices
from diary.ui.widgets.date_field import DateField
from diary.ui.widgets.labels import Text
from diary.ui.widgets.layouts import WrapLayout


class SpanRow(QWidget):
    """Emits `changed` with the SpanWish."""

    changed = Signal(object)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = language.t
        self._wish: SpanWish | None = None
        self.stretches = Choices(
            "spread",
            t("Days on the map"),
            [
                (Stretch.FOUR_WEEKS, t("4 weeks")),
                (Stretch.THREE_MONTHS, t("3 months")),
                (Stretch.YEAR, t("1 year")),
                (Stretch.ALL, t("Everything")),
                (Stretch.OWN, t("Own dates")),
            ],
        )
        self.first = DateField(language, t("First day"))
        self.last = DateField(language, t("Last day"))
        self._dates = QWidget()
        row = WrapLayout(self._dates, Space.SMALL)
        to = Text("–")
        to.setWordWrap(False)
        to.setMinimumHeight(self.first.sizeHint().height())
        for widget in (self.first, to, self.last):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        column.addWidget(self.stretches)
        column.addWidget(self._dates)
        self.stretches.chosen.connect(self._on_stretch)
        self.first.dateChanged.connect(self._on_dates)
        self.last.dateChanged.connect(self._on_dates)

    def show_wish(self, wish: SpanWish) -> None:
        """Show a wish without telling anyone."""
        self._wish = wish
        self.stretches.show_value(wish.stretch)
        self.first.show_day(wish.own.first)
        self.last.show_day(wish.own.last)
        self._dates.setVisible(wish.stretch is Stretch.OWN)

    def _on_stretch(self, stretch: Stretch) -> None:
        self._dates.setVisible(stretch is Stretch.OWN)
        if self._wish is not None:
            self._tell(replace(self._wish, stretch=stretch))

    def _on_dates(self) -> None:
        """Dates in the wrong order are on their way to be right ones: wait."""
        if self._wish is not None and self.first.day <= self.last.day:
            self._tell(replace(self._wish, own=Period(self.first.day, self.last.day)))

    def _tell(self, wish: SpanWish) -> None:
        self._wish = wish
        self.changed.emit(wish)
