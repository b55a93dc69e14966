"""Days for the tests of Trends, and ways to reach into an opened page."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtWidgets import QAbstractButton, QLabel

from diary.domain.day import Activity, Day
from diary.domain.period import Period, day_number
from diary.domain.tip_choice import MarkedTip, TipMark
from diary.screens.factor_cards import SeenTips, seen_tips
from diary.screens.trends import TrendsState, build_trends
from diary.ui.pages import Context
from diary.ui.trends.factor_cards import FactorBody, FactorCardView
from diary.ui.trends.page import TrendsLoader, TrendsPage
from diary.ui.trends.plot_stack import PlotStack
from diary.ui.trends.view import TrendsView
from tests.built_table import build_table
from tests.factory import TODAY, a_day

LAST = day_number(TODAY)
Open = Callable[..., TrendsPage]


def full_day(ago: int, typed_after_days: int = 0) -> Day:
    return a_day(
        ago,
        areas={"back_neck_l": 3, "back_lower_back_r": 1 + ago % 9},
        activities=(Activity("walking", 10 + ago % 40),),
        into_bed=60,
        got_up=390,
        sleep_latency=10,
        awake_in_night=20,
        stress=ago % 11,
        pain_average=(ago * 3) % 11,
        fatigue=5,
        typed_after_days=typed_after_days,
    )


def state_of(
    context: Context,
    days: Iterable[Day],
    chosen: Sequence[str] | None = None,
    marks: Iterable[MarkedTip] = (),
) -> TrendsState:
    days = tuple(days)
    if not days:
        return build_trends(None, context.library, None, TODAY, chosen=chosen)
    span = Period(min(day.date for day in days), max(day.date for day in days))
    library = context.library
    table = build_table(days, span, (item.key for item in library.catalogue.numeric), library.atlas)
    moments = [(day.date, moment) for day in days for moment in day.moments]
    return build_trends(table, library, span, TODAY, chosen=chosen, moments=moments, marks=marks)


def view_of(page: TrendsPage) -> TrendsView:
    assert page.view is not None
    return page.view


def stack_of(page: TrendsPage) -> PlotStack:
    return view_of(page).stack


def press(page: TrendsPage, words: str) -> None:
    """Press the button that says this."""
    next(button for button in page.findChildren(QAbstractButton) if button.text() == words).click()


def all_words(page: TrendsPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


class ReadyReader(TrendsLoader):
    """A reader of days that are at hand."""

    has_more = False
    only_reads = False
    also = ""

    def __init__(self, context: Context, days: Iterable[Day] = ()) -> None:
        self.begun = 0
        self.chosen: Sequence[str] | None = None
        self._context = context
        self._days = tuple(days)
        self.marks: list[MarkedTip] = []

    def begin(self) -> None:
        self.begun += 1

    def read_more(self) -> None:
        raise AssertionError

    def forget(self, period: Period) -> None:
        pass

    def state(self) -> TrendsState:
        return state_of(self._context, self._days, self.chosen, self.marks)

    def choose(self, keys: Sequence[str] | None) -> None:
        self.chosen = keys

    def tips(self) -> SeenTips:
        return seen_tips(self._context.library, self.marks, TODAY)

    def mark_tip(self, tip: str, mark: TipMark) -> None:
        self.marks.append(MarkedTip(tip, TODAY, mark))

    def unmark_tip(self, tip: str, mark: TipMark) -> None:
        self.marks = [each for each in self.marks if (each.tip, each.mark) != (tip, mark)]


def body_of(view: FactorCardView) -> FactorBody:
    """What is below the head of a factor that was opened."""
    assert view.body is not None
    return view.body
