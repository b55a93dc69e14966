"""Coming in with a recovery sheet: its characters, and a new passphrase at once."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from diary.content.language import Language
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Reason, Refusal
from diary.storage.key import Key
from diary.ui.style import TOUCH, Space
from diary.ui.task import Task
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.centred import CentredColumn
from diary.ui.widgets.labels import NoticeText, QuietText, Text, Title
from diary.ui.widgets.layouts import WrapLayout
from diary.ui.widgets.new_passphrase import NewPassphrase


class Recovery(CentredColumn):
    """Emits `recovered` with the sheet's key and the new passphrase, or `left`."""

    recovered = Signal(object, str)
    left = Signal()

    def __init__(
        self, language: Language, key_of_sheet: Callable[[str], Key], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        t = language.t
        self._language = language
        self._key_of_sheet = key_of_sheet
        self._task: Task | None = None
        name = t("The characters on the recovery sheet")
        self.code = QLineEdit()
        self.code.setObjectName("recovery_code")
        self.code.setAccessibleName(name)
        self.code.setMinimumHeight(TOUCH)
        self.code.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhSensitiveData)
        self.notice = NoticeText()
        self.fresh = NewPassphrase(language)
        self.done = MainButton(t("Open with the new passphrase"))
        self.back = TextButton(t("Go back"))
        self._lay_out(name)
        self.code.returnPressed.connect(self.fresh.setFocus)
        self.fresh.entered.connect(self._try)
        self.done.clicked.connect(self._try)
        self.back.clicked.connect(self._leave)
        self.setFocusProxy(self.code)

    def _lay_out(self, name: str) -> None:
        t = self._language.t
        label = QVBoxLayout()
        label.setSpacing(Space.HAIR)
        label.addWidget(Text(name))
        label.addWidget(self.code)
        label.addWidget(QuietText(t("Nine groups of six. Small letters are fine, and spaces do not matter.")))
        self.column.addWidget(Title(t("Open with the recovery sheet")))
        self.column.addWidget(
            Text(t("Type the characters, and choose a new passphrase. Your diary stays as it is."))
        )
        self.column.addLayout(label)
        self.column.addWidget(self.notice)
        self.column.addWidget(self.fresh)
        self.column.addWidget(
            QuietText(t("Print a new sheet afterwards, in Settings: this one does not fit the new passphrase."))
        )
        row = WrapLayout(spacing=Space.MEDIUM)
        for button in (self.done, self.back):
            button.setMinimumHeight(TOUCH)
            row.addWidget(button)
        self.column.addLayout(row)

    def _try(self) -> None:
        if self._task is not None:
            return
        typed = self.code.text()
        self.done.setEnabled(False)
        self.notice.say("")
        self._task = Task(lambda: self._key_of_sheet(typed), self._on_key, self._on_refused, self)
        self._task.ended.connect(self._on_ended)
        self._task.start()

    def _on_ended(self) -> None:
        """Also after an error nobody expected: it can be tried again."""
        self._task = None
        self.done.setEnabled(True)

    def _on_key(self, key: Key) -> None:
        passphrase = self.fresh.read()
        if passphrase is not None:
            self.code.clear()
            self.fresh.clear()
            self.recovered.emit(key, passphrase)

    def _on_refused(self, refusal: Refusal) -> None:
        if refusal.reason is Reason.SHEET_OTHER:
            t = self._language.t
            said = t("This sheet does not fit. It is of another diary, or of a passphrase you had before.")
        else:
            said = refusal_sentence(self._language, None, refusal)
        self.notice.say(said)
        self.code.setFocus()

    def _leave(self) -> None:
        self.code.clear()
        self.fresh.clear()
        self.notice.say("")
        self.left.emit()
