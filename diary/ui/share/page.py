"""The Share page: choose the days, see the page, save or print it."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRegularExpression, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QRegularExpressionValidator, QShowEvent
from PySide6.QtWidgets import (
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.report.pdf import preview_pages, sheet_size
from diary.screens.period_request import PeriodKind
from diary.screens.share import (
    BLOCKS,
    DAYS_CHOSEN,
    OFF,
    ReportRequest,
    build_pages,
    chosen_blocks,
    first_page_blocks,
    language_in_use,
    page_blocks,
    request_keys,
    request_of,
    second_page_blocks,
)
from diary.screens.summary import SummaryState
from diary.ui.pages import Context
from diary.ui.retry import KeptWrites, telling_again
from diary.ui.share.painted_first import PaintedFirst
from diary.ui.share.preview import BesidePreview, Preview, SaveAndPrint, paper_of
from diary.ui.style import Space
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.date_field import DateField
from diary.ui.widgets.keys import Choices
from diary.ui.widgets.labels import NoticeText, QuietText, Title
from diary.ui.widgets.layouts import (
    STRETCH,
    boxed,
    fill,
    in_column,
    in_form,
    in_lines,
)
from diary.ui.widgets.line import Line
from diary.ui.widgets.ordered_ticks import OrderedTicks
from diary.ui.widgets.saving import SavedLine
from diary.ui.widgets.scrolling import FittedColumn
from diary.ui.widgets.typed import SaveSoon

if TYPE_CHECKING:
    from diary.report.page import Paper


LONGEST_NAME = 60


class _OneOf(QStackedWidget):
    """Shows one of its parts, as high as the highest of them is at this width; Qt asks the shown one only."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        self._parts = parts
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for part in parts:
            self.addWidget(part)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(max(part.heightForWidth(width), part.minimumSizeHint().height()) for part in self._parts)


class ReportRequestForm(QWidget):
    """Emits `changed` with the request, `profile_changed` with a key and its new text, and `paper_changed`."""

    changed = Signal(object)
    profile_changed = Signal(str, str)
    paper_changed = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        t = context.language.t
        spans = {
            PeriodKind.FOUR_WEEKS: t("4 weeks"),
            PeriodKind.THREE_MONTHS: t("3 months"),
            PeriodKind.OWN: t("Own dates"),
        }
        self.stretches = Choices("stretch", t("Which days"), spans.items())
        self.papers = Choices("paper", t("Paper"), (("a4", "A4"), ("letter", t("Letter"))))
        self.first = DateField(context.language, t("First day"))
        self.last = DateField(context.language, t("Last day"))
        self.name = Line()
        self.birth_year = Line()
        self._lay_out()
        self._connect()

    def show_request(self, request: ReportRequest) -> None:
        """Show a request without a signal."""
        with QSignalBlocker(self):
            self.stretches.show_value(request.stretch)
            self.first.show_day(request.first)
            self.last.show_day(request.last)
        self._show_which(request)

    def show_days(self, period: Period) -> None:
        """Say which days are on the page, in the place where one's own dates are chosen."""
        self.days.setText(self._context.language.span(period.first, period.last, in_sentence=True))

    def _show_which(self, request: ReportRequest) -> None:
        self._which.setCurrentWidget(self._dates if request.stretch is PeriodKind.OWN else self.days)

    def show_profile(self, name: str, birth_year: str) -> None:
        self.name.setText(name)
        self.birth_year.setText(birth_year)

    def request(self) -> ReportRequest:
        stretch = self.stretches.value
        assert isinstance(stretch, PeriodKind)
        return ReportRequest(stretch, self.first.day, self.last.day)

    def _lay_out(self) -> None:
        t = self._context.language.t
        self._dates = boxed(in_lines(self.first, QLabel("–"), self.last, spacing=Space.HAIR))
        self.days = QuietText()
        self._which = _OneOf(self.days, self._dates)
        form = in_form(
            (QLabel(t("Name")), self.name),
            (QLabel(t("Year of birth")), self.birth_year),
            (QLabel(t("Paper")), self.papers),
            spacing=Space.SMALL,
        )
        form.insertRow(
            2, QuietText(t("You may leave these empty. They are printed at the top and kept in your diary."))
        )
        in_column(
            self.stretches,
            self._which,
            Space.SMALL,
            form,
            within=self,
            spacing=Space.SMALL,
        )

    def _connect(self) -> None:
        self.name.setMaxLength(LONGEST_NAME)
        self.birth_year.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{0,4}"), self))
        self.stretches.chosen.connect(lambda _kind: self._on_changed())
        self.papers.chosen.connect(self.paper_changed.emit)
        self.first.dateChanged.connect(self._on_changed)
        self.last.dateChanged.connect(self._on_changed)
        soon = SaveSoon(self)
        soon.timeout.connect(self._tell_profile)
        for line in (self.name, self.birth_year):
            line.textEdited.connect(soon.touch)
            line.editingFinished.connect(self._tell_profile)

    def _tell_profile(self) -> None:
        self.profile_changed.emit("name", self.name.text().strip())
        self.profile_changed.emit("birth_year", self.birth_year.text())

    def _on_changed(self) -> None:
        request = self.request()
        self._show_which(request)
        self.changed.emit(request)


