"""The Share page: choose the days, see the page, save or print it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from diary.content.sentences import refusal_sentence
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.report.pdf import render_pages
from diary.screens.share import Wish, contents, first_wish, spoken
from diary.screens.summary import SummaryState, build_summary
from diary.ui.context import Context
from diary.ui.share.outlet import Outlet
from diary.ui.share.preview import Preview
from diary.ui.share.wishes import WishForm
from diary.ui.style import Space
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.labels import NoticeText, QuietText, Text, Title
from diary.ui.widgets.scrolling import FittedColumn

SETTLE_MS = 250
FORM_LETTERS = 40
LINES = 6
"""As many as `contents` has."""


class SharePage(QWidget):
    """Shows the summary of the chosen days. Nothing leaves this page before a button is pressed."""

    def __init__(self, context: Context, journal: Journal, resources: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("share_page")
        t = context.language.t
        self._context = context
        self._journal = journal
        self._resources = resources
        self._wish: Wish | None = None
        self._state: SummaryState | None = None
        self._is_wide: bool | None = None
        self.outlet = Outlet(context, resources, self)
        self.form = WishForm(context)
        self.inputs: Sequence[QWidget] = self.form.name, self.form.birth_year
        self.preview = Preview(context)
        self.save = MainButton(t("Save as PDF…"))
        self.print = TextButton(t("Print…"))
        self.done = QuietText()
        self.done.hide()
        self.notice = NoticeText()
        self.holds = tuple(Text() for _ in range(LINES))
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._lay_out()
        self._connect()

    @property
    def state(self) -> SummaryState | None:
        """What is on the page now; None when there is no page."""
        return self._state

    @property
    def is_waiting(self) -> bool:
        """Whether the page is about to be shown anew."""
        return self._settle.isActive()

    def on_changed(self, _period: Period | None = None) -> None:
        """The diary changed: show the page as it is now, when it is in sight."""
        if self.isVisible():
            self._settle.start()

    def memory(self) -> Wish | None:
        """What was asked for, for the same page in another language or theme."""
        return self._wish

    def recall(self, memory: Wish | None) -> None:
        """Ask for the same again."""
        self._wish = memory

    def _lay_out(self) -> None:
        t = self._context.language.t
        card = Card(
            t("A page for your appointment"), t("One sheet that is read in a minute. You decide who gets it.")
        )
        card.body.addWidget(self.form)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.MEDIUM)
        buttons.addWidget(self.save)
        buttons.addWidget(self.print)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        card.body.addWidget(self.notice)
        card.body.addWidget(self.done)
        what = Card(t("What will be on it"))
        what.body.setSpacing(Space.SMALL)
        for line in self.holds:
            what.body.addWidget(line)
        left = self._sheet = FittedColumn()
        self._left = QVBoxLayout(left)
        self._left.setContentsMargins(0, 0, Space.SMALL, 0)
        self._left.setSpacing(Space.LARGE)
        self._left.addWidget(card)
        self._left.addWidget(what)
        self._left.addStretch(1)
        self._form_area = _scroll_area()
        self._form_area.setWidget(left)
        left.setAutoFillBackground(False)
        self._page_area = _scroll_area()
        middle = QHBoxLayout()
        middle.setSpacing(Space.LARGE)
        middle.addWidget(self._form_area, 2)
        middle.addWidget(self._page_area, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, Space.WIDE)
        column.setSpacing(Space.MEDIUM)
        column.addWidget(Title(t("Share")))
        column.addLayout(middle, 1)

    def _connect(self) -> None:
        self.form.changed.connect(self._on_wish_changed)
        self.form.profile_changed.connect(self._on_profile_changed)
        self._settle.timeout.connect(self._show_page)
        self.save.clicked.connect(self._on_save)
        self.print.clicked.connect(self._on_print)
        self.outlet.done.connect(self._say_done)
        self.outlet.refused.connect(self._say_refused)

    def _fill(self) -> None:
        """Begin with what the diary offers, or with what was asked for before."""
        profile = self._journal.profile()
        self.form.show_profile(profile.get("name", ""), profile.get("birth_year", ""))
        if self._wish is None:
            self._wish = first_wish(self._journal.span(), self._journal.today)
        self.form.show_wish(self._wish)
        self._show_page()

    def _show_page(self) -> None:
        assert self._wish is not None
        for label, line in zip(self.holds, contents(self._context.language, self._wish), strict=True):
            label.setText(line)
        try:
            self._state = self._build_state(self._wish)
        except Refusal as refusal:
            self._state = None
            self._say(refusal)
            self.preview.show_pages([], "")
        else:
            self._say_done("")
            pictures = render_pages(self._state, self._context.library, self._resources)
            self.preview.show_pages(pictures, spoken(self._state))
        self.save.setEnabled(self._state is not None)
        self.print.setEnabled(self._state is not None)

    def _build_state(self, wish: Wish) -> SummaryState:
        journal = self._journal
        period = wish.period(journal.today)
        days = journal.days(period)
        if not days:
            raise Refusal(Reason.NOTHING_LOGGED)
        table = journal.table(period)
        return build_summary(
            days,
            table,
            self._context.library,
            period,
            journal.today,
            journal.profile(),
            span=journal.span(),
            with_texts=wish.with_texts,
            hidden_areas=journal.form().hidden_areas,
        )

    def _say(self, refusal: Refusal) -> None:
        self._say_refused(refusal_sentence(self._context.language, self._context.library.words, refusal))

    def _say_refused(self, sentence: str) -> None:
        self.notice.say(sentence)
        self.done.hide()

    def _say_done(self, sentence: str) -> None:
        self.notice.say("")
        self.done.setText(sentence)
        self.done.setVisible(bool(sentence))

    def _on_wish_changed(self, wish: Wish) -> None:
        self._wish = wish
        self._settle.start()

    def _on_profile_changed(self, key: str, text: str) -> None:
        try:
            self._journal.set_profile(key, text)
        except Refusal as refusal:
            self._say(refusal)
            return
        self._settle.start()

    def _on_save(self) -> None:
        if self._state is not None:
            self.outlet.ask_file(self._state, self._journal.today)

    def _on_print(self) -> None:
        if self._state is not None:
            self.outlet.ask_printer(self._state)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        letters = FORM_LETTERS * self.fontMetrics().averageCharWidth() + 2 * Space.WIDE
        side = max(letters, self._sheet.minimumSizeHint().width() + Space.SMALL)
        wide = self.width() >= 2 * side
        self._form_area.setMinimumWidth(side if wide else 0)
        self._form_area.setMaximumWidth(side if wide else self.maximumWidth())
        if wide == self._is_wide:
            return
        self._is_wide = wide
        self._page_area.setVisible(wide)
        if wide:
            self._page_area.setWidget(self.preview)
            self.preview.setAutoFillBackground(False)
        else:
            self._page_area.takeWidget()
            self._left.insertWidget(self._left.count() - 1, self.preview)
        self.preview.show()


def _scroll_area() -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    return area
