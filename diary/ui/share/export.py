"""The page to take a diary along in another format: what for, which days, and what is then in the file."""

from collections.abc import Callable, Collection
from datetime import date
from functools import partial
from pathlib import Path
from threading import Event

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from diary.content.language import Language
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.domain.text import clean_line
from diary.exchange.csv_text import CsvForm
from diary.exchange.formats import (
    FORMATS,
    SHARE,
    ExportFormat,
    format_words,
    left_beside,
    left_words,
    write_export,
)
from diary.journal.journal import Journal
from diary.screens.card_lines import joined
from diary.screens.exported import Addressed, ExportContent, ExportState, build_export, export_parts, parts_asked
from diary.screens.figure import file_stem
from diary.screens.period_request import PeriodKind, PeriodRequest
from diary.storage.key import Key
from diary.ui.background import Task
from diary.ui.pages import Context, refusals_to
from diary.ui.share.painted_first import PaintedFirst
from diary.ui.style import Space
from diary.ui.wheel import ChoiceBox
from diary.ui.widgets.buttons import CheckBox, MainButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.date_field import DateField
from diary.ui.widgets.keys import Choices
from diary.ui.widgets.labels import QuietText, Text, Title
from diary.ui.widgets.layouts import ColumnsLayout, boxed, fill, in_column, in_lines, in_page, in_row
from diary.ui.widgets.line import Line
from diary.ui.widgets.new_passphrase import NewPassphrase
from diary.ui.widgets.saving import SavedLine, ask_save, form_chosen, table_kinds
from diary.ui.widgets.scrolling import TextColumn

DECIMAL_COMMA = "csv"
AT_ONCE = 731
"""So many days are read before anybody waits; more are read in a thread."""
TICK_LETTERS = 36
OF_OWN = 2
"""The last sentences of what is in the file: whether own words and the name are. They stay in sight at Save."""
LONGEST_NAME = 200


class ForWhom(Card):
    """What is asked about a share: for whom it is, the name it goes under, and a passphrase of its own. Nothing of
    it is kept."""

    def __init__(self, language: Language) -> None:
        t = language.t
        super().__init__(
            t("For whom it is"), t("You may leave all of this open. Whoever gets the file sees it in the program.")
        )
        self.whom, self.pseudonym = Line(), Line()
        for line, name in ((self.whom, t("For whom")), (self.pseudonym, t("Another name instead of yours"))):
            line.setAccessibleName(name)
            line.setMaxLength(LONGEST_NAME)
            self.body.addWidget(boxed(in_column(Text(name), line, spacing=Space.HAIR)))
        self.locked = CheckBox(t("With a passphrase of its own"))
        self.fresh = NewPassphrase(language)
        self.tell = QuietText(t("Tell the passphrase to who gets the file, not in the same message."))
        fill(self.body, self.locked, self.fresh, self.tell)
        for part in (self.fresh, self.tell):
            part.hide()
            self.locked.toggled.connect(part.setVisible)
        self.locked.toggled.connect(self.fresh.clear)

    @property
    def addressed(self) -> Addressed:
        """What was typed, still without a key."""
        return Addressed(clean_line(self.whom.text()), clean_line(self.pseudonym.text()))


def _write(
    form: ExportFormat,
    offered: ExportContent,
    parts: frozenset[str],
    passphrase: str,
    path: Path,
    *,
    decimal_comma: bool,
) -> tuple[Path, str]:
    """Write only these parts, whole or not at all; a share with a passphrase of its own, if there is one. Returns
    the file, and what is said of others beside it. Raises Refusal."""
    content = replace(offered.only(parts), decimal_comma=decimal_comma)
    if passphrase:
        content = replace(content, addressed=replace(content.addressed, key=Key.new(passphrase)))
    written = write_export(form, content, path)
    return written[0], left_words(content.library.language, left_beside(written, content))


class ExportMemory(Struct, frozen=True):
    """What was chosen and typed for a file, but no passphrase."""

    form: str
    stretch: object
    dates: tuple[date, date]
    ticks: dict[str, bool]
    texts: tuple[str, str]
    is_locked: bool


