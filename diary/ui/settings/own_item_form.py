"""Making or renaming an own item: every field has its own sentence when something is in the way."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from diary.domain.item import Kind
from diary.screens.own_items import OPTIONS, UNIT, OwnDraft, Trouble, kind_words
from diary.ui.context import Context
from diary.ui.style import TOUCH, Space
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.choices import Choices
from diary.ui.widgets.labels import NoticeText, QuietText, Text
from diary.ui.widgets.layouts import WrapLayout
from diary.ui.widgets.typed import TextField


class OwnItemForm(QWidget):
    """Emits `saved` with a draft, or `cancelled`. Return in a line saves, Escape cancels.

    A name is asked in the language of the window; one in another language is shown only where there is one.
    """

    saved = Signal(object)
    cancelled = Signal()

    def __init__(self, context: Context, languages: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language = context.language
        self._key = ""
        t = language.t
        codes = (language.code, *(code for code in languages if code != language.code))
        self.names = {code: _line(code) for code in codes}
        self.kind = Choices("kind", t("How is it answered?"), list(kind_words(language).items()))
        self.unit = _line(UNIT)
        self.options = TextField(t("Answers, one on each line"), lines=3)
        self.options.setObjectName(f"own:{OPTIONS}")
        self.fixed = QuietText()
        self.save = MainButton(t("Save"))
        self.cancel = TextButton(t("Cancel"))
        self.cancel.setMinimumHeight(TOUCH)
        self._notices: dict[str, NoticeText] = {}
        self._name_parts: dict[str, QWidget] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.LARGE)
        self._lay_out()
        self._connect()
        self.show_draft(OwnDraft())

    def show_draft(self, draft: OwnDraft) -> None:
        """Show what was typed before, or what an item is called now."""
        self._key = draft.key
        for code, line in self.names.items():
            line.setText(draft.names.get(code, ""))
            self._name_parts[code].setVisible(code == self._language.code or bool(line.text()))
        self.kind.show_value(draft.kind)
        self.unit.setText(draft.unit)
        self.options.show_text(draft.options)
        self.say(None)
        self._show_parts(draft.kind)

    def draft(self) -> OwnDraft:
        """What is typed now."""
        return OwnDraft(
            {code: line.text() for code, line in self.names.items()},
            Kind(str(self.kind.value)),
            self.unit.text(),
            self.options.toPlainText(),
            self._key,
        )

    def say(self, trouble: Trouble | None) -> None:
        """Say what is in the way beside its field, and go there."""
        for field, notice in self._notices.items():
            notice.say(trouble.sentence if trouble is not None and trouble.field == field else "")
        if trouble is not None:
            self._controls()[trouble.field].setFocus()

    def show_fixed(self, about: str) -> None:
        """Say how an item that is renamed is answered: that stays."""
        stays = self._language.t("How it is answered stays as it is, so that old values keep their meaning.")
        self.fixed.setText(f"{about}. {stays}")

    def _controls(self) -> Mapping[str, QWidget]:
        return {**self.names, UNIT: self.unit, OPTIONS: self.options}

    def _lay_out(self) -> None:
        t = self._language.t
        for code, line in self.names.items():
            known = str(self._language.locale.languages.get(code, code))
            is_first = code == self._language.code
            words = t("Name") if is_first else t("Name in {language} (may stay empty)", language=known)
            self._name_parts[code] = self._add(code, words, line)
        self._kind_part = self._part(Text(t("How is it answered?")), self.kind)
        self._column.addWidget(self._kind_part)
        self._unit_part = self._add(UNIT, t("What is counted, for example “cups” (may stay empty)"), self.unit)
        self._options_part = self._add(OPTIONS, t("Answers, one on each line"), self.options)
        self._column.addWidget(self.fixed)
        buttons = WrapLayout(spacing=Space.MEDIUM)
        buttons.addWidget(self.save)
        buttons.addWidget(self.cancel)
        self._column.addLayout(buttons)

    def _add(self, field: str, words: str, control: QWidget) -> QWidget:
        label = Text(words)
        label.setBuddy(control)
        control.setAccessibleName(words)
        self._notices[field] = NoticeText()
        part = self._part(label, control, self._notices[field])
        self._column.addWidget(part)
        return part

    def _part(self, *widgets: QWidget) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.HAIR)
        for widget in widgets:
            column.addWidget(widget)
        return part

    def _connect(self) -> None:
        self.kind.chosen.connect(self._show_parts)
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self.cancelled)
        for line in (*self.names.values(), self.unit):
            line.returnPressed.connect(self._on_save)

    def _on_save(self) -> None:
        self.saved.emit(self.draft())

    def _show_parts(self, kind: object) -> None:
        is_new = not self._key
        self._kind_part.setVisible(is_new)
        self._unit_part.setVisible(is_new and kind == Kind.COUNT)
        self._options_part.setVisible(is_new and kind == Kind.CHOICE)
        self.fixed.setVisible(not is_new)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)


def _line(field: str) -> QLineEdit:
    line = QLineEdit()
    line.setObjectName(f"own:{field}")
    line.setMinimumHeight(TOUCH)
    return line
