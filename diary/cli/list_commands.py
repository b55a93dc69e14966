"""Lists from the command line: what is in one, and a line written in it. Which lists there are is declared."""

from datetime import date
from pathlib import Path

import click

from diary.cli.options import apart, command, damaged_option, diary_argument, json_option, parted
from diary.cli.printed import json_text, tell
from diary.cli.world import World
from diary.content.library import Library
from diary.content.words import FieldWords
from diary.domain.refusal import Reason, Refusal
from diary.domain.register import RecordData, RegisterRecord
from diary.journal.journal import Journal
from diary.screens.register import RecordLine, RegisterState, build_register, days_read


@command("Show a list, such as medicine: what counts now, then what does not any more.", name="list")
@diary_argument
@click.argument("register")
@apart("--json", "--csv")
@json_option
@click.option("--csv", "as_csv", is_flag=True, help="As a table, a row a line.")
@damaged_option
def list_command(world: World, diary: Path, register: str, as_json: bool, as_csv: bool, damaged_too: bool) -> None:
    """Print a list; for programs every field has its key, empty or null when it was not filled in, and every line
    the number that `record --number` takes."""
    with world.reading(diary, damaged_too) as journal:
        library = world.library(journal.own_items)
        declared = library.register(register)
        state = build_register(declared, journal.records(register), library)
    if as_json:
        rows = [{"id": line.record.id, "number": line.number, **line.data} for line in _in_order(state)]
        tell(json_text(rows))
    elif as_csv:
        from diary.exchange.csv_text import register_csv

        table = register_csv(declared, (line.record for line in _in_order(state)))
        tell(table.replace("\r\n", "\n"), nl=False)
    else:
        tell("\n".join(_state_lines(state)))


@command("Write a line in a list: diary record my.diary medicine name='Paracetamol 500 mg' often='when needed'")
@diary_argument
@click.argument("register")
@click.argument("fields", nargs=-1, required=True, metavar="FIELD=VALUE...")
@click.option("--number", type=int, help="Change this line of the list instead of adding one.")
@click.option("--sure", is_flag=True, help="Store a step of a plan that is large.")
def record(
    world: World, diary: Path, register: str, fields: tuple[str, ...], number: int | None, *, sure: bool
) -> None:
    """Store all of it or nothing, then say what is stored; nothing behind the sign takes a field away."""
    library = world.library()
    declared = library.register(register)
    words = library.words.registers[register]
    for field in fields:
        declared.field(field.partition("=")[0].strip())  # one that is not there is said with those that are
    texts = {key: _as_key(words.field(key), value) for key, value in parted(fields, "FIELD=VALUE").items()}
    with world.journal(diary) as journal:
        there = None if number is None else _numbered(journal.records(register), register, number)
        texts = days_read(texts, declared, journal.today, library.language)
        if there is None:
            data, ended_on = declared.parse(texts)
            data = _checked(journal, library, register, None, data, ended_on, is_sure=sure)
            there = journal.add_record(register, data, ended_on)
        else:
            data, ended_on = declared.parse(texts, there.data, there.ended_on)
            data = _checked(journal, library, register, there, data, ended_on, is_sure=sure)
            journal.registers.fill_in(there, data, ended_on)
        state = build_register(declared, journal.records(register), library)
    tell(_line(next(line for line in _in_order(state) if line.record.id == there.id)))


def _checked(
    journal: Journal,
    library: Library,
    register: str,
    there: RegisterRecord | None,
    data: RecordData,
    ended_on: date | None,
    *,
    is_sure: bool,
) -> RecordData:
    """Return what is to be written, as the page Plan checks it where the list is one of Plan."""
    from diary.screens.plan.tools import check_record

    return check_record(journal.plan_source(library), register, there, data, ended_on, is_sure=is_sure)


def _as_key(words: FieldWords, text: str) -> str:
    """Return the key of an answer that is typed in words, as they are shown; anything else as it is."""
    said = text.strip().casefold()
    return next((key for key, word in words.options.items() if said == word.casefold() != key), text)


def _numbered(records: tuple[RegisterRecord, ...], register: str, number: int) -> RegisterRecord:
    if not 1 <= number <= len(records):
        raise Refusal(Reason.UNKNOWN_RECORD, register=register, number=number)
    return records[number - 1]


def _in_order(state: RegisterState) -> list[RecordLine]:
    return sorted((*state.lines, *state.ended), key=lambda line: line.number)


def _state_lines(state: RegisterState) -> list[str]:
    if not state.lines and not state.ended:
        return [state.empty]
    ended = [f"{state.ended_name}:", *(_line(line) for line in state.ended)] if state.ended else []
    return [*(_line(line) for line in state.lines), *ended]


def _line(line: RecordLine) -> str:
    return f"{line.number}. {line.name}" + (f": {line.words}" if line.words else "")
