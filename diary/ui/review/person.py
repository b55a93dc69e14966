"""One person of the list: the same pages as the person sees them, what was filled in, every value, and what is
given back."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from diary.content.language import Language
from diary.domain.therapist_mark import BY, MARKS, PROPOSALS
from diary.journal.give_back import ENDING, Given
from diary.screens.register import values_said
from diary.screens.review import PersonLine
from diary.ui.pages import Context, PageSpec, Shell, ShowsAnother
from diary.ui.sections import SectionedPage, SectionsMemory
from diary.ui.style import Space
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.labels import NoticeText, QuietText, Text, Title
from diary.ui.widgets.layouts import STRETCH, Stack, boxed, fill, in_column, in_lines, in_row
from diary.ui.widgets.line import Line
from diary.ui.widgets.new_passphrase import PassphraseField
from diary.ui.widgets.question_dialog import ListDialog
from diary.ui.widgets.saving import SavedLine, ask_save


class PersonView(QWidget):
    """Shows one share, its name always on top. `back_requested` leads to the list, `give_requested` to what can be
    given back, `unlocked` emits a path and the passphrase that was typed for it. `memory` is how the next person
    was shown before, in another look."""

    back_requested = Signal()
    give_requested = Signal()
    unlocked = Signal(object, str)

    def __init__(self, language: Language, specs: Sequence[PageSpec]) -> None:
        super().__init__()
        self._language = language
        self._specs = specs
        self.back = TextButton(language.t("Back to the list"), "left", on_click=self.back_requested)
        self.name = Title("")
        self.about = QuietText()
        self.give = TextButton(language.t("Give back…"), on_click=self.give_requested)
        self._stack = Stack()
        self._shown: QWidget | None = None
        self._context: Context | None = None
        self.sections: SectionedPage | None = None
        self.memory: SectionsMemory | None = None
        first = in_row(self.back, (self.name, 1), self.give, spacing=Space.MEDIUM)
        head = in_column(first, self.about, spacing=Space.HAIR)
        head.setContentsMargins(Space.WIDE, Space.LARGE, Space.WIDE, 0)
        self.head = boxed(head)
        in_column(self.head, (self._stack, 1), within=self, spacing=0)
        self.show_nobody()

    @property
    def asks(self) -> bool:
        return self._shown is not None and self._shown.findChild(PassphraseField) is not None

    def show_nobody(self) -> None:
        """Show that somebody can be chosen."""
        self._show_head("", "")
        words = self._language.t("Choose somebody from the list. Enter opens, Esc goes back to the list.")
        self._put(boxed(in_column(Text(words), STRETCH, margins=Space.WIDE)))

    def show_problem(self, line: PersonLine) -> None:
        """Say why a share cannot be shown."""
        self._show_head(line.name, "")
        self._put(boxed(in_column(Text(line.problem), STRETCH, margins=Space.WIDE)))

    def ask_passphrase(self, line: PersonLine, problem: str = "") -> None:
        t = self._language.t
        self._show_head(line.name, "")
        card = Card(t("This one is locked with a passphrase"))
        field = PassphraseField(t("Passphrase"), "share_passphrase", self._language)
        notice = NoticeText()
        notice.say(problem)
        path: Path = line.path

        def unlock() -> None:
            self.unlocked.emit(path, field.take())

        button = MainButton(t("Open"), on_click=unlock)
        field.entered.connect(unlock)
        fill(card.body, field, notice, button)
        self._put(boxed(in_column(card, STRETCH, margins=Space.WIDE)))
        field.setFocus()

    def show_person(self, line: PersonLine, about: str, context: Context, shell: Shell, section: str) -> None:
        """Show the pages of a share that is open as `shell.journal`. The charts of the one before are filled anew
        where the words are the same; every other page is built anew."""
        self._show_head(line.name, about)
        if self.sections is not None and self._context is not context:
            self._stack.removeWidget(self.sections)
            self.sections.deleteLater()
            self.sections = None
        if self.sections is None:
            self._context = context
            self.sections = SectionedPage(context, shell, context.language.t("Pages"), self._specs)
            self.sections.only_read_parts()
            self._stack.addWidget(self.sections)
            if self.memory is not None:
                self.sections.recall(self.memory)
        self.memory = None
        charts = self.sections.drop_parts(self._specs[0].key)
        if isinstance(charts, ShowsAnother):
            charts.begin_anew()
        self._stack.setCurrentWidget(self.sections)
        self.sections.show_section(section)

    def fill_ahead(self) -> None:
        """Fill the charts of who is shown also while they are out of sight."""
        charts = None if self.sections is None else self.sections.section(self._specs[0].key)
        if isinstance(charts, ShowsAnother):
            charts.fill_ahead()

    def _show_head(self, name: str, about: str) -> None:
        self.name.setText(name)
        self.about.setText(about)
        self.give.setVisible(bool(about))
        self.head.setVisible(bool(name))

    def _put(self, widget: QWidget) -> None:
        """Show a widget instead of what was there, which is out of sight at once: it may be somebody else's."""
        before, self._shown = self._shown, widget
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()


