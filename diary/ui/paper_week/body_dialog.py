"""The body of one day, opened from a box of the paper week."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from diary.content.language import Language
from diary.domain.day import Day
from diary.ui.body.map import BodyMap
from diary.ui.body.marks import BodyMarks
from diary.ui.pages import ClosesOnLock, Context
from diary.ui.placement import room_on
from diary.ui.style import Space
from diary.ui.widgets.buttons import MainButton
from diary.ui.widgets.labels import Heading, QuietText
from diary.ui.widgets.layouts import STRETCH, in_column, in_row
from diary.ui.widgets.question_dialog import CardDialog

SIZE = QSize(620, 620)


class BodyDialog(CardDialog, ClosesOnLock):
    """Paints areas by keys or pointer; `painted` emits what each stroke changed, which is stored at once."""

    painted = Signal(dict)

    def __init__(self, context: Context, day: Day, hidden: frozenset[str], parent: QWidget) -> None:
        language: Language = context.language
        title = language.long_date(day.date)
        super().__init__(title, parent)
        words = context.library.words
        self.marks = BodyMarks(words.segments, language, context.library.limbs, words.limbs, parent=self)
        self.map = BodyMap(context.library.drawing, self.marks, context.theme.ramp, language)
        self.marks.show_areas(day.areas)
        self.marks.show_hidden(hidden)
        self.marks.painted.connect(self.painted)
        how = QuietText(language.t("Click an area, or move with the arrow keys and press 1 to 9."))
        close = MainButton(language.t("Close"), on_click=self.accept)
        below = in_row(STRETCH, close)
        in_column(Heading(title), how, (self.map, 1), below, within=self, margins=Space.WIDE, spacing=Space.MEDIUM)
        self.resize(SIZE.boundedTo(room_on(self.screen()).size()))
        first = next(iter(self.map.areas.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
