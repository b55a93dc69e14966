"""The first section of Settings: the questions and the display. A choice takes effect at once."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from diary.domain.form import Form
from diary.domain.item import OwnItem, Preset
from diary.journal.journal import Journal
from diary.screens.own_items import DraftProblem, OwnDraft, archived, read_draft, shown_name
from diary.screens.settings import build_questions, with_own_choice, with_switch
from diary.ui.pages import Context, Display
from diary.ui.settings.cards import DayEndCard, DisplayCard, FormFieldCard, PainCard, QuestionsCard, WeekCard
from diary.ui.settings.own_items import OwnItemsCard
from diary.ui.style import Space
from diary.ui.widgets.labels import NoticeText, Title
from diary.ui.widgets.layouts import focusable, in_page
from diary.ui.widgets.question_dialog import QuestionDialog
from diary.ui.widgets.scrolling import BeginsAt, TextColumn, bring_form_in_sight


class SettingsMemory(Struct, frozen=True):
    """Holds the scroll position, the focused widget, the last message, and the draft of an item."""

    scrolled: int
    focus: str
    said: str
    deleted: tuple[str, int] | None
    draft: OwnDraft | None


class SettingsPage(BeginsAt, QWidget):
    """Reads and writes the diary's form and own items. Today reads the form again when it is shown; the journal
    reports a change of the own items, and every page is then built anew with their names.

    `cards` stand in their order, by their key among the PLACES of `area.py`.
    """

    preference_requested = Signal(str, object)
    """The name of a preference and what was chosen."""

    def __init__(self, context: Context, journal: Journal, display: Display) -> None:
        super().__init__()
        self.setObjectName("settings_page")
        self.begin = self
        self._context = context
        self._journal = journal
        self.questions = QuestionsCard(context)
        self.pain = PainCard(context)
        self.own = OwnItemsCard(context, tuple(display.languages), journal.drafts)
        self.display = DisplayCard(context, display)
        self.day_end = DayEndCard(context)
        self.week = WeekCard(context)
        self.cards: Mapping[str, QWidget] = {
            "questions": self.questions,
            "pain": self.pain,
            "own": self.own,
            "display": self.display,
            "day_end": self.day_end,
            "week": self.week,
        }
        of_form = (card for card in self.cards.values() if isinstance(card, FormFieldCard))
        self._of_form = {card.field: card for card in of_form}
        self.inputs: Sequence[QWidget] = [card for card in self.cards.values() if card is not self.display]
        self._scrolled = 0
        self.area = TextColumn(tuple(self.cards.values()))
        in_page(Title(context.language.t("Settings")), last=self.area, within=self)
        self._connect()
        self.own.show_items(journal.own_items)
        if journal.reading_only is None:
            self.own.go_on_typing()

    def _connect(self) -> None:
        self.questions.preset_chosen.connect(self._on_preset)
        self.questions.switched.connect(self._on_switched)
        for field, card in self._of_form.items():
            card.chosen.connect(partial(self._on_field, field))
        self.own.saved.connect(self._on_own_saved)
        self.own.archive_requested.connect(self._on_archive_requested)
        self.own.refused.connect(lambda refusal: self.own.notice.say(self._context.sentence(refusal)))
        self.own.delete_requested.connect(self.ask_delete)
        self.own.undo.clicked.connect(self.undo)
        self.own.forget.clicked.connect(self._on_forget)
        show_form = partial(bring_form_in_sight, self.area, self.own.form)
        self.own.looked_at.connect(lambda: QTimer.singleShot(0, self, show_form))
        for name, choices in self.display.by_preference.items():
            choices.chosen.connect(partial(self.preference_requested.emit, name))

    def memory(self) -> SettingsMemory:
        focus: QWidget | None = self.focusWidget()
        name = "" if focus is None else focus.objectName()
        scrolled = self.area.verticalScrollBar().value()
        return SettingsMemory(scrolled, name, self.own.said.text(), self.own.deleted, self.own.draft)

    def recall(self, memory: SettingsMemory) -> None:
        self.own.say(memory.said, deleted=memory.deleted)
        if memory.draft is not None:
            self.own.open_form(memory.draft)
        focus = self.findChild(QWidget, memory.focus) if memory.focus else None
        if focus is not None:
            self.begin = focus
        self._scrolled = memory.scrolled

    def show_place(self, key: str) -> None:
        """Show a card by its key, or an own item by its own."""
        QTimer.singleShot(0, self, partial(self._go_to, key))

    def _go_to(self, key: str) -> None:
        place: QWidget | None = self.cards.get(key) or self.own.rows.get(key)
        if place is not None:
            stops = (each for each in focusable(place) if each.focusPolicy() & Qt.FocusPolicy.TabFocus)
            next(stops).setFocus()  # of choices the one that is chosen: a key on another would change it
            self.area.ensureWidgetVisible(place, 0, Space.HUGE)

    # ------------------------------------------------------------------ the form

    def _on_preset(self, preset: Preset | None) -> None:
        form = self._journal.form()
        if preset is not form.preset:
            requested = (
                with_own_choice(form, self._journal.catalogue) if preset is None else replace(form, preset=preset)
            )
            self._store(requested, self.questions.notice, self._say_questions)

    def _on_switched(self, key: str, is_on: bool) -> None:
        form = with_switch(self._journal.form(), key, is_on=is_on)
        self._store(form, self.questions.notice, self._say_questions)

    def _on_field(self, field: str, value: object) -> None:
        form = replace(self._journal.form(), **{field: value})
        self._store(form, self._of_form[field].notice, lambda: None)

    def _say_questions(self) -> None:
        self.questions.say(self._context.language.t("Done: Today asks these questions from now on."))

    def _store(self, form: Form, notice: NoticeText, say: Callable[[], None]) -> None:
        """Store the form; when the disk refuses, show the stored form and the refusal."""
        with self._context.telling(notice.say):
            self._journal.set_form(form)
            self._forget_refusals()
            say()
        self._show_form(self._journal.form())

    def _forget_refusals(self) -> None:
        """Take away what every card said of a disk that refused: it does no more, or somebody looks again."""
        for notice in (self.questions.notice, *(card.notice for card in self._of_form.values())):
            notice.say("")

    def _show_form(self, form: Form) -> None:
        self.questions.show_state(build_questions(form, self._context.library))
        forms = self.questions.forms
        if not isValid(self.begin) or self.begin in {self, *forms.buttons.values()}:
            self.begin = forms.buttons[forms.value]  # a key pressed on another one would change the form
        for field, card in self._of_form.items():
            card.show_value(getattr(form, field))

    # ------------------------------------------------------------------ own items

    def _on_own_saved(self, draft: OwnDraft) -> None:
        """Store a new item or a new name; a refused one stays as typed."""
        found = read_draft(draft, self._context.library, self._journal.own_items)
        if isinstance(found, DraftProblem):
            self.own.say("", found)
            return
        name = shown_name(found, self._context.language)
        t = self._context.language.t
        said = t("“{name}” is saved.", name=name) if draft.key else t("“{name}” is asked from now on.", name=name)
        if self._store_own(found, said):
            self.own.close_form()
            button = self.own.rows[draft.key].rename if draft.key else self.own.add
            button.setFocus()

    def _on_archive_requested(self, key: str, is_archived: bool) -> None:
        own = next(own for own in self._journal.own_items if own.item.key == key)
        name = shown_name(own, self._context.language)
        t = self._context.language.t
        said = (
            t("“{name}” is not asked any more. What you filled in stays.", name=name)
            if is_archived
            else t("“{name}” is asked from now on.", name=name)
        )
        if self._store_own(archived(own, is_archived=is_archived), said):
            self.own.rows[key].rest.setFocus()

    def ask_delete(self, key: str) -> QuestionDialog:
        """Ask once whether an own item goes with all its answers."""
        language, count = self._context.language, self._journal.answers_with(key)
        own = next(own for own in self._journal.own_items if own.item.key == key)
        name = shown_name(own, language)
        lines = (
            language.n(
                "It goes with its {count} answer: out of charts, print and export.",
                "It goes with its {count} answers: out of charts, print and export.",
                count,
            )
            if count
            else language.t("It was never answered."),
            *(
                (language.t("What you asked or tried about it stays, until you forget it at once."),)
                if self._journal.history.records_about(key)
                else ()
            ),
            language.t("You can undo this. Backups that were made before still have it."),
        )
        title, no = language.t("Delete “{name}”?", name=name), language.t("Keep it")
        dialog = QuestionDialog(title, lines, language.t("Delete"), no, self.window())
        dialog.accepted.connect(partial(self._on_delete, key, name, count))
        dialog.open()
        return dialog

    def _on_delete(self, key: str, name: str, count: int) -> None:
        said = self._context.language.n(
            "“{name}” is deleted, with {count} answer. It is still among the earlier versions, for a year.",
            "“{name}” is deleted, with {count} answers. It is still among the earlier versions, for a year.",
            count,
            name=name,
        )
        if self._do(partial(self._journal.delete_own_item, key), said):
            newest = self._journal.history.newest
            self.own.say(said, deleted=None if newest is None else (key, newest))

    def undo(self) -> None:
        """Bring back the own item that was just deleted, if nothing was changed since."""
        if self.own.deleted is not None and self.own.deleted[1] == self._journal.history.newest:
            self._do(self._journal.history.undo, "")

    def _on_forget(self) -> None:
        t = self._context.language.t
        said = t("Forgotten. Backups that were made before still have what was in it then.")
        if self.own.deleted is not None:
            if self._journal.history.records_about(self.own.deleted[0]):
                said += " " + t("What you had asked or tried about it is gone too.")
            self._do(partial(self._journal.history.forget_own_item, self.own.deleted[0]), said)

    def _do(self, write: Callable[[], object], said: str) -> bool:
        """Write, then show the list as it is and what was done; or why it was refused."""
        with self._context.telling(self.own.notice.say):
            write()
            self.own.show_items(self._journal.own_items)
            self.own.say(said)
            self.own.add.setFocus()
            return True
        return False

    def _store_own(self, own: OwnItem, said: str) -> bool:
        """Store an own item; a form of chosen questions gets it when it is new or asked again."""
        form = self._journal.form()
        before = next((known for known in self._journal.own_items if known.item.key == own.item.key), None)
        is_new = before is None or before.item.archived
        self.own.say("")
        with self._context.telling(self.own.notice.say):
            self._journal.save_own_item(own)
            if is_new and not own.item.archived and form.preset is None:
                self._journal.set_form(with_switch(form, own.item.key, is_on=True))
            self.own.show_items(self._journal.own_items)
            self.own.say(said)
            return True
        return False

    # ------------------------------------------------------------------ Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._forget_refusals()
        self.questions.say("")
        self._show_form(self._journal.form())
        self.own.show_items(self._journal.own_items)
        if self._scrolled:
            QTimer.singleShot(0, self, self._scroll_back)

    def _scroll_back(self) -> None:
        """Restore the scroll position, and in any case show the focused widget: larger words move everything."""
        self.area.verticalScrollBar().setValue(self._scrolled)
        self._scrolled = 0
        if isValid(self.begin) and self.begin.hasFocus():
            self.area.ensureWidgetVisible(self.begin)
