"""What goes together in the window: off until asked, kept as it was, put away again, and read by keyboard."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from diary.domain.day import Day
from diary.domain.links.link import LinksReport
from diary.domain.links.look import look_at_links
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.domain.table import DayTable
from diary.journal.journal import Journal
from diary.ui.links import page as links_page
from diary.ui.links.page import IntervalPicture, LinkSearchResult, LinksPage, ResultView
from diary.ui.pages import Context
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.card import Card
from tests.factory import TODAY, Clock, a_day, a_journal, a_table

DAYS = [a_day(ago, stress=(ago * 7) % 10, pain_average=(ago * 3 + ago // 5) % 9) for ago in range(80)]
Open = Callable[..., LinksPage]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def kept(tmp_path: Path, clock: Clock) -> Iterator[Journal]:
    journal = a_journal(tmp_path / "links.diary", clock)
    yield journal
    journal.close()


@pytest.fixture
def open_page(context: Context, kept: Journal, qtbot: QtBot) -> Open:
    def open_it(days: tuple[Day, ...] = (), context: Context = context) -> LinksPage:
        kept.import_days(days)
        page = LinksPage(context, kept)
        qtbot.addWidget(page)
        page.resize(900, 700)
        with qtbot.waitExposed(page):
            page.show()
        return page

    return open_it


def words(page: LinksPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def look(page: LinksPage, qtbot: QtBot) -> ResultView:
    page.findChild(MainButton).click()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: page.result is not None)
    assert page.result is not None
    return page.result


def test_nothing_is_compared_before_somebody_asks(
    open_page: Open, kept: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(kept, "table", never)
    page = open_page(tuple(DAYS))
    assert page.result is None
    assert "usual result" in words(page)
    assert kept.choices.links_until() is None


def test_asking_looks_once_and_remembers_until_when(open_page: Open, kept: Journal, qtbot: QtBot) -> None:
    page = open_page(tuple(DAYS))
    look(page, qtbot)
    assert "No clear pattern" in words(page)
    assert kept.choices.links_until() == TODAY


def test_opened_again_later_the_same_look_is_shown_and_not_a_new_one(
    open_page: Open, kept: Journal, clock: Clock, qtbot: QtBot
) -> None:
    looked = look(open_page(tuple(DAYS)), qtbot)._state
    clock.forward(days=3)
    later = open_page((a_day(TODAY + timedelta(days=2), stress=9, pain_average=9),))
    qtbot.waitUntil(lambda: later.result is not None)
    assert later.result is not None
    assert later.result._state.groups == looked.groups
    later.result.look_again.click()
    qtbot.waitUntil(lambda: later.result is not None and later.result._state.looked != looked.looked)
    assert kept.choices.links_until() == TODAY + timedelta(days=3)


def test_it_can_be_turned_off_again(open_page: Open, kept: Journal, qtbot: QtBot) -> None:
    page = open_page(tuple(DAYS))
    look(page, qtbot).stop.click()
    assert page.result is None
    assert kept.choices.links_until() is None
    assert page.memory() is None


def test_a_pair_unfolds_by_keyboard_with_both_directions(open_page: Open, qtbot: QtBot) -> None:
    page = open_page(tuple(DAYS))
    result = look(page, qtbot)
    result.sure.click()
    pair = next(view for view in result.pairs if view.pair.key == "stress_pain")
    pictures = pair.findChildren(IntervalPicture)
    assert len(pictures) == 2
    assert not pictures[0].isVisible()
    qtbot.keyClick(pair.head, Qt.Key.Key_Space)
    assert pictures[0].isVisible()
    assert pictures[0].place_of(-1) < pictures[0].place_of(0) < pictures[0].place_of(1) <= pictures[0].width()
    assert "scale from -1" in pictures[0].accessibleName()
    assert not pair.grab().isNull()


def test_the_table_can_be_shown_and_taken_along(open_page: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(tuple(DAYS))
    result = look(page, qtbot)
    result.taking.show_table.click()
    assert result.table.isVisible()
    assert result.table.rows.rowCount() == 36
    assert result._drawing(page._context.theme).startswith("<svg")


@pytest.mark.parametrize("days", [(), (a_day(),), tuple(DAYS[:30])], ids=["empty", "one day", "a month"])
def test_young_diaries_show_how_many_days_they_need(open_page: Open, qtbot: QtBot, days: tuple[Day, ...]) -> None:
    page = open_page(days)
    look(page, qtbot)
    assert f"{max(0, len(days) - 1)} of 42" in words(page)


def test_what_is_found_goes_along_to_another_language(
    open_page: Open, dutch_context: Context, kept: Journal, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(tuple(DAYS))
    look(page, qtbot)
    again = LinksPage(dutch_context, kept)
    again.recall(page.memory())
    monkeypatch.setattr(again._search, "start", lambda _: pytest.fail("no second look"))
    qtbot.addWidget(again)
    again.show()
    assert "Geen duidelijk patroon" in words(again)


def test_a_long_look_says_so_and_can_be_stopped(
    open_page: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(tuple(DAYS))
    monkeypatch.setattr(page._search, "start", lambda _until: None)
    page._look()
    qtbot.waitUntil(lambda: "Looking" in words(page))
    (stop,) = page.findChildren(TextButton)
    stop.click()
    qtbot.waitUntil(lambda: "usual result" in words(page))


def test_a_look_ends_with_its_page_and_not_in_the_thread_that_computes(
    open_page: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, done = Event(), Event(), Event()

    def slowly(table: DayTable) -> LinksReport:
        begun.set()
        go_on.wait()
        done.set()
        return look_at_links(table)

    monkeypatch.setattr(links_page, "look_at_links", slowly)
    page = open_page(tuple(DAYS))
    search = page._search
    search.start(TODAY)
    qtbot.waitUntil(begun.is_set)
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not isValid(search)
    go_on.set()
    qtbot.waitUntil(done.is_set)


def test_a_diary_that_cannot_be_written_is_looked_at_all_the_same(
    open_page: Open, kept: Journal, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(tuple(DAYS))

    def refuse(*_: object) -> None:
        raise Refusal(Reason.FILE_READ_ONLY, path=kept.path)

    monkeypatch.setattr(kept.choices, "look_at_links_until", refuse)
    result = look(page, qtbot)
    result.stop.click()
    assert [button.text() for button in page.findChildren(TextButton) if button.isVisibleTo(page)] == ["Try again"]


def test_the_keyboard_goes_on_where_the_words_change(open_page: Open, qtbot: QtBot) -> None:
    page = open_page(tuple(DAYS))
    button = page.findChild(MainButton)
    assert isinstance(button, MainButton)
    with qtbot.waitActive(page):
        page.activateWindow()
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.result is not None)
    assert page.result is not None
    assert page.result.look_again.hasFocus()


def test_the_page_says_how_many_days_were_left_out_and_why(open_page: Open) -> None:
    days = tuple(a_day(ago, into_bed=1380, got_up=400 + ago * 7 % 60, pain_average=ago % 7) for ago in range(60))
    page = open_page(days)
    page._on_found(LinkSearchResult(TODAY, days[-1].date, look_at_links(a_table(days))))
    assert any("60 pairs of days in a comparison" in label.text() for label in page.findChildren(QLabel))


@pytest.mark.parametrize("broken", ["links_until", "table", "span"])
def test_a_disk_that_refuses_is_said_calmly(
    open_page: Open, kept: Journal, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    kept.import_days(DAYS)
    if broken in {"table", "span"}:
        kept.choices.look_at_links_until(TODAY)

    def refuse(*_: object) -> Period:
        raise Refusal(Reason.DISK_ERROR, path=kept.path)

    with monkeypatch.context() as patched:
        patched.setattr(kept.choices if broken == "links_until" else kept, broken, refuse)
        page = open_page()
        qtbot.waitUntil(lambda: any(button.text() == "Try again" for button in page.findChildren(TextButton)))
    (again,) = page.findChildren(TextButton)
    again.click()
    qtbot.waitUntil(lambda: page.result is not None or page.findChild(MainButton) is not None)


def test_all_pairs_without_a_pattern_are_one_card_and_the_rest_is_behind_one_button(
    open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(tuple(DAYS))
    result = look(page, qtbot)
    assert not any(view.pair.is_open for view in result.pairs)
    assert not any(view.isVisible() for view in result.pairs)
    cards = [card for card in result.findChildren(Card) if card.isVisible()]
    assert len(cards) == 1
    words = " ".join(label.text() for label in cards[0].findChildren(QLabel))
    assert "usual result" in words
    assert "to look again" in words
    assert "r =" not in words
    result.sure.click()
    assert all(view.isVisible() for view in result.pairs)
