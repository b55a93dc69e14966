"""Defines the command line: `diary FILE` opens the window, everything else is a verb with a function of its own
(named in `_FUNCTIONS` where the verb is a word of Python) and a line in the README."""

from importlib import import_module
from itertools import takewhile

import click

from diary.cli.options import apart, passphrase_option, today_option
from diary.cli.usage import WordedCommand, WrongUse
from diary.cli.world import WindowRequest, World
from diary.domain.refusal import Reason
from diary.paths import VERSION

OPEN = "open"
VERBS = {
    "demo": "log_commands",
    "log": "log_commands",
    "list": "list_commands",
    "record": "list_commands",
    "forget": "log_commands",
    "show": "show_commands",
    "find": "show_commands",
    "measures": "show_commands",
    "sheet": "paper_commands",
    "findings": "show_commands",
    "handout": "paper_commands",
    "import": "import_command",
    "export": "exchange_commands",
    "report": "exchange_commands",
    "collect": "collect_command",
    "review": "review_command",
    "check": "backup_commands",
    "backup": "backup_commands",
    "restore": "backup_commands",
    "merge": "merge_command",
    "salvage": "backup_commands",
    "passphrase": "passphrase_command",
    "remind": "remind_command",
}
"""The module of each subcommand, imported when it is used, so that the window does not wait for it."""

_FUNCTIONS = {"import": "import_command", "list": "list_command"}


class DiaryGroup(WordedCommand, click.Group):
    """A group that opens the window when no subcommand is given: `diary my.diary` is `diary open my.diary`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Insert the subcommand when there is none."""
        verbs = self.list_commands(ctx)
        if not args or args[0] not in [*verbs, *ctx.help_option_names, "--version"]:
            _refuse_misspelt(args, verbs)
            args = [OPEN, *args]
        return super().parse_args(ctx, args)

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return all subcommands in alphabetical order."""
        return sorted([OPEN, *VERBS])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the subcommand, from the module that defines it."""
        module = VERBS.get(cmd_name)
        if module is None:
            return super().get_command(ctx, cmd_name)
        found = getattr(import_module(f"diary.cli.{module}"), _FUNCTIONS.get(cmd_name, cmd_name))
        assert isinstance(found, click.Command)
        return found


def _refuse_misspelt(args: list[str], verbs: list[str]) -> None:
    """Refuse a word that was meant as a command: it would be taken for the name of a file."""
    from difflib import get_close_matches
    from pathlib import Path

    words = list(takewhile(lambda word: not word.startswith("-"), args))
    if words and not Path(words[0]).suffix and not Path(words[0]).exists():
        near = get_close_matches(words[0], verbs, cutoff=0.75)
        if near or words[1:]:
            raise WrongUse(Reason.COMMAND_UNKNOWN, text=words[0], options=tuple(near or verbs))


@click.group(
    cls=DiaryGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Symptom Diary: a private notebook. Without a verb it opens the window.",
)
@click.version_option(VERSION, "--version", prog_name="Symptom Diary", help="Show the version and stop.")
def diary() -> None:
    """Group the subcommands."""


@diary.command(OPEN, WordedCommand, help="Open the window (the verb may be left out).")
@apart("--demo", "FILE")
@click.argument("file", required=False)
@click.option("--demo", is_flag=True, help="Open a sample diary; nothing you type in it is kept.")
@click.option("--language", help="A language, such as nl or en.")
@click.option("--page", help="The page to open, such as trends; any other name is answered with those there are.")
@passphrase_option
@today_option
@click.pass_obj
def open_window(world: World, file: str | None, demo: bool, language: str | None, page: str | None) -> None:
    """Pass the request to the composition root, which knows Qt."""
    from pathlib import Path

    request = WindowRequest(Path(file) if file else None, demo, language, page)
    raise SystemExit(world.open_window(world, request))
