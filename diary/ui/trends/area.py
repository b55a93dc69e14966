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
    shell.follow(page.on_changed)
    shell.follow_day(page.on_day)
    return page


SECTION = PageSpec("lines", lambda language: language.t("Over time"), _build)


def preload() -> None:
    """Import the charts in idle time, so that opening Trends first costs no import."""
    import numpy.fft
    import numpy.ma  # noqa: F401 - by numpy itself at the first percentile

    import diary.ui.trends.first_days
    import diary.ui.trends.page
    import diary.ui.trends.view  # noqa: F401
