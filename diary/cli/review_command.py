"""Defines `diary review`: the shares of several people to look at side by side, in a window or as a list."""

from pathlib import Path

import click

from diary.cli.options import PATH, DayAsked, DayParam, apart, command, json_option
from diary.cli.printed import json_text, tell
from diary.cli.world import WindowRequest, World
from diary.journal.people import PeopleFolder
from diary.journal.shares import find_shares, open_share
from diary.paths import people_folder
from diary.screens.review import PersonLine, ReviewOrder, build_line, ordered


@command("Look at shares, several people side by side; nothing can be written in them.")
@apart("--give-back", "--forget", "--since", "--json")
@apart("--forget", "--since", "--by", "--json")
@click.argument("places", nargs=-1, required=True, metavar="FILE|FOLDER...", type=PATH)
@click.option("--since", type=DayParam(), help="The day of the last visit: what changed from then on.")
@click.option("--give-back", type=PATH, help="A file to make of your marks at one share.")
@click.option("--by", default="", help="Your name, for the marks that are given back.")
@click.option("--forget", is_flag=True, help="Forget what this computer keeps of lists; the shares stay.")
@json_option
def review(
    world: World,
    places: tuple[Path, ...],
    since: DayAsked | None,
    give_back: Path | None,
    by: str,
    forget: bool,
    as_json: bool,
) -> None:
    """Open the window, print the list of people, or give the marks at one share back."""
    if give_back is not None:
        _give_back(world, places, give_back, by)
        return
    if forget:
        PeopleFolder(places, people_folder(), world.share_opener(), world.library()).forget()
        tell(world.library().language.t("Nothing of these lists is kept on this computer any more."))
        return
    begin = since.on(world.clock().date()) if since else None
    if not as_json:
        request = WindowRequest(language=world.language, review=places, since=begin)
        raise SystemExit(world.open_window(world, request))
    library = world.library()
    people = PeopleFolder(places, people_folder(), world.share_opener(), library, begin)
    paths = list(find_shares(places))
    lines = [build_line(path, found, library) for path, found in people.look(paths, world.share_keys())]
    people.keep()
    tell(json_text([_json(line) for line in ordered(lines, ReviewOrder.NAME)]))


def _give_back(world: World, places: tuple[Path, ...], target: Path, by: str) -> None:
    language = world.library().language
    shares = list(find_shares(places))
    if len(shares) != 1:
        raise click.UsageError(language.t("Marks are given back of one share at a time."))
    with open_share(shares[0], world.share_opener(), world.key_for(shares[0])) as (_journal, manifest):
        count = world.own_marks().give_back(manifest, by, target)
    words = language.n("{count} mark is in {path}.", "{count} marks are in {path}.", count, path=target)
    tell(words)


def _json(line: PersonLine) -> dict[str, object]:
    row = line.row
    if row is None:
        return {"path": line.path, "name": line.name, "problem": line.problem}
    manifest = row.manifest
    return {
        "path": line.path,
        "name": line.name,
        "made_at": manifest.made_at,
        "first": manifest.first,
        "last": manifest.last,
        "days": row.days,
        "late_days": row.late,
        "changes": None if row.changes is None else dict(row.changes),
        "words": line.changes,
    }
