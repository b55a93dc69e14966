"""The section of Settings about where the data is, and deleting all of it."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from diary.content.language import Language
from diary.domain.refusal import Refusal
from diary.exchange.csv_text import CsvForm
from diary.journal.journal import Journal
from diary.screens.figure import file_stem
from diary.screens.my_data import (
    PLACES,
    ErasingState,
    FilePlace,
    MyDataState,
    build_erased,
    build_erasing,
    build_my_data,
)
from diary.storage.backups.erase import DiaryFiles
from diary.storage.whole_file import write_whole
from diary.ui.background import Background
from diary.ui.pages import Context
from diary.ui.style import Space
from diary.ui.widgets.buttons import FolderButton, MainButton, TextButton
from diary.ui.widgets.card import Card, with_rules
from diary.ui.widgets.labels import Heading, NoticeText, Text, Title, bulleted
from diary.ui.widgets.layouts import Beside, fill, in_column, in_lines, in_page
from diary.ui.widgets.line import Line
from diary.ui.widgets.question_dialog import FittedDialog, QuestionDialog
from diary.ui.widgets.saving import SavedLine, ask_save, form_chosen, table_kinds
from diary.ui.widgets.scrolling import BeginsAt, TextColumn


class ErasedDialog(FittedDialog):
    """Emits `finished` when it is closed."""

    def __init__(self, found: DiaryFiles, left: Iterable[Path], home: Path, language: Language) -> None:
        super().__init__(language.t("Symptom Diary"))
        state = build_erased(found, tuple(left), home, language)
        self.close_button = MainButton(language.t("Close the program"), on_click=self.accept)
        lines = (Text(line) for line in state.lines)
        self.lay_out(Heading(state.title), *lines, answers=in_lines(self.close_button))
        self.fit()
        self.close_button.setFocus()


class EraseDialog(QuestionDialog):
    """Emits `accepted` once the word was typed and the second step confirmed, `export_requested` before that."""

    export_requested = Signal()

    def __init__(self, state: ErasingState, language: Language, parent: QWidget | None = None) -> None:
        t = language.t
        super().__init__(t("Delete everything?"), (), t("Go on…"), t("Keep everything"), parent)
        self._language = language
        self._word = state.word
        self.export = TextButton(t("Save what I filled in as a table first…"), on_click=self.export_requested)
        self.said = SavedLine(language)
        self.question = Text(t("This cannot be undone. Type {word} to delete everything.", word=state.word))
        self.field = Line(name=self.question.text())
        self._add_list(t("This is deleted:"), state.goes)
        self._add_list(t("This stays, because the program cannot reach it:"), state.stays)
        if state.left_alone:
            self.body.addWidget(Text(state.left_alone))
        fill(self.body, self.export, self.said, self.question, self.field)
        for widget in (self.question, self.field):
            widget.hide()
        self.yes.clicked.disconnect()
        self.yes.clicked.connect(self._go_on)
        self.field.textChanged.connect(self._on_typed)
        self.field.returnPressed.connect(self._on_enter)
        self.fit()

    @property
    def is_second_step(self) -> bool:
        """Whether the second step, which asks for the word, is shown."""
        return not self.field.isHidden()

    def _add_list(self, title: str, lines: Iterable[str]) -> None:
        self.body.addWidget(Text(title, bold=True))
        for line in lines:
            self.body.addLayout(bulleted(line))

    def _go_on(self) -> None:
        if self.is_second_step:
            self.accept()
            return
        self.export.hide()
        self.said.done("")
        self.question.show()
        self.field.show()
        self.yes.setText(self._language.t("Delete everything"))
        self.yes.setEnabled(False)
        self.fit()
        self.field.setFocus()

    def _on_typed(self, text: str) -> None:
        self.yes.setEnabled(text.strip().casefold() == self._word.casefold())

    def _on_enter(self) -> None:
        if self.yes.isEnabled():
            self.yes.setFocus()


class PlacesCard(Card):
    """Lists the places of the data; the button `privacy` opens the article about it."""

    def __init__(self, context: Context) -> None:
        t = context.language.t
        super().__init__(t("Where is my data?"))
        self.rows = {key: PlaceRow(key, context.language) for key in PLACES}
        self.privacy = TextButton(t("More about privacy"), key="privacy")
        self.notice = NoticeText()
        for row in self.rows.values():
            row.open.told.connect(self.notice.say)
        self._lines = Text()
        rows = in_column(*with_rules(self.rows.values()), spacing=Space.MEDIUM)
        fill(self.body, rows, self.notice, self._lines, self.privacy)

    def show_state(self, state: MyDataState) -> None:
        for place in state.places:
            self.rows[place.key].show_place(place)
        self._lines.setText("\n".join(state.lines))
        self.notice.say("")


class PlaceRow(Beside):
    def __init__(self, key: str, language: Language) -> None:
        self.title = Text("", bold=True)
        self.where = Text()
        self.open = FolderButton(language)
        self.open.setObjectName(f"open_folder:{key}")
        words = in_column(self.title, self.where, spacing=Space.HAIR)
        super().__init__(words, self.open)

    def show_place(self, place: FilePlace) -> None:
        """Show where it is now."""
        self.title.setText(place.title)
        self.where.setText(place.where)
        self.open.lead_to(place.folder, place.title)


class MyDataPage(BeginsAt, QWidget):
    """`find` returns what belongs to the diary now. Emits `erase_requested` once everything was confirmed."""

    erase_requested = Signal()
    privacy_requested = Signal()

    def __init__(
        self,
        context: Context,
        journal: Journal,
        find: Callable[[], DiaryFiles],
        background: Background,
        settings: Path,
    ) -> None:
        super().__init__()
        self.setObjectName("my_data_page")
        t = context.language.t
        self._context = context
        self._journal = journal
        self._find = find
        self._background = background
        self.found: DiaryFiles | None = None
        self._settings = settings
        self.places = PlacesCard(context)
        self.erase = TextButton(t("Delete everything…"), on_click=self.ask, key="erase")
        self.notice = NoticeText()
        self.card = Card(
            t("Delete everything"), t("For when you want to leave nothing of your diary on this computer.")
        )
        self.area = TextColumn((self.places, self.card))
        self._lay_out()
        self.places.privacy.clicked.connect(self.privacy_requested)

    def _lay_out(self) -> None:
        t = self._context.language.t
        self.erase.setEnabled(False)
        fill(
            self.card.body,
            Text(
                t(
                    "First you see what goes and what stays. Before that, you can save what you filled in as a "
                    "table."
                )
            ),
            self.erase,
            self.notice,
        )
        in_page(Title(t("My data")), last=self.area, within=self)
        self.begin = first = self.places.rows[PLACES[0]].open
        first.lead_to(self._journal.path.absolute().parent, t("Your diary"))

    def ask(self) -> EraseDialog | None:
        """Show what is deleted and what stays, and ask for two confirmations."""
        self.notice.say("")
        if self.found is None:
            return None
        try:
            days = self._journal.count_days()
        except Refusal as refusal:
            self.say(refusal)
            return None
        language = self._context.language
        dialog = EraseDialog(build_erasing(self.found, days, Path.home(), language), language, self.window())
        dialog.export_requested.connect(lambda: self.ask_table(dialog))
        dialog.accepted.connect(self.erase_requested)
        dialog.open()
        return dialog

    def ask_table(self, asking: EraseDialog) -> QFileDialog:
        language = self._context.language
        dialog = ask_save(
            asking,
            language,
            language.t("Save as a table"),
            table_kinds(language),
            f"{file_stem(language, self._journal.today)}.csv",
            lambda path: self.save_table(path, asking.said, form_chosen(dialog)),
            self._context.preferences,
        )
        return dialog

    def save_table(self, path: Path, said: SavedLine, form: CsvForm = CsvForm.COMMA) -> None:
        """Write every day with all words, and show on the line where it is or why it was refused."""
        from diary.exchange.csv_text import ENCODING, days_csv

        span = self._journal.span()
        with self._context.telling(said.refused):
            days = self._journal.days(span) if span else ()
            table = days_csv(days, self._journal.catalogue, with_notes=True, form=form)
            write_whole(path, table.encode(ENCODING))
            said.saved(path)

    def say(self, refusal: Refusal) -> None:
        self.notice.say(self._context.sentence(refusal))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._background.do(lambda _task: self._find(), self._on_found, self.say, owner=self)

    def _on_found(self, found: DiaryFiles) -> None:
        self.found = found
        self.places.show_state(build_my_data(found, self._settings, Path.home(), self._context.language))
        self.erase.setEnabled(True)
