"""All areas of the body as a list, front and back: for who does not see or cannot hit the figure."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from diary.content.finding import matches
from diary.content.language import Language
from diary.content.theme import Ramp
from diary.content.words import Words
from diary.domain.body import Segment, View
from diary.ui.style import Space
from diary.ui.widgets.body_marks import BodyMarks
from diary.ui.widgets.body_rows import AreaRows
from diary.ui.widgets.labels import QuietText


class _SearchField(QLineEdit):
    """Enter and the down key lead to what was found."""

    left_downwards = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)


class BodyList(QWidget):
    """A search field above the areas. A press or Space steps, digits give strength, Delete clears."""

    def __init__(
        self,
        segments: Iterable[Segment],
        words: Words,
        marks: BodyMarks,
        ramp: Ramp,
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._language = language
        self._marks = marks
        self.search = _SearchField()
        self.search.setPlaceholderText(language.t("Find an area: knee, neck, hand"))
        self.search.setAccessibleName(language.t("Find an area"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.search.left_downwards.connect(self._go_to_first)
        self.nothing = QuietText(language.t("No area is called that."))
        self.nothing.hide()
        self.rows = AreaRows(marks, ramp, language)
        self.rows.setAccessibleName(language.t("Areas of the body"))
        self._texts = {segment.key: _findable(segment, words) for segment in segments}
        titles = {View.FRONT: language.t("Front"), View.BACK: language.t("Back")}
        self.rows.fill({titles[view]: [s.key for s in segments if s.view is view] for view in View})
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        for widget in (self.search, self.nothing):
            column.addWidget(widget)
        column.addWidget(self.rows, 1)
        marks.changed.connect(self.rows.show_marks)
        marks.left_out_changed.connect(self._on_left_out)

    def _filter(self, typed: str) -> None:
        shown = {key for key, texts in self._texts.items() if matches(typed, *texts)} - self._marks.left_out
        self.rows.show_only(shown, lambda name: matches(typed, name))
        self.nothing.setVisible(self.rows.first() is None)

    def _go_to_first(self) -> None:
        first = self.rows.first()
        if first is not None:
            self.rows.setCurrentItem(first)
            self.rows.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_left_out(self) -> None:
        self.rows.show_absent(self._marks.limbs.absent)
        self._filter(self.search.text())


def _findable(segment: Segment, words: Words) -> tuple[str, ...]:
    """Everything an area is called: its own name and the names of the larger areas it belongs to."""
    names = [words.segments.get(segment.key, segment.key)]
    if segment.wpi is not None:
        names.append(words.areas.get(segment.wpi, ""))
    if segment.region is not None:
        names.append(words.regions.get(segment.region, ""))
    return tuple(names)
