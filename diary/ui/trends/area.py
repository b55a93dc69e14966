"""Describes the charts over time, a section of Trends."""

from PySide6.QtWidgets import QWidget

from diary.ui.pages import Context, PageSpec, Shell


def _build(context: Context, shell: Shell) -> QWidget:
    from diary.ui.trends.first_days import first_days_of
    from diary.ui.trends.page import TrendsLoader, TrendsPage

    loader = TrendsLoader(shell.journal, context.library, shell.therapist_marks)
    page = TrendsPage(context, loader, lambda: None if loader.only_reads else first_days_of(context, shell))
    page.page_requested.connect(shell.open_page)
    page.day_requested.connect(shell.open_day)
    page.today_requested.connect(shell.open_today)
    page.article_requested.connect(lambda key: shell.open_page(f"understand/{key}"))
    page.doctor_requested.connect(shell.show_red_flags)
    return shell.follow(page)


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
        "trends.first_days",
    )
)
"""Modules that opening Trends needs, each after those it needs itself; to be imported in the window's thread."""


def preload() -> None:
    """Import what the charts are computed with, so that opening Trends first costs no import. Nothing of Qt is in
    it: any thread may do this."""

    import diary.exchange.csv_text
    import diary.report.browser
    import diary.report.html
    import diary.report.page
    import diary.report.pdf
    import diary.screens.chart_figure
    import diary.screens.day_axis
    import diary.screens.first_days
    import diary.screens.recovery_sheet
    import diary.screens.share
    import diary.screens.spread
    import diary.screens.trends  # noqa: F401
