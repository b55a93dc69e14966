"""The cards of bringing notes, and the state they show: choose, what it is, questions, five days, counts, and what
came of it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from diary.content.language import Language
from diary.content.library import Library
from diary.domain.day import Day
from diary.domain.diary_data import ImportConflict, ImportResult
from diary.domain.item import Item, Kind
from diary.domain.refusal import Reason, Refusal
from diary.domain.text import shorten
from diary.exchange.any_source import Intake, IntakeWay
from diary.exchange.file_questions import FileQuestion
from diary.exchange.intake_words import (
    QuestionWords,
    found_lines,
    question_words,
    refused_lines,
    refused_title,
    result_lines,
    row_lines,
)
from diary.exchange.places import places_of
from diary.exchange.table_look import MapChoices, TableLook
from diary.screens.card_lines import answered_words, is_answered
from diary.ui.intake.mapper import Asked, side_by_side
from diary.ui.intake.menus import Menu
from diary.ui.pages import Context
from diary.ui.style import ACCENT, Space
from diary.ui.wheel import ChoiceBox
from diary.ui.widgets.buttons import MainButton, QuietButton, Step, TextButton
from diary.ui.widgets.card import Card, Rule
from diary.ui.widgets.keys import Choices
from diary.ui.widgets.labels import NoticeText, QuietText, Text, bulleted
from diary.ui.widgets.layouts import boxed, empty, fill, in_column, in_lines
from diary.ui.widgets.saving import SavedLine

SHOWN_DAYS = 5, 3, 1
"""How many days are shown: the most of these that fit."""
"""Days that are shown, and how many where the page is fewer letters wide."""
MOST_ROWS, LONGEST_CELL = 40, 60
MOST_REFUSED = 12
"""Kinds of refusals that are shown; a file has seldom more than three."""
AS_TABLE = "table"
"""Stands in the list of programs for none of them."""
DIARIES, PACKED = ".diary", ".zip"
"""Letters and pictures: no program that is chosen for them makes them readable."""
MOST_KEYS = 6
"""Options that stand side by side; more are a list."""


class IntakeState(Struct, frozen=True):
    """What is on the page: a `source` that is read as `way` says, what was found, what it would change (`trial`),
    and what it did change (`taken`, by the change of this number)."""

    source: Path | None = None
    way: IntakeWay = IntakeWay()
    intake: Intake | None = None
    trial: ImportResult | None = None
    refusal: Refusal | None = None
    table: TableLook | None = None
    """A table that no reader knows; without dates in it, it cannot be read."""
    choices: MapChoices = MapChoices()
    """What was said about its columns."""
    is_other: bool = False
    """The person said that it is something else."""
    taken: ImportResult | None = None
    change: int | None = None
    is_undone: bool = False

    @property
    def is_being_read(self) -> bool:
        """Whether a source was chosen and nothing is known of it yet."""
        has_end = self.refusal is not None or self.trial is not None or self.is_other or self.table is not None
        return self.source is not None and not has_end

    @property
    def is_mapped(self) -> bool:
        """Whether menus say what the columns of a table are."""
        return self.table is not None and bool(self.table.dates) and self.taken is None and not self.is_other

    @property
    def can_map(self) -> bool:
        """Whether a mapping file may help to read the source."""
        is_unknown = self.refusal is not None and self.refusal.reason is Reason.SOURCE_UNKNOWN
        has_no_dates = self.table is not None and not self.is_mapped
        is_open = (
            self.is_other or is_unknown or has_no_dates or (self.way.mapping is not None and self.trial is None)
        )
        return is_open and self.source is not None and self.source.is_file()


def said_words(language: Language, state: IntakeState) -> str:
    """Return what was done, or is asked, above the choice of a file."""
    t = language.t
    if state.is_undone:
        return t("It is undone. Your diary is as it was.")
    if state.is_other and state.source is not None:
        return t("How is {name} to be read?", name=state.source.name)
    return ""


def refused_words(context: Context, state: IntakeState) -> str:
    """Return why a source cannot be read; empty where it can."""
    refusal, source, t = state.refusal, state.source, context.language.t
    if state.table is not None and source is not None and not state.is_mapped:
        return t(
            "{name} is a table, but no column in it has dates. Add a column with the date of each row there.",
            name=source.name,
        )
    if refusal is None or source is None:
        return ""
    is_locked = refusal.reason in {Reason.FILE_ENCRYPTED, Reason.WRONG_PASSPHRASE}
    if source.suffix.lower() == DIARIES and not is_locked:
        return t("{name} is a diary. Bring it together with yours under “Two computers”.", name=source.name)
    if refusal.reason is Reason.SOURCE_UNKNOWN:
        return _unknown(source, t)
    return context.sentence(refusal.by_name(source))


def _unknown(source: Path, t: Callable[..., str]) -> str:
    if source.is_dir():
        return t(
            "Nothing in the folder {name} is known here. Choose the file or folder the app saved.",
            name=source.name,
        )
    if source.suffix.lower() == PACKED:
        return t("It is not clear who made {name}. Unpack it and choose a table in it.", name=source.name)
    return t("It is not clear what {name} is. Choose the program it came from.", name=source.name)


class SourceCard(Card):
    """Chooses a file or a folder; a mapping file too, once there is a file that no reader is for."""

    def __init__(
        self,
        library: Library,
        known: Iterable[tuple[str, str]],
        on_file: Step,
        on_folder: Step,
        on_mapping: Step,
    ) -> None:
        t = library.language.t
        super().__init__(t("Bring notes from elsewhere"))
        self.file = TextButton(t("Choose a file…"), on_click=on_file)
        self.folder = TextButton(t("Choose a folder…"), on_click=on_folder)
        self.mapping = TextButton(t("Choose a mapping file…"), on_click=on_mapping)
        self.said = Text()
        self.notice = NoticeText()
        known = list(known)
        names = ", ".join(name for _, name in known)
        asked = t("Which program did it come from?")
        self.program = Menu(asked, [("", t("Choose…")), (AS_TABLE, t("Another: a table")), *known], "")
        self._way = side_by_side((Asked(asked, self.program), Asked("", self.mapping)))
        fill(
            self.body,
            Text(t("Do you have notes in another app, or on a watch or phone? Save them there as a file first.")),
            Text(t("Choose that file here, or drop it on this window. You first see what is in it.")),
            in_lines(self.file, self.folder),
            self.said,
            self.notice,
            self._way,
            QuietText(t("This program knows {names}.", names=names)),
            QuietText(
                t("Of any other table (CSV, Excel, LibreOffice or JSON) you can say yourself what each column is.")
            ),
        )  # fmt: skip

    def show_words(self, said: str, refused: str, *, can_map: bool) -> None:
        """Show what was done, or why something was refused."""
        self.said.say(said)
        self.notice.say(refused)
        self._way.setVisible(can_map)
        self.program.setCurrentIndex(0)


class FoundCard(Card):
    """Says what a source is thought to be, and why."""

    def __init__(self, library: Library, on_other: Step) -> None:
        super().__init__(" ")
        self._library = library
        self.other = QuietButton(library.language.t("It is something else…"), role=ACCENT, on_click=on_other)
        self.corner.addWidget(self.other)
        self._lines = Text()
        self.body.addWidget(self._lines)

    def show_intake(self, intake: Intake, name: str, mapping: str) -> None:
        """Show what was read; `name` is the file's, `mapping` that of a mapping file."""
        language = self._library.language
        t = language.t
        if intake.found is not None:
            self.retitle(intake.found.reader.name)
            lines = [*found_lines(language, intake.found)]
        elif mapping:
            self.retitle(name)
            lines = [t("It is read as {mapping} says.", mapping=mapping)]
        else:
            self.retitle(name)
            lines = [t("This is a diary that was saved by this program.")]
        days = intake.data.days
        if days:
            lines.insert(0, f"{name}, {language.span(days[0].date, days[-1].date, in_sentence=True)}")
        self._lines.setText("\n".join(lines))


