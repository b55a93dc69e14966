"""The column beside the plots: folding, today's tip and what is said of it, articles, and the list of tips."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from diary.domain.day import Day, DayKind
from diary.domain.item import RiskFactor
from diary.domain.refusal import Reason, Refusal
from diary.domain.tip_choice import TipMark
from diary.ui.pages import Context
from diary.ui.trends.factor_cards import FactorCardView, SeenTipsDialog, TipPart
from diary.ui.trends.page import TrendsPage
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.labels import Text
from diary.ui.widgets.sparkline import SparklinePicture
from tests.factory import a_day
from tests.ui.trends.opened import Open, ReadyReader, all_words, body_of, press, state_of, view_of

SHORT = [a_day(ago, into_bed=60, got_up=390, sleep_latency=10, awake_in_night=20) for ago in range(14)]


def card_of(page: TrendsPage, factor: RiskFactor) -> FactorCardView:
    return next(view for view in view_of(page).factors.cards if view.card.factor is factor)


def tip_of(page: TrendsPage) -> TipPart:
    bodies = [view.body for view in view_of(page).factors.cards if view.body is not None]
    (tip,) = [body.tip for body in bodies if body.tip is not None]
    return tip


def reader_of(page: TrendsPage) -> ReadyReader:
    reader = page._reader
    assert isinstance(reader, ReadyReader)
    return reader


def test_quiet_factors_are_one_line_and_open_by_keyboard(open_page: Open, qtbot: QtBot) -> None:
    page = open_page(SHORT, chosen=["sleep"])
    stress, sleep = card_of(page, RiskFactor.STRESS), card_of(page, RiskFactor.SLEEP)
    assert body_of(sleep).reason.isVisible()
    assert stress.body is None
    qtbot.keyClick(stress.head, Qt.Key.Key_Return)
    qtbot.waitUntil(body_of(stress).reason.isVisible)
    assert stress.head.accessibleName() == f"{stress.card.title}: {stress.card.level_words}"
    qtbot.keyClick(stress.head, Qt.Key.Key_Space)
    assert not body_of(stress).reason.isVisible()
    qtbot.keyClick(stress.head, Qt.Key.Key_Space)
    page.show_state(state_of(page._context, SHORT[3:]))
    again = card_of(page, RiskFactor.STRESS)
    assert again is not stress
    qtbot.waitUntil(body_of(again).reason.isVisible)
    page.show_state(state_of(page._context, SHORT[3:]))
    assert card_of(page, RiskFactor.STRESS) is again, "the same state makes nothing anew"


def test_factors_keep_their_order_below_the_one_that_is_open(open_page: Open) -> None:
    page = open_page(SHORT, chosen=["sleep"])
    views = view_of(page).factors.cards
    assert [view.card.factor for view in views] == sorted(RiskFactor, key=lambda one: one is not RiskFactor.SLEEP)
    tops = [view.mapTo(page, QPoint()).y() for view in views]
    assert tops == sorted(tops)


def test_a_tip_that_was_shown_is_remembered_once(open_page: Open) -> None:
    page = open_page(SHORT, chosen=["sleep"])
    (mark,) = reader_of(page).marks
    assert mark.mark is TipMark.SHOWN
    page.show_state(reader_of(page).state())
    assert len(reader_of(page).marks) == 1


def test_helpful_is_kept_and_taken_back_with_the_same_button(open_page: Open) -> None:
    page = open_page(SHORT, chosen=["sleep"])
    tip = tip_of(page)
    tip.helpful.click()
    assert TipMark.HELPFUL in {each.mark for each in reader_of(page).marks}
    tip.helpful.click()
    assert TipMark.HELPFUL not in {each.mark for each in reader_of(page).marks}


def test_not_for_me_folds_the_tip_and_can_be_taken_back_at_once(open_page: Open, qtbot: QtBot) -> None:
    page = open_page(SHORT, chosen=["sleep"])
    tip = tip_of(page)
    qtbot.keyClick(tip.not_for_me, Qt.Key.Key_Return)
    assert tip.take_back.isVisible()
    assert not tip.helpful.isVisible()
    assert TipMark.NOT_FOR_ME in {each.mark for each in reader_of(page).marks}
    tip.take_back.click()
    assert tip.helpful.isVisible()
    assert TipMark.NOT_FOR_ME not in {each.mark for each in reader_of(page).marks}


def test_a_mark_the_disk_refuses_is_said_beside_the_charts(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(SHORT, chosen=["sleep"])

    def refuse(*_: object) -> None:
        raise Refusal(Reason.DISK_FULL, path="x.diary")

    monkeypatch.setattr(reader_of(page), "mark_tip", refuse)
    tip_of(page).helpful.click()
    notice = view_of(page).factors.notice
    assert notice.isVisibleTo(page)
    assert "full" in notice.text()


def test_read_more_asks_for_the_article_of_its_factor(open_page: Open) -> None:
    page = open_page(SHORT, chosen=["sleep"])
    spy = QSignalSpy(page.article_requested)
    body_of(card_of(page, RiskFactor.SLEEP)).read_more.click()
    assert spy.at(0) == ["factor_sleep"]


def test_the_small_chart_is_drawn_and_read_aloud(open_page: Open) -> None:
    page = open_page(SHORT, chosen=["sleep"])
    (picture,) = card_of(page, RiskFactor.SLEEP).findChildren(SparklinePicture)
    assert picture.accessibleName().startswith("Time asleep, last 7 days")
    points = picture.points()
    assert len(points) == 7
    assert all(point is not None and 0 <= point.y() <= picture.height() for point in points)
    assert picture.grab().width() > 0


def test_the_list_of_tips_shows_them_and_takes_marks_back(open_page: Open, qtbot: QtBot) -> None:
    page = open_page(SHORT, chosen=["sleep"])
    tip_of(page).not_for_me.click()
    page.show_state(reader_of(page).state())
    press(page, "Tips you have seen")
    (dialog,) = page.findChildren(SeenTipsDialog)
    assert "Not for me" in {label.text() for label in dialog.findChildren(Text)}
    (back,) = dialog.findChildren(TextButton)
    back.click()
    assert TipMark.NOT_FOR_ME not in {each.mark for each in reader_of(page).marks}
    assert not back.isEnabled()
    dialog.close()
    qtbot.waitUntil(lambda: not page.findChildren(SeenTipsDialog))


def hard(ago: int) -> Day:
    return a_day(ago, kind=DayKind.HARD, into_bed=60, got_up=390, sleep_latency=10, awake_in_night=20)


def test_on_hard_days_the_column_is_calm_and_a_doctor_is_one_click_away(
    open_page: Open, context: Context, dutch_context: Context
) -> None:
    for language_in_use in (context, dutch_context):
        page = open_page([hard(ago) for ago in range(14)], context=language_in_use, chosen=["sleep"])
        words = all_words(page)
        assert "hard days" in words or "zware dagen" in words
        assert reader_of(page).marks == []
        spy = QSignalSpy(page.doctor_requested)
        press(page, language_in_use.language.t("When to call a doctor"))
        assert spy.count() == 1


def test_no_window_flashes_up_while_the_page_is_made(open_page: Open) -> None:
    page = open_page(SHORT, chosen=["sleep"])
    assert [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()] == [page]
