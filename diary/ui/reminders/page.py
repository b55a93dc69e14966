"""The section of Settings about the reminder: off until an hour is chosen."""

from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from diary.content.language import Language
from diary.domain.period import LAST_DAY
from diary.domain.refusal import Refusal
from diary.domain.reminder import Reminder, with_struck
from diary.journal.journal import Journal
from diary.journal.reminders import follow_journal, read_reminder, reminder_of, write_reminder
from diary.paths import reminder_file
from diary.ui.pages import Context
from diary.ui.reminders.schedule import remove_reminder, schedule, start_reminding
from diary.ui.style import TOUCH, Space
from diary.ui.wheel import ChoiceBox
from diary.ui.widgets.buttons import CheckBox, TextButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.date_field import DateField
from diary.ui.widgets.labels import QuietText, Title
from diary.ui.widgets.layouts import STRETCH, fill, in_page, in_row
from diary.ui.widgets.saving import SavedLine
from diary.ui.widgets.scrolling import TextColumn

STEP = 30
MORNING_HOURS = range(6 * 60, 13 * 60, STEP)
EVENING_HOURS = range(15 * 60, 24 * 60, STEP)
DAY, USUAL_AWAY = timedelta(days=1), timedelta(days=7)
USUAL_MORNING, USUAL_EVENING = 9 * 60, 20 * 60


class ReminderPage(QWidget):
    """Reads and writes the reminder's own file, and has the computer start it; a choice takes effect at once."""

    def __init__(self, context: Context, journal: Journal) -> None:
        super().__init__()
        self.setObjectName("reminder_page")
        self._context = context
        self._journal = journal
        t = context.language.t
        self.evening = _Hour(t("In the evening"), "evening", EVENING_HOURS, USUAL_EVENING, context.language)
        self.morning = _Hour(
            t("In the morning, about the night"), "morning", MORNING_HOURS, USUAL_MORNING, context.language
        )
        self.neutral = CheckBox(t("Only say “Reminder”, not what it is about"))
        self.neutral.setObjectName("neutral")
        self.neutral.setMinimumHeight(TOUCH)
        self.quiet = CheckBox(t("No reminder for a while, up to and including"))
        self.quiet.setObjectName("quiet")
        self.quiet.setMinimumHeight(TOUCH)
        self.away_until = DateField(context.language, t("The last day without a reminder"))
        away = in_row(self.quiet, self.away_until, STRETCH, spacing=Space.SMALL)
        self.trial = TextButton(t("Try it now"), on_click=self._on_trial, key="try_reminder")
        self.notice = SavedLine(context.language)
        self.other = QuietText()
        card = Card(
            t("When"),
            t("A small sign on the screen at an hour you choose, only when that is not filled in yet."),
        )
        rules = QuietText(
            t(
                "Never on a diary holiday, and never twice. After “Not now” three times in a row it keeps quiet "
                "for a week. Nothing about your days is in it."
            )
        )
        trial = in_row(self.trial, STRETCH)
        fill(card.body, self.other, self.evening, self.morning, away, self.neutral, trial, self.notice, rules)
        in_page(Title(t("Reminder")), last=TextColumn((card,)), within=self)
        for hour in (self.evening, self.morning):
            hour.switch.clicked.connect(self._store)
            hour.hours.activated.connect(self._store)
        self.neutral.clicked.connect(self._store)
        self.quiet.clicked.connect(self._store)
        self.away_until.dateChanged.connect(self._store)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.notice.done("")
        self._show()

    def _show(self) -> None:
        reminder = reminder_of(self._journal)
        other = None if reminder is not None else read_reminder(reminder_file())
        self.other.setVisible(other is not None)
        if other is not None:
            name = Path(other.diary).name
            self.other.setText(
                self._context.language.t(
                    "You are reminded of another diary now, {name}. Switched on here, it is about this one.",
                    name=name,
                )
            )
        self.evening.show_minutes(None if reminder is None else reminder.evening)
        self.morning.show_minutes(None if reminder is None else reminder.morning)
        self.neutral.setChecked(reminder is not None and reminder.is_neutral)
        self._show_away(None if reminder is None else reminder.quiet_until)
        is_on = reminder is not None and reminder.is_on
        self.quiet.setEnabled(is_on)
        self.neutral.setEnabled(is_on)
        self.trial.setEnabled(is_on)

    def _show_away(self, until: date | None) -> None:
        """Show the last day of those without a reminder; in a week where there are none to come."""
        today = self._journal.today
        is_quiet = until is not None and until > today
        self.away_until.limit(today, LAST_DAY)
        self.away_until.show_day(until - DAY if until is not None and is_quiet else today + USUAL_AWAY)
        self.away_until.setEnabled(is_quiet)
        self.quiet.setChecked(is_quiet)

    def _store(self) -> None:
        """Store what is chosen and have it started then; with no hour left everything of it goes."""
        self.notice.done("")
        with self._context.telling(self.notice.refused):
            self._change()
        self._show()

    def _change(self) -> None:
        before = reminder_of(self._journal) or Reminder(str(self._journal.path), self._context.language.code)
        chosen = replace(
            before,
            language=self._context.language.code,
            morning=self.morning.minutes,
            evening=self.evening.minutes,
            is_neutral=self.neutral.isChecked(),
            refused=0,
            quiet_until=self.away_until.day + DAY if self.quiet.isChecked() else None,
        )
        if chosen.is_on:
            chosen = with_struck(follow_journal(chosen, self._journal, self._journal.today), self._journal.now())
            write_reminder(reminder_file(), chosen)
            try:
                schedule(chosen)
            except Refusal:  # nothing would start it
                with suppress(Refusal):
                    remove_reminder()
                raise
        else:
            remove_reminder()

    def _on_trial(self) -> None:
        start_reminding("--try")
        self.notice.done(
            self._context.language.t("It is on your screen now. If you see nothing, this computer shows none.")
        )


class _Hour(QWidget):
    """A switch with an hour beside it; `minutes` after midnight, None while it is off."""

    def __init__(self, words: str, key: str, choices: range, usual: int, language: Language) -> None:
        super().__init__()
        self._usual = usual
        self._language = language
        self.switch = CheckBox(words)
        self.switch.setObjectName(key)
        self.switch.setMinimumHeight(TOUCH)
        hours = ((minutes, language.clock_minutes(minutes)) for minutes in choices)
        self.hours = ChoiceBox(words, hours, key=f"{key}_hour")
        in_row(self.switch, self.hours, STRETCH, within=self, spacing=Space.SMALL)

    @property
    def minutes(self) -> int | None:
        return int(self.hours.currentData()) if self.switch.isChecked() else None

    def show_minutes(self, minutes: int | None) -> None:
        """Show the hour chosen; a usual one where none is."""
        wanted = self._usual if minutes is None else minutes
        if self.hours.findData(wanted) < 0:
            self.hours.addItem(self._language.clock_minutes(wanted), wanted)
        self.hours.setCurrentIndex(self.hours.findData(wanted))
        self.hours.setEnabled(minutes is not None)
        self.switch.setChecked(minutes is not None)
