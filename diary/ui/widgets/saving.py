"""Asks where a file goes, in one way for everything that is saved, and says afterwards where it is."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, QStandardPaths, QTimer, QUrl
from PySide6.QtWidgets import QFileDialog, QSplitter, QVBoxLayout, QWidget

from diary.content.language import Language
from diary.exchange.csv_text import CsvForm
from diary.ui.desktop import open_outside, show_in_folder
from diary.ui.placement import resize_in_room
from diary.ui.preferences import Preferences
from diary.ui.style import Space
from diary.ui.widgets.buttons import quiet_button
from diary.ui.widgets.labels import NoticeText, QuietText
from diary.ui.widgets.layouts import WrapLayout
from diary.ui.widgets.scrolling import bring_in_sight


def ask_save(
    parent: QWidget,
    language: Language,
    title: str,
    kind: str,
    name: str,
    save: Callable[[Path], object],
    preferences: Preferences | None = None,
    *,
    replaces: bool = True,
) -> QFileDialog:
    """Ask for a file, `name` by default, then call `save`; a missing suffix is that of `name`.

    It begins in the folder where the last file of this suffix went, as the `preferences` tell, else in the
    documents. The dialog asks before replacing a file, unless `save` never `replaces` one. `kind` is a filter as
    in "PDF document (*.pdf)"; ";;" stands between several.
    """
    suffix, t = Path(name).suffix[1:], language.t
    kept = None if preferences is None else preferences.save_folder(suffix)
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, not replaces)
    dialog.setNameFilter(kind)
    dialog.setDefaultSuffix(suffix)
    dialog.setDirectory(str(documents() if kept is None else kept))
    dialog.selectFile(name)
    _finish(dialog, language, t("Save"))

    def take(chosen: str) -> None:
        if preferences is not None:
            preferences.keep_save_folder(suffix, Path(chosen).parent)
        save(Path(chosen))

    dialog.fileSelected.connect(take)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def ask_open(
    parent: QWidget,
    language: Language,
    title: str,
    use: Callable[[Path], object],
    kind: str | None = "",
    *,
    folder: Path | None = None,
) -> QFileDialog:
    """Ask for a file of this `kind`, of any kind where it is empty, or for a folder with None, beginning in
    `folder` or the documents; then call `use`."""
    dialog = QFileDialog(parent, title, str(folder or documents()))
    dialog.setFileMode(QFileDialog.FileMode.Directory if kind is None else QFileDialog.FileMode.ExistingFile)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, kind is None)
    if kind:
        dialog.setNameFilter(kind)
    _finish(dialog, language, language.t("Open") if kind is not None else language.t("Choose"))
    dialog.fileSelected.connect(lambda name: use(Path(name)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


SIZE, SIDE = QSize(900, 560), 180
STICKS = "/media", "/run/media"
"""Where Linux mounts what a person plugs in, each in a folder of that person's."""


def _finish(dialog: QFileDialog, language: Language, accept: str) -> None:
    """Name what Qt has no words for in every language, and offer the places where people keep files."""
    t = language.t
    sticks = [stick for place in STICKS for stick in Path(place).glob("*/*")]
    places = dict.fromkeys([Path.home(), documents(), downloads(), *sticks])
    dialog.setSidebarUrls([QUrl.fromLocalFile(str(place)) for place in places])
    resize_in_room(dialog, SIZE)
    for parts in dialog.findChildren(QSplitter):
        parts.setSizes([SIDE, SIZE.width() - SIDE])
    words = t("Folder"), t("File name"), t("Kind of file"), accept, t("Cancel")
    for label, word in zip(QFileDialog.DialogLabel, words, strict=True):
        dialog.setLabelText(label, word)


def downloads() -> Path:
    """Return where a browser puts what is brought from elsewhere; the documents where there is no such place."""
    found = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation))
    return found if found.is_dir() else documents()


def documents() -> Path:
    """Return where a person keeps documents; their own folder where there is no such place. Never the folder the
    program happened to be started from."""
    found = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return found if found.is_dir() else Path.home()


def table_kinds(language: Language) -> str:
    """Return the two forms of a table as filters of `ask_save`; see `form_chosen`."""
    t = language.t
    return ";;".join((t("Table (*.csv)"), t("Table with ; and decimal commas, for Excel in Dutch (*.csv)")))


def form_chosen(dialog: QFileDialog) -> CsvForm:
    """Return the form of a table that was chosen among `table_kinds`."""
    is_other = dialog.selectedNameFilter() == dialog.nameFilters()[-1]
    return CsvForm.SEMICOLON if is_other else CsvForm.COMMA


TO_LOOK_AT: Final = frozenset({"", ".pdf", ".html", ".csv", ".xlsx", ".png", ".svg", ".txt", ".ics"})
"""Endings of what other programs show to a person; a folder has none. What only a program reads is handed on."""


class SavedLine(QWidget):
    """Shows one calm line: what was done, with buttons for the file that was saved, or why it was refused: to open
    it too where a person can look at it. Hidden while it is empty, and scrolled to when it speaks: it often stands
    below what is in sight."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._path: Path | None = None
        self._done, self._notice = QuietText(), NoticeText()
        self.open = quiet_button(language.t("Open"))
        self.show_folder = quiet_button(language.t("Show in folder"))
        self._steps = QWidget()
        steps = WrapLayout(self._steps, Space.SMALL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for button, act in ((self.open, open_outside), (self.show_folder, show_in_folder)):
            button.clicked.connect(lambda _checked=False, act=act: self._act(act))
            steps.addWidget(button)
        for widget in (self._done, self._steps, self._notice):
            column.addWidget(widget)
        self.done("")

    def done(self, sentence: str, path: Path | None = None) -> None:
        """Show what was done, and what can be done with the file that was saved."""
        self._path = path
        self._say(sentence, "")

    def saved(self, path: Path, warning: str = "") -> None:
        """Show that the file is saved, by its name with the whole path in the tool tip, and what it lacks."""
        said = self._language.t("Saved: {path}", path=path.name)
        self.done(f"{said}. {warning}" if warning else said, path)

    def refused(self, sentence: str) -> None:
        """Show why something was refused."""
        self._path = None
        self._say("", sentence)

    @property
    def words(self) -> str:
        return self._done.text() or self._notice.text()

    def _say(self, done: str, refused: str) -> None:
        self.setVisible(bool(done or refused))
        self._done.say(done)
        self._steps.setVisible(self._path is not None)
        self.open.setVisible(self._path is not None and self._path.suffix.lower() in TO_LOOK_AT)
        self._done.setToolTip("" if self._path is None else str(self._path))
        self._notice.say(refused)
        self.setAccessibleName(done or refused)
        if done or refused:
            QTimer.singleShot(0, self, self._show_whole)  # it has its place only after this

    def _show_whole(self) -> None:
        if self.isVisible():
            bring_in_sight(self)

    def _act(self, act: Callable[[Path], bool]) -> None:
        assert self._path is not None
        path, t = self._path, self._language.t
        self._notice.say("" if act(path) else t("It could not be opened from here. It is {path}.", path=path))
