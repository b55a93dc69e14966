"""Defines `diary import`, `diary report` and `diary export`."""

from collections.abc import Callable, Collection, Iterable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click
from msgspec.structs import replace

from diary.cli.options import Command, DaysAsked, command, days_options, diary_argument, json_option
from diary.cli.printed import json_text, plain
from diary.cli.world import World
from diary.content.library import Library
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Reason, Refusal

if TYPE_CHECKING:
    from diary.exchange.day_collector import RefusedRow
    from diary.exchange.source import SourceContent
    from diary.journal.import_days import ImportResult
    from diary.report.page import Paper
    from diary.screens.exported import Addressed

REPORT_DAYS = 90


@command("Read a CSV or JSON file into a diary, by a mapping file; a diary in JSON needs none.", name="import")
@diary_argument
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--map", "mapping", type=click.Path(path_type=Path), help="How to read the file.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
@click.option("--new", is_flag=True, help="Make the diary when there is none at this place yet.")
@json_option
def import_command(
    world: World, diary: Path, source: Path, mapping: Path | None, dry_run: bool, new: bool, as_json: bool
) -> None:
    """Import another program's file in one change: all rows that can be read, or nothing, after a backup."""
    from diary.exchange.diary_json import is_diary_json, read_diary_json
    from diary.exchange.mapping import load_mapping
    from diary.exchange.source import SourceContent, read_source

    is_own = mapping is None and is_diary_json(source)
    if mapping is None and not is_own:
        raise click.UsageError("Missing option '--map'.")
    data = read_diary_json(source) if is_own else None
    rules = None if mapping is None else load_mapping(mapping)
    opened = world.trial(diary, create=new) if dry_run else world.journal(diary, create=new)
    with opened as journal:
        now = world.clock().astimezone(ZoneInfo(world.zone))
        if data is not None:
            reading = SourceContent(data.days, data.own_items, (), len(data.days))
            import_result = journal.take_in(data, dry_run=dry_run)
        elif rules is not None:
            reading = read_source(source, rules, journal.catalogue, journal.atlas, now)
            import_result = journal.import_days(reading.days, reading.own_items, dry_run=dry_run, back_up=True)
        library = world.library(journal.own_items)
    if as_json:
        click.echo(json_text(_intake_json(library, reading, import_result)))
    else:
        click.echo(plain("\n".join(_intake_lines(library, reading, import_result, dry_run))))


def _intake_json(library: Library, reading: "SourceContent", import_result: "ImportResult") -> dict[str, object]:
    return {
        "rows": reading.rows,
        **import_json(import_result),
        "same_names": list(_same_names(library, reading).values()),
        "refused": [
            {"line": row.line, "column": row.column, "reason": _sentence(library, row)} for row in reading.refused
        ],
    }


def _same_names(library: Library, reading: "SourceContent") -> dict[str, tuple[str, ...]]:
    """Return names that an own item of the file shares with another item, and the keys of all that have them."""
    from diary.screens.own_items import shown_name

    names = {key: words.name for key, words in library.words.items.items()}
    brought = {own.item.key: shown_name(own, library.language) for own in reading.own_items}
    names = names | brought
    alike = {
        name: tuple(key for key in names if names[key].casefold() == name.casefold()) for name in brought.values()
    }
    return {name: keys for name, keys in alike.items() if len(keys) > 1}


def import_json(import_result: "ImportResult") -> dict[str, object]:
    """Return the result of an import, for programs to read."""
    return {
        "days": import_result.days,
        "added": import_result.added,
        "same": import_result.same,
        "kept": import_result.kept,
        "new_items": import_result.new_items,
    }


def _intake_lines(
    library: Library, reading: "SourceContent", import_result: "ImportResult", dry_run: bool
) -> list[str]:
    language = library.language
    lines = [language.t("This is a trial: nothing was changed.")] if dry_run else []
    lines.append(language.n("{count} row read.", "{count} rows read.", reading.rows))
    lines += import_lines(library, import_result)
    for name, keys in _same_names(library, reading).items():
        lines.append(
            language.t("“{name}” is the name of more than one item: {keys}.", name=name, keys=", ".join(keys))
        )
    if reading.refused:
        lines.append(
            language.n("{count} row could not be used:", "{count} rows could not be used:", len(reading.refused))
        )
    return lines + [
        "  " + language.t("line {line}: {reason}", line=row.line, reason=_sentence(library, row))
        for row in reading.refused
    ]


def import_lines(library: Library, import_result: "ImportResult") -> list[str]:
    """Return the result of an import, in words."""
    language = library.language
    lines = []
    lines.append(
        language.n(
            "{count} new value, on {days}.",
            "{count} new values, on {days}.",
            import_result.added,
            days=language.n("{count} day", "{count} days", import_result.days),
        )
    )
    if import_result.same:
        lines.append(language.n("{count} was there already.", "{count} were there already.", import_result.same))
    if import_result.kept:
        lines.append(
            language.n(
                "{count} differs from what you have; yours was kept.",
                "{count} differ from what you have; yours were kept.",
                len(import_result.kept),
            )
        )
    if import_result.new_items:
        lines.append(language.t("New own items: {items}", items=", ".join(import_result.new_items)))
    return lines


def _sentence(library: Library, row: "RefusedRow") -> str:
    return refusal_sentence(library.language, library.words, row.refusal)


