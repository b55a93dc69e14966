"""The command line: `diary FILE` opens the window, everything else has a verb."""

import click

from diary.cli.export_commands import export, import_command, report
from diary.cli.keep_commands import backup, check, restore
from diary.cli.log_commands import demo, log
from diary.cli.options import DayParam, today_option
from diary.cli.show_commands import measures, show
from diary.cli.world import WindowWish, World

OPEN = "open"


class DiaryGroup(click.Group):
    """A group whose nameless command opens the window: `diary my.diary` is `diary open my.diary`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the verb in front when there is none."""
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = [OPEN, *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=DiaryGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Symptom Diary: a private notebook. Without a verb it opens the window.",
)
def diary() -> None:
    """Only hold the verbs together."""


@diary.command(OPEN, help="Open the window (the verb may be left out).")
@click.argument("file", required=False)
@click.option("--demo", is_flag=True, help="Open a sample diary; nothing you type in it is kept.")
@click.option("--language", help="nl or en.")
@click.option("--page", help="The page to open: today, calendar, trends or share.")
@today_option
@click.pass_obj
def open_window(
    world: World, file: str | None, demo: bool, language: str | None, page: str | None, today: DayParam | None
) -> None:
    """Hand the wish to the composition root, which knows Qt."""
    from pathlib import Path

    wish = WindowWish(Path(file) if file else None, demo, language, page)
    code = world.at(today).open_window(world.at(today), wish)  # type: ignore[arg-type]
    raise SystemExit(code)


for _command in (demo, log, show, measures, import_command, export, report, check, backup, restore):
    diary.add_command(_command)
