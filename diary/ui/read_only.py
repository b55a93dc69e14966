"""The notice of a read-only diary at the top of the window, with a button that saves a writable copy."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMainWindow

from diary.content.language import Language
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.ui.notices import show_notice
from diary.ui.widgets.labels import NoticeBar
from diary.ui.widgets.saving import ask_save


class ReadOnlyNotice(QObject):
    """The notice of one window, in the language that `language_in_use` returns."""

    def __init__(self, window: QMainWindow, journal: Journal, language_in_use: Callable[[], Language]) -> None:
        super().__init__(window)
        self._window = window
        self._journal = journal
        self._language_in_use = language_in_use
        self.bar = NoticeBar(language_in_use())
        self.show_again()

    def show_again(self) -> None:
        """Show the words in the language now in use."""
        language = self._language_in_use()
        t = language.t
        self.bar.hide()
        self.bar = NoticeBar(language, step=t("Save a copy elsewhere…"))
        self.bar.retried.connect(self.ask_place)
        show_notice(self._window, self.bar)
        if self._journal.reading_only is Reason.FILE_NEWER:
            self.bar.say(
                t(
                    "A newer version of this program wrote in this diary. You can read it and print it here; to "
                    "write in it, update the program."
                )
            )
        else:
            self.bar.say(t("This diary can only be read here. To write in it, save a copy in another folder."))

    def ask_place(self) -> QFileDialog:
        """Ask where a copy goes, then save it there."""
        return ask_place(self._window, self._language_in_use(), self._journal.path.name, self.save)

    def save(self, target: Path) -> None:
        """Save the copy, and show where it is or why it was refused."""
        language = self._language_in_use()
        try:
            self._journal.file.save_copy(target)
        except Refusal as refusal:
            self.bar.say(refusal_sentence(language, None, refusal))
        else:
            self.bar.say(language.t("The copy is saved as {path}. Open that one to write in it.", path=target))


def ask_place(window: QMainWindow, language: Language, name: str, save: Callable[[Path], None]) -> QFileDialog:
    """Ask where a copy of the diary goes, and `save` it there."""
    title, kind = language.t("Save a copy elsewhere…"), language.t("Diaries (*.diary)")
    return ask_save(window, language, title, kind, name, save, replaces=False)
