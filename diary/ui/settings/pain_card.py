"""How often the pain number is asked, and why less can be better."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from diary.domain.form import PainRhythm
from diary.screens.settings import rhythm_words
from diary.ui.context import Context
from diary.ui.widgets.card import Card
from diary.ui.widgets.choices import Choices
from diary.ui.widgets.labels import NoticeText, QuietText, Text


class PainCard(Card):
    """Emits `rhythm_chosen` with a PainRhythm."""

    rhythm_chosen = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        t = context.language.t
        super().__init__(t("Pain number"), t("How often the form asks how much pain you had."), parent)
        self._language = context.language
        self.rhythms = Choices(
            "rhythm",
            t("Pain number"),
            [
                (PainRhythm.DAILY, t("Every day")),
                (PainRhythm.THREE_A_WEEK, t("Three times a week")),
                (PainRhythm.WEEKLY, t("Once a week")),
                (PainRhythm.OFF, t("Off")),
            ],
        )
        self.said = Text()
        self.notice = NoticeText()
        self.why = QuietText(
            t(
                "Why less can be better: in two small studies of people with a fresh injury, those who did not "
                "rate their pain every day had more often recovered after four weeks; whether this also goes "
                "for long-lasting pain is not known."
            )
        )
        for widget in (self.rhythms, self.notice, self.said, self.why):
            self.body.addWidget(widget)
        self.rhythms.chosen.connect(self.rhythm_chosen)

    def show_rhythm(self, rhythm: PainRhythm) -> None:
        """Show how often it is asked now."""
        self.rhythms.show_value(rhythm)
        self.said.setText(rhythm_words(rhythm, self._language))
