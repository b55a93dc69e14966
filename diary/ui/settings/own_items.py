"""The card that adds and renames own items; every field shows its own refusal."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from diary.domain.item import Kind, OwnItem
from diary.journal.choices import Drafts
from diary.screens.own_items import (
    OPTIONS,
    UNIT,
    DraftProblem,
    OwnDraft,
    OwnItemState,
    about,
    build_own_items,
    draft_of,
    kind_words,
)
from diary.ui.pages import Context
from diary.ui.style import Space
from diary.ui.widgets.buttons import MainButton, TextButton, quiet_button
from diary.ui.widgets.card import Card
from diary.ui.widgets.kept_draft import KeptDraft
from diary.ui.widgets.keys import Choices
from diary.ui.widgets.labels import NoticeText, QuietText, Text
from diary.ui.widgets.layouts import boxed, empty, fill, follow, in_column, in_lines
from diary.ui.widgets.line import Line
from diary.ui.widgets.typed import TextField

OWN_ITEM = "own_item"
"""The name of the draft of an own item; what it is about is the item's key, empty for a new one."""


class OwnItemForm(QWidget):
    """Emits `saved` with a draft, or `cancelled`. Return in a line saves, Escape emits `put_away`.

    Asks for a name in the language of the window; a name in another language is shown only if there is one.
    """

    saved = Signal(object)
    cancelled = Signal()
    put_away = Signal()

    def __init__(self, context: Context, languages: Sequence[str]) -> None:
        super().__init__()
        self._language = language = context.language
        self._key = ""
        t = language.t
        codes = (language.code, *(code for code in languages if code != language.code))
        self.names = {code: Line(key=f"own:{code}") for code in codes}
        self.kind = Choices("kind", t("How is it answered?"), list(kind_words(language).items()))
        self.unit = Line(key=f"own:{UNIT}")
        self.options = TextField(t("Answers, one on each line"), lines=3)
        self.options.setObjectName(f"own:{OPTIONS}")
        self.fixed = QuietText()
        self.save = MainButton(t("Save"), on_click=self._on_save)
        self.cancel = TextButton(t("Cancel"), on_click=self.cancelled)
        self._notices: dict[str, NoticeText] = {}
        self._name_parts: dict[str, QWidget] = {}
        self._column = in_column(within=self, spacing=Space.LARGE)
        self._lay_out()
        self.kind.chosen.connect(self._show_parts)
        for line in (*self.names.values(), self.unit):
            line.returnPressed.connect(self._on_save)
        self.show_draft(OwnDraft())

    def show_draft(self, draft: OwnDraft) -> None:
        """Show a remembered draft, or the present names of an item."""
        self._key = draft.key
        for code, line in self.names.items():
            line.setText(draft.names.get(code, ""))
            self._name_parts[code].setVisible(code == self._language.code or bool(line.text()))
        self.kind.show_value(draft.kind)
        self.unit.setText(draft.unit)
        self.options.show_text(draft.options)
        self.say(None)
        self._show_parts(draft.kind)

    def draft(self) -> OwnDraft:
        return OwnDraft(
            {code: line.text() for code, line in self.names.items()},
            Kind(str(self.kind.value)),
            self.unit.text(),
            self.options.toPlainText(),
            self._key,
        )

    def say(self, trouble: DraftProblem | None) -> None:
        """Show a refusal beside its field, and focus the field."""
        controls = {**self.names, UNIT: self.unit, OPTIONS: self.options}
        for field, notice in self._notices.items():
            said = trouble.sentence if trouble is not None and trouble.field == field else ""
            notice.say(said)
            controls[field].setAccessibleDescription(said)  # heard with the field again
        if trouble is not None:
            controls[trouble.field].setFocus()

    def show_fixed(self, about: str) -> None:
        """Show the kind of an item that is renamed, which cannot change."""
        stays = self._language.t("How it is answered stays as it is, so that old values keep their meaning.")
        self.fixed.setText(f"{about}. {stays}")

    def _lay_out(self) -> None:
        t = self._language.t
        for code, line in self.names.items():
            known = self._language.name_of(code)
            is_first = code == self._language.code
            words = t("Name") if is_first else t("Name in {language} (may stay empty)", language=known)
            self._name_parts[code] = self._add(code, words, line)
        self._kind_part = self._part(Text(t("How is it answered?")), self.kind)
        self._column.addWidget(self._kind_part)
        self._unit_part = self._add(UNIT, t("What is counted, for example “cups” (may stay empty)"), self.unit)
        self._options_part = self._add(OPTIONS, t("Answers, one on each line"), self.options)
        fill(self._column, self.fixed, in_lines(self.save, self.cancel, spacing=Space.MEDIUM))

    def _add(self, field: str, words: str, control: QWidget) -> QWidget:
        label = Text(words)
        label.setBuddy(control)
        control.setAccessibleName(words)
        self._notices[field] = NoticeText()
        part = self._part(label, control, self._notices[field])
        self._column.addWidget(part)
        return part

    def _part(self, *widgets: QWidget) -> QWidget:
        return boxed(in_column(*widgets, spacing=Space.HAIR))

    def _on_save(self) -> None:
        self.saved.emit(self.draft())

    def _show_parts(self, kind: object) -> None:
        is_new = not self._key
        self._kind_part.setVisible(is_new)
        self._unit_part.setVisible(is_new and kind == Kind.COUNT)
        self._options_part.setVisible(is_new and kind == Kind.CHOICE)
        self.fixed.setVisible(not is_new)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away.emit()
        else:
            super().keyPressEvent(event)


