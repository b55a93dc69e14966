"""The sentences above the charts: each is a button that marks its days in them, and tells how it was counted."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QTextLayout

from diary.screens.look_back import LookBack, Sentence
from diary.ui.pages import Context
from diary.ui.style import ACCENT, INK, QUIET, TOUCH, Space, Type, chosen_ground, type_font
from diary.ui.trends.plot_heading import draw_sample
from diary.ui.widgets.buttons import SureButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.fold_head import Wrapping, laid_out, looking, units
from diary.ui.widgets.labels import QuietText, Text
from diary.ui.widgets.layouts import WrapLayout, fill, in_column, keep_place

SAMPLE = 28
"""Width of the sample of a line, in pixels."""
BESIDE_LETTERS = 70
"""Least width of a row, in letters, for the words at its end."""


class SentenceRow(Wrapping):
    """Paints one sentence at a time; checked while its days are marked."""

    def __init__(self, context: Context) -> None:
        super().__init__("")
        self._context = context
        self.sentence: Sentence | None = None
        self._tells_sure = False
        t = context.language.t
        self._actions = (t("show in the charts"), t("marked in the charts"))
        self.setCheckable(True)
        self.setAccessibleDescription(t("Marks these days in the charts"))
        keep_place(self)  # a stretch with fewer sentences must not move the charts

    def show_sentence(self, sentence: Sentence | None, *, tells_sure: bool) -> None:
        """Show a sentence, and below it how it was counted; hidden without one."""
        self.setVisible(sentence is not None)
        self.sentence, self._tells_sure = sentence, tells_sure
        parts = () if sentence is None else (sentence.words, sentence.sure if tells_sure else "")
        self.setAccessibleName(" ".join(part for part in parts if part))
        self._measure_again()

    def _height(self, width: int) -> int:
        words = sum(part.boundingRect().height() for part in self._parts(width))
        return max(TOUCH - Space.SMALL, round(words) + 2 * Space.SMALL)

    def sizeHint(self) -> QSize:
        return QSize(300, self.heightForWidth(max(self.width(), 300)))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, TOUCH - Space.SMALL)

    @property
    def _left(self) -> int:
        return Space.MEDIUM + SAMPLE + Space.LARGE

    def _action_room(self, width: int) -> int:
        """Return the room of the words at the end, the same for both; none where the row is narrow."""
        if width < BESIDE_LETTERS * self.fontMetrics().averageCharWidth():
            return 0
        metrics = QFontMetrics(type_font(Type.SMALL))
        return max(metrics.horizontalAdvance(words) for words in self._actions) + Space.LARGE

    def _parts(self, width: int) -> list[QTextLayout]:
        if self.sentence is None:
            return []
        room = max(1, width - self._left - Space.MEDIUM - self._action_room(width))
        palette, looks, begin = self.palette(), [], 0
        for words, is_strong in self.sentence.pieces():
            looks.append(looking(begin, units(words), Type.BODY, palette.color(INK), bold=is_strong))
            begin += units(words)
        parts = [laid_out(self.sentence.words, self.font(), room, looks)]
        if self._tells_sure:
            sure = self.sentence.sure
            quiet = looking(0, units(sure), Type.SMALL, palette.color(QUIET))
            parts.append(laid_out(sure, type_font(Type.SMALL), room, (quiet,)))
        return parts

    def _draw(self, painter: QPainter) -> None:
        if self.sentence is None:
            return
        self._draw_ground(painter, QRectF(self.rect()))
        if self.isChecked():
            chosen_ground(painter, QRectF(self.rect()), self.palette())
        parts = self._parts(self.width())
        top = (self.height() - sum(part.boundingRect().height() for part in parts)) / 2
        line = parts[0].lineAt(0).height()
        if self.sentence.series is not None:
            box = QRectF(Space.MEDIUM, top + (line - 16) / 2, SAMPLE, 16)
            draw_sample(painter, box, self.sentence.series, self._context.theme)
        self._draw_action(painter, top, line)
        for part in parts:
            part.draw(painter, QPointF(self._left, top))
            top += part.boundingRect().height()

    def _draw_action(self, painter: QPainter, top: float, line: float) -> None:
        room = self._action_room(self.width())
        if room:
            painter.setFont(type_font(Type.SMALL))
            role = INK if self.isChecked() else ACCENT  # the accent has too little contrast on the tint
            painter.setPen(self.palette().color(role))
            place = QRectF(self.width() - room - Space.MEDIUM, top, room, line)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, side, self._actions[self.isChecked()])


class SentencesCard(Card):
    """Paints a LookBack. `chosen` emits the sentence of which the days are to be marked, or None."""

    chosen = Signal(object)

    def __init__(self, context: Context, most: int) -> None:
        super().__init__(margins=(Space.MEDIUM, Space.SMALL, Space.MEDIUM, Space.SMALL), spacing=0)
        t = context.language.t
        self.setAccessibleName(t("In short"))
        self._none = t("Too little is filled in here for a sentence. That is fine.")
        self._shown = LookBack()
        self._is_flat = False
        self.sure = SureButton(context.language)
        self.coverage = QuietText()
        self.rows = tuple(SentenceRow(context) for _ in range(most))
        self.sure.toggled.connect(lambda: self.show_state(self._shown))
        self._lay_out(t("In short"))
        for row in self.rows:
            row.clicked.connect(lambda _checked, row=row: self._on_clicked(row))

    @property
    def marked(self) -> Sentence | None:
        """The sentence whose days are marked."""
        return next((row.sentence for row in self.rows if row.isChecked() and not row.isHidden()), None)

    def show_state(self, state: LookBack) -> None:
        """Show other sentences; what was marked stays so when its sentence is still there. Hidden until there was
        one."""
        marked, self._shown = self.marked, state
        self.coverage.setText(state.coverage if state.sentences else self._none)
        for index, row in enumerate(self.rows):
            sentence = state.sentences[index] if index < len(state.sentences) else None
            row.show_sentence(sentence, tells_sure=self.sure.isChecked())
            row.setChecked(sentence is not None and marked is not None and sentence.key == marked.key)
        self.sure.setVisible(bool(state.sentences))
        if state.sentences:
            self.show()
        if marked is not None and self.marked is not marked:
            self.chosen.emit(self.marked)

    def set_flat(self, flat: bool, *, is_titled: bool = True) -> None:
        """Draw no sheet of its own: it lies in another one."""
        self._is_flat = flat
        self._title.setVisible(is_titled)
        beside = 0 if flat else Space.MEDIUM
        self.body.setContentsMargins(beside, Space.SMALL, beside, Space.SMALL)
        self.update()

    def _draw(self, painter: QPainter) -> None:
        if not self._is_flat:
            super()._draw(painter)

    def unmark(self) -> None:
        """Show that no days of a sentence are marked, without a signal."""
        _uncheck(self.rows)

    def _lay_out(self, title: str) -> None:
        head = WrapLayout(spacing=Space.MEDIUM, push_last=True)
        self._title = Text(title, bold=True)
        for words in (self._title, self.coverage):
            words.setWordWrap(False)
            words.setMinimumHeight(self.sure.sizeHint().height())
            head.addWidget(words)
        head.addWidget(self.sure)
        fill(self.body, in_column(head, margins=(Space.MEDIUM, 0, Space.MEDIUM, 0)), *self.rows)
        self.hide()

    def _on_clicked(self, row: SentenceRow) -> None:
        _uncheck(other for other in self.rows if other is not row)
        self.chosen.emit(row.sentence if row.isChecked() else None)


def _uncheck(rows: Iterable[SentenceRow]) -> None:
    for row in rows:
        row.setChecked(False)
