"""Defines `diary sheet`: blank week sheets to fill in with a pen."""

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diary.cli.options import DayParam, command
from diary.cli.printed import tell
from diary.cli.world import World

if TYPE_CHECKING:
    from diary.report.page import Paper


@command("Write blank week sheets to fill in with a pen, with the form of a diary or the usual short one.")
@click.argument("diary", required=False, type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="WEEK.pdf")
@click.option("--from", "first", type=DayParam(), help="The first day; without it the week of today.")
@click.option("--weeks", type=click.IntRange(1, 53), default=1, show_default=True)
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True)
def sheet(world: World, diary: Path | None, output: Path, first: date | None, weeks: int, paper: "Paper") -> None:
    """Write the sheets; a diary is only read, for what the person wants to be asked."""
    from diary.domain.form import Form
    from diary.report.week_sheet import write_week_sheets
    from diary.screens.week_sheet import build_week_sheet, week_of

    form, library, today = Form(), world.library(), world.clock().date()
    if diary is not None:
        with world.reading(diary, damaged_too=False) as journal:
            form, today = journal.form(), journal.today
            library = world.library(journal.own_items, journal.week_starts)
    begin = first or week_of(today, library.language.week_starts)
    sheets = [build_week_sheet(form, library, begin + timedelta(weeks=number)) for number in range(weeks)]
    if warning := write_week_sheets(sheets, library, world.resources, output, world.clock().date(), paper):
        tell(warning, err=True)
    tell(library.language.t("The week sheet is in {path}.", path=output))
