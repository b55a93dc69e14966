"""Defines `diary import`: what another program exported, by a reader that knows it or by a mapping file."""

from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from diary.cli.options import PATH, apart, command, diary_argument, json_option
from diary.cli.printed import json_text, tell
from diary.cli.world import World
from diary.content.library import Library
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Reason, Refusal
from diary.screens.card_lines import joined
from diary.storage.header import holds_a_diary, is_give_back

if TYPE_CHECKING:
    from diary.domain.diary_data import ImportResult
    from diary.exchange.any_source import Intake, IntakeWay
    from diary.exchange.intake import ReaderContent
    from diary.exchange.recognition import Recognised


@command("Read what another program exported into a diary.", name="import")
@diary_argument
@click.argument("source", type=PATH)
@apart("--map", "--as", "--source-passphrase-file")
@apart("--as", "--source-passphrase-file")
@click.option("--as", "kind", help="The program it came from, such as fitbit; found by looking inside.")
@click.option("--map", "mapping", type=PATH, help="A mapping file, for any other table.")
@click.option("--answers", type=PATH, help="A file with answers to what only you can know.")
@click.option(
    "--source-passphrase-file",
    type=PATH,
    help="A file with the passphrase of SOURCE, a share, when it is another one.",
)
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
@click.option(
    "--sure", is_flag=True, help="Take it in, though it is of another diary or does not tell whose it is."
)
@click.option("--new", is_flag=True, help="Make the diary when there is none at this place yet.")
@json_option
def import_command(
    world: World,
    diary: Path,
    source: Path,
    kind: str | None,
    mapping: Path | None,
    answers: Path | None,
    source_passphrase_file: Path | None,
    dry_run: bool,
    sure: bool,
    new: bool,
    as_json: bool,
) -> None:
    """Import in one change: all rows that can be read, or nothing, after a backup. A diary that is not there yet
    is made only when there is something to put in it."""
    if kind is None and mapping is None and is_give_back(source):
        _take_marks(world, diary, source, dry_run=dry_run, as_json=as_json)
        return
    from diary.exchange.any_source import read_any

    way = _way(world, source, kind, mapping, answers, source_passphrase_file)
    now = world.clock().astimezone(ZoneInfo(world.zone))
    is_tried = dry_run or (new and not diary.exists())
    with world.begun(diary, create=new, trial=is_tried) as journal:
        intake = read_any(source, way, journal.catalogue, journal.atlas, now, boundary=journal.boundary_minutes)
        why = None if sure else journal.why_of_another(intake.diary, intake.name, intake.saved_days)
        if why is not None:
            raise Refusal(why, path=source)
        import_result = journal.take_in(intake.data, dry_run=is_tried)
        library = world.library(journal.own_items)
    if is_tried and not dry_run and import_result.added:
        with world.begun(diary, create=True) as journal:
            import_result = journal.take_in(intake.data)
            library = world.library(journal.own_items)
    if as_json:
        tell(json_text(_intake_json(library, intake, import_result)))
    else:
        tell("\n".join(_intake_lines(library, intake, import_result, dry_run)))
    if len(left_out := import_result.refused) == len(intake.data.days) and (left_out or intake.refused_rows):
        raise Refusal(Reason.SOURCE_NOTHING, path=source)


def _way(
    world: World, source: Path, kind: str | None, mapping: Path | None, answers: Path | None, secret: Path | None
) -> "IntakeWay":
    """Return how the source is to be read; for a share with a passphrase that is in `secret` or asked for."""
    from diary.exchange.any_source import IntakeWay
    from diary.exchange.file_questions import load_answers

    told = load_answers(answers) if answers else None
    kind = kind or (told.reader if told else None) or None
    key = None
    if kind is None and mapping is None and source.is_file() and holds_a_diary(source):
        key = world.keys(secret).of_other(source, None)
    return IntakeWay(mapping, kind, told.answers if told else {}, key)


