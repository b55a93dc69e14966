"""The forms of the buttons of a plan, on the page Plan and on Today: what is filled in is checked and written."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from diary.domain.plan.building import ASKED_AGAIN
from diary.domain.refusal import Refusal
from diary.journal.journal import Journal
from diary.screens.plan.cards import BETWEEN_KEYS, CardAsk, PlanSource, fill_in, form_fields
from diary.screens.plan.tools import checked
from diary.ui.pages import Context
from diary.ui.registers.form import RecordForm, is_of_form
from diary.ui.widgets.kept_draft import KeptDraft
from diary.ui.widgets.saving import SavedLine, ask_save

if TYPE_CHECKING:
    from diary.report.plan import PlanPaper

DRAFT = "plan"
NOTHING: Mapping[str, str] = {}


def write_ask(
    source: PlanSource,
    journal: Journal,
    ask: CardAsk,
    texts: Mapping[str, str] = NOTHING,
    *,
    is_sure: bool = False,
) -> None:
    """Write what a button says, with these texts in its form. Raises Refusal, then nothing was written."""
    filled = checked(source, fill_in(ask, texts, source), is_sure=is_sure)
    journal.registers.write((one.register, one.record, one.data, one.ended_on) for one in filled)


class AskForm(RecordForm):
    """Emits `stored` once what was filled in is in the diary. What is half typed is kept under `draft`."""

    stored = Signal()
    refused = Signal(object)

    def __init__(self, ask: CardAsk, context: Context, journal: Journal, draft: str = DRAFT) -> None:
        super().__init__(form_fields(ask, context.library), context.language)
        self.setObjectName(f"form:{ask.key}")
        self.asked = ask
        self._context, self._journal = context, journal
        self._sure_of: Mapping[str, str] | None = None
        self._kept: KeptDraft | None = KeptDraft(journal.drafts, draft, self, ask.key)
        self._kept.refused.connect(self.refused)
        self.saved.connect(self._on_saved)
        self.put_away.connect(self._on_put_away)

    def leave_out(self, said: Collection[str]) -> None:
        """Hide the words that stand above the form already."""
        for label in self.findChildren(QLabel):
            if label.text() in said:
                label.hide()

    def drop(self) -> None:
        """Forget what is half typed, unless it was put away."""
        if self._kept is not None:
            self._kept.drop()

    def leave(self) -> None:
        """Store what is typed, for something else is done now; where that cannot be, say why beside its field.
        Only Save is a yes to a large step."""
        if self.is_changed and self.texts() != self._sure_of:
            self._on_saved()

    def flush(self) -> bool:
        """Store what is typed as far as it is right; false when the disk refuses."""
        if not self.is_changed:
            return True
        try:
            self._write()
        except Refusal as refusal:
            return is_of_form(refusal)
        self.stored.emit()
        return True

    def _write(self) -> None:
        texts, source = self.texts(), self._journal.plan_source(self._context.library)
        write_ask(source, self._journal, self.asked, texts, is_sure=texts == self._sure_of)

    def _on_put_away(self) -> None:
        """Close the form, where it can be closed; what is half typed is there when it is opened again."""
        if not self.cancel.isHidden() and self._kept is not None and self._kept.put_away():
            self._kept = None
            self.cancelled.emit()

    def _on_saved(self) -> None:
        """Write it, or say beside its field what is in the way; a step that is large is asked once more."""
        try:
            self._write()
        except Refusal as refusal:
            self._sure_of = self.texts() if refusal.reason in ASKED_AGAIN else None
            place, field = refusal.facts.get("place", 0), refusal.facts.get("field", "")
            self.refuse(refusal, self._context, f"{place}{BETWEEN_KEYS}{field}" if field else "")
        else:
            self.stored.emit()


def ask_paper(context: Context, source: PlanSource, resources: Path, name: str, saved: SavedLine) -> None:
    """Ask where the plan for a harder time goes as a PDF, on which paper, and write it."""
    t = context.language.t
    papers: dict[str, PlanPaper] = {
        t("PDF document, A4 (*.pdf)"): "a4",
        t("PDF document, Letter (*.pdf)"): "letter",
        t("PDF document, A5 (*.pdf)"): "a5",
    }

    def save(path: Path) -> None:
        from diary.report.plan import write_plan

        with context.telling(saved.refused):
            saved.saved(path, write_plan(source, resources, path, papers[dialog.selectedNameFilter()]))

    kinds, title = ";;".join(papers), t("Save as PDF")
    dialog = ask_save(saved.window(), context.language, title, kinds, f"{name}.pdf", save, context.preferences)
