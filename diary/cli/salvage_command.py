"""Defines `diary salvage`: rescues what can still be read of a damaged diary."""

from datetime import date
from pathlib import Path

import click

from diary.cli.options import json_option, language_option, passphrase_option, today_option
from diary.cli.printed import json_text
from diary.cli.world import World
from diary.content.bodymap import load_atlas
from diary.content.catalogue import load_catalogue
from diary.domain.rescue_result import RescueResult
from diary.screens.rescue import build_rescued


@click.command(
    help="Make a new diary from what can still be read of a damaged one; the damaged file is only read."
)
@click.argument("damaged", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--copy", type=click.Path(path_type=Path), help="A sound copy to build on: only what is newer is added."
)
@passphrase_option
@json_option
@today_option
@language_option
@click.pass_obj
def salvage(
    world: World,
    damaged: Path,
    new: Path,
    copy: Path | None,
    as_json: bool,
    today: date | None,
    language: str | None,
) -> None:
    """Rescue what can be read. What is missing is listed by day; an impossible row is left out."""
    from diary.journal.rescue import rescue_file

    world = world.at(today).speaking(language)
    catalogue, atlas = load_catalogue(world.resources), load_atlas(world.resources)
    rescued = rescue_file(damaged, new, catalogue, atlas, world.clock(), world.keys(), copy)
    if as_json:
        click.echo(json_text({"path": str(new), **_as_json(rescued)}))
        return
    state = build_rescued(rescued, world.library().language)
    missing = [state.missing_title, *(f"  {span}" for span in state.missing)] if state.missing else []
    click.echo("\n".join([*state.lines, *missing]))


def _as_json(rescued: RescueResult) -> dict[str, object]:
    return {
        "days": rescued.days,
        "first": rescued.first.isoformat() if rescued.first else None,
        "last": rescued.last.isoformat() if rescued.last else None,
        "read": dict(rescued.kept),
        "left_out": dict(rescued.left_out),
        "unreadable_places": rescued.lost,
        "may_miss_something": [day.isoformat() for day in rescued.incomplete],
        "days_of_the_copy": rescued.copied,
        "clock_behind": rescued.clock_behind is not None,
    }
