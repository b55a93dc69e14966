"""The dialog of all tips shown before: helpful ones first; the mark of an unwanted one can be removed."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from diary.content.tips import Tip
from diary.domain.tip_choice import TipMark
from diary.screens.factor_cards import SeenTips
from diary.ui.pages import ClosesOnLock, Context
from diary.ui.style import CARD, Space
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.card import Rule
from diary.ui.widgets.labels import Heading, QuietText, Text, Title
from diary.ui.widgets.layouts import STRETCH, fill, in_column, in_row

WIDTH, HEIGHT = 640, 620


class SeenTipsDialog(QDialog, ClosesOnLock):
    """Paints SeenTips. A button removes a mark; the tip stays in the dialog until it is opened again."""

    def __init__(
        self,
        tips: SeenTips,
        take_back: Callable[[str, TipMark], None],
        context: Context,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        t = context.language.t
        self._context = context
        self._take_back = take_back
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(t("Tips you have seen"))
        self.setBackgroundRole(CARD)
        self.setAutoFillBackground(True)
        self.close_button = MainButton(t("Close"), on_click=self.accept)
        in_column(
            (self._sheet(tips), 1),
            Rule(),
            in_row(STRETCH, self.close_button, margins=(Space.HUGE, Space.MEDIUM, Space.HUGE, Space.WIDE)),
            within=self,
            spacing=0,
        )
        self.resize(WIDTH, HEIGHT)
        self.close_button.setFocus()

    def _sheet(self, tips: SeenTips) -> QScrollArea:
        """Return the scroll area with the three lists."""
        t = self._context.language.t
        words = QWidget()
        column = in_column(
            Title(t("Tips you have seen")),
            within=words,
            margins=(Space.HUGE, Space.WIDE, Space.HUGE, Space.LARGE),
            spacing=Space.MEDIUM,
        )
        self._add(column, t("You found these helpful"), tips.helpful, t("Take off this list"), TipMark.HELPFUL)
        self._add(column, t("Seen before"), tips.seen)
        self._add(column, t("Not for me"), tips.unwanted, t("May come again"), TipMark.NOT_FOR_ME)
        column.addStretch(1)
        sheet = QScrollArea()
        sheet.setWidgetResizable(True)
        sheet.setFrameShape(QFrame.Shape.NoFrame)
        sheet.setAccessibleName(t("Tips you have seen"))
        sheet.setWidget(words)
        for widget in (sheet.viewport(), words):
            widget.setBackgroundRole(CARD)
        return sheet

    def _add(
        self, column: QVBoxLayout, title: str, tips: Sequence[Tip], back: str = "", mark: TipMark = TipMark.SHOWN
    ) -> None:
        """Add one list with its heading, if not empty. `back` removes `mark` from a tip."""
        if tips:
            column.addSpacing(Space.SMALL)
            column.addWidget(Heading(title))
        for tip in tips:
            fill(
                column,
                Text(tip.title, bold=True),
                Text(f"{tip.fact} {tip.option}"),
                QuietText(self._context.language.t("Source: {source}", source=tip.source)),
            )
            if back:
                button = TextButton(back)
                button.setAccessibleName(f"{back}: {tip.title}")
                button.clicked.connect(partial(self._on_taken_back, button, tip.key, mark))
                column.addWidget(button)

    def _on_taken_back(self, button: TextButton, tip: str, mark: TipMark) -> None:
        self._take_back(tip, mark)
        button.setText(self._context.language.t("Done"))
        button.setEnabled(False)
        self.close_button.setFocus()