class OwnItemsCard(Card):
    """Emits `saved` with a draft, `archive_requested` with a key and whether to archive, `delete_requested` with a
    key, `looked_at` when the fields should be scrolled into view, and `refused` when the file does not keep what
    is half typed. `deleted` is the key of the item that was deleted last and the change that did it, as long as
    `undo` and `forget` offer to bring it back or to forget it."""

    saved = Signal(object)
    looked_at = Signal()
    archive_requested = Signal(str, bool)
    refused = Signal(object)
    delete_requested = Signal(str)

    def __init__(self, context: Context, languages: Sequence[str], drafts: Drafts) -> None:
        t = context.language.t
        super().__init__(t("My own items"), t("Something you want to keep an eye on yourself. Today asks it too."))
        self._context, self._languages = context, languages
        self._language = context.language
        self._own_items: tuple[OwnItem, ...] = ()
        self._drafts = drafts
        self._kept: KeptDraft | None = None
        self.add = TextButton(t("Add an item"), "add", on_click=lambda: self.open_form(OwnDraft()), key="own:add")
        self.said = QuietText()
        self.said.hide()
        self.notice = NoticeText()
        self.deleted: tuple[str, int] | None = None
        self.undo = quiet_button(t("undo"), "undo")
        self.forget = quiet_button(t("Forget at once"))
        self.undo.hide()
        self.forget.hide()
        after = boxed(in_lines(self.undo, self.forget))
        self.rows: dict[str, OwnItemRow] = {}
        self._list = in_column(spacing=Space.LARGE)
        fill(self.body, self._list, self.add, self.notice, self.said, after)

    @cached_property
    def form(self) -> OwnItemForm:
        """The fields, built when they are first wanted: they take a third of the time in which Settings opens."""
        form = OwnItemForm(self._context, self._languages)
        form.hide()
        form.saved.connect(self.saved)
        form.cancelled.connect(self._on_cancelled)
        form.put_away.connect(self._on_put_away)
        self.body.insertWidget(self.body.indexOf(self.add), form)
        follow((self,))
        return form

    @property
    def _is_open(self) -> bool:
        return "form" in vars(self) and not self.form.isHidden()

    def show_items(self, own_items: Iterable[OwnItem]) -> None:
        """Show the list: first the items that are asked, then the archived ones."""
        self._own_items = tuple(own_items)
        empty(self._list)
        states = sorted(build_own_items(self._own_items, self._language), key=lambda state: state.archived)
        self.rows = {state.key: self._row(state) for state in states}
        for row in self.rows.values():
            self._list.addWidget(row)

    def open_form(self, draft: OwnDraft) -> None:
        """Show the fields with this draft, or what was half typed of the same item."""
        renamed = next((own for own in self._own_items if own.item.key == draft.key), None)
        if draft.key and renamed is None:
            return
        self.form.show_draft(draft)
        if renamed is not None:
            self.form.show_fixed(about(renamed.item, self._language))
        self.close_form()
        self._kept = KeptDraft(self._drafts, OWN_ITEM, self.form, draft.key)
        self._kept.refused.connect(self.refused)
        self.say("")
        self.form.show()
        self.add.hide()
        next(iter(self.form.names.values())).setFocus()
        self.looked_at.emit()

    def go_on_typing(self) -> None:
        """Open the fields again that were half typed when the program was ended."""
        for key in self._drafts.kept(OWN_ITEM)[:1]:
            own = next((own for own in self._own_items if own.item.key == key), None)
            self.open_form(OwnDraft() if own is None else draft_of(own, self._language))

    def close_form(self) -> None:
        """Hide the fields."""
        if self._kept is not None:
            self._kept.drop()
        self._kept = None
        if self._is_open:
            self.form.hide()
        self.add.show()

    @property
    def draft(self) -> OwnDraft | None:
        return self.form.draft() if self._is_open else None

    def say(
        self, sentence: str, trouble: DraftProblem | None = None, deleted: tuple[str, int] | None = None
    ) -> None:
        """Show quietly what was done, which can be undone if something was `deleted`, or a refusal beside its
        field."""
        self.deleted = deleted
        for button in (self.undo, self.forget):
            button.setVisible(deleted is not None)
        if self._is_open:
            self.form.say(trouble)
        self.notice.say("")
        self.said.say(sentence)
        if trouble is not None:
            self.looked_at.emit()

    def _row(self, state: OwnItemState) -> "OwnItemRow":
        row = OwnItemRow(state, self._language.t)
        row.rename.clicked.connect(partial(self._on_rename, state.key))
        row.rest.clicked.connect(partial(self.archive_requested.emit, state.key, not state.archived))
        row.delete.clicked.connect(partial(self.delete_requested.emit, state.key))
        return row

    def _on_rename(self, key: str) -> None:
        own = next(own for own in self._own_items if own.item.key == key)
        self.open_form(draft_of(own, self._language))

    def _on_put_away(self) -> None:
        """Close the form; what is half typed is there when it is opened again."""
        if self._kept is not None and self._kept.put_away():
            self._kept = None
            self._on_cancelled()

    def _on_cancelled(self) -> None:
        key = self.form.draft().key
        self.close_form()
        (self.rows[key].rename if key in self.rows else self.add).setFocus()


class OwnItemRow(QWidget):
    """Shows one own item: its name, its kind, and buttons to rename, archive and delete it."""

    def __init__(self, state: OwnItemState, t: Callable[[str], str]) -> None:
        super().__init__()
        self.name = Text(state.name, bold=not state.archived)
        resting = t("Not asked any more. Old values stay.")
        self.about = QuietText(f"{state.about} · {resting}" if state.archived else state.about)
        self.rename = TextButton(t("Rename"))
        self.rest = TextButton(t("Ask again") if state.archived else t("Stop asking"))
        self.delete = TextButton(t("Delete…"))
        for button, what in ((self.rename, "rename"), (self.rest, "rest"), (self.delete, "delete")):
            button.setObjectName(f"{what}:{state.key}")
            button.setAccessibleName(f"{button.text()}: {state.name}")
        in_column(
            boxed(in_column(self.name, self.about, spacing=0)),
            in_lines(self.rename, self.rest, self.delete),
            within=self,
            spacing=Space.SMALL,
        )
