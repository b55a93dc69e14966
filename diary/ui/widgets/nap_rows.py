"""The naps of a day as rows: when each began and how long it was, or until when."""

from functools import partial

from msgspec.structs import replace

from diary.content.language import Language
from diary.domain.day import Nap
from diary.domain.entry import parse_clock, parse_minutes
from diary.domain.item import MINUTES_A_DAY
from diary.domain.sleep import LONGEST_NIGHT, time_between
from diary.ui.style import Space
from diary.ui.widgets.activity_rows import EntryRow, EntryRows
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.labels import QuietText
from diary.ui.widgets.layouts import STRETCH, in_column, in_lines, in_row
from diary.ui.widgets.typed import TypedField

AT_ONCE = (20, 30, 60)
"""Minutes of a nap that one click notes."""


class NapRow(EntryRow):
    """Edits one nap; it is complete once its minutes are known. Either its minutes or its end is typed, and the
    other follows; a nap of which only the length is known has no time."""

    def __init__(self, language: Language) -> None:
        t = language.t
        super().__init__(None, 0, t("Remove this nap"))
        self._filled = Nap(None, 0)
        clock = partial(
            TypedField, parse=parse_clock, write=language.clock_minutes, step=15, bounds=(0, 1439), wraps=True
        )
        self.begin = clock(t("Nap: from, may stay empty"))
        self.minutes = TypedField(
            t("Nap: minutes"), parse_minutes, language.typed, step=5, bounds=(5, LONGEST_NIGHT)
        )
        self.end = clock(t("Nap: until"))
        self.fields = (self.begin, self.end, self.minutes)
        self.first = self.begin
        for field in self.fields:
            field.set_width("00000")
            field.refused.connect(self.refused)
        self.begin.setPlaceholderText(t("time"))
        self.end.setPlaceholderText(t("time"))
        self.begin.answered.connect(lambda _value: self._tell(by_end=not self.minutes.value))
        self.end.answered.connect(lambda _value: self._tell(by_end=True))
        self.minutes.answered.connect(lambda _value: self._tell())
        parts = (
            QuietText(t("from")),
            self.begin,
            QuietText(t("until")),
            self.end,
            self.minutes,
            QuietText(t("minutes")),
        )
        for part in parts:
            if isinstance(part, QuietText):
                part.setWordWrap(False)
        in_row(*parts, self.remove, STRETCH, within=self, spacing=Space.SMALL)

    @property
    def entry(self) -> Nap | None:
        begin, minutes = self.begin.value, self.minutes.value
        if not minutes:
            return None
        return replace(self._filled, begin=None if begin is None else int(begin), minutes=int(minutes))

    def show_entry(self, nap: Nap) -> None:
        self._filled = nap
        self.begin.show_value(nap.begin)
        self.minutes.show_value(nap.minutes)
        self._show_end()

    def _tell(self, *, by_end: bool = False) -> None:
        begin, end = self.begin.value, self.end.value
        if by_end and begin is not None and end is not None:
            self.minutes.show_value(time_between(begin, end))
        self._show_end()
        self.changed.emit()

    def _show_end(self) -> None:
        begin, minutes = self.begin.value, self.minutes.value
        if begin is not None and minutes:
            self.end.show_value((begin + minutes) % MINUTES_A_DAY)


class NapRows(EntryRows):
    """Shows the naps of a day as rows, a button that adds one, and one click for a nap of which only the length
    counts."""

    def __init__(self, name: str, language: Language) -> None:
        super().__init__(name)
        self._language = language
        self.add = TextButton(language.t("Add a nap"), "add", on_click=self.ask)
        self.at_once = [
            TextButton(
                language.duration(minutes),
                on_click=partial(self._add, Nap(None, minutes)),
                spoken=language.t("A nap of {time}", time=language.duration(minutes)),
            )
            for minutes in AT_ONCE
        ]
        in_column(self._list, in_lines(self.add, *self.at_once), within=self, spacing=Space.SMALL)

    def _add_row(self, _entry: Nap | None) -> NapRow:
        row = NapRow(self._language)
        self._append(row)
        return row
