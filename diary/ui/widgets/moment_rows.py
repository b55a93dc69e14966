"""The moments of a day as rows: a flare-up, a treatment, a medicine, a life event."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from diary.content.language import Language
from diary.domain.day import Moment, MomentKind
from diary.domain.entry import parse_clock
from diary.domain.text import clean_line, clean_moment
from diary.ui.style import Space
from diary.ui.widgets.buttons import QuietButton, TextButton
from diary.ui.widgets.kept_draft import KeptDraft
from diary.ui.widgets.labels import Text
from diary.ui.widgets.typed import SaveSoon, TypedField


class MomentRow(QWidget):
    """Edits one moment: its kind, the time if known, and a few words."""

    changed = Signal()
    refused = Signal(object)
    removed = Signal()

    def __init__(self, kind: MomentKind, name: str, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = language.t
        self._value: float | None = None
        self._kind = kind
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
        self.text = QLineEdit()
        self.text.setAccessibleName(t("{moment}: what it was", moment=name))
        self.text.setPlaceholderText(t("what it was"))
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.text.setMinimumWidth(self.fontMetrics().horizontalAdvance("0" * 8))
        self.remove = QuietButton(icon_name="close", name=t("Remove: {moment}", moment=name))
        self.at.set_width("00000")
        self.at.answered.connect(lambda _value: self.changed.emit())
        self.at.refused.connect(self.refused)
        self._waiting = SaveSoon(self)
        self._waiting.timeout.connect(self.changed)
        self.text.textEdited.connect(lambda _text: self._waiting.touch())
        self.text.editingFinished.connect(self.changed)
        self.remove.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.SMALL)
        for widget in (self.name, self.at, self.text, self.remove):
            row.addWidget(widget)

    @property
    def moment(self) -> Moment:
        """The moment in the row."""
        at = self.at.value
        return Moment(self._kind, None if at is None else int(at), self._value, clean_line(self.text.text()))

    def settle(self) -> None:
        """Commit pending text."""
        self._waiting.stop()
        self.at.settle()

    def show_moment(self, moment: Moment) -> None:
        """Fill the row without a signal."""
        self.at.show_value(moment.at)
        self.text.setText(moment.text)
        self._value = moment.value
        if moment.value is not None:
            self.name.setText(f"{self._name} · {self._amount(moment.value)}")


class MomentRows(QWidget):
    """Shows a day's moments as rows that can be edited, and a button that adds one in a dialog."""

    answered = Signal(tuple)
    refused = Signal(object)
    reordered = Signal()

    def __init__(
        self,
        name: str,
        names: Mapping[MomentKind, str],
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._names = names
        self._language = language
        self._shown: tuple[Moment, ...] = ()
        self.rows: list[MomentRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.SMALL)
        self._texts: Mapping[MomentKind, Sequence[str]] = {}
        self._amounts: Mapping[str, float] = {}
        self._now: Callable[[], int | None] = _no_time
        self.keep: Callable[[QWidget], KeptDraft] | None = None
        """Keeps the draft of the dialog, where there is a diary to keep it in."""
        self.add = TextButton(language.t("Add a moment"), "add")
        self.add.setToolTip(language.t("Ctrl+M"))
        self.add.clicked.connect(self.ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        column.addLayout(self._list)
        column.addWidget(self.add)

    def show_suggestions(
        self,
        texts: Mapping[MomentKind, Sequence[str]],
        amounts: Mapping[str, float],
        now: Callable[[], int | None],
    ) -> None:
        """Suggest these words and amounts; `now` returns the initial time of a moment, if any."""
        self._texts, self._amounts, self._now = texts, amounts, now

    def ask(self) -> None:
        """Ask for a moment in a dialog."""
        from diary.ui.widgets.moment_dialog import MomentDialog

        dialog = MomentDialog(self._names, self._texts, self._amounts, self._now(), self._language, self)
        dialog.stored.connect(self._on_stored)
        if self.keep is not None:
            draft = self.keep(dialog)
            draft.refused.connect(dialog.say_refused)
            dialog.finished.connect(draft.drop)
        dialog.open()

    def show_moments(self, moments: tuple[Moment, ...]) -> None:
        """Show a day's moments; rows stay where they are when only the order is another one."""
        if Counter(map(clean_moment, moments)) == Counter(self._shown):
            return
        self._shown = tuple(map(clean_moment, moments))
        for row in tuple(self.rows):
            self._drop(row)
        for moment in moments:
            self._add_row(moment.kind).show_moment(moment)

    def reset(self) -> None:
        """Clear the rows without a signal, before another day is shown."""
        self._shown = ()
        for row in tuple(self.rows):
            self._drop(row)

    def flush(self) -> None:
        """Emit the moments, pending text included, if they changed."""
        for row in self.rows:
            row.settle()
        self._hand_over()

    def _hand_over(self) -> None:
        moments = tuple(row.moment for row in self.rows)
        if moments != self._shown:
            self._shown = moments
            self.answered.emit(moments)

    def _on_stored(self, moment: Moment) -> None:
        self._add_row(moment.kind).show_moment(moment)
        self.flush()

    def _add_row(self, kind: MomentKind) -> MomentRow:
        row = MomentRow(kind, self._names[kind], self._language)
        row.changed.connect(self._hand_over)
        row.refused.connect(self.refused)
        row.removed.connect(lambda: self._on_removed(row))
        self.rows.append(row)
        self._list.addWidget(row)
        row.show()
        self.reordered.emit()
        return row

    def _drop(self, row: MomentRow) -> None:
        self.rows.remove(row)
        row.blockSignals(True)  # it loses the focus when it is removed, which is no answer
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _on_removed(self, row: MomentRow) -> None:
        self._drop(row)
        self.add.setFocus()
        self.flush()


def _no_time() -> int | None:
    return None
