"""The fields for a new passphrase, typed twice, with advice on a good one."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

from diary.content.language import Language
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Reason, Refusal
from diary.storage.key import SHORTEST, Guessing, check_new
from diary.ui.style import Space
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.labels import NoticeText, QuietText, Text
from diary.ui.widgets.layouts import in_column, in_row
from diary.ui.widgets.line import Line

_HINTS = (
    Qt.InputMethodHint.ImhHiddenText
    | Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)


PAUSE_MS = 300
"""Weighing a passphrase takes some milliseconds, so it waits for a pause in typing."""


def strength_words(strength: Guessing, language: Language) -> str:
    """Return a sentence about how hard a passphrase is to guess."""
    t = language.t
    if strength is Guessing.STRONG:
        return t("Hard to guess.")
    if strength is Guessing.FAIR:
        return t("Fairly hard to guess. One more word makes it strong.")
    return t("Easy to guess for a computer. One or two more words make it strong.")


def secret_line(name: str, key: str = "") -> QLineEdit:
    """Return a field that hides what is typed and keeps it from word lists and the clipboard; `key` is its object
    name."""
    line = Line(name=name, key=key)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setInputMethodHints(_HINTS)
    line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    return line


class PassphraseField(QWidget):
    """A label, the field, and a button that shows or hides what is typed. Return emits `entered`."""

    entered = Signal()

    def __init__(self, name: str, key: str, language: Language) -> None:
        super().__init__()
        self.line = secret_line(name, key)
        self.line.returnPressed.connect(self.entered)
        self.look = TextButton(language.t("Show"))  # chosen says that it is shown: other words would deny that
        spoken = language.t("Show what is typed")
        self.look.setAccessibleName(f"{spoken}: {name}")
        self.look.setCheckable(True)
        self.look.toggled.connect(self._on_look)
        in_column(
            Text(name), in_row((self.line, 1), self.look, spacing=Space.SMALL), within=self, spacing=Space.HAIR
        )
        self.setFocusProxy(self.line)

    @property
    def text(self) -> str:
        return self.line.text()

    def take(self) -> str:
        """Return the typed text, and clear and hide the field."""
        text = self.line.text()
        self.clear()
        return text

    def clear(self) -> None:
        """Clear and hide the field."""
        self.line.clear()
        self.look.setChecked(False)

    def _on_look(self, is_shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password)


def both_sides(language: Language) -> tuple[str, str]:
    """Return the sentences about having no passphrase, and having one."""
    t = language.t
    return (
        t("Without a passphrase, whoever can use your account on this computer can read your diary."),
        t(
            "With a passphrase, the diary and its backups are encrypted. If you forget it and have no recovery"
            " sheet, nobody can open the diary any more, and nobody can help."
        ),
    )


class NewPassphrase(QWidget):
    """Shows two fields and their refusal. Return in the second emits `entered`."""

    entered = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        t = language.t
        self.first = PassphraseField(t("New passphrase"), "new_passphrase", language)
        self.second = PassphraseField(t("The same once more"), "new_passphrase_again", language)
        self._advice = t(
            "At least {shortest} characters. Four words that have nothing to do with each other are easy to"
            " remember and hard to guess.",
            shortest=SHORTEST,
        )
        self.hint = QuietText(self._advice)
        self.first.line.setAccessibleDescription(self._advice)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._weigh)
        self.notice = NoticeText()
        in_column(self.first, self.hint, self.second, self.notice, within=self, spacing=Space.MEDIUM)
        self.first.line.textChanged.connect(self._pause.start)
        for field in (self.first, self.second):
            field.line.textEdited.connect(lambda: self._refuse(self.second, ""))
        self.first.entered.connect(self.second.setFocus)
        self.second.entered.connect(self.entered)
        self.setFocusProxy(self.first)

    def read(self) -> str | None:
        """Return the passphrase that was typed twice; None, with the refusal shown, when it is not accepted."""
        first, second = self.first.text, self.second.text
        self._refuse(self.second, "")
        try:
            check_new(first)
            if first != second:
                raise Refusal(Reason.PASSPHRASES_DIFFER)
        except Refusal as refusal:
            said = refusal_sentence(self._language, None, refusal)
            field = self.second if refusal.reason is Reason.PASSPHRASES_DIFFER else self.first
            self._refuse(field, said)
            field.setFocus()
            return None
        return first

    def _refuse(self, field: PassphraseField, said: str) -> None:
        """Say a refusal, which is heard with its field again; none as soon as something else is typed."""
        self.notice.say(said)
        field.line.setAccessibleDescription(said)

    def _weigh(self) -> None:
        """Say how hard the passphrase is to guess, once it is long enough."""
        try:
            said = strength_words(check_new(self.first.text), self._language)
        except Refusal as refusal:
            is_short = refusal.reason is Reason.PASSPHRASE_SHORT
            said = self._advice if is_short else refusal_sentence(self._language, None, refusal)
        self.hint.setText(said)
        self.first.line.setAccessibleDescription(said)

    def clear(self) -> None:
        """Clear and hide the field."""
        self.first.clear()
        self.second.clear()
        self.notice.say("")


def wrong_words(language: Language) -> str:
    """Return what is said beside the field of a passphrase that does not fit, without the path of the file."""
    return language.t("This is not the passphrase. Check capitals and spaces, and type it again.")


def ask_passphrase(parent: QWidget, language: Language, question: str) -> str:
    """Ask for the passphrase of another file; empty when none was given."""
    title = language.t("Passphrase")
    words, is_given = QInputDialog.getText(parent, title, question, QLineEdit.EchoMode.Password)
    return words if is_given else ""
