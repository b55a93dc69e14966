"""The newest copy, when one was last tried, and making one now."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from diary.screens.copies import CopiesState
from diary.ui.context import Context
from diary.ui.style import TOUCH, Space
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.folder_button import FolderButton
from diary.ui.widgets.labels import NoticeText, QuietText, Text
from diary.ui.widgets.layouts import WrapLayout

PATIENT_MS = 300
STOPPABLE_MS = 1000


class SummaryCard(Card):
    """Emits `make_wished`, `stop_wished` and `undo_wished`."""

    make_wished = Signal()
    stop_wished = Signal()
    undo_wished = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        t = context.language.t
        super().__init__(
            t("Copies of your diary"),
            t("In case something goes wrong with the file. They are made by themselves."),
            parent,
        )
        self._language = context.language
        self.newest = Text()
        self.trial = Text()
        rule = QuietText(
            t(
                "A copy is made on every day on which you change something. Older ones make room: the newest of "
                "12 days, 10 weeks and 9 months stay."
            )
        )
        self.make = MainButton(t("Make a copy now"))
        self.folder = FolderButton(context.language)
        self.working = _Working(context)
        self.said = Text()
        self.undo = TextButton(t("Undo this"), "undo")
        self.notice = NoticeText()
        self._lay_out(rule)
        self.make.clicked.connect(self.make_wished)
        self.undo.clicked.connect(self.undo_wished)
        self.working.stop.clicked.connect(self.stop_wished)
        self.folder.told.connect(self.notice.say)
        for label in (self.newest, self.trial):
            label.hide()
        self.say("")

    def _lay_out(self, rule: QuietText) -> None:
        done = QHBoxLayout()
        done.setSpacing(Space.MEDIUM)
        done.addWidget(self.said, 1)
        done.addWidget(self.undo)
        self.undo.setMinimumHeight(TOUCH)
        self.make.setObjectName("make_copy")
        self.undo.setObjectName("undo_put_back")
        self.folder.setObjectName("open_copies")
        buttons = WrapLayout(spacing=Space.MEDIUM)
        buttons.addWidget(self.make)
        buttons.addWidget(self.folder)
        self.body.addLayout(done)
        for widget in (self.newest, self.trial, rule):
            self.body.addWidget(widget)
        self.body.addLayout(buttons)
        self.body.addWidget(self.working)
        self.body.addWidget(self.notice)

    def show_state(self, state: CopiesState) -> None:
        """Show what there is."""
        self.newest.setText(state.newest)
        self.newest.show()
        self.trial.setText(state.trial)
        self.trial.setVisible(bool(state.rows))

    def say(self, sentence: str, *, can_undo: bool = False) -> None:
        """Say what was done."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        self.undo.setVisible(can_undo)

    def show_work(self, words: str) -> None:
        """Say what is being done, once that takes longer than a moment; nothing when it is done."""
        self.make.setEnabled(not words)
        self.working.show_words(words)


class _Working(QWidget):
    """What is being done; it shows itself after a moment, and the way to stop it after a second."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.words = QuietText()
        self.stop = TextButton(context.language.t("Stop"))
        self.stop.setMinimumHeight(TOUCH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.stop)
        self._soon = _timer(self, PATIENT_MS)
        self._later = _timer(self, STOPPABLE_MS)
        self._soon.timeout.connect(self.show)
        self._later.timeout.connect(self.stop.show)
        self.hide()

    def show_words(self, words: str) -> None:
        self.words.setText(words)
        if not words:
            self.hide()
            self._soon.stop()
            self._later.stop()
        elif self.isHidden() and not self._soon.isActive():
            self.stop.hide()
            self._soon.start()
            self._later.start()


def _timer(parent: QWidget, milliseconds: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer
