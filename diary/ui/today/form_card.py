"""One card of the form, made from its state alone: a new block in the catalogue appears here by itself."""

from itertools import groupby

from diary.content.language import Language
from diary.content.words import Words
from diary.domain.item import Kind
from diary.screens.today import CardState, FieldState, TodayState
from diary.ui.style import ACCENT, Space, Type
from diary.ui.today.fields import COMPACT, Field, build_field
from diary.ui.widgets.card import Card
from diary.ui.widgets.labels import Text
from diary.ui.widgets.layouts import ColumnsLayout


class FormCard(Card):
    """The fields of a card; small ones stand two by two. The body map has a panel of its own."""

    def __init__(self, state: CardState, language: Language, words: Words) -> None:
        super().__init__(state.title, state.hint)
        self.key = state.key
        self.fields: dict[str, Field] = {}
        self.remark = Text("", Type.BODY, ACCENT, bold=True)
        self.remark.hide()
        shown = [field for field in state.fields if field.item.kind is not Kind.BODY_MAP]
        for compact, group in groupby(shown, key=lambda field: field.item.kind in COMPACT):
            fields = [self._add(field, language, words) for field in group]
            if compact:
                columns = ColumnsLayout(most=2, least_width=190)
                for field in fields:
                    columns.addWidget(field)
                self.body.addLayout(columns)
            else:
                for field in fields:
                    self.body.addWidget(field)
        self.body.addWidget(self.remark)
        self.body.setSpacing(Space.WIDE)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show, because all of it is in the body panel."""
        return not self.fields

    def show_state(self, state: CardState, day: TodayState, skip: frozenset[str]) -> None:
        """Show what is stored, but leave the fields in `skip` as they are."""
        for field in state.fields:
            if field.item.key in self.fields and field.item.key not in skip:
                self.fields[field.item.key].show_state(field, day)
        self.remark.setText(state.remark)
        self.remark.setVisible(bool(state.remark))

    def _add(self, state: FieldState, language: Language, words: Words) -> Field:
        field = build_field(state, language, words)
        self.fields[state.item.key] = field
        return field
