"""Keeping a diary safe from the command line: whether it is sound, a copy of it, and a copy put back."""

import json
from pathlib import Path

import click

from diary.cli.options import diary_argument, json_option, language_option
from diary.cli.world import World
from diary.storage import health


@click.command(help="Say whether a diary is sound: every page and every row is read, nothing is changed.")
@diary_argument
@json_option
@language_option
@click.pass_obj
def check(world: World, diary: Path, as_json: bool, language: str | None) -> None:
    """A diary that is not sound is refused in one sentence."""
    found = health.check(diary)
    if as_json:
        click.echo(
            json.dumps(
                {
                    "path": str(diary),
                    "sound": True,
                    "schema": found.schema,
                    "days": found.days,
                    "answers": found.answers,
                    "first": found.first.isoformat() if found.first else None,
                    "last": found.last.isoformat() if found.last else None,
                },
                indent=1,
                ensure_ascii=False,
            )
        )
        return
    say = world.speaking(language).library().language
    click.echo(say.t("{path} is sound.", path=diary))
    if found.first is None or found.last is None:
        click.echo(say.t("Nothing has been logged in it yet."))
        return
    days = say.n("{count} day", "{count} days", found.days)
    click.echo(
        say.t("{days}, from {first} to {last}.", days=days, first=say.day(found.first), last=say.day(found.last))
    )
    click.echo(say.n("{count} answer.", "{count} answers.", found.answers))
