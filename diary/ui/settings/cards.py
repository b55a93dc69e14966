"""The cards of Settings about the questions, pain, the display, and where days and weeks begin."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from diary.content.country import Country
from diary.domain.form import WEEK_STARTS, PainRhythm
from diary.domain.item import Preset
from diary.domain.text import sentence_case
from diary.screens.card_lines import joined
from diary.screens.settings import (
    BOUNDARY_HOURS,
    GroupState,
    PreviewState,
    QuestionsState,
    form_names,
    rhythm_words,
)
from diary.ui.pages import Context, Display
from diary.ui.preferences import SYSTEM, TEXT_SIZES
from diary.ui.style import QUIET, TOUCH, Space, Type
from diary.ui.wheel import ChoiceBox
from diary.ui.widgets.buttons import CheckBox
from diary.ui.widgets.card import Card, Rule
from diary.ui.widgets.keys import Choices
from diary.ui.widgets.labels import NoticeText, QuietText, Text
from diary.ui.widgets.layouts import STRETCH, ColumnsLayout, fill, in_column, in_row

HOUR = 60
MONDAY = date(2026, 11, 23)
"""Any Monday, to write the names of days."""


class DisplayCard(Card):
    """Offers the choices; a choice takes effect by building every page anew."""

    def __init__(self, context: Context, display: Display) -> None:
        t = context.language.t
        super().__init__(t("Display"), t("On this computer only. The diary itself does not change."))
        self.by_preference: dict[str, Choices] = {}
        names, percent = context.language.phrases("themes", "name"), t("{percent} %")
        themes = [
            (SYSTEM, t("As this computer says")),
            *((name, names.get(name, name)) for name in display.themes),
        ]
        nights = [(False, t("As by day")), (True, t("Dim after 21:00"))]
        sizes = [(size, percent.format(percent=size)) for size in TEXT_SIZES]
        countries = [
            (Country.NETHERLANDS, t("Netherlands")),
            (Country.BELGIUM, t("Belgium")),
            (Country.ELSEWHERE, t("Another country")),
        ]
        languages = [*display.languages.items()]
        self.languages = self._offer("language", t("Language"), languages, context.language.code)
        self.themes = self._offer("theme", t("Colours"), themes, display.theme)
        self.nights = self._offer("dims_at_night", t("In the evening"), nights, display.dims_at_night)
        self.sizes = self._offer("text_size", t("Size of words"), sizes, display.text_size)
        self.countries = self._offer("country", t("Country"), countries, context.country)
        self.body.addWidget(QuietText(t("The country whose numbers are on the page “When to call a doctor”.")))

    def _offer(self, preference: str, words: str, choices: Sequence[tuple[object, str]], value: object) -> Choices:
        """Add a row that asks for another value of a preference, by its name in Preferences."""
        row = self.by_preference[preference] = Choices(preference, words, choices)
        self.body.addLayout(in_column(Text(words), row, spacing=Space.SMALL))
        row.show_value(value)
        return row


class FormFieldCard(Card):
    """Shows the field of the form that it names, and emits `chosen` with another value of it."""

    field: ClassVar[str]
    chosen = Signal(object)

    def __init__(self, title: str, about: str) -> None:
        super().__init__(title, about)
        self.notice = NoticeText()

    def show_value(self, value: Any) -> None:  # noqa: ANN401 - each field has its own type
        """Show the value there is."""
        raise NotImplementedError


class WeekCard(FormFieldCard):
    """Asks on which weekday weeks start: 0 is Monday, None is what the computer says."""

    field = "week_starts"

    def __init__(self, context: Context) -> None:
        language, t = context.language, context.language.t
        super().__init__(t("The week starts on"), t("For the calendar, and wherever days make weeks."))
        names = {day: language.pattern(MONDAY + timedelta(days=day), "cccc") for day in WEEK_STARTS}
        days = [(day, sentence_case(name)) for day, name in names.items()]
        self.days = Choices("week", t("The week starts on"), [(SYSTEM, t("As this computer says")), *days])
        fill(self.body, self.days, self.notice)
        self.days.chosen.connect(lambda day: self.chosen.emit(None if day == SYSTEM else day))

    def show_value(self, value: int | None) -> None:
        self.days.show_value(SYSTEM if value is None else value)


class DayEndCard(FormFieldCard):
    """Asks at how many minutes after midnight a day ends."""

    field = "boundary_minutes"

    def __init__(self, context: Context) -> None:
        t = context.language.t
        super().__init__(
            t("When a day ends"),
            t("What you fill in before this time belongs to the day before, so that a late evening is one day."),
        )
        self._language = context.language
        hours = ((hour * HOUR, context.language.clock_minutes(hour * HOUR)) for hour in BOUNDARY_HOURS)
        self.hours = ChoiceBox(t("When a day ends"), hours, key="day_end")
        fill(self.body, in_row(self.hours, STRETCH), self.notice)
        self.hours.activated.connect(lambda index: self.chosen.emit(self.hours.itemData(index)))

    def show_value(self, value: int) -> None:
        """Show when a day ends, also when that is no whole hour."""
        if self.hours.findData(value) < 0:
            self.hours.addItem(self._language.clock_minutes(value), value)
        self.hours.setCurrentIndex(self.hours.findData(value))


OWN_CHOICE = "own"
COLUMN_LETTERS = 26
"""Least width of a column, in letters."""


class QuestionsCard(Card):
    """Emits `preset_chosen` with a Preset, or None for the own choice, and `switched` with an item's key."""

    preset_chosen = Signal(object)
    switched = Signal(str, bool)

    def __init__(self, context: Context) -> None:
        t = context.language.t
        super().__init__(t("My questions"), t("What the form on Today asks. You can always skip a question."))
        self.forms = Choices(
            "form",
            t("My questions"),
            [*form_names(context.language).items(), (OWN_CHOICE, t("My own choice"))],
        )
        self.switches: dict[str, CheckBox] = {}
        self.total = Text("", bold=True)
        self.needed = QuietText()
        self.said = QuietText()
        self.notice = NoticeText()
        self.preview = _Preview(t("Your form"))
        self._groups = QWidget()
        self._groups.hide()  # what is added to a part in sight is shown one by one, and laid out each time
        self._column = in_column(within=self._groups, spacing=Space.LARGE)
        self._rule = Rule()
        self.said.hide()
        fill(
            self.body,
            self.forms,
            in_column(self.total, self.needed, self.said, self.notice, spacing=Space.HAIR),
            self._groups,
            self._rule,
            (self.preview, 1),  # a form that asks less leaves its room here, not above what was clicked
        )
        self.forms.chosen.connect(self._on_form_chosen)

    def show_state(self, state: QuestionsState) -> None:
        self.forms.show_value(OWN_CHOICE if state.preset is None else state.preset)
        if state.preset is None and not self.switches:
            self._build(state.groups)
        self._groups.setVisible(state.preset is None)
        self._rule.setVisible(state.preset is None)
        self.total.setText(state.total)
        self.needed.setText(state.actions)
        for group in state.groups:
            for switch in group.switches:
                if switch.key in self.switches:
                    self.switches[switch.key].setChecked(switch.is_on)
        self.preview.show_state(state.preview)
        self.updateGeometry()  # what is around it hears of it also when only a part of it grew

    def say(self, sentence: str) -> None:
        self.notice.say("")
        self.said.say(sentence)

    def _build(self, groups: Iterable[GroupState]) -> None:
        for group in groups:
            columns = ColumnsLayout(most=3, least_width=COLUMN_LETTERS * self.fontMetrics().averageCharWidth())
            columns.setSpacing(0)
            for switch in group.switches:
                box = CheckBox(switch.name)
                box.setObjectName(f"switch:{switch.key}")
                box.setToolTip(switch.question)
                box.setAccessibleDescription(switch.question)
                box.setMinimumHeight(TOUCH)
                box.clicked.connect(lambda is_on, key=switch.key: self.switched.emit(key, is_on))
                self.switches[switch.key] = box
                columns.addWidget(box)
            self._column.addLayout(in_column(Text(group.title, bold=True), columns, spacing=0))
        order = [*self.forms.buttons.values(), *self.switches.values()]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _on_form_chosen(self, value: object) -> None:
        self.preset_chosen.emit(value if isinstance(value, Preset) else None)


