"""A passphrase for a diary: setting, changing and taking it away, and the sheet for when it is forgotten."""

from contextlib import closing
from datetime import date
from pathlib import Path

import click

from diary.cli.options import diary_argument, language_option, today_option
from diary.cli.passphrase_input import read_passphrase
from diary.cli.world import World
from diary.content.sentences import refusal_sentence
from diary.domain.recovery_code import raw_of
from diary.domain.refusal import Reason, Refusal
from diary.paths import backup_folder
from diary.storage.diary_file import open_file
from diary.storage.header import is_encrypted
from diary.storage.key import Key
from diary.storage.lock import WriterLock


@click.command(help="Set the passphrase of a diary, change it, take it away, or make a recovery sheet.")
@diary_argument
@click.option(
    "--new-passphrase-file",
    type=click.Path(path_type=Path),
    help="A file of yours alone with the new passphrase; without it you are asked twice.",
)
@click.option("--remove", is_flag=True, help="Take the passphrase away: the diary can be read by others again.")
@click.option("--recover", is_flag=True, help="Open it with the characters of the recovery sheet instead.")
@click.option(
    "--recovery-sheet", "sheet", type=click.Path(path_type=Path), help="Only write the sheet: OUT.pdf, to print."
)
@today_option
@language_option
@click.pass_obj
def passphrase(
    world: World,
    diary: Path,
    new_passphrase_file: Path | None,
    remove: bool,
    recover: bool,
    sheet: Path | None,
    today: date | None,
    language: str | None,
) -> None:
    """The diary is copied, compared and replaced in one step; a copy is made before, and copies follow."""
    if remove and (recover or new_passphrase_file is not None):
        raise click.UsageError("--remove goes with no other passphrase.")
    world = world.at(today).speaking(language)
    if (remove or recover or sheet is not None) and diary.exists() and not is_encrypted(diary):
        raise Refusal(Reason.FILE_NOT_ENCRYPTED, path=diary)
    with WriterLock(diary):
        old = _recovered(world, diary) if recover else world.key_for(diary)
        if sheet is not None and not recover:
            _write_sheet(world, diary, old, sheet)
            return
        with closing(open_file(diary, key=old)):  # before anybody thinks of a new one
            pass
        new = None if remove else Key.new(_new_passphrase(world, new_passphrase_file))
        _change(world, diary, old, new)
        if sheet is not None:
            _write_sheet(world, diary, new, sheet)


def _recovered(world: World, diary: Path) -> Key:
    """The key by the characters of the sheet; raises Refusal SHEET_MISTYPED, SHEET_OTHER."""
    if world.ask is None:
        raise Refusal(Reason.FILE_ENCRYPTED, path=diary)
    question = world.library().language.t("The characters on the recovery sheet")
    key = Key.from_raw(diary, raw_of(world.ask(question, unseen=False)))
    try:
        open_file(diary, read_only=True, key=key).close()
    except Refusal as refusal:
        if refusal.reason is Reason.WRONG_PASSPHRASE:
            raise Refusal(Reason.SHEET_OTHER, path=diary) from None
        raise
    return key


def _new_passphrase(world: World, file: Path | None) -> str:
    """From the file, or typed twice alike."""
    if file is not None:
        return read_passphrase(file)
    if world.ask is None:
        raise Refusal(Reason.NO_TERMINAL)
    t = world.library().language.t
    typed = world.ask(t("The new passphrase"))
    if typed != world.ask(t("The same once more")):
        raise Refusal(Reason.PASSPHRASES_DIFFER)
    return typed


def _change(world: World, diary: Path, old: Key | None, new: Key | None) -> None:
    from diary.storage.backups.passphrase import change_copies, change_key, unprotected_beside, unprotected_copies
    from diary.storage.backups.second_place import change_second

    folder = backup_folder(diary)
    change_key(diary, folder, world.clock(), old, new)
    locked = change_copies(folder, diary.stem, old, new)
    locked += change_second(world.second_place(diary), diary.stem, old, new)
    say = world.library().language
    if new is None:
        click.echo(say.t("{path} has no passphrase any more.", path=diary))
    else:
        click.echo(say.t("{path} has this passphrase from now on, and so have its copies.", path=diary))
        click.echo(say.t("If you forget it, nobody can open the diary. A recovery sheet helps: --recovery-sheet."))
    if locked:
        click.echo(
            say.n(
                "{count} copy has yet another passphrase, and keeps it.",
                "{count} copies have yet another passphrase, and keep it.",
                locked,
            )
        )
    second = world.backups(diary, key=new).fill_second()
    if second is not None and second.refusal is not None:
        reason = refusal_sentence(say, None, second.refusal)
        click.echo(say.t("The copies in the second place are as they were. {reason}", reason=reason))
    plain = (*unprotected_copies(folder, diary.stem), *unprotected_beside(diary)) if new is not None else ()
    for path in plain:
        click.echo(say.t("{path} could not be encrypted, so it can still be read by others.", path=path))


def _write_sheet(world: World, diary: Path, key: Key | None, destination: Path) -> None:
    from diary.report.recovery_sheet import write_sheet
    from diary.screens.recovery_sheet import build_sheet

    assert key is not None
    open_file(diary, read_only=True, key=key).close()
    say = world.library().language
    write_sheet(build_sheet(say, key.raw, world.clock().date()), say, world.resources, destination)
    click.echo(say.t("The recovery sheet is in {path}. Print it, and delete the file.", path=destination))
