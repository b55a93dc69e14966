"""Defines `diary passphrase`: sets, changes or removes a passphrase, and prints or uses the recovery sheet."""

from functools import partial
from pathlib import Path

import click

from diary.cli.options import PATH, apart, command, diary_argument
from diary.cli.printed import tell
from diary.cli.world import World, read_passphrase
from diary.content.language import Language
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Reason, Refusal
from diary.journal.session import PassphraseChange, change_passphrase, proven_key
from diary.storage.key import Guessing, Key, check_new


@command("Set the passphrase of a diary, change it, take it away, or make a recovery sheet.")
@apart("--remove", "--recover", "--new-passphrase-file", "--recovery-sheet")
@diary_argument
@click.option(
    "--new-passphrase-file",
    type=PATH,
    help="A file of yours alone with the new passphrase; without it you are asked twice.",
)
@click.option("--remove", is_flag=True, help="Take the passphrase away: the diary can be read by others again.")
@click.option("--recover", is_flag=True, help="Open it with the characters of the recovery sheet instead.")
@click.option("--recovery-sheet", "sheet", type=PATH, help="Only write the sheet: OUT.pdf, to print.")
def passphrase(
    world: World, diary: Path, new_passphrase_file: Path | None, remove: bool, recover: bool, sheet: Path | None
) -> None:
    """Change the passphrase. The diary is copied, compared and replaced in one step; a backup is made before, and
    the backups are encrypted anew."""
    if sheet is not None and not recover:
        if new_passphrase_file is not None:
            raise Refusal(Reason.OPTIONS_APART, one="--recovery-sheet", other="--new-passphrase-file")
        _write_sheet(world, proven_key(diary, world.keys()), sheet)
        return
    changed = change_passphrase(
        world.backups(diary),
        world.clock(),
        world.keys(),
        None if remove else partial(new_passphrase, world, new_passphrase_file),
        partial(_ask_for_sheet, world, diary) if recover else None,
    )
    tell("\n".join(_lines(world.library().language, diary, changed)))
    if sheet is not None and changed.key is not None:
        _write_sheet(world, changed.key, sheet)


def _ask_for_sheet(world: World, diary: Path) -> str:
    if world.ask is None:
        raise Refusal(Reason.FILE_ENCRYPTED, path=diary)
    return world.ask(world.library().language.t("The characters on the recovery sheet"), unseen=False)


def new_passphrase(world: World, file: Path | None) -> str:
    """Return the new passphrase from the file, or typed twice alike. One that is easy to guess is said to be."""
    typed = _typed_twice(world) if file is None else read_passphrase(file)
    if check_new(typed) is Guessing.WEAK:
        t = world.library().language.t
        tell(t("Easy to guess for a computer. One or two more words make it strong."), err=True)
    return typed


def _typed_twice(world: World) -> str:
    if world.ask is None:
        raise Refusal(Reason.NO_TERMINAL)
    t = world.library().language.t
    typed = world.ask(t("The new passphrase"))
    if typed != world.ask(t("The same once more")):
        raise Refusal(Reason.PASSPHRASES_DIFFER)
    return typed


def _lines(say: Language, diary: Path, changed: PassphraseChange) -> list[str]:
    if changed.key is None:
        lines = [say.t("{path} has no passphrase any more.", path=diary)]
    else:
        lines = [
            say.t("{path} has this passphrase from now on, and so have its backups.", path=diary),
            say.t("If you forget it, nobody can open the diary. A recovery sheet helps: --recovery-sheet."),
        ]
    if changed.locked:
        lines.append(
            say.n(
                "{count} backup has yet another passphrase, and keeps it.",
                "{count} backups have yet another passphrase, and keep it.",
                changed.locked,
            )
        )
    if changed.second is not None and changed.second.refusal is not None:
        reason = refusal_sentence(say, None, changed.second.refusal)
        lines.append(say.t("The backups in the second place are as they were. {reason}", reason=reason))
    return lines + [
        say.t("{path} could not be encrypted, so it can still be read by others.", path=path)
        for path in changed.readable
    ]


def _write_sheet(world: World, key: Key, destination: Path) -> None:
    from diary.report.pdf import write_sheet
    from diary.screens.recovery_sheet import build_sheet

    say = world.library().language
    write_sheet(build_sheet(say, key.raw, world.clock().date()), say, world.resources, destination)
    tell(say.t("The recovery sheet is in {path}. Print it, and delete the file.", path=destination))
