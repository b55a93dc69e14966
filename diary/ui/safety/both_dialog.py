"""The dialog about entries that differ in the two merged files: both versions are shown, either can be kept."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from diary.content.library import Library
from diary.domain.three_way import EntryKey, EntryValue, Merged
from diary.screens.differences import EntryDifference, build_differences
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.question_dialog import ListDialog

Take = Callable[[EntryKey, EntryValue], None]


class BothDialog(ListDialog):
    """Shows the differing entries. `take` stores the other version, and shows its own refusal."""

    def __init__(
        self, merged: Sequence[Merged], library: Library, take: Take, parent: QWidget | None = None
    ) -> None:
        t = library.language.t
        super().__init__(
            t("Filled in twice"),
            t(
                "This was filled in here, and in another copy of your diary too. One of the two is in your diary,"
                " the other one is kept."
            ),
            library.language,
            parent,
        )
        self._library = library
        self._take = take
        self.choices: list[TextButton] = []
        self._show(build_differences(merged, library))

    def _show(self, differences: Sequence[EntryDifference]) -> None:
        t = self._library.language.t
        self.clear()
        self.choices = []
        for each in differences:
            now, kept = (each.ours, each.theirs) if each.is_ours else (each.theirs, each.ours)
            lines = [t("In your diary: {value}", value=now), t("The other one: {value}", value=kept)]
            buttons = []
            other = each.entry.theirs if each.is_ours else each.entry.ours
            if other is not None:
                button = TextButton(t("Take the other one"))
                button.setAccessibleName(t("Take the other one: {name}, {value}", name=each.name, value=kept))
                button.clicked.connect(partial(self._on_taken, differences, each, other))
                self.choices.append(button)
                buttons.append(button)
            self.add_row(" · ".join(part for part in (each.day, each.name) if part), lines, buttons)

    def _on_taken(
        self, differences: Sequence[EntryDifference], chosen: EntryDifference, value: EntryValue
    ) -> None:
        self._take(chosen.entry.key, value)
        self._show([each.turned() if each is chosen else each for each in differences])
        self.close_button.setFocus()
