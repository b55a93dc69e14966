"""Builds the clock, the words, the journal and the window, once: the composition root, which imports all."""

import itertools
import locale
import os
import re
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from diary.cli.world import WindowRequest, World, ask_on_terminal
from diary.content.conventions import conventions_of
from diary.content.country import Country, country_of
from diary.content.language import Language, available_languages, language_for_mistakes
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Reason, Refusal
from diary.paths import (
    backup_folder,
    default_diary,
    own_command,
    people_folder,
    program_file,
    resources,
    settings_file,
)
from diary.storage.faults import refusing
from diary.storage.header import is_give_back, is_share
from diary.storage.key import Key
from diary.storage.lock import WriterLock, name_in_use
from diary.ui.guard import installed_qt, refuse_broken_qt
from diary.ui.qt_import import import_qt

if TYPE_CHECKING:
    from diary.journal.journal import Journal
    from diary.journal.rescue_options import RescueOptions
    from diary.journal.session import DiarySession
    from diary.ui.pages import LockControl
    from diary.ui.start.controller import StartController

REFUSED = 1
WRONG_USE = 2
SAMPLE_DAYS, SAMPLE_SEED = 180, 1
_OUTPUT = Path("output")
"""Stands for what a command prints where a refusal names a file."""
LOOKS_AT_A_HELD_DIARY = 3
_PR_SET_DUMPABLE = 4
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where POSIX looks for the locale of messages: the first that says something counts."""


def run(arguments: Sequence[str], world: World | None = None) -> int:
    """Carry out a command line; the exit code is 0 done, 1 refused in one sentence, 2 wrong use.

    `world` is this computer, unless a test hands in another one.
    """
    world = world or build_world()
    try:
        with refusing(_OUTPUT):
            if _names_a_diary(arguments):  # without the command line, which takes time to load
                return world.open_window(world, WindowRequest(Path(arguments[0]) if arguments else None))
            world = world.speaking(_language_in_use(arguments, world))
            return _carry_out(arguments, world)
    except Refusal as refusal:
        lost = refusal.facts.get("path") == _OUTPUT
        _complain(_told(world, Refusal(Reason.OUTPUT_LOST) if lost else refusal))
        return REFUSED


def _names_a_diary(arguments: Sequence[str]) -> bool:
    """Return whether nothing is asked for but the window, of one diary or of one's own."""
    return len(arguments) < 2 and all(Path(argument).suffix == ".diary" for argument in arguments)


def _carry_out(arguments: Sequence[str], world: World) -> int:
    import click

    from diary.cli.main import diary

    try:
        diary.main(list(arguments), prog_name="diary", standalone_mode=False, obj=world)
    except click.ClickException as error:
        from diary.cli.usage import wrong_use

        _complain(wrong_use(error, language_for_mistakes(world.language, world.resources)))
        return WRONG_USE
    except click.Abort:
        return REFUSED
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 0
    return 0


def _complain(sentence: str) -> None:
    from diary.cli.printed import tell

    tell(sentence, err=True)


def build_world() -> World:
    """Return the surroundings of this computer: its clock, its zone and its language."""
    place = resources()
    ask = ask_on_terminal if sys.stdin is not None and sys.stdin.isatty() else None
    starts = system_week_starts
    return World(local_now, system_zone(), place, system_language(), open_window, ask=ask, read_week_starts=starts)


def local_now() -> datetime:
    """Return the aware local time, in the IANA zone this computer is set to at this moment: it may have
    travelled."""
    if hasattr(time, "tzset"):
        time.tzset()  # else the C library goes on with the zone it was started in
    now = datetime.now().astimezone()
    there = now.astimezone(_zone_now(os.environ.get("TZ"), time.tzname, time.timezone, time.altzone))
    return there if there.utcoffset() == now.utcoffset() else now


@lru_cache(maxsize=4)
def _zone_now(*_known_to_the_c_library: object) -> ZoneInfo:
    """Return the zone of this computer; kept until the C library knows another one."""
    return ZoneInfo(system_zone())