class GiveBackDialog(ListDialog):
    """Shows the marks and proposals at one share, and saves them for whose diary it is. `write` gets by whom they
    are and the file, and raises Refusal; `name` is what the file is called unless another is chosen. Where nothing
    was written yet, `write_requested` emits the section to write in."""

    write_requested = Signal(str)

    def __init__(
        self,
        context: Context,
        given: Sequence[Given],
        by: str,
        name: str,
        write: Callable[[str, Path], object],
        parent: QWidget,
    ) -> None:
        t = context.language.t
        sentence = t("This goes into a small file. Its reader decides what stays.")
        if not given:
            sentence = t("You wrote nothing at this share yet. It goes under “My marks” or “My proposals”.")
        super().__init__(t("Give back"), sentence, context.language, parent, quiet_close=bool(given))
        self._context, self._file_name, self._write = context, name + ENDING, write
        self.by = Line(by)
        self.saved = SavedLine(context.language)
        self.save = MainButton(t("Save…"), on_click=self.ask_file)
        self.ways: list[TextButton] = []
        self._show(given)
        if not given:
            self._offer_sections()

    def _offer_sections(self) -> None:
        t = self._context.language.t
        for key, name in ((MARKS, t("My marks")), (PROPOSALS, t("My proposals"))):
            self.ways.append(TextButton(name, on_click=partial(self._go_to, key)))
        self.column.insertLayout(self.column.count() - 1, in_lines(*self.ways, spacing=Space.MEDIUM))

    def _go_to(self, section: str) -> None:
        self.accept()
        self.write_requested.emit(section)

    def _show(self, given: Sequence[Given]) -> None:
        library, t = self._context.library, self._context.language.t
        for key, data in given:
            name, words = values_said(library.register(key), data, None, library)
            if key == PROPOSALS:
                name = t("A proposal for the plan: {name}", name=name)
            self.add_row(name, [words])
        label = Text(t("Your name"))
        label.setBuddy(self.by)
        self.by.setAccessibleName(label.text())
        self.by.setMaxLength(library.register(MARKS).field(BY).longest)
        for part in (label, self.by, self.saved):
            part.setVisible(bool(given) and part is not self.saved)
            self.column.insertWidget(self.column.count() - 1, part)
        self.save.setVisible(bool(given))
        self.buttons.addWidget(self.save)
        (self.save if given else self.close_button).setFocus()

    def ask_file(self) -> QFileDialog:
        """Ask where the small file goes, then write it."""
        t = self._context.language.t
        kind = f"{t('Marks of a therapist')} (*{ENDING})"
        preferences = self._context.preferences
        return ask_save(
            self, self._context.language, t("Give back"), kind, self._file_name, self.give_back, preferences
        )

    def give_back(self, path: Path) -> None:
        """Write the file, and say where it is or why not."""
        with self._context.telling(self.saved.refused):
            self._write(self.by.text(), path)
            self.saved.saved(path)