SETTLE_MS = 250


class SharePage(PaintedFirst):
    """Shows the summary of the chosen days. Nothing leaves this page before a button is pressed."""

    def __init__(self, context: Context, journal: Journal, resources: Path) -> None:
        super().__init__()
        self.setObjectName("share_page")
        t = context.language.t
        self._context = context
        self._journal = journal
        self._resources = resources
        self._request: ReportRequest | None = None
        self.state: SummaryState | None = None
        self._kept = KeptWrites(self)
        self._kept.stored.connect(self._on_stored)
        self.outlet = SaveAndPrint(context, resources, self)
        self.form = ReportRequestForm(context)
        self.inputs: Sequence[QWidget] = self.form.name, self.form.birth_year
        self.preview = Preview(context)
        self.save = MainButton(t("Save as PDF…"), on_click=self._on_save)
        self.print = TextButton(t("Print…"), on_click=self._on_print)
        self.done = SavedLine(context.language)
        self.notice = NoticeText()
        self.blocks = OrderedTicks(context.language, t("On the first page"))
        self.second = OrderedTicks(context.language, t("On the second page"))
        for ticks in (self.blocks, self.second):
            ticks.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._lay_out()
        self._connect()

    @property
    def is_waiting(self) -> bool:
        """Whether a refresh is due."""
        return self._settle.isActive() or super().is_waiting

    def on_changed(self, _period: Period | None = None) -> None:
        """Refresh after a change of the diary, if the page is visible."""
        if self.isVisible():
            self._settle.start()

    def on_day(self, _today: date) -> None:
        """Let the last weeks end on another day; where none were chosen, those are shown in which something is."""
        if self._request is not None and self._journal.reading_only is None:
            self._request = self._kept_request()
            self.form.show_request(self._request)
        self.on_changed()

    def _kept_request(self) -> ReportRequest:
        return request_of(self._journal, self._journal.choices.chosen(DAYS_CHOSEN))

    def memory(self) -> ReportRequest | None:
        return self._request

    def recall(self, memory: ReportRequest | None) -> None:
        self._request = memory

    def _lay_out(self) -> None:
        t = self._context.language.t
        card = Card(
            t("A page for your appointment"), t("One sheet that is read in a minute. You decide who gets it.")
        )
        buttons = in_lines(self.save, self.print, spacing=Space.MEDIUM)
        fill(card.body, self.form, buttons, self.notice, self.done)
        left = FittedColumn()
        first = self._blocks_card(
            self.blocks, t("Charts come first, then the rest, each in your order. No single answers.")
        )
        second = self._blocks_card(
            self.second, t("In your order, as far as there is room. What does not fit is named on the page.")
        )
        parts = (card, first, second, STRETCH)
        in_column(*parts, within=left, margins=(0, 0, Space.SMALL, 0), spacing=Space.LARGE)
        self._whole = BesidePreview(Title(t("Share")), left, self.preview)
        in_column((self._whole, 1), within=self, margins=Space.WIDE)

    def _blocks_card(self, ticks: OrderedTicks, hint: str) -> Card:
        what = Card(ticks.accessibleName(), hint, spacing=Space.SMALL)
        fill(what.body, ticks, in_lines(ticks.up, ticks.down))
        return what

    def _connect(self) -> None:
        self.form.changed.connect(self._on_request_changed)
        self.form.profile_changed.connect(self._on_profile_changed)
        self.form.paper_changed.connect(self._on_paper)
        for ticks in (self.blocks, self.second):
            ticks.changed.connect(self._on_blocks_changed)
        self._settle.timeout.connect(self.complete)
        self.outlet.done.connect(self._say_done)
        self.outlet.saved.connect(self._say_saved)
        self.outlet.refused.connect(self._say_refused)

    def _fill(self) -> None:
        """Start with the default request, or with the remembered one."""
        profile = self._journal.profile()
        self.form.show_profile(profile.get("name", ""), profile.get("birth_year", ""))
        if self._request is None:
            self._request = self._kept_request()
        self.form.show_request(self._request)
        self.form.papers.show_value(paper_of(self._context))
        library, kept = self._context.library, self._journal.choices.chosen(BLOCKS)
        chosen = chosen_blocks(page_blocks(library), kept)
        for ticks, names in (
            (self.blocks, first_page_blocks(library)),
            (self.second, second_page_blocks(library)),
        ):
            ticks.show_choice(names, chosen)
            if not ticks.hasFocus():
                ticks.setCurrentRow(-1)  # nothing looks chosen before it is
            ticks.fit_rows()
        self._keep_place(self._request)

    def _keep_place(self, request: ReportRequest) -> None:
        """Show empty sheets, and the page on them after the first paint: it takes longer than all else.
        What is refused is said at once."""
        try:
            if self._journal.span_to_export() is None:
                raise Refusal(Reason.NOTHING_YET)
            request.period(self._journal.span(), self._journal.today)
        except Refusal:
            self.complete()
        else:
            sheet = QSize(*sheet_size(paper_of(self._context)))
            self.preview.keep_place(sheet, 2 if self.second.keys else 1)
            self._whole.fit_form()
            self.complete_later()

    def _complete(self) -> None:
        assert self._request is not None
        self._settle.stop()
        try:
            self.state = self._build_state(self._request)
        except Refusal as refusal:
            self.state = None
            self._say_refused(self._context.sentence(refusal))
            self.preview.show_pages([], "")
        else:
            self._say_done("")
            summary = self.state, self._context.library, self._resources
            pictures, warning = preview_pages(*summary, paper_of(self._context))
            self.notice.say(warning)
            self.preview.show_pages(pictures, language_in_use(self.state))
        self.save.setEnabled(self.state is not None)
        self.print.setEnabled(self.state is not None)

    def _build_state(self, request: ReportRequest) -> SummaryState:
        journal = self._journal
        period = request.period(journal.span(), journal.today)
        self.form.show_days(period)
        if not journal.days(period) and (journal.span() is not None or journal.span_to_export() is None):
            raise Refusal(Reason.NOTHING_LOGGED if journal.span() is not None else Reason.NOTHING_YET)
        return build_pages(journal, self._context.library, period, (*self.blocks.keys, *self.second.keys))

    def _say_refused(self, sentence: str) -> None:
        self.notice.say(sentence)
        self.done.done("")

    def _say_done(self, sentence: str) -> None:
        self.notice.say("")
        self.done.done(sentence)

    def _say_saved(self, path: Path) -> None:
        self.notice.say("")
        self.done.saved(path)

    def _on_request_changed(self, request: ReportRequest) -> None:
        self._request = request
        self._settle.start()
        self._keep(DAYS_CHOSEN, partial(self._journal.choices.choose, DAYS_CHOSEN, request_keys(request)))

    def _on_paper(self, paper: "Paper") -> None:
        if self._context.preferences is not None:
            self._context.preferences.paper = paper
        self._settle.start()

    def _on_blocks_changed(self) -> None:
        self._settle.start()
        keys = [
            key if is_ticked else OFF + key for key, is_ticked in (*self.blocks.all_keys, *self.second.all_keys)
        ]
        self._keep(BLOCKS, partial(self._journal.choices.choose, BLOCKS, keys))

    def _on_profile_changed(self, key: str, text: str) -> None:
        if self._keep(key, partial(self._journal.set_profile, key, text)):
            self._settle.start()

    def _keep(self, key: str, write: Callable[[], object]) -> bool:
        with telling_again(self._context, self._say_refused):
            self._kept.write(key, write)
            self.notice.say("")
            return True
        return False

    def _on_stored(self, _key: str) -> None:
        self.notice.say("")
        self._settle.start()

    def _shown(self) -> SummaryState | None:
        """Return the summary as it is asked for now, which is shown before it is given away."""
        if self.is_waiting:
            self.complete()
        return self.state

    def _on_save(self) -> None:
        if (state := self._shown()) is not None:
            self.outlet.ask_file(state, self._journal.today)

    def _on_print(self) -> None:
        if (state := self._shown()) is not None:
            self.outlet.ask_printer(state)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill()
