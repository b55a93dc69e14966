"""Keeps what is half typed in a form, so that a crash, an empty battery or a lock takes nothing away."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget

from diary.domain.refusal import Refusal
from diary.journal.choices import Drafts
from diary.ui.widgets.typed import SaveSoon

Entry: TypeAlias = QLineEdit | QPlainTextEdit | QAbstractButton
_CHOSEN = "1"


class KeptDraft(QObject):
    """Keeps the texts and choices of `form` in the diary within a second, and shows those kept before.

    `about` tells two drafts of one form apart: the day, or the line of a list. `drop` ends it, once the words are
    stored or given up; `put_away` keeps them until the same form is opened again, which a key that is pressed by
    mistake does. `refused` emits why the file does not take them; they are kept with the next letter then.
    """

    refused = Signal(object)

    def __init__(self, drafts: Drafts, name: str, form: QWidget, about: str = "") -> None:
        super().__init__(form)
        self._drafts, self._name, self._about = drafts, name, about
        self._fields = [each for each in form.findChildren(QWidget) if isinstance(each, Entry) and _is_kept(each)]
        self._away = f"{name}/{about}"
        self._at_first = list(map(_text_of, self._fields))
        for kept in (drafts.kept(self._away), drafts.kept(name)):
            if len(kept) == len(self._fields) + 1 and kept[0] == about:
                for field, text in zip(self._fields, kept[1:], strict=True):
                    _show(field, text)
        self._soon = SaveSoon(self)
        self._soon.timeout.connect(self.keep)
        for field in self._fields:
            changed = field.toggled if isinstance(field, QAbstractButton) else field.textChanged
            changed.connect(self._soon.touch)

    def drop(self) -> None:
        """Forget the draft: nothing is half typed any more."""
        self._soon.stop()
        self._fields = []
        self._keep({self._name: [], self._away: []})
        self.deleteLater()

    def put_away(self) -> bool:
        """Keep what is typed for when the form is opened again, which is not at the next start; returns whether it
        is kept. What nobody changed is forgotten."""
        self._soon.stop()
        typed = list(map(_text_of, self._fields))
        is_kept = self._keep(
            {self._away: [self._about, *typed] if typed != self._at_first else [], self._name: []}
        )
        if is_kept:
            self.deleteLater()
        return is_kept

    def keep(self) -> bool:
        """Keep what is typed now, before the form goes away; returns whether it is kept."""
        return self._keep({self._name: [self._about, *map(_text_of, self._fields)] if self._fields else []})

    def _keep(self, texts: Mapping[str, Sequence[str]]) -> bool:
        try:
            for name, typed in texts.items():
                self._drafts.keep(name, typed)
        except Refusal as refusal:
            self.refused.emit(refusal)
            return False
        return True


def _is_kept(field: Entry) -> bool:
    """Return whether it holds an entry, and no secret: what is typed hidden is never kept."""
    if isinstance(field, QLineEdit):
        return field.echoMode() is QLineEdit.EchoMode.Normal
    return isinstance(field, QPlainTextEdit) or field.isCheckable()


def _text_of(field: Entry) -> str:
    if isinstance(field, QAbstractButton):
        return _CHOSEN if field.isChecked() else ""
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def _show(field: Entry, text: str) -> None:
    if isinstance(field, QPlainTextEdit):
        field.setPlainText(text)
    elif isinstance(field, QLineEdit):
        field.setText(text)
    elif (text == _CHOSEN) is not field.isChecked():
        field.click()
