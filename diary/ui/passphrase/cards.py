"""The cards of the passphrase section; each asks for one thing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from diary.ui.context import Context
from diary.ui.preferences import LOCK_MINUTES
from diary.ui.style import TOUCH, Space
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.choices import Choices
from diary.ui.widgets.labels import NoticeText, Text
from diary.ui.widgets.layouts import WrapLayout
from diary.ui.widgets.new_passphrase import NewPassphrase, both_sides
from diary.ui.widgets.passphrase_field import PassphraseField


class SetCard(Card):
    """No passphrase yet: what it gives, what it takes, and the fields."""

    wished = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        t = context.language.t
        super().__init__(t("Lock this diary with a passphrase"), parent=parent)
        for side in both_sides(context.language):
            self.body.addWidget(Text(side))
        self.fresh = NewPassphrase(context.language)
        self.do = MainButton(t("Set the passphrase"))
        self.body.addWidget(self.fresh)
        self.body.addLayout(_row(self.do))
        self.fresh.entered.connect(self._try)
        self.do.clicked.connect(self._try)

    def _try(self) -> None:
        passphrase = self.fresh.read()
        if passphrase is not None:
            self.fresh.clear()
            self.wished.emit(passphrase)


class ChangeCard(Card):
    """Another passphrase."""

    wished = Signal(str, str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        t = context.language.t
        super().__init__(
            t("Another passphrase"),
            t("Copies of the diary get it too. A recovery sheet you have does not fit any more: print a new one."),
            parent,
        )
        self.current = PassphraseField(t("The passphrase you have now"), "current_to_change", context.language)
        self.notice = NoticeText()
        self.fresh = NewPassphrase(context.language)
        self.do = MainButton(t("Change the passphrase"))
        for part in (self.current, self.notice, self.fresh):
            self.body.addWidget(part)
        self.body.addLayout(_row(self.do))
        self.current.entered.connect(self.fresh.setFocus)
        self.fresh.entered.connect(self._try)
        self.do.clicked.connect(self._try)

    def _try(self) -> None:
        new = self.fresh.read()
        if new is not None:
            self.wished.emit(self.current.text, new)


class RemoveCard(Card):
    """No passphrase any more."""

    wished = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        t = context.language.t
        super().__init__(
            t("No passphrase any more"),
            t("Whoever can use your account on this computer can read the diary and its copies then."),
            parent,
        )
        self.current = PassphraseField(t("The passphrase you have now"), "current_to_remove", context.language)
        self.notice = NoticeText()
        self.do = TextButton(t("Take the passphrase away"))
        self.body.addWidget(self.current)
        self.body.addWidget(self.notice)
        self.body.addLayout(_row(self.do))
        self.current.entered.connect(self._try)
        self.do.clicked.connect(self._try)

    def _try(self) -> None:
        self.wished.emit(self.current.text)


class LockCard(Card):
    """Locking now, and by itself."""

    minutes_chosen = Signal(int)

    def __init__(self, context: Context, minutes: int, parent: QWidget | None = None) -> None:
        language = context.language
        t = language.t
        super().__init__(t("Lock"), t("What you have typed is kept. To go on you type the passphrase."), parent)
        self.now = TextButton(t("Lock now (Ctrl+L)"), "lock")
        name = t("Lock by itself when nobody touches the computer for")
        words = [
            (each, language.n("{count} minute", "{count} minutes", each) if each else t("never"))
            for each in LOCK_MINUTES
        ]
        self.minutes = Choices("lock_minutes", name, words)
        self.minutes.show_value(minutes)
        self.minutes.chosen.connect(self.minutes_chosen.emit)
        self.body.addLayout(_row(self.now))
        self.body.addWidget(Text(name))
        self.body.addWidget(self.minutes)


class CopiesCard(Card):
    """Copies that anybody who has them can read; hidden while there are none."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._language = context.language
        t = context.language.t
        super().__init__(t("Copies without a passphrase"), parent=parent)
        self.text = Text()
        self.notice = NoticeText()
        self.protect = TextButton(t("Protect them too"))
        self.body.addWidget(self.text)
        self.body.addWidget(self.notice)
        self.body.addLayout(_row(self.protect))
        self.hide()

    def show_count(self, count: int, beside: int) -> None:
        """Say how many there are in the folder for copies, and beside the diary since it was mended."""
        n = self._language.n
        said = [
            n(
                "{count} file in the folder for copies can be read by anybody who has it.",
                "{count} files in the folder for copies can be read by anybody who has them.",
                count,
            ),
            n(
                "{count} file beside your diary, kept when it was mended, cannot be protected. Delete it when "
                "you no longer need it.",
                "{count} files beside your diary, kept when it was mended, cannot be protected. Delete them when "
                "you no longer need them.",
                beside,
            ),
        ]
        self.text.setText("\n".join(line for line, shown in zip(said, (count, beside), strict=True) if shown))
        self.protect.setEnabled(True)
        self.protect.setVisible(bool(count))
        self.setVisible(bool(count or beside))


def _row(button: QWidget) -> WrapLayout:
    button.setMinimumHeight(TOUCH)
    row = WrapLayout(spacing=Space.SMALL)
    row.addWidget(button)
    return row
