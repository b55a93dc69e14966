"""The part of Settings about where everything is, and deleting all of it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Refusal
from diary.journal.journal import Journal
from diary.screens.my_data import PLACES, build_erasing, build_my_data
from diary.storage.erasing import Belongings
from diary.storage.whole_file import write_whole
from diary.ui.background import Background
from diary.ui.context import Context
from diary.ui.my_data.erase_dialog import EraseDialog
from diary.ui.my_data.places_card import PlacesCard
from diary.ui.style import TOUCH, Space
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.labels import NoticeText, Text, Title
from diary.ui.widgets.reading_column import ReadingColumn
from diary.ui.widgets.save_dialog import ask_save


class MyDataPage(QWidget):
    """`find` says what belongs to the diary now. Emits `erase_wished` once everything was confirmed."""

    erase_wished = Signal()
    privacy_requested = Signal()

    def __init__(
        self,
        context: Context,
        journal: Journal,
        find: Callable[[], Belongings],
        background: Background,
        settings: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("my_data_page")
        t = context.language.t
        self._context = context
        self._journal = journal
        self._find = find
        self._background = background
        self.found: Belongings | None = None
        self._settings = settings
        self.places = PlacesCard(context)
        self.erase = TextButton(t("Delete everything…"))
        self.notice = NoticeText()
        self.card = Card(
            t("Delete everything"), t("For when you want to leave nothing of your diary on this computer.")
        )
        self.area = ReadingColumn((self.places, self.card))
        self._lay_out()
        self.places.privacy.clicked.connect(self.privacy_requested)
        self.erase.clicked.connect(self.ask)

    def _lay_out(self) -> None:
        t = self._context.language.t
        self.erase.setObjectName("erase")
        self.erase.setMinimumHeight(TOUCH)
        self.erase.setEnabled(False)
        self.card.body.addWidget(
            Text(t("First you see what goes and what stays. You can save what you filled in as a table before."))
        )
        self.card.body.addWidget(self.erase)
        self.card.body.addWidget(self.notice)
        page = QVBoxLayout(self)
        page.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, 0)
        page.setSpacing(Space.MEDIUM)
        page.addWidget(Title(t("My data")))
        page.addWidget(self.area, 1)
        first = self.places.rows[PLACES[0]].open
        first.lead_to(self._journal.path.absolute().parent, t("Your diary"))
        self.setFocusProxy(first)

    def memory(self) -> int:
        """How far the page was scrolled."""
        return self.area.verticalScrollBar().value()

    def recall(self, memory: int) -> None:
        """Nothing but the place was remembered, and that changes with the size of words."""

    def ask(self) -> EraseDialog | None:
        """Say what goes and what stays, and ask twice whether that is meant."""
        self.notice.say("")
        if self.found is None:
            return None
        try:
            span = self._journal.span()
            days = len(self._journal.days(span)) if span else 0
        except Refusal as refusal:
            self.say(refusal)
            return None
        language = self._context.language
        dialog = EraseDialog(build_erasing(self.found, days, Path.home(), language), language, self.window())
        dialog.export_wished.connect(lambda: self.ask_table(dialog))
        dialog.accepted.connect(self.erase_wished)
        dialog.open()
        return dialog

    def ask_table(self, asking: EraseDialog) -> QFileDialog:
        """Ask where the table goes."""
        t = self._context.language.t
        name = _file_name(self._journal.today)
        return ask_save(
            asking, t("Save as a table"), t("Table (*.csv)"), name, lambda path: asking.say(self.save_table(path))
        )

    def save_table(self, path: Path) -> str:
        """Write every day with all words; what to say about it."""
        from diary.exchange.csv_days import ENCODING, days_csv

        t = self._context.language.t
        span = self._journal.span()
        try:
            days = self._journal.days(span) if span else ()
            write_whole(path, days_csv(days, self._journal.catalogue, with_notes=True).encode(ENCODING))
        except Refusal as refusal:
            return refusal_sentence(self._context.language, self._context.library.words, refusal)
        return t("Saved: {path}", path=path)

    def say(self, refusal: Refusal) -> None:
        """Say why something could not be done."""
        self.notice.say(refusal_sentence(self._context.language, None, refusal))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._background.do(lambda _task: self._find(), self._on_found, self.say, owner=self)

    def _on_found(self, found: Belongings) -> None:
        self.found = found
        self.places.show_state(build_my_data(found, self._settings, Path.home(), self._context.language))
        self.erase.setEnabled(True)


def _file_name(today: date) -> str:
    return f"diary {today.isoformat()}.csv"