def _take_marks(world: World, diary: Path, source: Path, *, dry_run: bool, as_json: bool) -> None:
    """Put what a therapist gives back in the diary, in one change."""
    from diary.journal.give_back import keep_marks, look_at_marks
    from diary.screens.register import values_said

    with world.journal(diary, read_only=dry_run) as journal:
        library = world.library(journal.own_items)
        language = library.language
        found = look_at_marks(journal, source, library)
        marks = [one for one, known in found if known is None]
        if not dry_run:
            keep_marks(journal, marks)
    if as_json:
        tell(json_text({"marks": [{"list": key, **data} for key, data in marks]}))
        return
    said = []
    for (key, data), known in found:
        became = () if known is None else (language.phrase("plan", "proposals", known),)
        said.append(joined((*values_said(library.register(key), data, None, library), *became)))
    count = language.n("{count} new mark", "{count} new marks", len(marks))
    tell("\n".join([count, *said]))


def _intake_json(library: Library, intake: "Intake", import_result: "ImportResult") -> dict[str, object]:
    from diary.exchange.intake_words import same_names

    return {
        "rows": intake.rows,
        **(_reader_json(intake.found, intake.content) if intake.content else {}),
        **import_json(import_result),
        "refused_days": [
            {"day": one.day, "reason": refusal_sentence(library.language, library.words, one.refusal)}
            for one in import_result.refused
        ],
        "same_names": list(same_names(library, intake.data.own_items).values()),
        "refused": [
            {
                "line": row.line,
                "column": row.column,
                "reason": refusal_sentence(library.language, library.words, row.refusal),
                **({"file": row.file} if row.file else {}),
                **({"count": alike.count} if alike.count > len(alike.examples) else {}),
            }
            for alike in intake.refused
            for row in alike.examples
        ],
    }


def _reader_json(found: "Recognised | None", content: "ReaderContent") -> dict[str, object]:
    counts, period = content.counts, content.period
    return {
        **({"reader": found.reader.key, "tried": found.reader.tried} if found else {}),
        "first": period.first if period else None,
        "last": period.last if period else None,
        "used_rows": counts.used,
        "refused_rows": counts.refused,
        "skipped": [{"why": why, "name": name, "count": count} for (why, name), count in counts.skipped.items()],
        "unknown": dict(counts.unknown),
        "several": [{"item": key, "rule": why, "days": days} for (why, key), days in counts.several.items()],
        "questions": [
            {"key": question.key, "options": question.options, "usual": question.usual}
            for question in content.questions
        ],
    }


def import_json(import_result: "ImportResult") -> dict[str, object]:
    """Return the result of an import, for programs to read."""
    shown = ("days", "added", "same", "kept", "updated", "new_items")
    return {name: getattr(import_result, name) for name in shown}


MOST_OPTIONS = 40
"""Of a question that are named: there are more time zones."""


def _intake_lines(library: Library, intake: "Intake", import_result: "ImportResult", dry_run: bool) -> list[str]:
    from diary.exchange import intake_words as words

    lines = [library.language.t("This is a trial: nothing was changed.")] if dry_run else []
    if intake.found is not None:
        lines += words.found_lines(library.language, intake.found)
    lines += words.row_lines(library, intake)
    if intake.content is not None:
        for question in intake.content.questions:
            said = words.question_words(library, question, intake.data.own_items)
            named = [f"{key} ({told})" if key != told else key for key, told in said.options.items()]
            options = ", ".join(named[:MOST_OPTIONS]) + (", …" if len(named) > MOST_OPTIONS else "")
            lines += [said.text, f"  {said.example}", f'  "{question.key}" = "{question.usual}"  # {options}']
    lines += words.result_lines(library, import_result, intake.data.own_items)
    refused = words.refused_lines(library, intake.refused)
    return [*lines, *words.refused_title(library.language, intake), *(f"  {line}" for line in refused)]
