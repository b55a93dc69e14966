"""A sample says all the time that it is one, and how to begin a diary of one's own."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from diary.content.language import Language
from diary.ui.notices import show_notice
from diary.ui.style import LINE
from diary.ui.widgets.labels import NoticeBar


class SampleNotice(QObject):
    """The quiet bar of one window. With `can_begin` its button closes the sample: the welcome waits behind it."""

    def __init__(self, window: QMainWindow, language_in_use: Callable[[], Language], *, can_begin: bool) -> None:
        super().__init__(window)
        self._window = window
        self._language_in_use = language_in_use
        self._can_begin = can_begin
        self.bar = NoticeBar(language_in_use())
        self.show_again()

    def show_again(self) -> None:
        """Say it in the language that is spoken now."""
        language = self._language_in_use()
        t = language.t
        self.bar.hide()
        self.bar = NoticeBar(language, step=t("Begin my own diary"), edge=LINE)
        self.bar.retry.setVisible(self._can_begin)
        self.bar.retried.connect(self._window.close)
        show_notice(self._window, self.bar)
        self._window.setWindowTitle(t("Symptom Diary: a sample"))
        self.bar.say(t("This is a sample with made-up days. Nothing you change in it is kept."))
