"""The cards of the Where page: the whole map, the small maps, what changed, and the lines."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from diary.content.theme import Ramp, Theme
from diary.report.figures import draw_stack
from diary.report.map_figure import draw_changes, draw_small, draw_whole
from diary.screens.area_maps import MapWidth, Mode
from diary.screens.figure import Figure
from diary.screens.spread import SpreadState, areas_figure, changes_figure, is_empty, lines_figure, small_figure
from diary.ui.body.paint import paint_swatch
from diary.ui.body.picture import STRENGTH_OF_STEP
from diary.ui.pages import Context
from diary.ui.spread.area_map import AreaMapPicture, ChangesPicture
from diary.ui.spread.line_picture import LinePicture
from diary.ui.spread.small_maps import SmallMaps
from diary.ui.style import Space
from diary.ui.widgets.card import Card
from diary.ui.widgets.figure_actions import FigureActions, FigureTable
from diary.ui.widgets.keys import Choices
from diary.ui.widgets.labels import QuietText, Text
from diary.ui.widgets.layouts import ColumnsLayout, WrapLayout

if TYPE_CHECKING:
    from diary.ui.body.shapes import BodyShapes


BLOT = (34, 20)


class StepBlot(QWidget):
    """Paints one step of the ramp."""

    def __init__(self, ramp: Ramp, strength: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ramp = ramp
        self._strength = strength
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(*BLOT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_swatch(painter, QRect(0, 0, *BLOT), self._ramp, self._strength)
        painter.end()


class BodyMapLegend(QWidget):
    """Shows the legend of the map."""

    def __init__(self, ramp: Ramp, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QuietText()
        self.words = tuple(QuietText() for _ in STRENGTH_OF_STEP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        column.addWidget(self.title)
        steps = QWidget()
        row = WrapLayout(steps, Space.LARGE)
        for strength, words in zip(STRENGTH_OF_STEP, self.words, strict=True):
            words.setWordWrap(False)
            step = QWidget()
            line = QHBoxLayout(step)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(Space.SMALL)
            line.addWidget(StepBlot(ramp, strength))
            line.addWidget(words)
            row.addWidget(step)
        column.addWidget(steps)

    def show_words(self, title: str, words: Sequence[str]) -> None:
        """Show the meaning of each step."""
        self.title.setText(title)
        for label, text in zip(self.words, words, strict=True):
            label.setText(text)
        self.setAccessibleName(f"{title}: {', '.join(words)}")


MAP_WIDTH = 380
TABLE_ROWS = 10
LEAST_LINE = 330


class FigureCard(Card):
    """A card with a figure that can be shown as a table, copied and saved."""

    def __init__(
        self,
        context: Context,
        title: str,
        hint: str,
        figure: Callable[[SpreadState], Figure],
        svg: Callable[[SpreadState, Theme, str], str],
        *,
        sortable: bool = False,
    ) -> None:
        super().__init__(title, hint)
        self.state: SpreadState | None = None
        self._figure = figure
        self._svg = svg
        self.table = FigureTable(context.language, sortable=sortable)
        self.table.setAccessibleName(context.language.t("{title}, as a table", title=title))
        self.table.setMinimumHeight(TABLE_ROWS * 2 * self.fontMetrics().height())
        self.table.hide()
        self.figure_actions = FigureActions(context, self._described, self._drawn)
        self.figure_actions.table_toggled.connect(self._show_table)
        self.picture = QWidget()
        self.body.setSpacing(Space.MEDIUM)
        self.body.addWidget(self.picture)
        self.body.addWidget(self.table)
        self.body.addWidget(self.figure_actions)

    def show_figure(self, state: SpreadState) -> None:
        """Show the numbers of this state in the table, if it is visible."""
        self.state = state
        if self.table.isVisibleTo(self):
            self.table.show_figure(self._figure(state))

    def _described(self) -> Figure:
        assert self.state is not None
        return self._figure(self.state)

    def _drawn(self, theme: Theme) -> str:
        assert self.state is not None
        return self._svg(self.state, theme, self._figure(self.state).title)

    def _show_table(self, wanted: bool) -> None:
        self.picture.setVisible(not wanted)
        self.table.setVisible(wanted)
        if wanted and self.state is not None:
            self.table.show_figure(self._figure(self.state))


class WholeCard(FigureCard):
    """Shows how often, how strongly, or where touch hurt, with a line about the current area."""

    mode_chosen = Signal(object)

    def __init__(self, context: Context) -> None:
        language = context.language
        t = language.t
        drawing = context.library.drawing
        super().__init__(
            context,
            t("Where it hurt"),
            t("Point at an area, or walk with the arrow keys."),
            lambda state: areas_figure(language, state),
            lambda state, theme, title: draw_whole(state, drawing, language, theme, title),
            sortable=True,
        )
        modes = [(Mode.OFTEN, t("How often")), (Mode.STRONG, t("How strongly")), (Mode.TOUCH, t("Touch hurts"))]
        self.modes = Choices("spread_mode", t("What the map shows"), modes)
        self.modes.chosen.connect(self.mode_chosen)
        self.map = AreaMapPicture(context, t("Body map, front and back"))
        self.map.set_least_width(MAP_WIDTH)
        self.told = Text()
        self.caption = QuietText()
        self.legend = BodyMapLegend(context.theme.ramp)
        self.named = Text(bold=True)
        self.most = QuietText()
        _beside(self.picture, self.map, (self.legend, self.most, self.named, self.told))
        self.body.insertWidget(1, self.modes)
        self.body.insertWidget(2, self.caption)
        self.map.told.connect(lambda area, words: _tell(self.named, self.told, area, words))

    def show_state(self, state: SpreadState) -> None:
        """Paint a state."""
        self.show_figure(state)
        self.modes.show_value(state.mode)
        self.caption.setText(f"{state.whole.title}. {state.whole.caption}")
        self.map.leave_out(state.hidden)
        self.map.show_steps(state.whole.steps, {area.key: area.words for area in state.areas})
        self.map.setAccessibleDescription(state.whole.language_in_use)
        self.legend.show_words(state.legend_title, state.legend)
        self.most.setText("\n".join(state.most))


class SmallCard(FigureCard):
    """Shows one small map per week, month or year."""

    width_chosen = Signal(object)

    def __init__(self, context: Context, shapes: "BodyShapes") -> None:
        language, drawing = context.language, context.library.drawing
        t = language.t
        super().__init__(
            context,
            t("Small maps side by side"),
            t("All on the scale above. Under each: how many days it is of."),
            lambda state: small_figure(language, state),
            lambda state, theme, title: draw_small(state, drawing, theme, title),
        )
        widths = [(MapWidth.WEEK, t("Weeks")), (MapWidth.MONTH, t("Months")), (MapWidth.YEAR, t("Years"))]
        self.widths = Choices("spread_width", t("One small map for each"), widths)
        self.widths.chosen.connect(self.width_chosen)
        self.maps = SmallMaps(shapes, context.theme.ramp)
        self.body.insertWidget(1, self.widths)
        _column(self.picture).addWidget(self.maps)

    def show_state(self, state: SpreadState) -> None:
        """Paint a state."""
        self.show_figure(state)
        self.widths.show_value(state.width)
        self.maps.show_maps(state.parts, state.hidden)


class ChangesCard(FigureCard):
    """Shows where pain was more or less frequent than in the same number of days before."""

    def __init__(self, context: Context) -> None:
        library = context.library
        language, drawing = library.language, library.drawing
        t = language.t
        super().__init__(
            context,
            t("More often, less often"),
            t("Compared with as many days before."),
            lambda state: changes_figure(library, state),
            lambda state, theme, title: draw_changes(state, drawing, language, theme, title),
        )
        self.caption = QuietText()
        self.words = Text()
        self.map = ChangesPicture(context, t("Body map of what changed"))
        self.map.set_least_width(MAP_WIDTH)
        self.told = Text()
        self.key = QuietText(
            t(
                "Filled with a plus: more often. Striped with a minus: less often. Dark with a heavy outline: "
                "more than chance could have made."
            )
        )
        self._same = t("about as often as before")
        self.body.insertWidget(1, self.caption)
        self.body.insertWidget(2, self.words)
        self.named = Text(bold=True)
        self.listed = QuietText()
        _beside(self.picture, self.map, (self.key, self.listed, self.named, self.told))
        self.map.told.connect(lambda area, words: _tell(self.named, self.told, area, words))

    def show_state(self, state: SpreadState) -> None:
        """Paint a state; without enough maps there is a sentence and no picture."""
        self.show_figure(state)
        changes = state.changes
        self.caption.setText(f"{changes.before} → {changes.after}")
        self.words.setText(changes.words)
        is_known = not changes.problem
        self.picture.setVisible(is_known and not self.figure_actions.show_table.isChecked())
        self.figure_actions.setVisible(is_known)
        self.map.leave_out(state.hidden)
        self.listed.setText("\n".join(changes.listed))
        said = {key: sign.words for key, sign in changes.signs.items()}
        self.map.show_signs(changes.signs, {key: said.get(key, self._same) for key in self.map.shapes.shapes})
        self.map.setAccessibleDescription(changes.words)


class LinesCard(FigureCard):
    """Shows the number of painful areas day by day; each line with one sentence about it."""

    def __init__(self, context: Context) -> None:
        language = context.language
        super().__init__(
            context,
            language.t("How far it spread"),
            "",
            lambda state: lines_figure(language, state),
            lambda state, theme, title: draw_stack(
                [line.chart for line in state.lines],
                language,
                theme,
                state.view,
                (title, lines_figure(language, state).summary),
            ),
        )
        self._context = context
        self._columns = ColumnsLayout(2, LEAST_LINE, self.picture)
        self.lines: list[QWidget] = []

    def show_state(self, state: SpreadState) -> None:
        """Paint a state."""
        self.show_figure(state)
        while self._columns.takeAt(0) is not None:
            pass
        for old in self.lines:
            old.hide()
            old.deleteLater()
        self.lines = [self._line(state, index) for index in range(len(state.lines))]
        for line in self.lines:
            self._columns.addWidget(line)
            line.show()  # at once: the layout would show it later, and the page would jump

    def _line(self, state: SpreadState, index: int) -> QWidget:
        line = state.lines[index]
        whole = QWidget()
        column = _column(whole, Space.HAIR)
        column.addWidget(Text(line.chart.title, bold=True))
        column.addWidget(QuietText(line.explanation))
        if is_empty(line, state.view):
            column.addWidget(Text(self._context.language.t("Too few body maps in these days for this line.")))
        else:
            column.addWidget(LinePicture(line.chart, state.view, self._context.language, self._context.theme))
        return whole


def _beside(parent: QWidget, picture: QWidget, words: Sequence[QWidget]) -> None:
    """Lay out a picture with words beside it, or below it where there is no room."""
    columns = ColumnsLayout(2, MAP_WIDTH, parent)
    said = QWidget()
    column = _column(said)
    for widget in words:
        column.addWidget(widget)
    column.addStretch(1)
    columns.addWidget(picture)
    columns.addWidget(said)


def _tell(named: Text, told: Text, area: str, words: str) -> None:
    """Show the words of one area, at the bottom so that nothing moves."""
    named.setText(area)
    told.setText(words[:1].upper() + words[1:])


def _column(parent: QWidget, spacing: int = Space.MEDIUM) -> QVBoxLayout:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return column