class IntakeQuestions(Card):
    """Asks what only the person can know; `answered` emits the question and the option that was chosen."""

    answered = Signal(object, str)

    def __init__(self, library: Library, on_save: Step) -> None:
        super().__init__(" ")
        self._library = library
        self._asked: tuple[str, ...] = ()
        self.controls: dict[str, Choices | ChoiceBox] = {}
        self._questions = in_column(spacing=Space.WIDE)
        self.save = TextButton(library.language.t("Save them as a file…"), on_click=on_save)
        self.said = SavedLine(library.language)
        fill(self.body, self._questions, in_lines(self.save), self.said)

    def show_intake(self, intake: Intake, answers: Mapping[str, str]) -> None:
        """Show the questions; those that are asked already keep their controls."""
        questions = intake.content.questions if intake.content is not None else ()
        asked = tuple(question.key for question in questions)
        if asked != self._asked:
            focused = next((key for key, one in self.controls.items() if _has_focus(one)), None)
            self._asked = asked
            empty(self._questions)
            self.controls = {}
            for question in questions:
                self._ask(question, question_words(self._library, question, intake.data.own_items), answers)
            if focused in self.controls:
                _focus(self.controls[focused])
        count = len(questions)
        self.retitle(self._library.language.n("One question", "{count} questions", count))

    def focus_first(self) -> bool:
        """Give the first question the keyboard; false when there is none."""
        for control in self.controls.values():
            _focus(control)
            return True
        return False

    def _ask(self, question: FileQuestion, words: QuestionWords, answers: Mapping[str, str]) -> None:
        answer = answers.get(question.key, question.usual)
        tell = partial(self.answered.emit, question)
        control = _choices(question.key, words, answer, tell)
        self.controls[question.key] = control
        fill(self._questions, in_column(Text(words.text), control, QuietText(words.example), spacing=Space.SMALL))


