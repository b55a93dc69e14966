"""Notices at the top of the window, below each other: about the file or a sample, not about a page."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from diary.content.language import Language
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Reason
from diary.journal.journal import Journal
from diary.ui.pages import refusals_to
from diary.ui.style import LINE, NOTICE
from diary.ui.widgets.buttons import Step
from diary.ui.widgets.labels import NoticeBar
from diary.ui.widgets.layouts import in_column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog


class NoticeColumn(QWidget):
    """Stacks notices, as high as the visible ones. `fitted` is emitted when the height changed."""

    fitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.column = in_column(within=self, spacing=0)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Set the height for wrapped words: the window's layout would give the height of unwrapped ones."""
        needed = self.column.totalHeightForWidth(self.width()) if self.column.hasHeightForWidth() else 0
        if needed != self.height() or needed != self.maximumHeight():
            self.setFixedHeight(needed)
            self.fitted.emit()


def show_notice(window: QMainWindow, notice: QWidget) -> None:
    """Add a notice at the bottom."""
    column = window.menuWidget()
    if not isinstance(column, NoticeColumn):
        column = NoticeColumn()
        window.setMenuWidget(column)
        column.show()
        fit = getattr(window, "fit_sidebar", None)
        if fit is not None:
            column.fitted.connect(fit)
    column.column.addWidget(notice)


def put_notice(
    window: QMainWindow,
    language: Language,
    sentence: str,
    step: str = "",
    then: Step | None = None,
    edge: QPalette.ColorRole = NOTICE,
) -> NoticeBar:
    """Add a notice with a button that does `step`, "try again" without one."""
    bar = NoticeBar(language, step=step, edge=edge)
    if then is not None:
        bar.retried.connect(then)
    show_notice(window, bar)
    bar.say(sentence)
    return bar


def tell_later_days(
    window: QMainWindow, journal: Journal, language: Language, open_day: Callable[[date], None]
) -> NoticeBar | None:
    """Say that the diary goes on after today, where it does: with a clock that is behind, what is filled in now
    would be years back. One day further is a person who travelled."""
    today, last = journal.today, journal.last_day
    if last - today <= timedelta(days=1):
        return None
    sentence = language.t(
        "By this computer today is {today}, but your diary goes on until {last}. If today is another day,"
        " first set the clock of this computer.",
        today=language.day(today),
        last=language.day(last),
    )
    bar = put_notice(window, language, sentence, language.t("Look at that last day"), lambda: open_day(last))
    bar.retried.connect(bar.hide)
    return bar


class LastingNotice(QObject):
    """A notice that stays as long as its window, in the language that `language_in_use` returns."""

    def __init__(self, window: QMainWindow, language_in_use: Callable[[], Language]) -> None:
        super().__init__(window)
        self._window = window
        self._language_in_use = language_in_use
        self.bar = self._put(language_in_use())

    def show_again(self) -> None:
        """Show the words in the language now in use."""
        self.bar.hide()
        self.bar = self._put(self._language_in_use())

    def _put(self, language: Language) -> NoticeBar:
        raise NotImplementedError


class InstalledProgram:
    """The program as it was when this was made."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._begun = self._stamp()

    @property
    def is_replaced(self) -> bool:
        """Whether another program stands in its place; none does while the file is being put there."""
        return self._stamp() not in {self._begun, None}

    def _stamp(self) -> tuple[int, int, int] | None:
        try:
            found = self._file.stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size


class UpgradeNotice(LastingNotice):
    """Tells that another version of the program was installed while its window is open, and offers to start it:
    what was not loaded yet belongs to the other version."""

    def __init__(
        self, window: QMainWindow, language_in_use: Callable[[], Language], start_again: Callable[[], None]
    ) -> None:
        self._start_again = start_again
        super().__init__(window, language_in_use)

    def _put(self, language: Language) -> NoticeBar:
        t = language.t
        words = t("Another version of this program was installed just now. Start it again; everything is stored.")
        return put_notice(self._window, language, words, t("Start again"), self._start_again, LINE)


class UpgradeWatch(QObject):
    """Looks whether the program was replaced, whenever the window is gone to: an installer is in another. Who ran
    into it otherwise calls `look`. `noticed` is emitted once."""

    noticed = Signal()

    def __init__(self, window: QWidget, is_replaced: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent or window)
        self._is_replaced = is_replaced
        self._is_told = False
        window.installEventFilter(self)

    def look(self) -> None:
        if not self._is_told and self._is_replaced():
            self._is_told = True
            self.noticed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.WindowActivate:
            self.look()
        return super().eventFilter(watched, event)


class ReadOnlyNotice(LastingNotice):
    """Tells why a diary can only be read, and saves a copy elsewhere."""

    def __init__(self, window: QMainWindow, journal: Journal, language_in_use: Callable[[], Language]) -> None:
        self._journal = journal
        super().__init__(window, language_in_use)

    def _put(self, language: Language) -> NoticeBar:
        t = language.t
        why = t("This diary can only be read here. To write in it, save a copy in another folder.")
        if self._journal.reading_only is Reason.FILE_NEWER:
            why = t(
                "A newer version of this program wrote in this diary. You can read it and print it here; to "
                "write in it, update the program."
            )
        if self._journal.reading_only is Reason.FILE_SHARED:
            why = t("This was made for somebody to look at. Nothing can be written in it.")
        return put_notice(self._window, language, why, t("Save a copy elsewhere…"), self.ask_place)

    def ask_place(self) -> "QFileDialog":
        """Ask where a copy goes, then save it there."""
        return ask_place(self._window, self._language_in_use(), self._journal.path.name, self.save)

    def save(self, target: Path) -> None:
        """Save the copy, and show where it is or why it was refused."""
        language = self._language_in_use()
        with refusals_to(lambda refusal: self.bar.say(refusal_sentence(language, None, refusal))):
            self._journal.file.save_copy(target)
            self.bar.say(language.t("The copy is saved as {path}. Open that one to write in it.", path=target))


def ask_place(window: QMainWindow, language: Language, name: str, save: Callable[[Path], None]) -> "QFileDialog":
    """Ask where a copy of the diary goes, and `save` it there."""
    from diary.ui.widgets.saving import ask_save

    title, kind = language.t("Save a copy elsewhere…"), language.t("Diaries (*.diary)")
    return ask_save(window, language, title, kind, name, save, replaces=False)


class SampleNotice(LastingNotice):
    """The quiet bar of one window. With `can_begin` its button closes the sample: the welcome waits behind it."""

    def __init__(self, window: QMainWindow, language_in_use: Callable[[], Language], *, can_begin: bool) -> None:
        self._can_begin = can_begin
        super().__init__(window, language_in_use)

    def _put(self, language: Language) -> NoticeBar:
        t = language.t
        self._window.setWindowTitle(t("Symptom Diary: a sample"))
        words = t("This is a sample with made-up days. Nothing you change in it is kept.")
        bar = put_notice(self._window, language, words, t("Begin my own diary"), self._window.close, LINE)
        bar.retry.setVisible(self._can_begin)
        return bar