class _Preview(QWidget):
    """Shows what the form will ask, card by card."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self.parts: list[_Part] = []
        self._columns = ColumnsLayout(most=2, least_width=COLUMN_LETTERS * self.fontMetrics().averageCharWidth())
        self._columns.setSpacing(Space.MEDIUM)
        self.setLayout(self._columns)

    def show_state(self, cards: tuple[PreviewState, ...]) -> None:
        while len(self.parts) < len(cards):
            self.parts.append(_Part())
            self._columns.addWidget(self.parts[-1])
        for part, card in zip(self.parts, cards, strict=False):
            part.show_state(card)
        for index, part in enumerate(self.parts):
            part.setVisible(index < len(cards))
        self.setAccessibleName(self._title)
        self.setAccessibleDescription(". ".join(f"{card.title}: {', '.join(card.names)}" for card in cards))
        self._columns.invalidate()


class _Part(QWidget):
    """Shows one card of the form: its title, and below it the names of its questions."""

    def __init__(self) -> None:
        super().__init__()
        self.title = Text("", Type.SMALL, QUIET)
        self.names = Text()
        in_column(self.title, self.names, STRETCH, within=self, spacing=0)

    def show_state(self, card: PreviewState) -> None:
        self.title.setText(card.title)
        self.names.setText(joined(card.names))


class PainCard(FormFieldCard):
    """Asks how often the pain number is asked."""

    field = "pain"

    def __init__(self, context: Context) -> None:
        t = context.language.t
        super().__init__(t("Pain number"), t("How often the form asks how much pain you had."))
        self._language = context.language
        self.rhythms = Choices(
            "rhythm",
            t("Pain number"),
            [
                (PainRhythm.DAILY, t("Every day")),
                (PainRhythm.THREE_A_WEEK, t("Three times a week")),
                (PainRhythm.WEEKLY, t("Once a week")),
                (PainRhythm.OFF, t("Off")),
            ],
        )
        self.said = Text()
        self.why = QuietText(
            t(
                "Why less can be better: in two small studies of people with a fresh injury, those who did not "
                "rate their pain every day had more often recovered after four weeks; whether this also goes "
                "for long-lasting pain is not known."
            )
        )
        fill(self.body, self.rhythms, self.notice, self.said, self.why)
        self.rhythms.chosen.connect(self.chosen)

    def show_value(self, value: PainRhythm) -> None:
        self.rhythms.show_value(value)
        self.said.setText(rhythm_words(value, self._language))
