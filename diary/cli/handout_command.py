"""Defines `diary handout`: pages of Understand on paper, without a diary."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from diary.cli.options import language_option, today_option
from diary.cli.printed import tell
from diary.cli.world import World

if TYPE_CHECKING:
    from diary.report.handout import Paper


@click.command(help="Write pages of Understand as a booklet to hand out, such as filter and helps.")
@click.argument("pages", nargs=-1, required=True, metavar="PAGE...")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="OUT.pdf")
@click.option("--paper", type=click.Choice(["a4", "a5"]), default="a4", help="The size of its sheets.")
@click.option("--country", type=click.Choice(["nl", "be", "other"]), help="Whose telephone numbers are named.")
@language_option
@today_option
@click.pass_obj
def handout(
    world: World,
    pages: tuple[str, ...],
    output: Path,
    paper: "Paper",
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
