"""The lists of marks of a therapist: the therapist's own, to give back, and the person's, who says what stays."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QFileDialog, QWidget

from diary.content.sentences import REFUSALS
from diary.domain.plan.proposal import check_proposal
from diary.domain.register import RecordData, RegisterRecord
from diary.domain.therapist_mark import BY, MARKS, PROPOSALS
from diary.journal.give_back import ENDING, Given, Known, keep_marks, look_at_marks
from diary.journal.journal import Journal
from diary.screens.register import RecordField, values_said
from diary.ui.pages import ClosesOnLock, Context, HasOwnMarks, TakesDropped, refusals_to
from diary.ui.registers.page import RegisterPage
from diary.ui.style import Space
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.labels import QuietText
from diary.ui.widgets.layouts import boxed, in_column, in_lines
from diary.ui.widgets.question_dialog import ListDialog
from diary.ui.widgets.saving import ask_open
from diary.ui.widgets.scrolling import FittedColumn


class OwnListPage(RegisterPage):
    """A list of the therapist's own, beside the share that is shown, by a `name` of its own. A proposal is held to
    what the form of the person asks. A new line begins with the name that was written under last."""

    def __init__(self, context: Context, shell: HasOwnMarks, register: str, name: str) -> None:
        self._writer = shell.writer
        check = _check_proposal if register == PROPOSALS else None
        words = context.library.words
        called = {**words.registers, register: replace(words.registers[register], name=name)}
        library = replace(context.library, words=replace(words, registers=called))
        own = replace(context, library=library, refusals=REFUSALS)  # the file is no share
        super().__init__(own, shell.own_marks(), context.library.register(register), check)
        about = context.language.t(
            "What you write here is in a file of your own, never in the share. With “Give back” above it goes "
            "into a small file: its reader decides what to keep."
        )
        _above_the_list(self, QuietText(about))

    def _fields(self, what: str, record: int | None) -> tuple[RecordField, ...]:
        fields = super()._fields(what, record)
        if record is not None:
            return fields
        return tuple(replace(field, text=self._writer()) if field.key == BY else field for field in fields)

    @property
    def inputs(self) -> Sequence[QWidget]:
        """Nothing here writes in the share, so nothing has to be disabled."""
        return ()


def _check_proposal(
    _record: RegisterRecord | None, data: RecordData, _ended_on: date | None, is_sure: bool
) -> RecordData:
    return check_proposal(data, is_sure=is_sure)


class GivenMarksDialog(ListDialog, ClosesOnLock):
    """Shows the marks of a file, the new ones ticked, the others with what became of them; what is ticked when the
    person agrees is kept, as one change."""

    def __init__(self, context: Context, found: Sequence[tuple[Given, Known | None]], parent: QWidget) -> None:
        t, language = context.language.t, context.language
        marks = [one for one, known in found if known is None]
        sentence = t("Tick what you want to keep. It is yours then: you can change or remove it.")
        if not marks:
            sentence = t("You have all of this already.")
        super().__init__(t("Marks of your therapist"), sentence, language, parent, quiet_close=bool(marks))
        self._context, self._marks = context, marks
        self.ticks: list[QCheckBox] = []
        for one, known in sorted(found, key=lambda each: each[1] is not None):
            self._add(one, known)
        self.keep = MainButton(t("Keep what is ticked"), on_click=self.accept)
        self.keep.setVisible(bool(marks))
        self.close_button.setText(t("Not now") if marks else t("Close"))
        self.close_button.clicked.disconnect()
        self.close_button.clicked.connect(self.reject)
        self.buttons.addWidget(self.keep)
        (self.keep if marks else self.close_button).setFocus()

    def _add(self, one: Given, known: Known | None) -> None:
        (key, data), library, t = one, self._context.library, self._context.language.t
        name, words = values_said(library.register(key), data, None, library)
        if key == PROPOSALS:
            name = t("A proposal for your plan: {name}", name=name)
        if known is not None:
            self.add_row(name, [words, library.language.phrase("plan", "proposals", known)])
            return
        if key == PROPOSALS:
            waits = t("It waits on the page Plan until you say yes or no.")
            words = f"{words}. {waits}"
        tick = QCheckBox(t("Keep"))
        tick.setChecked(True)
        tick.setAccessibleName(t("Keep: {name}", name=name))
        self.ticks.append(tick)
        self.add_row(name, [words], [tick])

    @property
    def chosen(self) -> tuple[Given, ...]:
        return tuple(mark for mark, tick in zip(self._marks, self.ticks, strict=True) if tick.isChecked())


class GivenMarksPage(TakesDropped, RegisterPage):
    """The marks the person keeps, and the way in for a file that a therapist gave back: the button, a file that is
    dropped here, or one the program was opened with. Where something of it waits for an answer, it asks for that
    page."""

    page_requested = Signal(str)

    def __init__(self, context: Context, journal: Journal) -> None:
        super().__init__(context, journal, context.library.register(MARKS))
        t = context.language.t
        self.choose = TextButton(t("Open a file of your therapist…"), on_click=self.ask_file)
        about = t("What is here is yours, and stands in your charts until you remove it.")
        _above_the_list(self, QuietText(about), boxed(in_lines(self.choose)))
        self.setAcceptDrops(True)

    @property
    def inputs(self) -> Sequence[QWidget]:
        return (*super().inputs, self.choose)

    def ask_file(self) -> QFileDialog:
        t = self._context.language.t
        kind = f"{t('Marks of a therapist')} (*{ENDING})"
        title, look = t("Open a file of your therapist"), lambda path: self.look_at(str(path))
        return ask_open(self.window(), self._context.language, title, look, kind)

    def show_place(self, key: str) -> None:
        """Show a line by its number, or what the file with this name gives back."""
        if key.isdecimal():
            super().show_place(key)
        else:  # the program may be opened with it: then its window is not there yet
            QTimer.singleShot(0, self, partial(self.look_at, key))

    def look_at(self, name: str) -> GivenMarksDialog | None:
        """Show what a file gives back as a proposal, once; a sentence when it cannot be taken in."""
        for dialog in self.findChildren(GivenMarksDialog, name):
            if dialog.isVisible():  # who opens a file twice is asked once
                dialog.raise_()
                return dialog
        path = Path(name)
        with refusals_to(lambda refusal: self._say_refused(refusal.by_name(path))):
            found = look_at_marks(self._journal, path, self._context.library)
            dialog = GivenMarksDialog(self._context, found, self)
            dialog.setObjectName(name)
            dialog.accepted.connect(lambda: self._keep(dialog.chosen))
            dialog.open()
            return dialog
        return None

    def _keep(self, marks: tuple[Given, ...]) -> None:
        with refusals_to(self._say_refused):
            keep_marks(self._journal, marks)
            waiting = sum(key == PROPOSALS for key, _ in marks)
            if kept := len(marks) - waiting:
                self._done(self._context.language.n("{count} mark is kept.", "{count} marks are kept.", kept))
            if waiting:
                self.page_requested.emit("plan")

    def dragEnterEvent(self, event: QDropEvent) -> None:
        if self.choose.isEnabled():
            super().dragEnterEvent(event)

    def take_dropped(self, path: str) -> None:
        self.look_at(path)


def _above_the_list(page: RegisterPage, *parts: QWidget) -> None:
    """Put these above the lines of a list, to scroll with them."""
    column = page.area.findChild(FittedColumn)
    layout = None if column is None else column.layout()
    assert isinstance(layout, QBoxLayout)
    layout.insertWidget(0, boxed(in_column(*parts, spacing=Space.SMALL)))
