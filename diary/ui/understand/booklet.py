"""The choice of pages that go to paper together."""

from collections.abc import Collection, Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from diary.content.language import Language
from diary.screens.understand import UnderstandState
from diary.ui.pages import ClosesOnLock
from diary.ui.style import Space
from diary.ui.widgets.buttons import CheckBox, MainButton, quiet_button
from diary.ui.widgets.labels import Text, Title
from diary.ui.widgets.layouts import boxed, fill, in_column, in_lines
from diary.ui.widgets.question_dialog import SheetDialog


class BookletDialog(SheetDialog, ClosesOnLock):
    """Asks which pages; a set, such as the five to begin with, ticks its pages and no others."""

    wanted = Signal(object)
    """The keys of the ticked pages, in the order they are shown."""

    def __init__(
        self, state: UnderstandState, ticked: Collection[str], language: Language, parent: QWidget | None = None
    ) -> None:
        t = language.t
        super().__init__(t("Pages on paper"), language, parent, quiet_close=True)
        self.save = MainButton(t("Save as PDF"), on_click=self._on_save)
        self.buttons.addWidget(self.save)
        self.ticks: dict[str, CheckBox] = {}
        self.sets = [quiet_button(name, on_click=partial(self.tick, keys)) for name, keys in state.sets]
        sentence = Text(t("Tick the pages you want to print or hand out. They come together in one PDF."))
        fill(self.column, Title(t("Pages on paper")), sentence, boxed(in_lines(*self.sets)))
        for group in (*state.groups, state.factors):
            for line in group.lines:
                self.ticks[line.key] = CheckBox(line.title)
                self.ticks[line.key].toggled.connect(self._tell)
            lines = (self.ticks[line.key] for line in group.lines)
            self.column.addLayout(in_column(Text(group.title, bold=True), *lines, spacing=Space.HAIR))
        self.column.addStretch(1)
        self.tick(ticked)
        self._tell()
        self.sets[0].setFocus()

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
        self.save.setEnabled(bool(self.chosen))

    def _on_save(self) -> None:
        self.wanted.emit(self.chosen)
        self.accept()
