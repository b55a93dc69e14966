"""Shows the window of a therapist and stays until it is closed."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt

from diary.content.country import Country
from diary.content.language import language_names
from diary.content.library import load_library
from diary.content.theme import load_themes
from diary.domain.manifest import Manifest
from diary.domain.refusal import Reason
from diary.journal.give_back import OwnMarks
from diary.journal.journal import Journal
from diary.journal.people import PeopleFolder
from diary.journal.shares import find_shares
from diary.storage.key import Key
from diary.storage.store import Store
from diary.ui.areas import READ, REVIEWED
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
    since: date | None = None,
    week_starts: int = 0,
    country: Country = Country.ELSEWHERE,
) -> int:
    """Show the shares of `places`; `kept` is the folder for what makes the list quick, `own_marks` are the
    therapist's, `find_key` returns a key that is known already. Raises Refusal for a place that is not there."""
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
    reasons = Reason.FILE_DAMAGED, Reason.FILE_REPLACED
    errors = UnhandledErrors(lambda: window, lambda: library.language, reasons=reasons)
    errors.refused.connect(window.show_refused, Qt.ConnectionType.QueuedConnection)
    with errors.heard():
        return qt.exec()