@command("Write the printed summary as PDF, or as HTML, PNG or SVG.")
@diary_argument
@days_options
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="OUT.pdf, .html, .png or .svg"
)
@click.option("--blocks", "only", help="These parts only, in this order: function,sleep,medicine,nights")
@click.option("--with", "--list", "added", multiple=True, help="With this part too, such as medicine or notes.")
@click.option("--without", "removed", multiple=True, help="Without this part, such as stress or places.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True)
def report(
    world: World,
    diary: Path,
    asked: DaysAsked,
    output: Path,
    only: str | None,
    added: tuple[str, ...],
    removed: tuple[str, ...],
    paper: "Paper",
) -> None:
    """Write the printed summary of the last 90 days, or of a period, with the parts chosen in the diary."""
    from diary.report.pdf import unprintable, write_report
    from diary.screens.share import BLOCKS, build_pages

    remarks: list[str] = []
    with world.reading(diary, asked.damaged_too, remarks.append) as journal:
        library = world.library(journal.own_items, journal.week_starts)
        period = asked.period(journal, REPORT_DAYS)
        asked_blocks = _blocks(library, journal.choices.chosen(BLOCKS), only, added, removed)
        state = build_pages(journal, library, period, asked_blocks)
    state = replace(state, coverage=" ".join((*remarks, state.coverage)))
    if output.suffix.lower() != ".html" and (warning := unprintable(state, library, world.resources)):
        click.echo(plain(warning), err=True)
    write_report(state, library, world.resources, output, paper)
    click.echo(library.language.t("The summary is in {path}.", path=output))


def _blocks(
    library: Library, kept: Iterable[str] | None, only: str | None, added: Iterable[str], removed: Collection[str]
) -> tuple[str, ...]:
    """Return the parts of the pages: `only` these, or those of the diary; and those asked for. Raises Refusal
    UNKNOWN_BLOCK."""
    from diary.screens.share import chosen_blocks, page_blocks

    known = tuple(page_blocks(library))
    named = chosen_blocks(known, kept) if only is None else [key.strip() for key in only.split(",") if key.strip()]
    found = dict.fromkeys((*named, *added))
    for key in (*found, *removed):
        if key not in known:
            raise Refusal(Reason.UNKNOWN_BLOCK, block=key, options=known)
    return tuple(key for key in found if key not in removed)


def _share_options(function: Command) -> Command:
    """Add what a share asks for: the command gets what makes it as `addressed`, which may ask for a passphrase."""

    @wraps(function)
    def told(
        world: World,
        *given: object,
        for_whom: str,
        pseudonym: str,
        locked: bool,
        new_passphrase_file: Path | None,
        **others: object,
    ) -> None:
        from diary.cli.passphrase_command import new_passphrase
        from diary.screens.exported import Addressed
        from diary.storage.key import Key

        def addressed() -> Addressed:
            asked = locked or new_passphrase_file
            return Addressed(
                for_whom, pseudonym, Key.new(new_passphrase(world, new_passphrase_file)) if asked else None
            )

        function(world, *given, addressed=addressed, **others)

    for option in (
        click.option(
            "--new-passphrase-file", type=click.Path(path_type=Path), help="The same, from a file of yours alone."
        ),
        click.option("--locked", is_flag=True, help="A share: with a passphrase of its own, asked for twice."),
        click.option("--pseudonym", default="", help="A share: the name it goes under instead of yours."),
        click.option("--for", "for_whom", default="", help="A share: for whom it is, as its manifest tells."),
    ):
        told = option(told)
    return told  # type: ignore[return-value]


@command("Write a diary in another format. Free texts are left out unless asked for.")
@diary_argument
@days_options
@click.option("--format", "named", help="The format, where the ending of the file does not tell it.")
@click.option("--items", multiple=True, help="Only these items, such as stress,body_map.")
@click.option("--notes", is_flag=True, help="With notes, the words of moments, and every list.")
@click.option("--with", "added", multiple=True, help="With this part too, such as medicine or name.")
@click.option("--without", "removed", multiple=True, help="Without this part, such as night or body_map.")
@click.option("--semicolons", is_flag=True, help="CSV with ; and a decimal comma, as Excel in Dutch reads it.")
@_share_options
@click.option("--dry-run", is_flag=True, help="Say what would be in it and write nothing.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The file; its ending tells.")
def export(
    world: World,
    diary: Path,
    asked: DaysAsked,
    named: str | None,
    items: tuple[str, ...],
    notes: bool,
    added: tuple[str, ...],
    removed: tuple[str, ...],
    semicolons: bool,
    addressed: "Callable[[], Addressed]",
    dry_run: bool,
    output: Path,
) -> None:
    """Write what is asked for and say what is in it. The formats are listed in `exchange.formats`, what can be
    taken or left out in `screens.exported`."""
    from diary.exchange.formats import find_format, refuse_diary, write_export
    from diary.screens.exported import build_export, parts_asked, parts_words

    refuse_diary(output)
    form = find_format(output, named)
    with world.reading(diary, asked.damaged_too) as journal:
        library = world.library(journal.own_items, journal.week_starts)
        parts = parts_asked(library, form.holds, texts=notes, added=added, removed=removed)
        content = journal.export_content(library, world.resources, asked.period(journal))
        keys = [key for listed in items for key in listed.split(",")] or None
        taken = replace(content.only(parts, keys), decimal_comma=semicolons)
        if not dry_run:
            taken = replace(taken, addressed=addressed())
        paths = () if dry_run else write_export(form, taken, output)
    say = library.language
    if dry_run:
        click.echo(say.t("This is a trial: nothing was written."))
    else:
        click.echo(say.n("{count} day is in {path}.", "{count} days are in {path}.", len(taken.days), path=output))
    for path in paths[1:]:
        click.echo(say.t("This belongs to it: {path}.", path=path))
    click.echo(plain(parts_words(say, build_export(content, taken, form.holds), taken.parts)))
