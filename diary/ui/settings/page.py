"""The Settings page: what the diary asks, how it looks and where it is kept. A choice takes effect at once."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from diary.content.sentences import refusal_sentence
from diary.domain.form import Form, PainRhythm
from diary.domain.item import Preset
from diary.domain.refusal import Refusal
from diary.journal.journal import Journal
from diary.screens.settings import build_questions, with_own_choice, with_switch
from diary.ui.context import Context
from diary.ui.settings.pain_card import PainCard
from diary.ui.settings.questions_card import QuestionsCard
from diary.ui.style import Space
from diary.ui.widgets.labels import NoticeText, Title

LETTERS = 100
"""A line of text is never wider than about this many letters: longer ones are hard to read."""


class SettingsPage(QWidget):
    """Reads and writes the diary's form. `form_changed` tells that Today asks something else from now on."""

    form_changed = Signal()

    def __init__(self, context: Context, journal: Journal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings_page")
        self._context = context
        self._journal = journal
        self.questions = QuestionsCard(context)
        self.pain = PainCard(context)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._column = _Column()
        column = QVBoxLayout(self._column)
        column.setContentsMargins(0, 0, Space.LARGE, Space.WIDE)
        column.setSpacing(Space.LARGE)
        for card in (self.questions, self.pain):
            column.addWidget(card)
        column.addStretch(1)
        self._column.setMaximumWidth(LETTERS * self.fontMetrics().averageCharWidth() + 2 * Space.WIDE)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._column, 1)
        row.addStretch(0)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().setAutoFillBackground(False)
        self.area.setWidget(inside)
        inside.setAutoFillBackground(False)
        page = QVBoxLayout(self)
        page.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, 0)
        page.setSpacing(Space.MEDIUM)
        page.addWidget(Title(self._context.language.t("Settings")))
        page.addWidget(self.area, 1)
        self.setFocusProxy(next(iter(self.questions.forms.buttons.values())))

    def _connect(self) -> None:
        self.questions.preset_chosen.connect(self._on_preset)
        self.questions.switched.connect(self._on_switched)
        self.pain.rhythm_chosen.connect(self._on_rhythm)

    # ------------------------------------------------------------------ the form

    def _on_preset(self, preset: Preset | None) -> None:
        form = self._journal.form()
        if preset is not form.preset:
            wished = (
                with_own_choice(form, self._journal.catalogue) if preset is None else replace(form, preset=preset)
            )
            self._store(wished, self.questions.notice, self._say_questions)

    def _on_switched(self, key: str, is_on: bool) -> None:
        form = with_switch(self._journal.form(), key, is_on=is_on)
        self._store(form, self.questions.notice, self._say_questions)

    def _on_rhythm(self, rhythm: PainRhythm) -> None:
        self._store(replace(self._journal.form(), pain=rhythm), self.pain.notice, lambda: None)

    def _say_questions(self) -> None:
        self.questions.say(self._context.language.t("Done: Today asks these questions from now on."))

    def _store(self, form: Form, notice: NoticeText, say: Callable[[], None]) -> None:
        """Store the form; when the disk refuses, everything shows again what is stored, and why."""
        notice.say("")
        try:
            self._journal.set_form(form)
        except Refusal as refusal:
            notice.say(self._sentence(refusal))
        else:
            say()
            self.form_changed.emit()
        self._show_form(self._journal.form())

    def _show_form(self, form: Form) -> None:
        self.questions.show_state(build_questions(form, self._context.library))
        self.pain.show_rhythm(form.pain)

    def _sentence(self, refusal: Refusal) -> str:
        return refusal_sentence(self._context.language, self._context.library.words, refusal)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.questions.say("")
        self._show_form(self._journal.form())


class _Column(QWidget):
    """Exactly as high as its words need at its width."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)
