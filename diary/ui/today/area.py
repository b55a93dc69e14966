"""Describes Today, the first page of the window."""

from PySide6.QtWidgets import QWidget

from diary.ui.pages import TODAY, Context, PageSpec, Shell


def _build(context: Context, shell: Shell) -> QWidget:
    from diary.ui.today.page import TodayPage

    page = TodayPage(context, shell.journal)
    page.page_requested.connect(shell.open_page)
    page.editor.before_answer = page.plan.before_answer = shell.look_at_clock
    page.saver.blocked.connect(shell.tell_blocked)
    return shell.follow(page)


PAGE = PageSpec(TODAY, lambda language: language.t("Today"), _build, "today")
