"""The card that asks for the two periods to compare."""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from diary.content.library import Library
from diary.domain.comparison import LEAST_DAYS
from diary.domain.day import Moment
from diary.domain.period import Period
from diary.domain.two_periods import TwoPeriods
from diary.screens.period_request import TwoPeriodsKind, TwoPeriodsRequest
from diary.ui.style import Space
from diary.ui.widgets.date_field import DateField
from diary.ui.widgets.keys import Choices
from diary.ui.widgets.labels import QuietText, Text
from diary.ui.widgets.layouts import WrapLayout

LONGEST_TEXT = 40


class TwoPeriodsCard(QWidget):
    """Emits `changed` with the SpansWish."""

    changed = Signal(object)

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        language = library.language
        t = language.t
        self._library = library
        self._request: TwoPeriodsRequest | None = None
        self._days: list[date] = []
        self.presets = Choices(
            "compare",
            t("What to compare"),
            [
                (TwoPeriodsKind.WEEKS, t("Last 4 weeks and the 4 before")),
                (TwoPeriodsKind.MONTHS, t("This month and last month")),
                (TwoPeriodsKind.DATE, t("Before and after a date")),
                (TwoPeriodsKind.MOMENT, t("Before and after a moment")),
                (TwoPeriodsKind.OWN, t("Own dates")),
            ],
        )
        self.date = DateField(language, t("Before and after a date"))
        self.moments = QComboBox()
        self.moments.setAccessibleName(t("Before and after a moment"))
        self.moments.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.moments.setMinimumContentsLength(24)
        self.fields = tuple(
            DateField(language, name)
            for name in (
                t("First day of the earlier stretch"),
                t("Last day of the earlier stretch"),
                t("First day of the later stretch"),
                t("Last day of the later stretch"),
            )
        )
        self.no_moments = QuietText(t("There are no moments in this diary yet."))
        self._lay_out()
        self._connect()

    def show_request(self, request: TwoPeriodsRequest) -> None:
        """Show a request without a signal."""
        self._request = request
        self.presets.show_value(request.preset)
        self.date.show_day(request.around)
        if request.around in self._days:
            self.moments.setCurrentIndex(self._days.index(request.around))
        days = (request.own.before.first, request.own.before.last, request.own.after.first, request.own.after.last)
        for field, day in zip(self.fields, days, strict=True):
            field.show_day(day)
        self._show_fields(request.preset)

    def show_moments(self, moments: Sequence[tuple[date, Moment]]) -> None:
        """Offer these moments, the latest first; moments of one day are one choice each."""
        self._days = [day for day, _ in moments]
        self.moments.clear()
        self.moments.addItems([self._moment_words(day, moment) for day, moment in moments])
        if self._request is not None:
            self._show_fields(self._request.preset)

    def _moment_words(self, day: date, moment: Moment) -> str:
        language = self._library.language
        name = self._library.words.moments[moment.kind]
        text = " ".join(moment.text.split())
        if len(text) > LONGEST_TEXT:
            text = text[: LONGEST_TEXT - 1].rstrip() + "…"
        said = language.t("{name}: {text}", name=name, text=text) if text else name
        return f"{language.day(day)} · {said}"

    def _lay_out(self) -> None:
        t = self._library.language.t
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        column.addWidget(self.presets)
        column.addWidget(self.date)
        column.addWidget(self.moments)
        column.addWidget(self.no_moments)
        self._own = QWidget()
        own = QVBoxLayout(self._own)
        own.setContentsMargins(0, 0, 0, 0)
        own.setSpacing(Space.SMALL)
        wide = max(self.fontMetrics().horizontalAdvance(words) for words in (t("Earlier"), t("Later")))
        for words, fields in ((t("Earlier"), self.fields[:2]), (t("Later"), self.fields[2:])):
            row = WrapLayout(spacing=Space.SMALL)
            label, to = Text(words), Text("–")
            label.setMinimumWidth(wide + Space.SMALL)
            for part in (label, to):
                part.setWordWrap(False)
                part.setMinimumHeight(fields[0].sizeHint().height())
            for widget in (label, fields[0], to, fields[1]):
                row.addWidget(widget)
            own.addLayout(row)
        column.addWidget(self._own)

    def _connect(self) -> None:
        self.presets.chosen.connect(self._on_preset)
        self.date.dateChanged.connect(lambda: self._tell(around=self.date.day))
        self.moments.activated.connect(lambda row: self._tell(around=self._days[row]))
        for field in self.fields:
            field.dateChanged.connect(self._on_own)

    def _on_preset(self, preset: TwoPeriodsKind) -> None:
        around = self._comparable_moment() if preset is TwoPeriodsKind.MOMENT else None
        self._show_fields(preset)
        self._tell(preset=preset, **({} if around is None else {"around": around}))

    def _comparable_moment(self) -> date | None:
        """Return the latest moment with enough days after it to compare, else the latest; None without any."""
        if self._request is None or not self._days:
            return None
        last = self._request.own.after.last
        found = next((day for day in self._days if (last - day).days >= LEAST_DAYS), self._days[0])
        self.moments.setCurrentIndex(self._days.index(found))
        return found

    def _on_own(self) -> None:
        days = [field.day for field in self.fields]
        if days[0] <= days[1] and days[2] <= days[3]:
            self._tell(own=TwoPeriods(Period(days[0], days[1]), Period(days[2], days[3])))

    def _tell(self, **new: object) -> None:
        if self._request is not None:
            self._request = replace(self._request, **new)
            self.date.show_day(self._request.around)
            self.changed.emit(self._request)

    def _show_fields(self, preset: TwoPeriodsKind) -> None:
        self.date.setVisible(preset is TwoPeriodsKind.DATE)
        self.moments.setVisible(preset is TwoPeriodsKind.MOMENT and self.moments.count() > 0)
        self.no_moments.setVisible(preset is TwoPeriodsKind.MOMENT and self.moments.count() == 0)
        self._own.setVisible(preset is TwoPeriodsKind.OWN)
