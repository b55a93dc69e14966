"""The week on paper: print a blank sheet of one's own form, and type a filled one in by keys alone."""

from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from diary.domain.day import AnswerSource
from diary.domain.period import FIRST_DAY, Period
from diary.domain.table import WEEK
from diary.journal.journal import Journal
from diary.screens.week_sheet import WeekSheet, build_week_sheet, week_of
from diary.ui.pages import Context
from diary.ui.paper_week.grid import WeekGrid
from diary.ui.style import QUIET, Space
from diary.ui.widgets.buttons import QuietButton, TextButton
from diary.ui.widgets.labels import Heading, NoticeText, QuietText
from diary.ui.widgets.layouts import boxed, in_column, in_lines, in_page, in_row
from diary.ui.widgets.saving import SavedLine, ask_save
from diary.ui.widgets.scrolling import Scrolling


class PaperWeekPage(QWidget):
    """Shows one week as a grid: the rows of the form, seven columns. What is typed is stored box by box."""

    def __init__(self, context: Context, journal: Journal, resources: Path) -> None:
        super().__init__()
        self.setObjectName("paper_week_page")
        self._context, self._journal, self._resources = context, journal, resources
        t = context.language.t
        self._today = journal.today
        self._first = self._week_now
        self.heading = Heading("")
        self.before = QuietButton("", "left", t("The week before"), role=QUIET)
        self.after = QuietButton("", "right", t("The week after"), role=QUIET)
        self.blank = TextButton(t("Blank sheet as PDF…"), on_click=self.ask_file)
        self.dated = QCheckBox(t("Each day was filled in on the day itself"))
        self.dated.setChecked(True)
        self.dated.setToolTip(t("Then these answers do not count as filled in later."))
        self.grid = WeekGrid(context, journal)
        self.how = QuietText(
            t(
                "Arrow keys go from box to box. Type and press Enter; Delete empties a box. "
                "On the body map Enter opens it, and 0 or x is no pain."
            )
        )
        self.notice = NoticeText()
        self.done = SavedLine(context.language)
        self.before.clicked.connect(lambda: self._go(-1))
        self.after.clicked.connect(lambda: self._go(1))
        self.grid.said.connect(self.notice.say)
        self.dated.toggled.connect(self._on_dated)
        content = QWidget()
        top = in_row(self.before, self.after, (self.heading, 1), spacing=Space.SMALL)
        beside = in_lines(self.dated, self.blank, spacing=Space.LARGE)
        parts = (top, beside, self.how, (self.grid, 1))
        in_column(*parts, within=content, margins=(0, 0, Space.SMALL, 0), spacing=Space.SMALL)
        area = Scrolling(content)
        self.grid.current_at.connect(partial(self._bring_in_sight, area))
        whole = in_column((area, 1), self.notice, self.done, spacing=Space.SMALL)
        in_page(last=boxed(whole), within=self)
        self._show()

    def _bring_in_sight(self, area: Scrolling, box: QRect) -> None:
        """Scroll the page to the box that is typed in, for a low window."""
        content = area.widget()
        assert content is not None
        middle = self.grid.viewport().mapTo(content, box.center())
        area.ensureVisible(middle.x(), middle.y(), 0, box.height())

    @property
    def inputs(self) -> tuple[QWidget, ...]:
        """The grid, which a diary that is only read does not let type in."""
        return (self.grid,)

    @property
    def sheet(self) -> WeekSheet:
        return build_week_sheet(self._journal.form(), self._context.library, self._first)

    def on_changed(self, period: Period) -> None:
        if self.isVisible() and not self.grid.is_writing:
            self._show()

    @property
    def _week_now(self) -> date:
        return week_of(self._today, self._context.language.week_starts)

    def on_day(self, today: date) -> None:
        """Go on to the week of the new day where this week was shown, unless somebody is at it."""
        follows = self._first == self._week_now and not self.grid.is_in_use
        self._today = today
        if follows:
            self._first = self._week_now
        if self.isVisible():
            self._show()

    def showEvent(self, event: object) -> None:
        self._show()

    def memory(self) -> tuple[date, bool]:
        """Return the week that is shown, and whether its sheet was dated."""
        return self._first, self.dated.isChecked()

    def recall(self, memory: tuple[date, bool]) -> None:
        self._first = memory[0]
        self.dated.setChecked(memory[1])
        self._show()

    def flush(self) -> bool:
        return self.grid.flush()

    def undo(self) -> None:
        with self._context.telling(self.notice.say):
            self._journal.history.undo()
        self._show()

    def ask_file(self) -> QFileDialog:
        """Ask where the blank sheet goes, then write it."""
        t = self._context.language.t
        name = f"{t('week')}-{self._first.isoformat()}.pdf"
        title, kind = t("Save as PDF"), t("PDF document (*.pdf)")
        return ask_save(
            self.window(), self._context.language, title, kind, name, self.save, self._context.preferences
        )

    def save(self, path: Path) -> None:
        """Write the blank sheet of this week."""
        from diary.report.week_sheet import write_week_sheets

        with self._context.telling(self.done.refused):
            library, today = self._context.library, self._journal.today
            self.done.saved(path, write_week_sheets([self.sheet], library, self._resources, path, today))

    def _go(self, weeks: int) -> None:
        if not self.flush():
            return
        first = self._first + timedelta(days=WEEK * weeks)
        if first >= FIRST_DAY:
            self._first = first
            self._show()

    def _show(self) -> None:
        sheet = self.sheet
        self.heading.setText(sheet.title)
        self.after.setEnabled(sheet.days[0] <= self._journal.today)  # next week too: its sheet is printed before
        self.grid.show_sheet(sheet)

    def _on_dated(self, dated: bool) -> None:
        self.grid.source = AnswerSource.PAPER if dated else AnswerSource.TYPED
