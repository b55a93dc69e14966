"""Defines `diary sheet` and `diary handout`: week sheets to fill in with a pen, and pages of Understand."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diary.cli.options import PATH, DayAsked, DayParam, command, language_option, today_option
from diary.cli.printed import tell
from diary.cli.usage import WordedCommand
from diary.cli.world import World

if TYPE_CHECKING:
    from diary.report.handout import Paper as BookletPaper
    from diary.report.page import Paper


@command("Write blank week sheets to fill in with a pen, with the form of a diary or the usual short one.")
@click.argument("diary", required=False, type=PATH)
@click.option("-o", "--output", type=PATH, required=True, help="WEEK.pdf")
@click.option("--from", "first", type=DayParam(), help="The first day; without it the week of today.")
@click.option("--weeks", type=click.IntRange(1, 53), default=1, show_default=True, help="So many weeks.")
@click.option(
    "--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True, help="The size of its sheets."
)
def sheet(
    world: World, diary: Path | None, output: Path, first: DayAsked | None, weeks: int, paper: "Paper"
) -> None:
    """Write the sheets; a diary is only read, for what the person wants to be asked."""
    from diary.domain.form import Form
    from diary.report.week_sheet import write_week_sheets
    from diary.screens.week_sheet import build_week_sheet, week_of

    form, library, today = Form(), world.library(), world.clock().date()
    if diary is not None:
        with world.reading(diary, damaged_too=False) as journal:
            form, today = journal.form(), journal.today
            library = world.library(journal.own_items, journal.week_starts)
    begin = first.on(today) if first else week_of(today, library.language.week_starts)
    sheets = [build_week_sheet(form, library, begin + timedelta(weeks=number)) for number in range(weeks)]
    if warning := write_week_sheets(sheets, library, world.resources, output, world.clock().date(), paper):
        tell(warning, err=True)
    tell(library.language.t("The week sheet is in {path}.", path=output))


@click.command(
    cls=WordedCommand, help="Write pages of Understand as a booklet to hand out, such as filter and helps."
)
@click.argument("pages", nargs=-1, required=True, metavar="PAGE...")
@click.option("-o", "--output", type=PATH, required=True, help="OUT.pdf")
@click.option(
    "--paper", type=click.Choice(["a4", "a5"]), default="a4", show_default=True, help="The size of its sheets."
)
@click.option("--country", type=click.Choice(["nl", "be", "other"]), help="Whose telephone numbers are named.")
@language_option
@today_option
@click.pass_obj
def handout(
    world: World,
    pages: tuple[str, ...],
    output: Path,
    paper: "BookletPaper",
    country: str | None,
) -> None:
    """Write the pages in the order they are named; a diary is neither needed nor read."""
    from diary.content.country import Country, country_of
    from diary.report.handout import build_handout, write_handout

    library = world.library()
    countries = {"nl": Country.NETHERLANDS, "be": Country.BELGIUM, "other": Country.ELSEWHERE}
    chosen = countries[country] if country else country_of((library.language.code,))
    found = build_handout(pages, library, world.resources, chosen)
    write_handout(found, library, world.resources, output, world.clock().date(), paper)
    tell(library.language.t("The booklet is in {path}.", path=output))
