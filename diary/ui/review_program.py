"""Shows the window of a therapist and stays until it is closed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType

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
from diary.ui.preferences import Preferences
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
    since: date | None = None,
    keys: Mapping[Path, Key] = MappingProxyType({}),
    week_starts: int = 0,
    country: Country = Country.ELSEWHERE,
) -> int:
    """Show the shares of `places`; `kept` is the folder for what makes the list quick, `own_marks` are the
    therapist's, `keys` those of files that are unlocked already. Raises Refusal for a place that is not there."""
    paths = list(find_shares(places))
    qt = application()
    themes, languages = load_themes(resources), language_names(resources)
    preferences = Preferences(settings, languages, tuple(themes), language, country)
    theme = themes[preferences.theme]
    library = load_library(resources, language, (), week_starts).for_others()
    context = Context(library, theme, country, Display(languages, tuple(themes), theme.name), preferences)
    speak(qt, language)
    apply_look(qt, theme, preferences.text_scale)
    people = PeopleFolder(places, kept, open_journal, library, since)
    window = ReviewWindow(context, people, paths, open_journal, own_marks, REVIEWED, READ, keys)
    show_placed(window, preferences)
    window.read()
    preload()
    errors = UnhandledErrors(
        lambda: window, lambda: library.language, reasons=(Reason.FILE_DAMAGED, Reason.FILE_REPLACED)
    )
    errors.refused.connect(window.show_refused, Qt.ConnectionType.QueuedConnection)
    with errors.heard():
        return qt.exec()
