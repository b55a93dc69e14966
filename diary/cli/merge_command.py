"""Two copies of one diary made one, from the command line."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diary.cli.backup_commands import key_of_copy
from diary.cli.options import diary_argument, json_option, language_option, today_option
from diary.cli.printed import json_text
from diary.cli.world import World
from diary.content.library import Library
from diary.domain.refusal import Reason, Refusal
from diary.journal.merge import DiaryRelation, Merging
from diary.paths import backup_folder
from diary.screens.differences import build_differences
from diary.storage import health
from diary.storage.key import Key

if TYPE_CHECKING:
    from diary.domain.three_way import Merged
    from diary.journal.journal import Journal


@click.command(
    help="Take into DIARY what OTHER has, another copy of the same diary: nothing is dropped, and what was changed"
    " in both is listed."
)
@diary_argument
@click.argument("other", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Leave DIARY alone and write a third file.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
@click.option(
    "--other-passphrase-file",
    type=click.Path(path_type=Path),
    help="A file with the passphrase of OTHER, when it is another one.",
)
@click.option("--as-import", is_flag=True, help="For a diary that is no copy: only add what is missing.")
@json_option
@language_option
@today_option
@click.pass_obj
def merge(
    world: World,
    diary: Path,
    other: Path,
    output: Path | None,
    dry_run: bool,
    other_passphrase_file: Path | None,
    as_import: bool,
    as_json: bool,
    language: str | None,
    today: date | None,
) -> None:
    """Both files are proven to be sound first, and a proven copy of both is made before anything is written."""
    world = world.speaking(language).at(today)
    key = world.key_for(diary)
    other_key = key_of_copy(world, other, other_passphrase_file, key)
    health.check(diary, key)
    health.check(other, other_key)
    with (
        world.journal(other, read_only=True, key=other_key) as offered,
        _merged_into(world, diary, key, output, dry_run) as journal,
    ):
        if not (dry_run or output):
            _keep_both(world, (diary, key), (other, other_key))
        merging = journal.merge(offered.as_copy(), dry_run=dry_run)
        if merging.relation is DiaryRelation.OTHER:
            if not as_import:
                raise Refusal(Reason.NOT_A_COPY, path=diary, other=other)
            _take_in(world, journal, offered, dry_run, as_json)
            return
        library = world.library(journal if not dry_run else offered)
    if as_json:
        click.echo(json_text(_json(merging)))
    else:
        click.echo("\n".join(_lines(library, merging, dry_run)))


@contextmanager
def _merged_into(
    world: World, diary: Path, key: Key | None, output: Path | None, dry_run: bool
) -> "Iterator[Journal]":
    """The diary that is written in; a third file only stays when all went well."""
    if output is None or dry_run:
        with world.trial(diary, key) if dry_run else world.journal(diary, key=key) as journal:
            yield journal
        return
    from diary.storage.backups.backup import restore

    if output.exists():
        raise Refusal(Reason.FILE_EXISTS, path=output)
    restore(diary, output, backup_folder(output), world.clock(), key=key)
    try:
        with world.journal(output, key=key) as journal:
            yield journal
    except BaseException:
        output.unlink(missing_ok=True)
        raise


def _keep_both(world: World, diary: tuple[Path, Key | None], other: tuple[Path, Key | None]) -> None:
    """A copy of either, but none that is less protected than the diary it lies with."""
    from diary.storage.backups.backup import back_up_if_changed, make_backup

    (path, key), (other_path, other_key) = diary, other
    folder = backup_folder(path)
    if key is None or other_key is not None:
        make_backup(other_path, folder, world.clock(), key=other_key)
    back_up_if_changed(path, folder, world.clock(), key)


def _take_in(world: World, journal: "Journal", offered: "Journal", dry_run: bool, as_json: bool) -> None:
    from diary.cli.exchange_commands import intake_json, intake_lines

    span = offered.span()
    days = offered.days(span) if span else ()
    import_result = journal.import_days(days, offered.own_items, dry_run=dry_run)
    library = world.library(offered)
    if as_json:
        click.echo(json_text(intake_json(import_result)))
    else:
        trial = [library.language.t("This is a trial: nothing was changed.")] if dry_run else []
        click.echo("\n".join(trial + intake_lines(library, import_result)))


def _json(merging: Merging) -> dict[str, object]:
    return {
        "kinship": merging.relation.value,
        "days": [day.isoformat() for day in merging.days],
        "taken": [_entry(entry) for entry in merging.taken],
        "both": [_entry(entry) for entry in merging.both],
    }


def _entry(entry: "Merged") -> dict[str, object]:
    return {
        "entry": list(entry.key),
        "ours": None if entry.ours is None else list(entry.ours),
        "theirs": None if entry.theirs is None else list(entry.theirs),
        "now": None if entry.result is None else list(entry.result),
    }


def _lines(library: Library, merging: Merging, dry_run: bool) -> list[str]:
    language = library.language
    lines = [language.t("This is a trial: nothing was changed.")] if dry_run else []
    taken = build_differences(merging.taken, library)
    both = build_differences(merging.both, library)
    if not (taken or both):
        return [*lines, language.t("There is nothing in the other copy that is not here already.")]
    lines.append(
        language.n(
            "{count} entry was taken from the other copy.",
            "{count} entries were taken from the other copy.",
            len(taken),
        )
    )
    lines += [f"  {each.day} · {each.name}: {each.ours} → {each.theirs}" for each in taken]
    if both:
        lines.append(
            language.n(
                "{count} entry was changed in both. The later version is in the diary, the other one is kept:",
                "{count} entries were changed in both. The later version is in the diary, the other one is kept:",
                len(both),
            )
        )
    for each in both:
        now, kept = (each.ours, each.theirs) if each.is_ours else (each.theirs, each.ours)
        lines.append("  " + language.t("{day} · {name}: {now} (kept: {kept})", day=each.day, name=each.name,
                                       now=now, kept=kept))  # fmt: skip
    return lines
