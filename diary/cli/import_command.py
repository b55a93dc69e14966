"""Defines `diary import`: what another program exported, by a reader that knows it or by a mapping file."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click
from msgspec import Struct

from diary.cli.options import command, diary_argument, json_option
from diary.cli.printed import json_text, plain
from diary.cli.world import World
from diary.content.library import Library
from diary.content.sentences import refusal_sentence
from diary.domain.day import Day
from diary.domain.item import OwnItem
from diary.domain.refusal import Reason, Refusal
from diary.storage.header import is_give_back

if TYPE_CHECKING:
    from diary.domain.diary_data import DiaryData
    from diary.exchange.intake import ReaderContent
    from diary.exchange.recognition import Recognised
    from diary.exchange.refused import AlikeRows
    from diary.journal.import_days import ImportConflict, ImportResult
    from diary.journal.journal import Journal

MOST_DIFFERENCES = 20


class _Intake(Struct, frozen=True):
    """What was read, by a reader (then with `found` and `content`), by a mapping file, or from a whole diary (then
    with `data`)."""

    days: tuple[Day, ...]
    own_items: tuple[OwnItem, ...]
    rows: int
    refused: tuple["AlikeRows", ...]
    refused_rows: int
    found: "Recognised | None" = None
    content: "ReaderContent | None" = None
    data: "DiaryData | None" = None

    def store(self, journal: "Journal", *, dry_run: bool) -> "ImportResult":
        """Put it in a diary."""
        if self.data is not None:
            return journal.take_in(self.data, dry_run=dry_run)
        return journal.import_days(self.days, self.own_items, dry_run=dry_run, back_up=True)


class _Way(Struct, frozen=True):
    """How a file is to be read: by a mapping, or by a reader that is named or found, with answers."""

    mapping: Path | None
    kind: str | None
    answers: Path | None


@command("Read what another program exported into a diary.", name="import")
@diary_argument
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--as", "kind", help="The program it came from, such as fitbit; found by looking inside.")
@click.option("--map", "mapping", type=click.Path(path_type=Path), help="A mapping file, for any other table.")
@click.option("--answers", type=click.Path(path_type=Path), help="A file with answers to what only you can know.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
@click.option("--new", is_flag=True, help="Make the diary when there is none at this place yet.")
@json_option
def import_command(
    world: World,
    diary: Path,
    source: Path,
    kind: str | None,
    mapping: Path | None,
    answers: Path | None,
    dry_run: bool,
    new: bool,
    as_json: bool,
) -> None:
    """Import in one change: all rows that can be read, or nothing, after a backup. A diary that is not there yet
    is made only when there is something to put in it."""
    way = _Way(mapping, kind, answers)
    if kind is None and mapping is None and is_give_back(source):
        _take_marks(world, diary, source, dry_run=dry_run, as_json=as_json)
        return
    is_tried = dry_run or (new and not diary.exists())
    with world.begun(diary, create=new, trial=is_tried) as journal:
        intake = _read(world, journal, source, way)
        import_result = intake.store(journal, dry_run=is_tried)
        library = world.library(journal.own_items)
    if is_tried and not dry_run and import_result.added:
        with world.begun(diary, create=True) as journal:
            import_result = intake.store(journal, dry_run=False)
            library = world.library(journal.own_items)
    if as_json:
        click.echo(json_text(_intake_json(library, intake, import_result)))
    else:
        click.echo(plain("\n".join(_intake_lines(library, intake, import_result, dry_run))))
    if intake.refused_rows and not intake.days:
        raise Refusal(Reason.SOURCE_NOTHING, path=source)


def _take_marks(world: World, diary: Path, source: Path, *, dry_run: bool, as_json: bool) -> None:
    """Put what a therapist gives back in the diary, in one change."""
    from diary.domain.therapist_mark import MARKS
    from diary.journal.give_back import keep_marks, new_marks
    from diary.screens.register import values_said

    with world.journal(diary, read_only=dry_run) as journal:
        library = world.library(journal.own_items)
        register, language = library.register(MARKS), library.language
        marks = new_marks(journal, source, register)
        if not dry_run:
            keep_marks(journal, marks)
    if as_json:
        click.echo(json_text({"marks": list(marks)}))
        return
    said = [" · ".join(values_said(register, mark, None, library)) for mark in marks]
    count = language.n("{count} new mark", "{count} new marks", len(marks))
    click.echo(plain("\n".join([count, *said])))


def _read(world: World, journal: "Journal", source: Path, way: _Way) -> _Intake:
    now = world.clock().astimezone(ZoneInfo(world.zone))
    if way.mapping is not None:
        from diary.exchange.mapping import load_mapping
        from diary.exchange.refused import alike
        from diary.exchange.source import read_source

        reading = read_source(source, load_mapping(way.mapping), journal.catalogue, journal.atlas, now)
        return _Intake(reading.days, reading.own_items, reading.rows, alike(reading.refused), len(reading.refused))
    from diary.exchange.bundle import open_bundle
    from diary.exchange.diary_json import is_diary_json, read_diary_json
    from diary.exchange.file_questions import load_answers
    from diary.exchange.intake import read_export
    from diary.exchange.recognition import recognised

    if way.kind is None and source.is_file() and is_diary_json(source):
        data = read_diary_json(source)
        return _Intake(data.days, data.own_items, len(data.days), (), 0, data=data)
    told = load_answers(way.answers) if way.answers else None
    answers: Mapping[str, str] = told.answers if told else {}
    with open_bundle(source) as bundle:
        found = recognised(bundle, way.kind or (told.reader if told else None))
        content = read_export(bundle, found, answers, journal.catalogue, now).content(answers)
    refused = sum(alike.count for alike in content.refused)
    return _Intake(content.days, content.own_items, content.counts.rows, content.refused, refused, found, content)


def _intake_json(library: Library, intake: _Intake, import_result: "ImportResult") -> dict[str, object]:
    return {
        "rows": intake.rows,
        **(_reader_json(intake.found, intake.content) if intake.found and intake.content else {}),
        **import_json(import_result),
        "same_names": list(_same_names(library, intake.own_items).values()),
        "refused": [
            {
                "line": row.line,
                "column": row.column,
                "reason": _sentence(library, row.refusal),
                **({"file": row.file} if row.file else {}),
                **({"count": alike.count} if alike.count > len(alike.examples) else {}),
            }
            for alike in intake.refused
            for row in alike.examples
        ],
    }


def _reader_json(found: "Recognised", content: "ReaderContent") -> dict[str, object]:
    counts, period = content.counts, content.period
    return {
        "reader": found.reader.key,
        "tried": found.reader.tried,
        "first": period.first if period else None,
        "last": period.last if period else None,
        "used_rows": counts.used,
        "refused_rows": counts.refused,
        "skipped": [{"why": why, "name": name, "count": count} for (why, name), count in counts.skipped.items()],
        "unknown": dict(counts.unknown),
        "questions": [
            {"key": question.key, "options": question.options, "usual": question.usual}
            for question in content.questions
        ],
    }


def _same_names(library: Library, own_items: Iterable[OwnItem]) -> dict[str, tuple[str, ...]]:
    """Return names that an own item of the file shares with another item, and the keys of all that have them."""
    from diary.screens.own_items import shown_name

    names = {key: words.name for key, words in library.words.items.items()}
    brought = {own.item.key: shown_name(own, library.language) for own in own_items}
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


def _intake_lines(library: Library, intake: _Intake, import_result: "ImportResult", dry_run: bool) -> list[str]:
    from diary.exchange.intake_words import refused_lines

    language = library.language
    lines = [language.t("This is a trial: nothing was changed.")] if dry_run else []
    if intake.found is not None and intake.content is not None:
        lines += _reader_lines(library, intake.found, intake.content)
    else:
        lines.append(language.n("{count} row read.", "{count} rows read.", intake.rows))
    lines += import_lines(library, import_result)
    lines += _difference_lines(library, import_result.kept, intake.own_items)
    for name, keys in _same_names(library, intake.own_items).items():
        lines.append(
            language.t("“{name}” is the name of more than one item: {keys}.", name=name, keys=", ".join(keys))
        )
    if intake.refused:
        lines.append(
            language.n("{count} row could not be used:", "{count} rows could not be used:", intake.refused_rows)
        )
    return lines + ["  " + line for line in refused_lines(library, intake.refused)]


def _reader_lines(library: Library, found: "Recognised", content: "ReaderContent") -> list[str]:
    from diary.exchange.intake_words import question_words, recognised_line, skipped_lines, untried_line

    language = library.language
    lines = [recognised_line(language, found)]
    if untried := untried_line(language, found.reader):
        lines.append(untried)
    lines.append(
        language.n(
            "{count} row read, {used} used.", "{count} rows read, {used} used.",
            content.counts.rows, used=language.number(content.counts.used),
        )
    )  # fmt: skip
    lines += skipped_lines(language, content.counts)
    for question in content.questions:
        words = question_words(library, question, content.own_items)
        options = ", ".join(f"{key} ({said})" if key != said else key for key, said in words.options.items())
        lines += [words.text, f"  {words.example}", f'  "{question.key}" = "{question.usual}"  # {options}']
    return lines


def _difference_lines(
    library: Library, kept: Iterable["ImportConflict"], own_items: tuple[OwnItem, ...]
) -> Iterable[str]:
    """Yield what differs from the diary, with both values."""
    from diary.exchange.intake_words import item_name

    language = library.language
    for conflict in list(kept)[:MOST_DIFFERENCES]:
        yield "  " + language.t(
            "{day}, {item}: yours is {kept}, the file says {offered}",
            day=language.short_date(conflict.day),
            item=item_name(library, conflict.item, own_items),
            kept=shown_value(library, conflict.item, conflict.kept),
            offered=shown_value(library, conflict.item, conflict.offered),
        )


def shown_value(library: Library, item: str, value: float) -> str:
    """Return a value as it is read: clock times as times, other numbers as numbers."""
    from diary.domain.item import Kind

    is_clock = item in library.catalogue and library.catalogue.item(item).kind is Kind.CLOCK
    return library.language.clock_minutes(value) if is_clock else library.language.number(value, 1)


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


def _sentence(library: Library, refusal: Refusal) -> str:
    return refusal_sentence(library.language, library.words, refusal)
