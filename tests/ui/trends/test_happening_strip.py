"""Marks above the plots: by shape, with words on hover and in the read-out; holidays shaded and named."""

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from diary.domain.day import Day, DayKind, Moment, MomentKind
from diary.domain.period import Period
from tests.factory import TODAY, a_day
from tests.ui.trends.opened import LAST, Open, full_day, stack_of, view_of

FLARE = Moment(MomentKind.FLARE, 600, None, "after the move")


def days_with(*moments: Moment) -> list[object]:
    special = [a_day(20, stress=3, moments=moments), *(a_day(ago, kind=DayKind.HOLIDAY) for ago in range(30, 45))]
    return [*special, *(full_day(ago) for ago in range(60) if ago != 20 and not 30 <= ago < 45)]


def test_a_moment_tells_its_words_where_it_is_and_in_the_read_out(open_page: Open, qtbot: QtBot) -> None:
    page = open_page(days_with(FLARE))
    strip = stack_of(page).happenings
    _, ((x, marks),) = strip.joined()
    assert [mark.kind for mark in marks] == [MomentKind.FLARE]
    assert "after the move" in strip.words_at(x)
    assert "after the move" in strip.accessibleDescription()
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(round(x), strip.height() // 2))
    assert view_of(page).read_out.text() == "Monday 2 November 2026"
    assert "after the move" in view_of(page).note.text()


def test_close_moments_share_a_mark_and_tell_all_their_words(open_page: Open) -> None:
    page = open_page(days_with(FLARE, Moment(MomentKind.MEDICINE, 660, 500, "paracetamol")))
    strip = stack_of(page).happenings
    _, ((x, marks),) = strip.joined()
    assert len(marks) == 2
    assert strip.words_at(x).count("\n") == 1


def test_a_medicine_taken_day_after_day_is_one_line_and_hides_no_harder_time(open_page: Open) -> None:
    def day(ago: int) -> Day:
        flare = [FLARE] if ago == 20 else []
        return a_day(ago, stress=3, moments=[Moment(MomentKind.MEDICINE, 480, 1, "amitriptyline"), *flare])

    page = open_page([day(ago) for ago in range(360)])
    strip = stack_of(page).happenings
    stack_of(page).show_period(Period.ending(TODAY, 360))
    (run,), ((x, marks),) = strip.joined()
    assert len(run) == 360
    assert [mark.kind for mark in marks] == [MomentKind.FLARE]
    assert "after the move" in strip.words_at(x)
    assert strip.words_at(x - 100) == "08:00 Medicine: amitriptyline", "each once"
    page.grab()


def test_a_holiday_is_hatched_in_every_plot_and_named(open_page: Open) -> None:
    page = open_page(days_with())
    stack = stack_of(page)
    assert all(plot.holiday_item.isVisible() for plot in stack.plots)
    stack.point_at(float(LAST - 35))
    assert view_of(page).note.text() == "diary holiday"
    assert stack.happenings.isVisibleTo(page)
    page.grab()


def test_without_any_there_is_no_strip(open_page: Open) -> None:
    page = open_page([full_day(ago) for ago in range(20)])
    assert not stack_of(page).happenings.isVisibleTo(page)
    assert not any(plot.holiday_item.isVisible() for plot in stack_of(page).plots)
