"""The composition root: builds the clock, the words, the journal and the window, once, and knows everybody."""

import itertools
import locale
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from babel.localtime import get_localzone

from diary.cli.main import diary
from diary.cli.secret import ask_on_terminal
from diary.cli.world import WindowWish, World
from diary.content.language import available_languages, load_language
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.paths import backup_folder, default_diary, resources, settings_file
from diary.storage.faults import refusing
from diary.storage.lock import WriterLock
from diary.ui.guard import installed_qt, refuse_broken_qt

if TYPE_CHECKING:
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
    from diary.ui.program import Program, tell

    try:
        if wish.demo:
            with _sample(world.speaking(wish.language)) as journal:
                return Program(journal, world.resources, settings_file(), world.language).run(
                    wish.language, wish.page
                )
        return _let_in(world, wish.path or _own_diary(), wish)
    except Refusal as refusal:
        tell(refusal_sentence(language, None, refusal), language)
        raise


def _let_in(world: World, path: Path, wish: WindowWish) -> int:
    """The person's diary: its passphrase first, if it has one, or a welcome, if it is not there yet."""
    from diary.journal.vault import Vault
    from diary.ui.door import Door, House
    from diary.ui.program import Program

    def make_program(journal: Journal, keeper: "Keeper | None") -> Program:
        make_copy = None if keeper is None else partial(_make_copy, world, vault)
        return Program(journal, world.resources, settings_file(), world.language, make_copy, keeper)

    def open_sample(language: str) -> AbstractContextManager[Journal]:
        return _sample(world.speaking(language))

    with WriterLock(path):
        key = None if world.passphrase_file is None else world.key_for(path)
        vault = Vault(path, backup_folder(path), world.open_journal, world.clock, key)
        may_create = path == default_diary()
        house = House(
            world.resources, settings_file(), world.language, make_program, open_sample, may_create=may_create
        )
        return Door(vault, house).run(wish.language, wish.page)


def _make_copy(world: World, vault: "Vault") -> None:
    """Runs beside the window, so what it needs is loaded there."""
    from diary.storage.backup import back_up_if_due

    back_up_if_due(vault.path, backup_folder(vault.path), world.clock(), vault.key)


@contextmanager
def _sample(world: World) -> Iterator[Journal]:
    """A sample to look round in, in a folder that is forgotten afterwards."""
    from tempfile import TemporaryDirectory

    from diary.cli.sample_file import write_sample

    with TemporaryDirectory(prefix="symptom-diary-") as folder:
        path = Path(folder) / "sample.diary"
        write_sample(world, path, SAMPLE_DAYS, SAMPLE_SEED)
        with world.journal(path) as journal:
            yield journal


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


def _has_screen() -> bool:
    """Without a display server Qt would end the process instead of raising an error."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
