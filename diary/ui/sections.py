"""A page with sections: a row of choices, and one section at a time below it, each built when first shown."""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct, field
from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from diary.content.language import Language
from diary.ui.pages import Context, HasUnsaved, PageSpec, RestoresPlace, Shell, ShowsPlace, only_read
from diary.ui.style import Space
from diary.ui.widgets.buttons import TabButton
from diary.ui.widgets.keys import Choices
from diary.ui.widgets.labels import QuietText
from diary.ui.widgets.layouts import Stack, take_out

MOST_LINES = 2
LOW = 640
"""In a page of less height, in pixels, one line of names is enough."""


class SectionsMemory(Struct, frozen=True):
    """Holds the section that is shown, and the state of every section that was built."""

    shown: str
    parts: dict[str, Any] = field(default_factory=dict)


class SectionedPage(QWidget):
    """Shows one of its sections. With a single section there is no row of choices."""

    section_shown = Signal(str)

    def __init__(self, context: Context, shell: Shell, name: str, sections: Sequence[PageSpec]) -> None:
        super().__init__()
        self._context = context
        self._shell = shell
        self._sections = {section.key: section for section in sections}
        self._built: dict[str, QWidget] = {}
        self._memories: dict[str, Any] = {}
        self.shown = ""
        self._only_read = False
        names = [(section.key, section.title(context.language)) for section in sections]
        self.choices = Choices("section", name, names, button=TabButton)
        self._absent = QuietText()
        self._absent.setContentsMargins(Space.WIDE, Space.SMALL, Space.WIDE, 0)
        self._stack = Stack()
        row = self._row = QHBoxLayout()
        row.setContentsMargins(Space.MEDIUM, Space.SMALL if len(sections) > 1 else 0, Space.WIDE, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._absent)
        row.addWidget(self.choices)
        column.addWidget(self._stack, 1)
        self.choices.setVisible(len(sections) > 1)
        self.choices.chosen.connect(self.show_section)

    def section(self, key: str) -> QWidget:
        """Return the section with this key, and build it on first use."""
        if key not in self._built:
            built = self._sections[key].build(self._context, self._shell)
            built.setAccessibleName(self._sections[key].title(self._context.language))
            if isinstance(built, RestoresPlace) and key in self._memories:
                built.recall(self._memories[key])
            self._stack.addWidget(built)
            self._built[key] = built
            if self._only_read:
                only_read(built)
        return self._built[key]

    def drop_parts(self, keep: str) -> QWidget | None:
        """Drop every section that was built but `keep`, which is returned if it was: the others are built anew."""
        for key in [key for key in self._built if key != keep]:
            part = self._built.pop(key)
            take_out(part, self._stack)
        return self._built.get(keep)

    def show_place(self, key: str) -> None:
        """Show a section, or a place in it by `section/place`."""
        key, _, place = key.partition("/")
        self.show_section(key)
        part = self.section(self.shown)
        if place and isinstance(part, ShowsPlace):
            part.show_place(place)

    def show_section(self, key: str = "") -> None:
        """Show a section: without a key the one shown last, initially the first; that too for one that is not
        there, as backups of a sample, with a sentence that says so."""
        asked, t = key, self._context.language.t
        if key not in self._sections:
            key = self.shown if self.shown in self._sections else next(iter(self._sections))
        name = self._sections[key].title(self._context.language)
        absent = t("This diary does not have the page you asked for. This is “{name}”.", name=name)
        self._absent.say(absent if asked not in {"", key} else "")
        part = self.section(key)
        self.shown = key
        self.choices.show_value(key)
        self._stack.setCurrentWidget(part)
        self.section_shown.emit(key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show small names where they would take more lines than the height there is has room for."""
        super().resizeEvent(event)
        tabs = [tab for tab in self.choices.buttons.values() if isinstance(tab, TabButton)]
        room, left, lines = self.width() - Space.MEDIUM - Space.WIDE, 0, 1
        for width in (tab.usual_width() for tab in tabs):
            if left and left + width > room:
                left, lines = 0, lines + 1
            left += width + Space.SMALL
        is_small = lines > (1 if self.height() < LOW else MOST_LINES)
        for tab in tabs:
            tab.make_small(is_small)
        margins = self._row.contentsMargins()
        margins.setLeft(Space.WIDE - Space.HAIR if is_small else Space.MEDIUM)  # the first words above the title
        self._row.setContentsMargins(margins)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Focus the section that is shown. Not a focus proxy: with one, Tab would skip the row of choices."""
        if self.shown:
            self._built[self.shown].setFocus()

    def only_read_parts(self) -> None:
        """Disable the fields of every section, also of those not built yet."""
        self._only_read = True
        for part in self._built.values():
            only_read(part)

    def memory(self) -> SectionsMemory:
        parts = {key: part.memory() for key, part in self._built.items() if isinstance(part, RestoresPlace)}
        return SectionsMemory(self.shown, {**self._memories, **parts})

    def recall(self, memory: SectionsMemory) -> None:
        """Restore a remembered state when the page is next shown."""
        self._memories = dict(memory.parts)
        self.shown = memory.shown

    def flush(self) -> bool:
        """Store what was typed in any section; false when the disk refuses."""
        stored = [part.flush() for part in self._built.values() if isinstance(part, HasUnsaved)]
        return all(stored)


def page_of_sections(
    key: str, icon: str, title: Callable[[Language], str], sections: Sequence[PageSpec]
) -> PageSpec:
    """Describe a page that consists of these sections."""

    def build(context: Context, shell: Shell) -> QWidget:
        return SectionedPage(context, shell, title(context.language), sections)

    return PageSpec(key, title, build, icon, parts=sections)
