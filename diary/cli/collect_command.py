"""Defines `diary collect`: one long table of all shares in a folder, under codes that say nothing."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import date
from functools import partial
from pathlib import Path
from random import SystemRandom

import click
from msgspec import Struct

from diary.cli.options import PATH, command, json_option
from diary.cli.printed import json_text, tell
from diary.cli.world import World, read_passphrase
from diary.content.catalogue import load_catalogue
from diary.content.sentences import refusal_sentence
from diary.domain.day import Day
from diary.domain.manifest import Manifest
from diary.domain.refusal import Reason, Refusal
from diary.exchange.codebook import CODEBOOK, build_study_codebook
from diary.exchange.csv_text import ENCODING, csv_text
from diary.exchange.study import new_codes, study_table
from diary.journal.journal import Journal
from diary.journal.shares import find_shares, key_of_share, open_share
from diary.screens.review import OF_SHARE

Opener = Callable[..., AbstractContextManager[tuple[Journal, Manifest]]]


class _Told(Struct):
    """What became of the files: the people by code, and why a file is not in the table."""

    people: dict[str, list[tuple[Path, Manifest]]]
    refused: dict[Path, Refusal]


@command("Make one long table of all shares in a folder: a row a value, people under random codes.")
@click.argument("folders", nargs=-1, required=True, metavar="FOLDER...", type=PATH)
@click.option("-o", "--output", type=PATH, required=True, help="OUT.csv or OUT.parquet")
@click.option("--dates", is_flag=True, help="With dates, not only day numbers: they point somebody out sooner.")
@click.option("--no-key", is_flag=True, help="Without the file that says which code is whose.")
@json_option
def collect(
    world: World, folders: tuple[Path, ...], output: Path, dates: bool, no_key: bool, as_json: bool
) -> None:
    """Write the people one by one, whole or not at all; a share that cannot be used is named and left out."""
    passphrase = None if world.passphrase_file is None else read_passphrase(world.passphrase_file)
    opener = partial(open_share, open_journal=world.share_opener())
    with study_table(output, dates=dates) as table:
        told = _by_person(opener, find_shares(folders), passphrase)
        catalogue = load_catalogue(world.resources)
        for code, files in list(told.people.items()):
            days = _days(opener, files, passphrase, told.refused)
            table.add(code, days, catalogue)
            if not days:
                del told.people[code]
        if not table.rows:
            raise next(iter(told.refused.values()), _nothing_in(folders, told))
        codebook = build_study_codebook(world.library(), dates=dates)
        about = output.with_name(f"{output.stem}-{CODEBOOK}.csv")
        table.beside[about] = csv_text(codebook.columns, codebook.rows).encode(ENCODING)
        key = None if no_key else output.with_name(f"{output.stem}-key.csv")
        if key is not None:  # without it nobody could tell whose codes these are
            table.beside[key] = _key_table(told)
    _say(world, told, table.rows, output, about, key, as_json=as_json)


def _nothing_in(folders: tuple[Path, ...], told: _Told) -> Refusal:
    return Refusal(Reason.NOTHING_LOGGED) if told.people else Refusal(Reason.NO_SHARES, path=folders[0])


def _by_person(opener: Opener, paths: Iterable[Path], passphrase: str | None) -> _Told:
    """Look at each manifest: shares of one diary are one person."""
    found: dict[str, list[tuple[Path, Manifest]]] = {}
    refused: dict[Path, Refusal] = {}
    for path in paths:
        try:
            key = key_of_share(path, passphrase)
            with opener(path, key=key, prove=False) as (_journal, manifest):
                found.setdefault(manifest.diary, []).append((path, manifest))
        except Refusal as refusal:
            refused[path] = refusal
    people = list(found.values())
    SystemRandom().shuffle(people)
    return _Told(dict(zip(new_codes(len(people)), people, strict=True)), refused)


def _days(
    opener: Opener, files: list[tuple[Path, Manifest]], passphrase: str | None, refused: dict[Path, Refusal]
) -> list[Day]:
    """Return the days of one person; of a day that is in several shares, what the newest has."""
    days: dict[date, Day] = {}
    for path, _manifest in sorted(files, key=lambda file: file[1].made_at):
        try:
            with opener(path, key=key_of_share(path, passphrase)) as (journal, _told):
                span = journal.span()
                days |= {day.date: day for day in (journal.days(span) if span else ())}
        except Refusal as refusal:
            refused[path] = refusal
    return [days[day] for day in sorted(days)]


def _key_table(told: _Told) -> bytes:
    """Return the file that says whose code is which: without it nobody could tell."""
    rows = [
        (code, manifest.name, str(file))
        for code, files in told.people.items()
        for file, manifest in files
        if file not in told.refused
    ]
    return csv_text(("pseudonym", "name", "file"), rows).encode(ENCODING, "backslashreplace")  # any file's name


def _say(
    world: World, told: _Told, rows: int, output: Path, about: Path, key: Path | None, *, as_json: bool
) -> None:
    say = world.library().language
    reasons = {path: refusal_sentence(say, None, refusal, OF_SHARE) for path, refusal in told.refused.items()}
    if as_json:
        files = [{"path": path, "reason": reason} for path, reason in reasons.items()]
        tell(
            json_text({"people": len(told.people), "rows": rows, "codebook": about, "key": key, "left_out": files})
        )
        return
    lines = [
        say.n("{count} person is in {path}.", "{count} people are in {path}.", len(told.people), path=output),
        say.n("{count} row.", "{count} rows.", rows),
        say.t("What its columns mean is in {path}.", path=about),
    ]
    if key is not None:
        lines.append(say.t("Whose code is whose is in {path}: keep it apart, or delete it.", path=key))
    lines.append(say.t("A code hides a name, not a person: in a small group a few known days tell who it is."))
    tell("\n".join([*lines, *reasons.values()]))
