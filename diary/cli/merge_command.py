"""Defines `diary merge`: merges two copies of one diary."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from diary.cli.import_command import import_json
from diary.cli.options import PATH, command, diary_argument, json_option
from diary.cli.printed import json_text, tell
from diary.cli.world import World
from diary.content.library import Library
from diary.journal.merge import Merging
from diary.journal.merge_into import MergeResult, merge_into
from diary.screens.differences import build_differences

if TYPE_CHECKING:
    from diary.domain.three_way import Merged


@command(
    "Take into DIARY what OTHER has, another copy of the same diary: nothing is dropped, and what was changed"
    " in both is listed."
)
@diary_argument
@click.argument("other", type=PATH)
@click.option("-o", "--output", type=PATH, help="Leave DIARY alone and write a third file.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
@click.option(
    "--other-passphrase-file",
    type=PATH,
    help="A file with the passphrase of OTHER, when it is another one.",
)
@click.option("--as-import", is_flag=True, help="For a diary that is no copy: only add what is missing.")
@json_option
def merge(
    world: World,
    diary: Path,
    other: Path,
    output: Path | None,
    dry_run: bool,
    other_passphrase_file: Path | None,
    as_import: bool,
    as_json: bool,
) -> None:
    """Merge two diaries. Both are proven to be sound, and a proven backup of both is made first."""
    merged = merge_into(
        diary, other, world.opener(other_passphrase_file), output=output, dry_run=dry_run, as_import=as_import
    )
    library = world.library(merged.own_items)
    if as_json:
        tell(json_text(_json(merged)))
    else:
        trial = [library.language.t("This is a trial: nothing was changed.")] if dry_run else []
        tell("\n".join([*trial, *_lines(library, merged)]))


def _json(merged: MergeResult) -> dict[str, object]:
    if merged.imported is not None:
        return import_json(merged.imported)
    assert merged.merging is not None
    return {
        "relation": merged.merging.relation,
        "days": merged.merging.days,
        "taken": [_entry(entry) for entry in merged.merging.taken],
        "both": [_entry(entry) for entry in merged.merging.both],
    }


def _lines(library: Library, merged: MergeResult) -> list[str]:
    if merged.imported is not None:
        from diary.exchange.intake_words import import_lines

        return import_lines(library, merged.imported)
    assert merged.merging is not None
    return _merging_lines(library, merged.merging)


def _entry(entry: "Merged") -> dict[str, object]:
    return {"entry": entry.key, "ours": entry.ours, "theirs": entry.theirs, "now": entry.result}


def _merging_lines(library: Library, merging: Merging) -> list[str]:
    language = library.language
    taken = build_differences(merging.taken, library)
    both = build_differences(merging.both, library)
    if not (taken or both):
        return [language.t("There is nothing in the other copy that is not here already.")]
    lines = [
        language.n(
            "{count} entry was taken from the other copy.",
            "{count} entries were taken from the other copy.",
            len(taken),
        )
    ]
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
