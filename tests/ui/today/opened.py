"""A Today page that is open, for the tests of what it does."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from pytestqt.qtbot import QtBot

from diary.journal.journal import Journal
from diary.ui.pages import Context
from diary.ui.today.form_card import FormCard
from diary.ui.today.page import TodayPage
from diary.ui.widgets.activity_rows import ActivityRows
from diary.ui.widgets.moment_rows import MomentRows
from diary.ui.window import Changes


@contextmanager
def opened(context: Context, journal: Journal, qtbot: QtBot, day: date | None = None) -> Iterator[TodayPage]:
    """The page as the window shows it: it hears what changes."""
    page = TodayPage(context, journal, day)
    qtbot.addWidget(page)
    changes = Changes(journal.subscribe, page)
    changes.changed.connect(page.on_changed)
    page.resize(1180, 820)
    with qtbot.waitExposed(page):
        page.show()
    yield page
    changes.stop()


def activity_rows(page: TodayPage) -> ActivityRows:
    """The activities of the page."""
    control = page.sheet.fields["activities"].control
    assert isinstance(control, ActivityRows)
    return control


def moment_rows(page: TodayPage) -> MomentRows:
    """The moments of the page."""
    control = page.sheet.fields["moments"].control
    assert isinstance(control, MomentRows)
    return control


def card(page: TodayPage, key: str) -> FormCard:
    """One of its cards."""
    return next(card for card in page.sheet.cards if card.key == key)
