"""The choice of pages that go to paper together."""

from collections.abc import Collection, Iterable
from functools import partial

from PySide6.QtWidgets import QWidget

from diary.content.language import Language
from diary.screens.understand import UnderstandState
from diary.ui.style import Space
from diary.ui.widgets.buttons import CheckBox, quiet_button
from diary.ui.widgets.labels import Text
from diary.ui.widgets.layouts import boxed, in_column, in_lines
from diary.ui.widgets.question_dialog import QuestionDialog


class BookletDialog(QuestionDialog):
    """Asks which pages; a set, such as the five to begin with, ticks its pages and no others."""

    def __init__(
        self, state: UnderstandState, ticked: Collection[str], language: Language, parent: QWidget | None = None
    ) -> None:
        t = language.t
        sentence = t("Tick the pages you want to print or hand out. They come together in one PDF.")
        super().__init__(t("Pages on paper"), [sentence], t("Save as PDF"), t("Cancel"), parent)
        self.ticks: dict[str, CheckBox] = {}
        self.sets = [quiet_button(name, on_click=partial(self.tick, keys)) for name, keys in state.sets]
        self.body.addWidget(boxed(in_lines(*self.sets, spacing=Space.SMALL)))
        for group in (*state.groups, state.factors):
            for line in group.lines:
                self.ticks[line.key] = CheckBox(line.title)
                self.ticks[line.key].toggled.connect(self._tell)
            lines = (self.ticks[line.key] for line in group.lines)
            self.body.addLayout(in_column(Text(group.title, bold=True), *lines, spacing=Space.HAIR))
        self.tick(ticked)
        self._tell()
        self.fit()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The keys of the ticked pages, in the order they are shown."""
        return tuple(key for key, tick in self.ticks.items() if tick.isChecked())

    def tick(self, keys: Iterable[str]) -> None:
        """Tick these pages and no others."""
        wanted = frozenset(keys)
        for key, tick in self.ticks.items():
            tick.setChecked(key in wanted)

    def _tell(self) -> None:
        self.yes.setEnabled(bool(self.chosen))
