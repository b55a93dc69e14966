"""The cards for language, theme, size of words, country of the numbers to call, and where days and weeks begin."""

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from diary.content.country import Country
from diary.domain.form import WEEK_STARTS
from diary.screens.settings import BOUNDARY_HOURS, TEXT_SIZES
from diary.ui.pages import Context, Display
from diary.ui.style import TOUCH, Space
from diary.ui.widgets.card import Card
from diary.ui.widgets.keys import Choices
from diary.ui.widgets.labels import NoticeText, QuietText, Text

HOUR = 60
SYSTEM = "system"
MONDAY = date(2026, 11, 23)
"""Any Monday, to write the names of days."""


class DisplayCard(Card):
    """Offers the choices; a choice takes effect by building every page anew."""

    def __init__(self, context: Context, display: Display, parent: QWidget | None = None) -> None:
        t = context.language.t
        super().__init__(t("Display"), t("On this computer only. The diary itself does not change."), parent)
        themes = {
            "light": t("Light"),
            "dim": t("Dim"),
            "dark": t("Dark"),
            "contrast": t("High contrast"),
        }
        percent = t("{percent} %")
        self.languages = Choices("language", t("Language"), list(display.languages.items()))
        self.themes = Choices("theme", t("Colours"), [(name, themes.get(name, name)) for name in display.themes])
        self.sizes = Choices(
            "size", t("Size of words"), [(size, percent.format(percent=size)) for size in TEXT_SIZES]
        )
        countries = {
            Country.NETHERLANDS: t("Netherlands"),
            Country.BELGIUM: t("Belgium"),
            Country.ELSEWHERE: t("Another country"),
        }
        self.countries = Choices("country", t("Country"), list(countries.items()))
        self.by_preference = {
            "language": self.languages,
            "theme": self.themes,
            "text_size": self.sizes,
            "country": self.countries,
        }
        self._show(t("Language"), self.languages, context.language.code)
        self._show(t("Colours"), self.themes, context.theme.name)
        self._show(t("Size of words"), self.sizes, display.text_size)
        self._show(t("Country"), self.countries, context.country)
        self.body.addWidget(QuietText(t("Whose numbers stand on the page “When to call a doctor”.")))

    def _show(self, words: str, choices: Choices, value: object) -> None:
        part = QVBoxLayout()
        part.setSpacing(Space.SMALL)
        part.addWidget(Text(words))
        part.addWidget(choices)
        self.body.addLayout(part)
        choices.show_value(value)


class WeekCard(Card):
    """Emits `chosen` with the weekday on which weeks start (0 is Monday), or None for what the computer says."""

    chosen = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        language, t = context.language, context.language.t
        super().__init__(t("The week starts on"), t("For the calendar, and wherever days make weeks."), parent)
        names = {day: language.pattern(MONDAY + timedelta(days=day), "cccc") for day in WEEK_STARTS}
        days = [(day, name[:1].upper() + name[1:]) for day, name in names.items()]
        self.days = Choices("week", t("The week starts on"), [(SYSTEM, t("As this computer says")), *days])
        self.notice = NoticeText()
        self.body.addWidget(self.days)
        self.body.addWidget(self.notice)
        self.days.chosen.connect(lambda day: self.chosen.emit(None if day == SYSTEM else day))

    def show_start(self, day: int | None) -> None:
        """Show on which day weeks start."""
        self.days.show_value(SYSTEM if day is None else day)


class DayEndCard(Card):
    """Emits `chosen` with the minutes after midnight at which a day ends."""

    chosen = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        t = context.language.t
        super().__init__(
            t("When a day ends"),
            t("What you fill in before this time belongs to the day before, so that a late evening is one day."),
            parent,
        )
        self._language = context.language
        self.hours = QComboBox()
        self.hours.setObjectName("day_end")
        self.hours.setAccessibleName(t("When a day ends"))
        self.hours.setMinimumHeight(TOUCH)
        self.notice = NoticeText()
        for hour in BOUNDARY_HOURS:
            self._add(hour * HOUR)
        row = QHBoxLayout()
        row.addWidget(self.hours)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.notice)
        self.hours.activated.connect(lambda index: self.chosen.emit(self.hours.itemData(index)))

    def show_minutes(self, minutes: int) -> None:
        """Show when a day ends, also when that is no whole hour."""
        if self.hours.findData(minutes) < 0:
            self._add(minutes)
        self.hours.setCurrentIndex(self.hours.findData(minutes))

    def _add(self, minutes: int) -> None:
        self.hours.addItem(self._language.clock_minutes(minutes), minutes)