def _choices(key: str, words: QuestionWords, answer: str, tell: Callable[[str], None]) -> Choices | ChoiceBox:
    if len(words.options) <= MOST_KEYS:
        row = Choices(key, words.text, words.options.items())
        row.show_value(answer)
        row.chosen.connect(tell)
        return row
    box = ChoiceBox(words.text, words.options.items())
    box.setCurrentIndex(box.findData(answer))
    box.activated.connect(lambda _index: tell(box.currentData()))
    return box


def _has_focus(control: QWidget) -> bool:
    focus: QWidget | None = control.window().focusWidget()
    return focus is control or (focus is not None and control.isAncestorOf(focus))


def _focus(control: Choices | ChoiceBox) -> None:
    part = control.buttons[control.value] if isinstance(control, Choices) else control
    part.setFocus(Qt.FocusReason.OtherFocusReason)


class DaysCard(Card):
    """Shows the last days that were read as a table: a row for each question, a column for each day."""

    def __init__(self) -> None:
        super().__init__(" ")
        self.rows: tuple[tuple[str, ...], ...] = ()
        self._room = 0
        self._most, self._needs = SHOWN_DAYS[0], dict[int, int]()
        self._show: Callable[[], None] = lambda: None
        self._table = QGridLayout()
        self._table.setHorizontalSpacing(Space.LARGE)
        self._table.setVerticalSpacing(Space.SMALL)
        self.body.addLayout(self._table)

    def make_room(self, width: int) -> None:
        """Show fewer days where the card may be no more than this `width` (pixels)."""
        self._room = width
        if self._fitting() != self._most:
            self._show()

    def _fitting(self) -> int:
        """Return how many days fit; how much room they need is known once they were shown."""
        return next((most for most in SHOWN_DAYS if self._needs.get(most, 0) <= self._room), SHOWN_DAYS[-1])

    def show_days(self, days: tuple[Day, ...], library: Library, kept: Iterable[ImportConflict]) -> None:
        """Show the last few of these days; `library` knows their own items too. Said is which of the answers that
        are there, and were `kept`, differ."""
        self._show = partial(self._show_last, days, library, tuple(kept))
        self._needs = {}
        self._show()

    def _show_last(self, days: tuple[Day, ...], library: Library, kept: tuple[ImportConflict, ...]) -> None:
        self._most = self._fitting()
        language, days = library.language, days[-self._most :]
        items = [item for item in library.catalogue.items if any(is_answered(item, day) for day in days)]
        stays = Counter(one.item for one in kept if any(one.day == day.date for day in days))
        names = [library.words.items[item.key].name for item in items[:MOST_ROWS]]
        heads = [language.pattern(day.date, "ccc d MMM y", dots=False) for day in days]
        said = (tuple(_said(item, day, library) for day in days) for item in items)
        self.rows = tuple((name, *cells) for name, cells in zip(names, said, strict=False))
        empty(self._table)
        for column, head in enumerate(heads):
            self._table.addWidget(QuietText(head), 0, column + 1)
        for place, (row, item) in enumerate(zip(self.rows, items, strict=False)):
            self._table.addWidget(Rule(), 2 * place + 1, 0, 1, len(row))
            self._add_row(2 * place + 2, row, heads, _stays(language, stays[item.key]))
        if rest := len(items) - len(names):
            more = language.n("{count} more question is not shown.", "{count} more questions are not shown.", rest)
            self._table.addWidget(QuietText(more), 2 * MOST_ROWS + 1, 0, 1, len(heads) + 1)
        title = language.n(
            "A day as it comes into your diary", "{count} of your days, as they come into your diary", len(days)
        )
        self.retitle(title)
        QTimer.singleShot(0, self, self._measure)  # new cells count once they are there

    def _measure(self) -> None:
        self._needs[self._most] = self.minimumSizeHint().width()
        if self._fitting() != self._most:
            self._show()

    def _add_row(self, place: int, row: tuple[str, ...], heads: list[str], stays: str) -> None:
        """Add a row; each of its cells is heard with the question and the day."""
        name = in_column(Text(row[0], bold=True), *([QuietText(stays)] if stays else []), spacing=0)
        self._table.addWidget(boxed(name), place, 0, Qt.AlignmentFlag.AlignTop)
        for column, (head, said) in enumerate(zip(heads, row[1:], strict=True)):
            cell = Text(said)
            cell.setAccessibleName(f"{row[0]}, {head}: {said}")
            self._table.addWidget(cell, place, column + 1, Qt.AlignmentFlag.AlignTop)


