"""The parts of the Trends page, and what a click on one of them asks of the window."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from diary.journal.journal import Journal
from diary.ui.pages import Context
from diary.ui.sections import PageSection, SectionedPage
from diary.ui.window import TODAY, MainWindow


class TrendsSections:
    """Builds the page and its parts; each part is imported when it is first shown. `read` opens an article."""

    def __init__(self, journal: Journal, window: MainWindow, read: Callable[[str], None]) -> None:
        self._journal = journal
        self._window = window
        self._read = read

    def build(self, context: Context) -> SectionedPage:
        """The page; a new part is one line here."""
        sections = [
            PageSection("lines", lambda language: language.t("Over time"), self._lines),
            PageSection("spread", lambda language: language.t("Where"), self._spread),
            PageSection("compare", lambda language: language.t("Compare"), self._compare),
            PageSection("links", lambda language: language.t("What goes together"), self._links),
        ]
        return SectionedPage(context, context.language.t("Trends"), sections)

    def _lines(self, context: Context) -> QWidget:
        from diary.ui.trends.loader import JournalTrendsLoader
        from diary.ui.trends.page import TrendsPage

        page = TrendsPage(context, JournalTrendsLoader(self._journal, context.library))
        page.day_requested.connect(self._window.open_day)
        page.today_requested.connect(partial(self._window.open_page, TODAY))
        page.article_requested.connect(self._read)
        page.doctor_requested.connect(self._window.show_red_flags)
        self._window.changes.changed.connect(page.on_changed)
        return page

    def _spread(self, context: Context) -> QWidget:
        from diary.ui.spread.page import SpreadPage

        page = SpreadPage(context, self._journal)
        self._window.changes.changed.connect(page.on_changed)
        return page

    def _compare(self, context: Context) -> QWidget:
        from diary.ui.compare.page import ComparePage

        page = ComparePage(context, self._journal)
        self._window.changes.changed.connect(page.on_changed)
        return page

    def _links(self, context: Context) -> QWidget:
        from diary.ui.links.page import LinksPage

        return LinksPage(context, self._journal)
