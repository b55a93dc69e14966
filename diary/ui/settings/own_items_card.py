"""The person's own items: the list, and the form to add or rename one."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from diary.domain.item import OwnItem
from diary.screens.own_items import OwnDraft, OwnItemState, Trouble, about, build_own_items, draft_of
from diary.ui.context import Context
from diary.ui.settings.own_item_form import OwnItemForm
from diary.ui.style import TOUCH, Space
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.labels import NoticeText, QuietText, Text
from diary.ui.widgets.layouts import WrapLayout


class OwnItemsCard(Card):
    """Emits `saved` with a draft, and `archive_wished` with a key and whether it shall rest; `looked_at` when the
    fields want to be in sight."""

    saved = Signal(object)
    looked_at = Signal()
    archive_wished = Signal(str, bool)

    def __init__(self, context: Context, languages: Sequence[str], parent: QWidget | None = None) -> None:
        t = context.language.t
        super().__init__(
            t("My own items"),
            t("Something you want to keep an eye on yourself. Today asks it too."),
            parent,
        )
        self._language = context.language
        self._own_items: tuple[OwnItem, ...] = ()
        self.add = TextButton(t("Add an item"), "add")
        self.add.setObjectName("own:add")
        self.add.setMinimumHeight(TOUCH)
        self.form = OwnItemForm(context, languages)
        self.form.hide()
        self.said = QuietText()
        self.said.hide()
        self.notice = NoticeText()
        self.rows: dict[str, OwnItemRow] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.LARGE)
        self.body.addLayout(self._list)
        for widget in (self.form, self.add, self.notice, self.said):
            self.body.addWidget(widget)
        self.add.clicked.connect(lambda: self.open_form(OwnDraft()))
        self.form.saved.connect(self.saved)
        self.form.cancelled.connect(self._on_cancelled)

    def show_items(self, own_items: Iterable[OwnItem]) -> None:
        """Show the list: what is asked first, then what rests."""
        self._own_items = tuple(own_items)
        for row in self.rows.values():
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        states = sorted(build_own_items(self._own_items, self._language), key=lambda state: state.archived)
        self.rows = {state.key: self._row(state) for state in states}
        for row in self.rows.values():
            self._list.addWidget(row)

    def open_form(self, draft: OwnDraft) -> None:
        """Show the fields with this in them."""
        renamed = next((own for own in self._own_items if own.item.key == draft.key), None)
        if draft.key and renamed is None:
            return
        self.form.show_draft(draft)
        if renamed is not None:
            self.form.show_fixed(about(renamed.item, self._language))
        self.say("")
        self.form.show()
        self.add.hide()
        next(iter(self.form.names.values())).setFocus()
        self.looked_at.emit()

    def close_form(self) -> None:
        """Hide the fields."""
        self.form.hide()
        self.add.show()

    @property
    def draft(self) -> OwnDraft | None:
        """What is being typed, or None."""
        return None if self.form.isHidden() else self.form.draft()

    def say(self, sentence: str, trouble: Trouble | None = None) -> None:
        """Say quietly what was done, or beside its field what is in the way."""
        self.form.say(trouble)
        self.notice.say("")
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        if trouble is not None:
            self.looked_at.emit()

    def _row(self, state: OwnItemState) -> "OwnItemRow":
        row = OwnItemRow(state, self._language.t)
        row.rename.clicked.connect(partial(self._on_rename, state.key))
        row.rest.clicked.connect(partial(self.archive_wished.emit, state.key, not state.archived))
        return row

    def _on_rename(self, key: str) -> None:
        own = next(own for own in self._own_items if own.item.key == key)
        self.open_form(draft_of(own, self._language))

    def _on_cancelled(self) -> None:
        key = self.form.draft().key
        self.close_form()
        (self.rows[key].rename if key in self.rows else self.add).setFocus()


class OwnItemRow(QWidget):
    """One own item: what it is called, how it is answered, and what can be done with it."""

    def __init__(self, state: OwnItemState, t: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = Text(state.name, bold=not state.archived)
        resting = t("Not asked any more. Old values stay.")
        self.about = QuietText(f"{state.about} · {resting}" if state.archived else state.about)
        self.rename = TextButton(t("Rename"))
        self.rest = TextButton(t("Ask again") if state.archived else t("Stop asking"))
        for button, what in ((self.rename, "rename"), (self.rest, "rest")):
            button.setObjectName(f"{what}:{state.key}")
            button.setAccessibleName(f"{button.text()}: {state.name}")
            button.setMinimumHeight(TOUCH)
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.name)
        column.addWidget(self.about)
        buttons = WrapLayout(spacing=Space.SMALL)
        buttons.addWidget(self.rename)
        buttons.addWidget(self.rest)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.SMALL)
        whole.addWidget(words)
        whole.addLayout(buttons)
