"""What opens seldom, to be heard as every page is: dialogs about other copies and damage, the windows before the
diary and that of a therapist."""

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from diary.content.library import Library
from diary.domain.refusal import Reason
from diary.journal.give_back import look_at_marks
from diary.journal.people import PeopleFolder
from diary.ui.areas import READ, REVIEWED
from diary.ui.paper_week.grid import BodyDialog
from diary.ui.registers.therapist import GivenMarksDialog
from diary.ui.review.window import ReviewWindow
from diary.ui.safety.merge import BothDialog, MergeDialog
from diary.ui.safety.rescue import RescueDialog
from diary.ui.start.window import StartWindow
from diary.ui.window import MainWindow
from tests.factory import TODAY, Clock, a_day, a_journal
from tests.journal.test_give_back import PHASE, REMARK, a_given, own_marks, whose
from tests.journal.test_people import WORLD
from tests.ui.safety.opened_rescue import rescue_options, spoil, write_diary
from tests.ui.start.test_accessibility import PAGES
from tests.ui.test_small_screens import DIALOGS

Opened = Iterator[Callable[[], object]]


def seldom_windows(window: MainWindow, folder: Path) -> Opened:
    """Yield what opens each of them, in the language of the window; files go to `folder`. Whoever opens the next
    one closes what is open."""
    for make in DIALOGS.values():
        yield partial(_show, make, window)
    yield from _of_pages(window)
    yield from _of_copies(window, folder / "copies")
    yield from _of_therapists(window, folder / "practice")
    for name, build in PAGES.items():
        place = folder / name
        place.mkdir()
        yield partial(_before_the_diary, window, build, place)


def _of_pages(window: MainWindow) -> Opened:
    def part(address: str) -> Any:  # noqa: ANN401 - each page has its own
        window.open_page(address)
        key, _, section = address.partition("/")
        page: Any = window.page(key)
        return page.section(section) if section else page

    def body() -> None:
        BodyDialog(window._context, a_day(0), frozenset(), part("share/paper-week").grid).open()

    def save() -> None:
        part("share/one-page").save.click()

    yield lambda: part("understand").choose_booklet()
    yield body
    yield save
    yield lambda: part("settings/intake").ask_folder()


def _of_copies(window: MainWindow, folder: Path) -> Opened:
    folder.mkdir(parents=True)
    clock, library = Clock(), window._context.library
    journal = a_journal(folder / "my.diary", clock, [a_day(stress=1, notes={"note": "before"}, areas={})])
    shutil.copy(journal.path, folder / "other.diary")
    other = a_journal(folder / "other.diary", clock)
    for each, value in ((journal, 6), (other, 4)):
        clock.forward(minutes=1)
        each.answer(TODAY, "stress", value)
        each.set_note(TODAY, "note", f"the note of {each.path.name}")
    other.close()
    offer = journal.history.look_at(folder / "other.diary")
    yield lambda: MergeDialog(offer, library, journal.history.accept, window).open()
    yield lambda: BothDialog(offer.merging.both, library, journal.history.restore_version, window).open()
    damaged = folder / "damaged.diary"
    write_diary(damaged)
    spoil(damaged)
    yield lambda: RescueDialog(rescue_options(damaged), Reason.FILE_DAMAGED, library.language).show()
    journal.close()


def _of_therapists(window: MainWindow, folder: Path) -> Opened:
    folder.mkdir(parents=True)
    given, context = a_given(folder, REMARK, PHASE), window._context
    share, own = folder / "a.diary", own_marks(folder)
    found = look_at_marks(whose(folder), given, context.library)
    yield lambda: GivenMarksDialog(context, found, window).open()
    people = PeopleFolder([folder], folder / "cache", WORLD.share_opener(), context.library)
    review = ReviewWindow(context, people, [share], WORLD.share_opener(), own, REVIEWED, READ)

    def show() -> None:
        review.show()
        review.read()

    yield show
    for spec in REVIEWED:
        yield partial(review.open_page, f"trends/{spec.key}")
    yield review.show_given
    yield review.close


def _show(make: Callable[[Library, QWidget], QDialog], window: MainWindow) -> None:
    make(window._context.library, window).show()


def _before_the_diary(window: MainWindow, build: Callable[[str, Path], QWidget], folder: Path) -> StartWindow:
    """Show a page of the start window; that of the diary holds it."""
    page = build(window._context.language.code, folder)
    shown = StartWindow(window._context.language, lambda: True)
    shown.setParent(window, shown.windowFlags())
    shown.show_page(page)
    shown.show()
    return shown
