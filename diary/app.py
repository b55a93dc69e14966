"""The composition root: builds the clock, the words, the journal and the window, once, and knows everybody."""

import itertools
import locale
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from babel.localtime import get_localzone

from diary.cli.main import diary
from diary.cli.secret import ask_on_terminal
from diary.cli.world import WindowWish, World
from diary.content.language import Language, available_languages, load_language
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Reason, Refusal
from diary.paths import backup_folder, default_diary, resources, settings_file
from diary.storage.diary_file import can_write
from diary.storage.erasing import leave_empty_folders
from diary.storage.faults import refusing
from diary.storage.key import Key
from diary.storage.lock import WriterLock
from diary.ui.guard import installed_qt, refuse_broken_qt

if TYPE_CHECKING:
    from diary.journal.first_aid import FirstAid
    from diary.journal.journal import Journal

REFUSED = 1
WRONG_USE = 2
SAMPLE_DAYS, SAMPLE_SEED = 180, 1


def run(arguments: Sequence[str], world: World | None = None) -> int:
    """Carry out a command line; the exit code is 0 done, 1 refused in one sentence, 2 wrong use.

    `world` is this computer, unless a test hands in another one.
    """
    world = world or build_world()
    try:
        with refusing(Path("output")):
            diary.main(list(arguments), prog_name="diary", standalone_mode=False, obj=world)
    except Refusal as refusal:
        language = load_language(_spoken(arguments, world), world.resources)
        click.echo(refusal_sentence(language, world.library().words, refusal), err=True)
        return REFUSED
    except click.ClickException as error:
        error.show()
        return WRONG_USE
    except click.Abort:
        return REFUSED
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 0
    return 0


def build_world() -> World:
    """The surroundings of this computer: its clock, its zone and its language."""
    place = resources()
    ask = ask_on_terminal if sys.stdin is not None and sys.stdin.isatty() else None
    return World(
        lambda: datetime.now().astimezone(), system_zone(), place, system_language(), open_window, ask=ask
    )


def system_zone() -> str:
    """The IANA zone of this computer; UTC, as the clock does, when `TZ` names one that nobody knows."""
    try:
        return getattr(get_localzone(), "key", "UTC")
    except (LookupError, OSError, ValueError):
        return "UTC"


def system_language() -> str:
    """The language of this computer if the program speaks it, else English."""
    wished = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    code = (wished or (locale.getlocale()[0] or "")).split("_")[0].lower()
    return code if code in available_languages(resources()) else "en"


def _spoken(arguments: Sequence[str], world: World) -> str:
    """The language a refusal is told in: the one asked for on the command line, else the computer's."""
    asked = [after for option, after in itertools.pairwise(arguments) if option == "--language"]
    return asked[-1] if asked and asked[-1] in available_languages(world.resources) else world.language


def open_window(world: World, wish: WindowWish) -> int:
    """Open the window and stay until it is closed."""
    language = load_language(wish.language or world.language, world.resources)
    broken = refuse_broken_qt(installed_qt(), sys.version_info[:2], language)
    if broken is not None:
        click.echo(broken, err=True)
        return REFUSED
    if not _has_screen():
        raise Refusal(Reason.NO_SCREEN)
    from diary.ui.program import tell

    try:
        with _scratch(wish) as folder:
            path = _diary_to_open(world, wish, Path(folder))
            if not wish.demo and _came_forward(path):
                return 0
            while True:
                try:
                    return _show(world, wish, path)
                except Refusal as refusal:
                    mended = None if wish.demo else _mend(world, path, refusal, language)
                    if mended is None:
                        raise
                    if not mended:
                        return REFUSED
    except Refusal as refusal:
        tell(refusal_sentence(language, None, refusal), language)
        raise


def _came_forward(path: Path) -> bool:
    """Whether a window has this diary open already, and came to the front when it was asked to."""
    try:
        with WriterLock(path):
            return False
    except Refusal as refusal:
        if refusal.reason is not Reason.FILE_LOCKED:
            raise
    try:
        from diary.ui.raising import ring
    except ImportError:  # see ui.elsewhere
        return False
    return ring(path)


def _show(world: World, wish: WindowWish, path: Path) -> int:
    """The window on the diary at `path`, until it is closed."""
    from diary.ui.program import Program

    key = world.key_for(path)
    with _opened(world, path, key) as journal:
        make_keeping = partial(world.keeping, path, key=key)
        first_aid = None if wish.demo else partial(_first_aid, world, path, key, is_held=True)
        place = settings_file()
        program = Program(
            journal, world.resources, place, world.language, make_keeping, first_aid, is_sample=wish.demo
        )
        code = program.run(wish.language, wish.page)
    if program.safekeeping is not None and program.safekeeping.is_erased:
        leave_empty_folders((default_diary().parent, place.parent))
    return code


@contextmanager
def _opened(world: World, path: Path, key: Key | None) -> "Iterator[Journal]":
    """The diary, for reading only where this account may not write in it or a newer program did."""
    with ExitStack() as held:
        try:
            if path.is_file() and not can_write(path):
                raise Refusal(Reason.FILE_READ_ONLY, path=path)
            journal = held.enter_context(world.journal(path, create=path == default_diary(), key=key))
        except Refusal as refusal:
            if refusal.reason not in {Reason.FILE_READ_ONLY, Reason.FILE_NEWER}:
                raise
            journal = held.enter_context(world.journal(path, read_only=True, key=key, may_be_newer=True))
        yield journal


def _mend(world: World, path: Path, refusal: Refusal, language: Language) -> bool | None:
    """Offer to mend a diary that cannot be opened: whether there is one now, None if it is nothing to mend."""
    from diary.journal.first_aid import can_be_mended
    from diary.ui.program import ask_to_mend

    aid = _first_aid(world, path)
    if not can_be_mended(refusal, path) or not (path == default_diary() or aid.is_worth_it(refusal.reason)):
        return None
    return ask_to_mend(aid, refusal.reason, world.resources, settings_file(), language)


def _first_aid(world: World, path: Path, key: Key | None = None, *, is_held: bool = False) -> "FirstAid":
    from diary.content.bodymap import load_atlas
    from diary.content.catalogue import load_catalogue
    from diary.journal.first_aid import FirstAid

    place = world.resources
    catalogue, atlas = load_catalogue(place), load_atlas(place)
    return FirstAid(path, backup_folder(path), catalogue, atlas, world.clock, key, is_held=is_held)


def _has_screen() -> bool:
    """Without a display server Qt would end the process instead of raising an error."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _scratch(wish: WindowWish) -> AbstractContextManager[str]:
    """A folder for a sample, gone afterwards; none where nothing has to be forgotten."""
    if not wish.demo:
        return nullcontext("")
    from tempfile import TemporaryDirectory

    return TemporaryDirectory(prefix="symptom-diary-")


def _diary_to_open(world: World, wish: WindowWish, scratch: Path) -> Path:
    """The file asked for, else the person's own; a sample is made where it is forgotten afterwards."""
    if wish.demo:
        from diary.cli.sample_file import write_sample

        path = scratch / "sample.diary"
        write_sample(world.speaking(wish.language), path, SAMPLE_DAYS, SAMPLE_SEED)
        return path
    if wish.path is not None:
        return wish.path
    folder = default_diary().parent
    with refusing(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return default_diary()
