"""The plan of somebody else, to read: what stands on the first printed page, with the courses of the goals."""

from diary.domain.period import Period
from diary.journal.journal import Journal
from diary.screens.plan.cards import CardLine
from diary.screens.plan.first_page import build_plan_on_paper
from diary.ui.pages import Context
from diary.ui.plan.asking import source_of
from diary.ui.plan.card import lines_of
from diary.ui.style import Space
from diary.ui.widgets.card import Card
from diary.ui.widgets.fresh_page import FreshPage
from diary.ui.widgets.labels import Text
from diary.ui.widgets.layouts import STRETCH, empty, fill, in_column
from diary.ui.widgets.scrolling import ScrolledColumn

DAYS = 92
"""So many days the courses reach back."""


class PlanToRead(FreshPage):
    """Shows it; there is nothing to press."""

    def __init__(self, context: Context, journal: Journal) -> None:
        super().__init__(context)
        self._journal = journal
        self._sheet = ScrolledColumn()
        self._sheet.column.setContentsMargins(Space.WIDE, Space.LARGE, Space.LARGE, Space.WIDE)
        self._sheet.column.setSpacing(Space.LARGE)
        in_column(self.notice, (self._sheet, 1), within=self, spacing=0)

    def _refresh(self) -> None:
        empty(self._sheet.column)
        journal, phrase = self._journal, self._context.language.phrase
        shown = build_plan_on_paper(source_of(self._context, journal), Period.ending(journal.today, DAYS))
        if shown is None:
            fill(self._sheet.column, Text(phrase("plan", "paper", "nothing")), STRETCH)
            return
        facts, goals = Card(shown.title, shown.about), Card(shown.goals_title, shown.scale)
        fill(facts.body, *lines_of(tuple(CardLine(name, words) for name, words in shown.facts), lambda _ask: None))
        fill(goals.body, *lines_of(shown.goals, lambda _ask: None))
        cards = [card for card, is_there in ((facts, shown.facts), (goals, shown.goals)) if is_there]
        fill(self._sheet.column, *cards, STRETCH)
