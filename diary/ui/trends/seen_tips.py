"""The dialog of all tips shown before: helpful ones first; the mark of an unwanted one can be removed."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from diary.content.tips import Tip
from diary.domain.tip_choice import TipMark
from diary.screens.factor_cards import SeenTips
from diary.ui.pages import ClosesOnLock, Context
from diary.ui.style import Space
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.labels import Heading, QuietText, Text, Title
from diary.ui.widgets.layouts import fill
from diary.ui.widgets.question_dialog import SheetDialog


class SeenTipsDialog(SheetDialog, ClosesOnLock):
    """Paints SeenTips. A button removes a mark; the tip stays in the dialog until it is opened again."""

    def __init__(
        self, tips: SeenTips, take_back: Callable[[str, TipMark], None], context: Context, parent: QWidget
    ) -> None:
        t = context.language.t
        super().__init__(t("Tips you have seen"), context.language, parent)
        self.let_scroll_by_keys()
        self._context = context
        self._take_back = take_back
        self.column.addWidget(Title(t("Tips you have seen")))
        self._add(t("You found these helpful"), tips.helpful, t("Take off this list"), TipMark.HELPFUL)
        self._add(t("Seen before"), tips.seen)
        self._add(t("Not for me"), tips.unwanted, t("May come again"), TipMark.NOT_FOR_ME)
        self.column.addStretch(1)

    def _add(self, title: str, tips: Sequence[Tip], back: str = "", mark: TipMark = TipMark.SHOWN) -> None:
        """Add one list with its heading, if not empty. `back` removes `mark` from a tip."""
        if tips:
            fill(self.column, Space.SMALL, Heading(title))
        for tip in tips:
            fill(
                self.column,
                Text(tip.title, bold=True),
                Text(f"{tip.fact} {tip.option}"),
                QuietText(self._context.language.t("Source: {source}", source=tip.source)),
            )
            if back:
                button = TextButton(back, spoken=f"{back}: {tip.title}")
                button.clicked.connect(partial(self._on_taken_back, button, tip.key, mark))
                self.column.addWidget(button)

    def _on_taken_back(self, button: TextButton, tip: str, mark: TipMark) -> None:
        self._take_back(tip, mark)
        button.setText(self._context.language.t("Done"))
        button.setEnabled(False)
        self.close_button.setFocus()
