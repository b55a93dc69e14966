"""The form of the Share page: the days, and what the person wants to say about themselves."""

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from diary.screens.period_request import PeriodKind
from diary.screens.share import ReportRequest
from diary.ui.pages import Context
from diary.ui.style import Space
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.date_field import DateField
from diary.ui.widgets.labels import QuietText
from diary.ui.widgets.layouts import WrapLayout, keep_place
from diary.ui.widgets.typed import SaveSoon

LONGEST_NAME = 60


class ReportRequestForm(QWidget):
    """Emits `changed` with the request, and `profile_changed` with a key and its new text."""

    changed = Signal(object)
    profile_changed = Signal(str, str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        t = context.language.t
        self.stretches: dict[PeriodKind, TextButton] = {
            PeriodKind.FOUR_WEEKS: TextButton(t("4 weeks")),
            PeriodKind.THREE_MONTHS: TextButton(t("3 months")),
            PeriodKind.OWN: TextButton(t("Own dates")),
        }
        self.first = DateField(context.language, t("First day"))
        self.last = DateField(context.language, t("Last day"))
        self.name = QLineEdit()
        self.birth_year = QLineEdit()
        self._lay_out()
        self._connect()

    def show_request(self, request: ReportRequest) -> None:
        """Show a request without a signal."""
        self.blockSignals(True)
        self.stretches[request.stretch].setChecked(True)
        self.first.show_day(request.first)
        self.last.show_day(request.last)
        self.blockSignals(False)
        self._dates.setVisible(request.stretch is PeriodKind.OWN)

    def show_profile(self, name: str, birth_year: str) -> None:
        """Show the stored profile."""
        self.name.setText(name)
        self.birth_year.setText(birth_year)

    def request(self) -> ReportRequest:
        """Return the present request."""
        stretch = next(stretch for stretch, button in self.stretches.items() if button.isChecked())
        return ReportRequest(stretch, self.first.day, self.last.day)

    def _lay_out(self) -> None:
        t = self._context.language.t
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        group = QButtonGroup(self)
        choices = WrapLayout(spacing=Space.HAIR)
        for button in self.stretches.values():
            button.setCheckable(True)
            group.addButton(button)
            choices.addWidget(button)
        column.addLayout(choices)
        self._dates = QWidget()
        keep_place(self._dates)
        dates = WrapLayout(self._dates, Space.HAIR)
        for widget in (self.first, QLabel("–"), self.last):
            dates.addWidget(widget)
        column.addWidget(self._dates)
        column.addSpacing(Space.SMALL)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setVerticalSpacing(Space.SMALL)
        form.addRow(t("Name"), self.name)
        form.addRow(t("Year of birth"), self.birth_year)
        column.addLayout(form)
        column.addWidget(
            QuietText(t("You may leave these empty. They are printed at the top and kept in your diary."))
        )

    def _connect(self) -> None:
        self.name.setMaxLength(LONGEST_NAME)
        self.birth_year.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{0,4}"), self))
        for button in self.stretches.values():
            button.clicked.connect(self._on_changed)
        self.first.dateChanged.connect(self._on_changed)
        self.last.dateChanged.connect(self._on_changed)
        soon = SaveSoon(self)
        soon.timeout.connect(self._tell_profile)
        for line in (self.name, self.birth_year):
            line.textEdited.connect(soon.touch)
            line.editingFinished.connect(self._tell_profile)

    def _tell_profile(self) -> None:
        self.profile_changed.emit("name", self.name.text().strip())
        self.profile_changed.emit("birth_year", self.birth_year.text())

    def _on_changed(self) -> None:
        request = self.request()
        self._dates.setVisible(request.stretch is PeriodKind.OWN)
        self.changed.emit(request)