def system_zone() -> str:
    """Return the IANA zone of this computer; UTC, as the clock does, when `TZ` names an unknown one."""
    with suppress(OSError, ValueError, KeyError):
        name = os.environ.get("TZ") or str(Path("/etc/localtime").readlink()).partition("/zoneinfo/")[2]
        return ZoneInfo(name.lstrip(":/")).key
    from babel.localtime import get_localzone  # where neither names a zone; takes time to load

    try:
        return getattr(get_localzone(), "key", None) or "UTC"
    except (LookupError, OSError, ValueError):
        return "UTC"


def system_language() -> str:
    """Return the language of this computer if the program speaks it, else English. The order is gettext's: the
    list in LANGUAGE, unless the locale is "C", then the locale."""
    known = available_languages(resources())
    codes = (re.split("[_.@]", name)[0].lower() for name in _locale_names())
    return next((code for code in codes if code in known), "en")


def system_week_starts() -> int:
    """Return the weekday on which weeks start in the locale of this computer, 0 is Monday."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_TIME", "LANG"))
    name = next(filter(None, names), None) or locale.getlocale(locale.LC_TIME)[0] or ""
    found = conventions_of(re.split("[.@]", name)[0])
    return 0 if found is None else found.week_starts


def system_country() -> Country:
    """Return the country this computer is set to, for the telephone numbers in the articles."""
    names = os.environ.get("LANGUAGE", "").split(":")
    names += [os.environ.get(name, "") for name in _LOCALE]
    return country_of([*names, locale.getlocale()[0] or ""])


def _locale_names() -> list[str]:
    """Return the languages that are asked for, the one wanted most first."""
    set_names = (os.environ.get(name) for name in _LOCALE)
    named = next(filter(None, set_names), None) or locale.getlocale()[0] or ""
    listed = [] if named in {"C", "POSIX"} else os.environ.get("LANGUAGE", "").split(":")
    return [*listed, named]


def _language_in_use(arguments: Sequence[str], world: World) -> str:
    """Return the language for a refusal: the one asked for on the command line, else the computer's."""
    asked = [after for option, after in itertools.pairwise(arguments) if option == "--language"]
    asked += [word.partition("=")[2] for word in arguments if word.startswith("--language=")]
    return asked[-1] if asked and asked[-1] in available_languages(world.resources) else world.language


def _told(world: World, refusal: Refusal) -> str:
    """Return the sentence for a refusal. If making it runs into a mistake in a content file, that mistake's
    sentence is returned instead: the first one cannot be worded before the file is corrected."""
    words = None
    if refusal.reason is not Reason.CONTENT_INVALID:
        try:
            words = world.library().words
        except Refusal as mistake:
            refusal = mistake
    return refusal_sentence(language_for_mistakes(world.language, world.resources), words, refusal)


def open_window(world: World, request: WindowRequest) -> int:
    """Open the window and stay until it is closed."""
    language = language_for_mistakes(request.language or world.language, world.resources)
    import_qt()
    broken = refuse_broken_qt(installed_qt(), sys.version_info[:2], language)
    if broken is not None:
        _complain(broken)
        return REFUSED
    if not _has_screen():
        raise Refusal(Reason.NO_SCREEN)
    if request.page is not None:
        from diary.ui.areas import check_page

        check_page(request.page, world.resources)
    from diary.ui.program import start_qt, tell_why_not

    no_screen = refusal_sentence(language, None, Refusal(Reason.NO_SCREEN))
    start_qt(no_screen)
    while True:
        try:
            return _open_diary(world, request)
        except Refusal as refusal:
            language = _chosen_language(world, request)
            if not tell_why_not(refusal, world.resources, settings_file(), language):
                raise


def _chosen_language(world: World, request: WindowRequest) -> Language:
    """Return the language that is asked for, else the one chosen in Settings."""
    from diary.ui.program import chosen_language

    code = request.language or chosen_language(world.resources, settings_file(), world.language)
    return language_for_mistakes(code, world.resources)


def _open_diary(world: World, request: WindowRequest) -> int:
    """Show the window of the sample or of the diary asked for until it closes; a damaged one is mended first."""
    if request.demo:
        return _show_sample(world, request)
    if request.review:
        return _review(world, request, request.review)
    path = request.path or _own_diary()
    if request.path is not None and is_share(path):
        return _review(world, request, (path,))
    if request.path is not None and is_give_back(path):
        from diary.ui.pages import marks_page

        request = replace(request, path=None, page=marks_page(path.absolute()))
        path = _own_diary()
    if _raised_first(path, request.page):
        return 0
    session = _session(world, path)
    while True:
        try:
            return _show(world, request, session)
        except Refusal as refusal:
            rescued = _rescue(world, session, refusal, request)
            if rescued is None:
                raise
            if not rescued:
                return REFUSED


