"""The earlier versions of the day on screen; each can be restored, or deleted for good."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from diary.content.library import Library
from diary.content.sentences import refusal_sentence
from diary.journal.journal import Journal
from diary.screens.differences import VersionLine, build_versions
from diary.ui.pages import ClosesOnLock, refusals_to
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.labels import NoticeText
from diary.ui.widgets.question_dialog import ListDialog


class VersionsDialog(ListDialog, ClosesOnLock):
    """Lists the versions, the newest first. Deleting asks once more, on the button itself."""

    def __init__(self, day: date, library: Library, journal: Journal, parent: QWidget | None = None) -> None:
        t = library.language.t
        super().__init__(
            t("Earlier versions"),
            t(
                "What was changed or taken away on {day}. It is kept for a year, so that you can have it back.",
                day=library.language.long_date(day),
            ),
            library.language,
            parent,
        )
        self._day = day
        self._library = library
        self._journal = journal
        self.notice = NoticeText()
        self.buttons.insertWidget(0, self.notice, 1)
        self._show()

    def _show(self) -> None:
        t = self._library.language.t
        self.clear()
        self.take: list[TextButton] = []
        self.forget: list[TextButton] = []
        lines = build_versions(
            self._journal.history.versions(self._day), self._library, self._journal.now().tzinfo
        )
        for line in lines:
            take, forget = TextButton(t("Take this back"), "undo"), TextButton(t("Forget for good"))
            take.setAccessibleName(t("Take back: {name}, {value}", name=line.name, value=line.was))
            forget.setAccessibleName(t("Forget for good: {name}, {value}", name=line.name, value=line.was))
            take.clicked.connect(partial(self._on_take, line))
            forget.clicked.connect(partial(self._on_forget, line, forget))
            self.take.append(take)
            self.forget.append(forget)
            self.add_row(line.name, [line.story], [take, forget])
        if not lines:
            self.add_remark(t("Nothing is kept of this day."))

    def _on_take(self, line: VersionLine) -> None:
        self._do(partial(self._journal.history.restore_version, line.version.key, line.version.was))

    def _on_forget(self, line: VersionLine, button: TextButton) -> None:
        """Ask on the first click, delete on the second."""
        sure = self._library.language.t("Really? It cannot be undone")
        if button.text() != sure:
            button.setText(sure)
            button.setAccessibleName(sure)
            button.updateGeometry()
            return
        self._do(partial(self._journal.history.forget_version, line.version))

    def _do(self, write: "partial[None]") -> None:
        self.notice.say("")
        words = partial(refusal_sentence, self._library.language, self._library.words)
        with refusals_to(lambda refusal: self.notice.say(words(refusal))):
            write()
            self._show()
            self.close_button.setFocus()
