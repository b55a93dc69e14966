"""Shows the window of a therapist and stays until it is closed."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from diary.content.country import Country
from diary.content.language import Language, language_names
from diary.content.library import load_library
from diary.content.theme import load_themes
from diary.domain.manifest import Manifest
from diary.domain.refusal import Reason
from diary.journal.give_back import OwnMarks
from diary.journal.journal import Journal
from diary.journal.people import PeopleFolder
from diary.journal.shares import find_shares
from diary.paths import program_file
from diary.storage.key import Key
from diary.storage.store import Store
from diary.ui.areas import READ, REVIEWED
from diary.ui.notices import InstalledProgram, UpgradeNotice, UpgradeWatch
from diary.ui.pages import Context, Display
from diary.ui.placement import show_placed
from diary.ui.preferences import LookWatch, Preferences
from diary.ui.program import application, preload, speak
from diary.ui.review.window import ReviewWindow
from diary.ui.style import apply_look
from diary.ui.unhandled_errors import UnhandledErrors


def show_review(
    places: Sequence[Path],
    open_journal: Callable[[Store, Manifest], Journal],
    resources: Path,
    settings: Path,
    kept: Path,
    own_marks: OwnMarks,
    language: str,
    *,
    read_hour: Callable[[], int],
    find_key: Callable[[Path], Key | None],
    start_again: Callable[[], object] = lambda: None,
    since: date | None = None,
    week_starts: int = 0,
    country: Country = Country.ELSEWHERE,
) -> int:
    """Show the shares of `places`; `kept` is the folder for what makes the list quick, `own_marks` are the
    therapist's, `find_key` returns a key that is known already, `start_again` ends this process and begins another
    version of the program that was installed meanwhile. Raises Refusal for a place that is not there."""
    paths = list(find_shares(places))
    qt = application()
    themes, languages = load_themes(resources), language_names(resources)
    preferences = Preferences(settings, languages, tuple(themes), language, country)
    library = load_library(resources, language, (), week_starts).for_others()
    speak(qt, language)

    def looking() -> Context:
        theme = themes[preferences.theme_at(read_hour())]
        apply_look(qt, theme, preferences.text_scale)
        return Context(library, theme, country, Display(languages, tuple(themes), theme.name), preferences)

    people = PeopleFolder(places, kept, open_journal, library, since)
    window = ReviewWindow(looking(), people, paths, open_journal, own_marks, REVIEWED, READ, find_key)
    show_placed(window, preferences)
    LookWatch(window, preferences, read_hour).look_wanted.connect(lambda: window.show_context(looking()))
    window.read()
    preload(window)
    if _run(window, library.language):
        start_again()
    return 0


def _run(window: ReviewWindow, language: Language) -> bool:
    """Run until the window is closed; return whether that was to start another version, which was installed
    meanwhile."""
    installed, wanted = InstalledProgram(program_file()), list[bool]()
    reasons = Reason.FILE_DAMAGED, Reason.FILE_REPLACED
    errors = UnhandledErrors(
        lambda: window, lambda: language, is_replaced=lambda: installed.is_replaced, reasons=reasons
    )
    errors.refused.connect(window.show_refused, Qt.ConnectionType.QueuedConnection)
    upgrades = UpgradeWatch(window, lambda: installed.is_replaced)
    upgrades.noticed.connect(
        lambda: UpgradeNotice(window, lambda: language, lambda: wanted.append(window.close()))
    )
    errors.replaced.connect(upgrades.look, Qt.ConnectionType.QueuedConnection)
    with errors.heard():
        QApplication.exec()
    return any(wanted)  # what could not be stored keeps the window open