def _said(item: Item, day: Day, library: Library) -> str:
    """Return what was answered, for the body the places that hurt and how much; a dash where nothing was."""
    if item.kind is Kind.BODY_MAP and day.areas:
        names, code = library.words.segments, library.language.code
        return "; ".join(
            f"{names[place] if isinstance(place, str) else place.name(code)} {strength}"
            for place, strength in places_of(day.areas)
        )
    return shorten(answered_words(item, day, library), LONGEST_CELL) if is_answered(item, day) else "–"


def _stays(language: Language, days: int) -> str:
    return (
        language.n("your answer stays on {count} day", "your answer stays on {count} days", days) if days else ""
    )


class CountsCard(Card):
    """Shows sentences below each other."""

    def __init__(self, title: str, *below: QWidget) -> None:
        super().__init__(title)
        self.lines: tuple[str, ...] = ()
        self._lines = in_column(spacing=Space.SMALL)
        fill(self.body, self._lines, *below)

    def show_lines(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        empty(self._lines)
        for line in self.lines:
            self._lines.addLayout(bulleted(line))


class ResultCard(CountsCard):
    """Says what came into the diary, and offers to look at it or to take it back."""

    def __init__(self, library: Library, on_look: Step, on_undo: Step, on_more: Step) -> None:
        t = library.language.t
        self.look = MainButton(t("Look at it in Trends"), on_click=on_look)
        self.undo = TextButton(t("Undo"), on_click=on_undo)
        self.more = TextButton(t("Bring something else"), on_click=on_more)
        self.notice = NoticeText()
        super().__init__(t("It is in your diary"), boxed(in_lines(self.look, self.undo, self.more)), self.notice)


def counted(library: Library, intake: Intake, trial: ImportResult) -> Iterable[str]:
    """Return what becomes of all rows, in words."""
    yield from row_lines(library, intake)
    yield from result_lines(library, trial, intake.data.own_items)
    yield from refused_title(library.language, intake)
    yield from refused_lines(library, intake.refused[:MOST_REFUSED])