def _review(world: World, request: WindowRequest, places: tuple[Path, ...], key: Key | None = None) -> int:
    """Show the window of a therapist until it is closed; with the key of a file that is unlocked already."""
    from diary.ui.review_program import show_review

    return show_review(
        places,
        world.share_opener(),
        world.resources,
        settings_file(),
        people_folder(),
        world.own_marks(),
        request.language or world.language,
        read_hour=lambda: world.clock().hour,
        since=request.since,
        find_key=world.share_keys() if key is None else lambda _path: key,
        week_starts=world.read_week_starts(),
        country=system_country(),
        start_again=partial(_start_again, world),
    )


def _start_again(world: World) -> None:
    """Replace this process by a new one that was started as this one was."""
    try:
        _replace_process(sys.argv[1:])
    except OSError:
        _tell_it_is_gone(language_for_mistakes(world.language, world.resources))


def _raised_first(path: Path, page: str | None) -> bool:
    """Return whether a window has this diary open already, and came to the front when it was asked to, with the
    page that is asked for. One that closes may still make a backup: it is waited for a while."""
    for _ in range(LOOKS_AT_A_HELD_DIARY):
        try:
            with WriterLock(path):
                return False
        except Refusal as refusal:
            if refusal.reason is not Reason.FILE_LOCKED:
                raise
        from diary.ui.single_instance import raise_first

        if raise_first(name_in_use(path), page):
            return True
    return False


def _session(world: World, path: Path) -> "DiarySession":
    """Return the session of the diary at `path`, with the passphrase that was given on the command line."""
    from diary.journal.session import DiarySession

    key = None if world.passphrase_file is None else world.key_for(path)
    return DiarySession(
        path, backup_folder(path), world.open_journal, world.clock, key, partial(world.second_place, path)
    )


def _show(world: World, request: WindowRequest, session: "DiarySession") -> int:
    """Show the diary's window until it is closed; before it the unlock or welcome page, if needed."""
    from diary.ui.program import Program
    from diary.ui.start.controller import StartController
    from diary.ui.start.window import StartOptions

    build = partial(Program, system_country=system_country())

    def take_key(key: Key | None) -> None:
        session.key = key

    def make_program(journal: "Journal", lock_control: "LockControl | None") -> Program:
        place, words = world.resources, world.language
        if lock_control is None:
            backups = partial(world.backups, journal.path)
            return build(journal, place, settings_file(), words, backups, is_sample=True)
        backups = partial(world.backups, session.path, key=session.key, use_key=take_key)
        rescue_options = partial(_rescue_options, world, session, is_held=True)
        return build(journal, place, settings_file(), words, backups, rescue_options, lock_control)

    start_options = StartOptions(
        world.resources,
        settings_file(),
        world.language,
        make_program,
        lambda language: _sample(world.speaking(language)),
        may_create=session.path == default_diary(),
        system_country=system_country(),
        ends_on_lock=True,
    )
    start = StartController(session, start_options)
    code = _run_and_go_on(start, session, request)
    if start.share_key is None:
        return code
    return _review(world, request, (session.path,), start.share_key)


def _run_and_go_on(start: "StartController", session: "DiarySession", request: WindowRequest) -> int:
    """Run, and do afterwards what needs everything to be closed."""
    with nullcontext() if session.is_read_only else _lock_of(session) as session.lock:
        code = start.run(request.language, request.page)
    if start.again_at is not None:
        try:
            start_again(session.path, start.start_pages.code, start.again_at)
        except OSError:
            _tell_it_is_gone(start.start_pages.language_in_use)
    safety = None if start.program is None else start.program.safety
    if safety is not None and safety.is_erased:
        from shutil import rmtree

        from diary.storage.backups.erase import remove_empty_folders

        rmtree(people_folder(), ignore_errors=True)  # lists of shares are made anew, and a share may be one's own
        remove_empty_folders((default_diary().parent, settings_file().parent))
    return code


