"""The composition root: builds the clock, the words, the journal and the window, once, and knows everybody."""

import itertools
import locale
import os
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from functools import partial
from pathlib import Path

import click
from babel.localtime import get_localzone

from diary.cli.main import diary
from diary.cli.secret import ask_on_terminal
from diary.cli.world import WindowWish, World
from diary.content.language import available_languages, load_language
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Reason, Refusal
from diary.paths import default_diary, resources, settings_file
from diary.storage.erasing import leave_empty_folders
from diary.storage.faults import refusing
from diary.ui.guard import installed_qt, refuse_broken_qt

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
    from diary.ui.program import Program, tell

    try:
        with _scratch(wish) as folder:
            path = _diary_to_open(world, wish, Path(folder))
            key = world.key_for(path)
            with world.journal(path, create=path == default_diary(), key=key) as journal:
                make_keeping = partial(world.keeping, path, key=key)
                program = Program(
                    journal, world.resources, settings_file(), world.language, make_keeping, is_sample=wish.demo
                )
                code = program.run(wish.language, wish.page)
            if program.is_erased:
                leave_empty_folders((default_diary().parent, settings_file().parent))
            return code
    except Refusal as refusal:
        tell(refusal_sentence(language, None, refusal), language)
        raise


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
