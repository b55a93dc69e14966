"""The composition root: builds the clock, the words, the journal and the window, once, and knows everybody."""

import itertools
import locale
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from babel.localtime import get_localzone

from diary.cli.main import diary
from diary.cli.secret import ask_on_terminal
from diary.cli.world import WindowWish, World
from diary.content.country import Country, country_of
from diary.content.language import Language, available_languages, language_for_mistakes
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Reason, Refusal
from diary.paths import backup_folder, default_diary, resources, settings_file
from diary.storage.faults import refusing
from diary.storage.key import Key
from diary.storage.lock import WriterLock
from diary.ui.guard import installed_qt, refuse_broken_qt

if TYPE_CHECKING:
    from diary.journal.first_aid import FirstAid
    from diary.journal.journal import Journal
    from diary.journal.vault import Vault
    from diary.ui.keeper import Keeper

REFUSED = 1
WRONG_USE = 2
SAMPLE_DAYS, SAMPLE_SEED = 180, 1
_PR_SET_DUMPABLE = 4


def run(arguments: Sequence[str], world: World | None = None) -> int:
    """Carry out a command line; the exit code is 0 done, 1 refused in one sentence, 2 wrong use.

    `world` is this computer, unless a test hands in another one.
    """
    world = world or build_world()
    try:
        with refusing(Path("output")):
            diary.main(list(arguments), prog_name="diary", standalone_mode=False, obj=world)
    except Refusal as refusal:
        click.echo(_told(world.speaking(_spoken(arguments, world)), refusal), err=True)
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


def system_country() -> Country:
    """The country this computer is set to, as far as it matters whom to call there."""
    names = os.environ.get("LANGUAGE", "").split(":")
    names += [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    return country_of([*names, locale.getlocale()[0] or ""])


def _spoken(arguments: Sequence[str], world: World) -> str:
    """The language a refusal is told in: the one asked for on the command line, else the computer's."""
    asked = [after for option, after in itertools.pairwise(arguments) if option == "--language"]
    return asked[-1] if asked and asked[-1] in available_languages(world.resources) else world.language


def _told(world: World, refusal: Refusal) -> str:
    """The sentence for a refusal. A mistake in a content file that is found on the way is told instead: what was
    refused cannot be told well before it is corrected."""
    words = None
    if refusal.reason is not Reason.CONTENT_INVALID:
        try:
            words = world.library().words
        except Refusal as mistake:
            refusal = mistake
    return refusal_sentence(language_for_mistakes(world.language, world.resources), words, refusal)


def open_window(world: World, wish: WindowWish) -> int:
    """Open the window and stay until it is closed."""
    language = language_for_mistakes(wish.language or world.language, world.resources)
    broken = refuse_broken_qt(installed_qt(), sys.version_info[:2], language)
    if broken is not None:
        click.echo(broken, err=True)
        return REFUSED
    if not _has_screen():
        raise Refusal(Reason.NO_SCREEN)
    from diary.ui.program import tell

    try:
        if wish.demo:
            return _show_sample(world, wish)
        path = wish.path or _own_diary()
        if _came_forward(path):
            return 0
        vault = _vault(world, path)
        while True:
            try:
                return _show(world, wish, vault)
            except Refusal as refusal:
                mended = _mend(world, vault, refusal, language)
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


def _vault(world: World, path: Path) -> "Vault":
    """The diary at `path`; with the passphrase that was given on the command line."""
    from diary.journal.vault import Vault

    key = None if world.passphrase_file is None else world.key_for(path)
    return Vault(
        path, backup_folder(path), world.open_journal, world.clock, key, partial(world.second_place, path)
    )


def _show(world: World, wish: WindowWish, vault: "Vault") -> int:
    """The diary's window until it is closed; before it a question for the passphrase, or a welcome."""
    from diary.ui.door.door import Door
    from diary.ui.door.porch import House
    from diary.ui.program import Program

    build = partial(Program, system_country=system_country())

    def take_key(key: Key | None) -> None:
        vault.key = key

    def make_program(journal: "Journal", keeper: "Keeper | None") -> Program:
        place, words = world.resources, world.language
        if keeper is None:
            keeping = partial(world.keeping, journal.path)
            return build(journal, place, settings_file(), words, keeping, is_sample=True)
        keeping = partial(world.keeping, vault.path, key=vault.key, tell_key=take_key)
        first_aid = partial(_first_aid, world, vault, is_held=True)
        return build(journal, place, settings_file(), words, keeping, first_aid, keeper)

    house = House(
        world.resources,
        settings_file(),
        world.language,
        make_program,
        lambda language: _sample(world.speaking(language)),
        may_create=vault.path == default_diary(),
        system_country=system_country(),
    )
    with nullcontext() if vault.is_read_only else WriterLock(vault.path):
        door = Door(vault, house)
        code = door.run(wish.language, wish.page)
    safekeeping = None if door.program is None else door.program.safekeeping
    if safekeeping is not None and safekeeping.is_erased:
        from diary.storage.erasing import leave_empty_folders

        leave_empty_folders((default_diary().parent, settings_file().parent))
    return code


def _show_sample(world: World, wish: WindowWish) -> int:
    from diary.ui.program import Program

    with _sample(world.speaking(wish.language)) as journal:
        keeping = partial(world.keeping, journal.path)
        program = Program(
            journal,
            world.resources,
            settings_file(),
            world.language,
            keeping,
            is_sample=True,
            system_country=system_country(),
        )
        return program.run(wish.language, wish.page)


@contextmanager
def _sample(world: World) -> "Iterator[Journal]":
    """A sample to look round in, in a folder that is forgotten afterwards."""
    from tempfile import TemporaryDirectory

    from diary.cli.sample_file import write_sample

    with TemporaryDirectory(prefix="symptom-diary-") as folder:
        path = Path(folder) / "sample.diary"
        write_sample(world, path, SAMPLE_DAYS, SAMPLE_SEED)
        with world.journal(path) as journal:
            yield journal


def _mend(world: World, vault: "Vault", refusal: Refusal, language: Language) -> bool | None:
    """Offer to mend a diary that cannot be opened: whether there is one now, None if it is nothing to mend."""
    from diary.journal.first_aid import can_be_mended
    from diary.ui.program import ask_to_mend

    aid, path = _first_aid(world, vault), vault.path
    if not can_be_mended(refusal, path) or not (path == default_diary() or aid.is_worth_it(refusal.reason)):
        return None
    return ask_to_mend(aid, refusal.reason, world.resources, settings_file(), language)


def _first_aid(world: World, vault: "Vault", *, is_held: bool = False) -> "FirstAid":
    from diary.content.bodymap import load_atlas
    from diary.content.catalogue import load_catalogue
    from diary.journal.first_aid import FirstAid

    place = world.resources
    path, catalogue, atlas = vault.path, load_catalogue(place), load_atlas(place)
    return FirstAid(path, backup_folder(path), catalogue, atlas, world.clock, vault.key, is_held=is_held)


def _has_screen() -> bool:
    """Without a display server Qt would end the process instead of raising an error."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _own_diary() -> Path:
    """Where the person's own diary is, in a folder that is theirs alone."""
    folder = default_diary().parent
    with refusing(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return default_diary()


def keep_memory_private() -> None:
    """No core file of this process, and no other program of the account may look into it: the diary and its key
    are in its memory while it is open."""
    try:
        import resource
    except ImportError:  # Windows has neither
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def keep_files_private() -> None:
    """Whatever this process makes is for its owner only, whoever makes it: Qt writes the settings, and folders
    above our own are made by the way."""
    os.umask(0o077)