def _lock_of(session: "DiarySession") -> WriterLock:
    may_be_share = session.path != default_diary() and session.needs_passphrase
    return WriterLock(session.path, beside=not may_be_share)


def _tell_it_is_gone(language: Language) -> None:
    """Say why there is no window any more: there is no program that could show another."""
    from diary.ui.program import tell

    said = language.t(
        "Your diary is stored and closed. The program is not in its place any more, so it cannot go on by itself."
        " Start it again; if that does not work, install it again."
    )
    tell([said], language)


def start_again(path: Path, language: str | None, page: str) -> None:
    """Replace this process by a new one, which asks for the passphrase of the diary at `path` if there is one:
    nothing of the diary and its key is left in memory. Raises OSError when the program is not there any more."""
    spoken = [] if language is None else ["--language", language]
    _replace_process(["open", str(path.absolute()), "--page", page, *spoken])


def _replace_process(arguments: Sequence[str]) -> None:
    command = own_command()
    program_file().stat()  # what was removed may still be run by an interpreter that is there
    os.execv(command[0], [*command, *arguments])


def _show_sample(world: World, request: WindowRequest) -> int:
    from diary.ui.program import Program

    with _sample(world.speaking(request.language)) as journal:
        backups = partial(world.backups, journal.path)
        program = Program(
            journal,
            world.resources,
            settings_file(),
            world.language,
            backups,
            is_sample=True,
            system_country=system_country(),
        )
        return program.run(request.language, request.page)


@contextmanager
def _sample(world: World) -> "Iterator[Journal]":
    """Open a sample diary in a temporary folder."""
    from tempfile import TemporaryDirectory

    from diary.cli.log_commands import write_sample

    with TemporaryDirectory(prefix="symptom-diary-") as folder:
        path = Path(folder) / "sample.diary"
        write_sample(world, path, SAMPLE_DAYS, SAMPLE_SEED)
        with world.opener().open(path) as journal:
            yield journal


def _rescue(world: World, session: "DiarySession", refusal: Refusal, request: WindowRequest) -> bool | None:
    """Offer to rescue a diary that cannot be opened; returns whether there is one now, None if this refusal is not
    about damage."""
    from diary.journal.rescue_options import can_be_rescued
    from diary.ui.program import ask_to_rescue

    outcome, path = _rescue_options(world, session), session.path
    if not can_be_rescued(refusal, path) or not (
        path == default_diary() or outcome.has_diary_content(refusal.reason)
    ):
        return None
    language = _chosen_language(world, request)
    return ask_to_rescue(outcome, refusal.reason, world.resources, settings_file(), language)


def _rescue_options(world: World, session: "DiarySession", *, is_held: bool = False) -> "RescueOptions":
    from diary.content.bodymap import load_atlas
    from diary.content.catalogue import load_catalogue
    from diary.journal.rescue_options import RescueOptions

    place = world.resources
    path, catalogue, atlas = session.path, load_catalogue(place), load_atlas(place)
    folder, is_own = backup_folder(path), path == default_diary()
    return RescueOptions(path, folder, catalogue, atlas, world.clock, session.key, is_held, is_own)


def _has_screen() -> bool:
    """Return whether there is a display server: without one Qt ends the process instead of raising an error, and
    the library of Wayland complains in words of its own."""
    if sys.platform in {"win32", "darwin"}:
        return True
    named = os.environ.get("QT_QPA_PLATFORM", "")
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_SOCKET") or (named and "wayland" not in named):
        return True
    runtime, display = os.environ.get("XDG_RUNTIME_DIR", ""), os.environ.get("WAYLAND_DISPLAY", "")
    return bool(named or display) and Path(runtime, display or "wayland-0").is_socket()


def _own_diary() -> Path:
    """Return where the person's own diary is, in a folder that only they can read."""
    folder = default_diary().parent
    with refusing(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return default_diary()


def keep_memory_private() -> None:
    """Forbid core files of this process, and other programs of the account to read its memory: the diary and its
    key are in it while the diary is open."""
    try:
        import resource
    except ImportError:  # Windows has neither of them
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def keep_files_private() -> None:
    """Make every file this process creates readable by its owner only, also what Qt or folder creation make."""
    os.umask(0o077)
