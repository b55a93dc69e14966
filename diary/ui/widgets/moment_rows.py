"""The moments of a day as rows: a flare-up, a treatment, a medicine, a life event."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from msgspec.structs import replace

from diary.content.language import Language
from diary.domain.day import Moment, MomentKind
from diary.domain.entry import parse_clock
from diary.domain.text import clean_line
from diary.ui.style import Space
from diary.ui.widgets.activity_rows import EntryRow, EntryRows
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.labels import Text
from diary.ui.widgets.layouts import in_column, in_row
from diary.ui.widgets.line import Line
from diary.ui.widgets.typed import TypedField


class MomentRow(EntryRow):
    """Edits one moment: its kind, the time if known, and a few words."""

    def __init__(self, kind: MomentKind, name: str, language: Language) -> None:
        t = language.t
        self.text = Line(name=t("{moment}: what it was", moment=name), hint=t("what it was"))
        super().__init__(self.text, 8, t("Remove: {moment}", moment=name))
        self._filled = Moment(kind)
        self._name = name
        self._amount = partial(language.number, decimals=2)
        self.name = Text(name)
        self.name.setWordWrap(False)
        self.at = TypedField(
            t("{moment}: time, may stay empty", moment=name),
            parse_clock,
            language.clock_minutes,
            step=15,
            bounds=(0, 1439),
            wraps=True,
        )
        self.at.setPlaceholderText(t("time"))
        self.fields = (self.at,)
        self.at.set_width("00000")
        self.at.answered.connect(lambda _value: self.changed.emit())
        self.at.refused.connect(self.refused)
        in_row(self.name, self.at, self.text, self.remove, within=self, spacing=Space.SMALL)

    @property
    def entry(self) -> Moment:
        at = self.at.value
        return replace(self._filled, at=None if at is None else int(at), text=clean_line(self.text.text()))

    def show_entry(self, moment: Moment) -> None:
        self.at.show_value(moment.at)
        self.text.setText(moment.text)
        self._filled = moment
        if moment.value is not None:
            self.name.setText(f"{self._name} · {self._amount(moment.value)}")


class MomentRows(EntryRows):
    """Shows a day's moments as rows that can be edited, and a button that adds one in a dialog."""

    def __init__(self, name: str, names: Mapping[MomentKind, str], language: Language) -> None:
        super().__init__(name)
        self._names = names
        self._language = language
        self._texts: Mapping[MomentKind, Sequence[str]] = {}
        self._amounts: Mapping[str, float] = {}
        self._now: Callable[[], int | None] = lambda: None
        self.add = TextButton(language.t("Add a moment"), "add", on_click=self.ask)
        self.add.setToolTip(language.t("Ctrl+M"))
        in_column(self._list, self.add, within=self, spacing=Space.SMALL)

    def show_suggestions(
        self,
        texts: Mapping[MomentKind, Sequence[str]],
        amounts: Mapping[str, float],
        now: Callable[[], int | None],
    ) -> None:
        """Suggest these words and amounts; `now` returns the initial time of a moment, if any."""
        self._texts, self._amounts, self._now = texts, amounts, now

    def ask(self) -> None:
        from diary.ui.widgets.moment_dialog import MomentDialog

        dialog = MomentDialog(self._names, self._texts, self._amounts, self._now(), self._language, self)
        dialog.stored.connect(self._add)
        if self.keep is not None:
            draft = self.keep(dialog)
            draft.refused.connect(dialog.say_refused)
            dialog.finished.connect(lambda how: draft.drop() if how else draft.put_away())
        dialog.open()

    def _add_row(self, entry: Moment) -> MomentRow:
        row = MomentRow(entry.kind, self._names[entry.kind], self._language)
        self._append(row)
        return row
