"""Describes the charts over time, a section of Trends."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from diary.domain.period import is_young
from diary.ui.pages import Context, PageSpec, Shell

if TYPE_CHECKING:
    from diary.screens.first_days import FirstDays


def _build(context: Context, shell: Shell) -> QWidget:
    from diary.ui.trends.page import TrendsLoader, TrendsPage

    loader = TrendsLoader(shell.journal, context.library, shell.therapist_marks)
    page = TrendsPage(context, loader, lambda: None if loader.only_reads else _first_days(context, shell))
    page.page_requested.connect(shell.open_page)
    page.day_requested.connect(shell.open_day)
    page.today_requested.connect(shell.open_today)
    page.article_requested.connect(lambda key: shell.open_page(f"understand/{key}"))
    page.doctor_requested.connect(shell.show_red_flags)
    return shell.follow(page)


def _first_days(context: Context, shell: Shell) -> "FirstDays | None":
    """Read what a young diary shows; None for any other. Raises Refusal when the disk refuses."""
    span = shell.journal.span()
    if span is None or not is_young(span, shell.journal.today):
        return None
    from diary.ui.trends.first_days import first_days_of

    return first_days_of(context, shell, span)


SECTION = PageSpec("lines", lambda language: language.t("Over time"), _build)


AHEAD = tuple(
    f"diary.ui.{name}"
    for name in (
        "trends.pyqtgraph_parts",
        "widgets.figure_actions",
        "trends.navigator",
        "trends.series_item",
        "trends.plot",
        "trends.plot_stack",
        "trends.sentences",
        "trends.factor_cards",
        "trends.view",
        "trends.page",
    )
)
"""Modules that opening Trends needs, each after those it needs itself; to be imported in the window's thread."""


def preload() -> None:
    """Import what the charts are computed with, so that opening Trends first costs no import. Nothing of Qt is in
    it: any thread may do this."""
    import diary.exchange.csv_text
    import diary.report.figures
    import diary.screens.chart_figure
    import diary.screens.trends  # noqa: F401