class ExportPage(PaintedFirst):
    """Shows what will be in the file before it is written. Words and a name are out until they are ticked, each
    time anew: the ticks are kept for another language or theme only."""

    def __init__(self, context: Context, journal: Journal, resources: Path) -> None:
        super().__init__()
        t = context.language.t
        self._context, self._journal, self._resources = context, journal, resources
        self._offered: ExportContent | None = None
        self._taken: frozenset[str] = frozenset()
        self.writing: Task | None = None
        self._dropped = Event()
        self._recalled: ExportMemory | None = None
        self._has_dates = False
        self._is_stale = False
        formats = ((key, name) for key, (name, _about) in format_words(context.language).items())
        self.formats = ChoiceBox(t("What it is for"), formats, letters=0)
        self.about, self.owners = QuietText(), QuietText()
        stretches = {
            PeriodKind.ALL: t("All days"),
            PeriodKind.THREE_MONTHS: t("3 months"),
            PeriodKind.FOUR_WEEKS: t("4 weeks"),
            PeriodKind.OWN: t("Own dates"),
        }
        self.stretches = Choices("stretch", t("Which days"), list(stretches.items()))
        self.stretches.show_value(PeriodKind.ALL)
        self.first, self.last = (DateField(context.language, words) for words in (t("First day"), t("Last day")))
        self.parts: dict[str, CheckBox] = {}
        self.inside = Text()
        self.for_whom = ForWhom(context.language)
        self.save = MainButton(t("Save…"), on_click=self.ask_file)
        self.beside = QuietText()
        self.said = SavedLine(context.language)
        self._lay_out()
        self._connect()

    @property
    def form(self) -> ExportFormat:
        return next(form for form in FORMATS if form.key == self.formats.currentData())

    def memory(self) -> ExportMemory:
        return ExportMemory(
            self.form.key,
            self.stretches.value,
            (self.first.day, self.last.day),
            self._ticked,
            (self.for_whom.whom.text(), self.for_whom.pseudonym.text()),
            self.for_whom.locked.isChecked(),
        )

    def recall(self, memory: ExportMemory) -> None:
        self._recalled = memory
        self.formats.setCurrentIndex(self.formats.findData(memory.form))
        self.stretches.show_value(memory.stretch)
        for line, text in zip((self.for_whom.whom, self.for_whom.pseudonym), memory.texts, strict=True):
            line.setText(text)
        self.for_whom.locked.setChecked(memory.is_locked)

    @property
    def _ticked(self) -> dict[str, bool]:
        before = {} if self._recalled is None else self._recalled.ticks
        return {**before, **{key: box.isChecked() for key, box in self.parts.items()}}

    def on_changed(self, _period: Period | None = None) -> None:
        """Read anew after a change of the diary: at once if the page is visible, else when it is next shown."""
        self._is_stale = True
        if self.isVisible():
            self.complete()

    def on_day(self, _today: date) -> None:
        """Let the days that are taken end on another day."""
        self.on_changed()

    def ask_file(self) -> QFileDialog | None:
        """Ask for a file name, then write what is shown."""
        if self.is_waiting:
            self.complete()
        if self._offered is None or (self.writing is not None and self.writing.is_going):
            return None
        passphrase = ""
        if self._is_share and self.for_whom.locked.isChecked():
            passphrase = self.for_whom.fresh.read() or ""
            if not passphrase:
                return None
        language, form, ending = self._context.language, self.form, self.form.endings[0]
        offered = replace(self._offered, read_table=partial(self._journal.table, again=True))
        if self._is_share:
            offered = replace(offered, addressed=self.for_whom.addressed)
        name = f"{file_stem(language, offered.period.first, offered.period.last)}{ending}"
        title = language.t("Save a file to take along")
        has_forms = form.key == DECIMAL_COMMA
        kind = table_kinds(language) if has_forms else f"{self.formats.currentText()} (*{ending})"
        write = partial(_write, form, offered, self._taken, passphrase)
        opens = language.t("It opens only with the passphrase you chose.") if passphrase else ""

        def take(path: Path) -> None:
            has_commas = has_forms and form_chosen(dialog) is CsvForm.SEMICOLON
            self._write(partial(write, path, decimal_comma=has_commas), opens)

        dialog = ask_save(self.window(), language, title, kind, name, take, self._context.preferences)
        return dialog

    def _write(self, write: Callable[[], tuple[Path, str]], opens: str) -> None:
        """Write the file in a thread, which takes long after many years, then say where it is and how it `opens`,
        or why it was refused. A passphrase is asked for again: without its tick the next file would have none."""
        self.said.done(self._context.language.t("One moment"))

        def saved(written: tuple[Path, str]) -> None:
            self.said.saved(written[0], " ".join(filter(None, (opens, written[1]))))

        self.writing = Task(write, saved, self._on_refused, self)
        self.writing.ended.connect(self.for_whom.fresh.clear)
        self.writing.start()

    def _on_refused(self, refusal: Refusal) -> None:
        self.said.refused(self._context.sentence(refusal))

    @property
    def _is_share(self) -> bool:
        return self.form.key == SHARE

    def _lay_out(self) -> None:
        t = self._context.language.t
        what = Card(t("Take your diary along"), t("As a file that others can open. You decide what is in it."))
        self._own_dates = boxed(in_lines(self.first, QLabel("–"), self.last, spacing=Space.HAIR))
        fill(what.body, self.formats, self.about, self.stretches, self._own_dates)
        self._parts = Card(t("What goes into it"), t("Your own words and your name only when you tick them."))
        holder = QWidget()
        self._ticks = ColumnsLayout(2, TICK_LETTERS * self.fontMetrics().averageCharWidth(), holder)
        self._ticks.setSpacing(Space.SMALL)
        self._parts.body.addWidget(holder)
        self._result = Card(t("This will be in the file"))
        fill(self._result.body, self.inside, self.owners, self.said)
        self._below = self._parts, self.for_whom, self._result
        for card in self._below:
            card.hide()  # until the days are read, so that what is in sight does not move
        foot = boxed(in_row(self.save, (self.beside, 1), spacing=Space.MEDIUM))
        cards = TextColumn((what, *self._below))
        whole = boxed(in_column((cards, 1), foot, spacing=Space.SMALL))
        whole.setContentsMargins(0, 0, 0, Space.SMALL)
        in_page(Title(t("Take along")), last=whole, within=self)

    def _connect(self) -> None:
        self.formats.currentIndexChanged.connect(self._on_format)
        self.stretches.chosen.connect(lambda _kind: self.complete())
        self.first.dateChanged.connect(self.complete)
        self.last.dateChanged.connect(self.complete)

    def _on_format(self) -> None:
        self.said.done("")
        self.complete()

    def _period(self) -> Period:
        span = self._journal.span_to_export()
        if span is None:
            raise Refusal(Reason.NOTHING_YET)
        kind = self.stretches.value
        own = Period(self.first.day, self.last.day) if kind is PeriodKind.OWN else span
        assert isinstance(kind, PeriodKind)
        return PeriodRequest(kind, own).period(span, self._journal.today)

    def _read(self, period: Period) -> ExportContent | None:
        """Return what may leave the diary. Its days are read when others are asked for or they changed; None: they
        are read in a thread."""
        known, self._offered = self._offered, None
        content = self._journal.export_content(self._context.library, self._resources, period, ())
        if (
            known is not None
            and not self._is_stale
            and (known.period, known.boundary) == (period, content.boundary)
        ):
            return content.with_days(known.days, known)
        self._is_stale = False
        if len(period) <= AT_ONCE:
            return content.with_days(self._journal.days(period))
        dropped, days = Event(), self._journal.days
        self._dropped = dropped

        def work() -> ExportContent:
            return content.with_days(days(period, lambda: not dropped.is_set()))

        def ended(found: ExportContent | Refusal) -> None:
            if not dropped.is_set():
                self._show_read(found)

        Task(work, ended, ended, self, dropped.set).start()
        return None

    def _show_asked(self) -> None:
        self._own_dates.setVisible(self.stretches.value is PeriodKind.OWN)
        self.about.setText(format_words(self._context.language)[self.form.key][1])
        self.owners.setText(self.form.notice)
        self.owners.setVisible(bool(self.form.notice))

    def _complete(self) -> None:
        """Read the days that are asked for, and show what can be taken of them."""
        self._show_asked()
        self._dropped.set()
        with refusals_to(self._show_read):
            self._show_read(self._read(self._period()))

    def _show_read(self, found: ExportContent | Refusal | None) -> None:
        """Show what can be taken, why nothing can, or that it is being read (None): what is shown stays."""
        self._offered = found if isinstance(found, ExportContent) else None
        if self._offered is not None:
            self._show(self._offered)
        else:
            wait = "" if found is not None else self._context.language.t("One moment")
            self.inside.setText(self._context.sentence(found) if isinstance(found, Refusal) else wait)
            self.beside.setText(wait)
        shows = self._offered is not None or (found is None and not self._parts.isHidden())
        self._parts.setVisible(shows)
        self.for_whom.setVisible(shows and self._is_share)
        self._result.setVisible(shows or found is not None)
        self.save.setEnabled(self._offered is not None)

    def _show(self, offered: ExportContent) -> None:
        """Offer the parts that are there, with the ticks that were made, and say what is taken."""
        holds = self.form.holds
        usual = parts_asked(offered.library, holds)
        ticks = self._ticked
        known = (key for key, part in export_parts(offered.library).items() if part.kind in holds)
        self._taken = frozenset(key for key in known if ticks.get(key, key in usual))
        state = build_export(offered, offered.taken(self._taken), holds)
        self._offer(state, usual)
        self.inside.setText("\n".join(state.sentences))
        self.beside.setText(" ".join(state.sentences[-OF_OWN:]))

    def _offer(self, state: ExportState, usual: Collection[str]) -> None:
        """Make a tick box for each part once, and show those that the diary has and the format can hold."""
        shown = {line.key: line for line in state.lines if line.is_there}
        for line in state.lines:
            if line.key not in self.parts:
                is_ticked = self._ticked.get(line.key, line.key in usual)
                box = self.parts[line.key] = CheckBox(line.name)
                box.setChecked(is_ticked)
                box.toggled.connect(self._on_ticked)
                self._ticks.addWidget(box)
        for key, box in self.parts.items():
            box.setVisible(key in shown)
            if key in shown:
                box.setText(joined((shown[key].name, shown[key].amount)))

    def _on_ticked(self) -> None:
        self.said.done("")
        if self._offered is not None:
            self._show(self._offered)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        span = self._journal.span_to_export()
        if span is not None and not self._has_dates:
            self._has_dates = True
            first, last = (span.first, span.last) if self._recalled is None else self._recalled.dates
            self.first.show_day(first)
            self.last.show_day(last)
        self._show_asked()
        self.complete_later()
