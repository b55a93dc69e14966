"""Defines `diary log` and `diary demo`."""

from datetime import date, timedelta
from pathlib import Path

import click

from diary.cli.options import DayAsked, DayParam, command, diary_argument, parted
from diary.cli.printed import tell
from diary.cli.world import World
from diary.content.library import Library
from diary.content.sample_words import SamplePlan, SampleWords, load_sample_words
from diary.content.sentences import refusal_sentence
from diary.content.words import value_words
from diary.demo import plan
from diary.demo.sample import (
    LIVES,
    TOPIC_BEGUN,
    TOPICS_READ,
    USUAL,
    Life,
    sample_days,
    sample_records,
    takes_medicine,
)
from diary.domain.columns import carried_over
from diary.domain.day import BODY_MAP, NAPS
from diary.domain.entry import parse_activities, parse_answer, parse_whole
from diary.domain.item import Item, Kind
from diary.domain.naps import parse_naps
from diary.domain.refusal import Reason, Refusal
from diary.domain.sleep import night_of
from diary.domain.tip_choice import TipMark
from diary.journal.choices import TOPIC
from diary.journal.journal import Journal
from diary.screens.card_lines import naps_words
from diary.storage.diary_file import create_file


@command(
    "Log answers: diary log my.diary 2026-11-22 stress=4 into_bed=23:10 activities=walking:30:4 naps=14:10/25"
)
@diary_argument
@click.argument("day", type=DayParam())
@click.argument("answers", nargs=-1, required=True, metavar="ITEM=VALUE...")
@click.option("--new", is_flag=True, help="Make the diary when there is none at this place yet.")
def log(world: World, diary: Path, day: DayAsked, answers: tuple[str, ...], new: bool) -> None:
    """Store every answer or none, then print what is stored."""
    with world.begun(diary, create=new) as journal:
        library = world.library(journal.own_items)
        when = day.on(journal.today)
        written = [_parse(journal, *answer) for answer in parted(answers, "ITEM=VALUE").items()]
        numbers = {item.key: number for item, number in written if item.is_numeric and not isinstance(number, str)}
        _store(journal, when, numbers, [(item, text) for item, text in written if isinstance(text, str)])
        _echo_day(journal, library, when)
        if any(text == "" and item.kind is Kind.TEXT for item, text in written) and journal.history.has_versions(
            when
        ):
            t = library.language.t
            tell(t("What was taken away stays in earlier versions for a year. At once: diary forget"))
        night = night_of(journal.day(when))
        if night is not None and night.refusal is not None:
            tell(refusal_sentence(library.language, library.words, night.refusal), err=True)


def _parse(journal: Journal, key: str, value: str) -> tuple[Item, float | str | None]:
    """Parse an answer: a number, None for nothing after the sign, or text for kinds of more than one number."""
    item = journal.catalogue.item(key)
    if not item.is_numeric:
        return item, value.strip()
    if not value.strip():
        return item, None
    return item, parse_answer(item, value)


def _store(journal: Journal, day: date, numbers: dict[str, float | None], texts: list[tuple[Item, str]]) -> None:
    """Store everything in one change: all of it is in the file afterwards, or nothing."""
    activities, areas, naps, notes = None, None, None, {}
    for item, text in texts:
        if item.kind is Kind.ACTIVITIES:
            activities = carried_over(parse_activities(text), journal.day(day).activities, "kind")
        elif item.kind is Kind.NAPS:
            there = journal.day(day)
            naps = carried_over(parse_naps(text, there.zone, day, journal.boundary_minutes), there.naps, "begin")
        elif item.kind is Kind.BODY_MAP:
            areas = _areas(journal, text)
        elif item.kind is Kind.MOMENTS:
            raise Refusal(Reason.NOT_LOGGABLE, item=item.key)
        else:
            notes[item.key] = text
    journal.answer_all(day, numbers, activities=activities, areas=areas, notes=notes, naps=naps)


def _areas(journal: Journal, text: str) -> dict[str, int]:
    """Parse `front_knee_l:5,back_neck_l:3`; `none` or empty = no pain."""
    areas = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        if part == "none":
            continue
        key, _, strength = part.partition(":")
        areas[journal.atlas.segment(key).key] = parse_whole(strength or "5", item=BODY_MAP)
    return areas


def _echo_day(journal: Journal, library: Library, day: date) -> None:
    language, stored = library.language, journal.day(day)
    tell(language.long_date(day))
    for item in journal.catalogue.numeric:
        value = stored.value(item.key)
        if value is not None:
            name = library.words.items[item.key].name
            tell(f"  {name}: {value_words(language, library.words, item, value)}")
    if stored.naps:
        tell(f"  {library.words.items[NAPS].name}: {naps_words(stored.naps, language)}")


@command("Forget for good what a day was before: what was changed or taken away on it.")
@diary_argument
@click.argument("day", type=DayParam())
def forget(world: World, diary: Path, day: DayAsked) -> None:
    """Forget what a day was before: what is in the diary now stays; copies made before still have it until they
    make room for newer ones."""
    with world.journal(diary) as journal:
        when = day.on(journal.today)
        count = journal.history.forget_past(when)
        say = world.library(journal.own_items).language
    tell(say.n("{count} earlier version is forgotten.", "{count} earlier versions are forgotten.", count))
    tell(say.t("Backups that were made before still have what was in it then."))


@command("Write a believable sample diary, to look around in.")
@diary_argument
@click.option("--days", type=click.IntRange(1, 36_600), default=180, show_default=True, help="So many days.")
@click.option("--seed", type=int, default=1, show_default=True, help="Another number, other days.")
@click.option("--person", type=click.IntRange(1, len(LIVES)), help="One of five people who differ.")
def demo(world: World, diary: Path, days: int, seed: int, person: int | None) -> None:
    """Write a sample diary to a new file; an existing one is refused."""

    write_sample(world, diary, days, seed, USUAL if person is None else LIVES[person - 1])
    tell(world.library().language.t("A sample diary is in {path}.", path=diary))


def _write_plan(journal: Journal, words: SamplePlan, life: Life) -> None:
    """Write the plan of the sample, its goals first: other records belong to them."""
    records = plan.sample_plan(journal.today, words, life)
    whole = {number: record for number, record in records.items() if record.of is None}
    added = journal.registers.write(
        (record.register, None, record.data, record.ended_on) for record in whole.values()
    )
    ids = {number: each.id for number, each in zip(whole, added, strict=True)}
    journal.registers.write(
        (record.register, None, {**record.data, "of": ids[record.of]}, None)
        for record in records.values()
        if record.of is not None
    )
    journal.choices.choose("plan", plan.PLAN.tools[life.phase])


def _add_medicine(journal: Journal, life: Life, days: int, words: SampleWords) -> None:
    """Put the medicine of a life in its list, with why it was stopped."""
    first = journal.today - timedelta(days=days - 1)
    taken = [first + timedelta(days=each) for each in range(days) if takes_medicine(life, each, days)]
    if taken:
        until = taken[-1] + timedelta(days=1)
        said = {"name": words.night_medicine, "since": taken[0].isoformat(), "until": until.isoformat()}
        journal.add_record("medicine", {**said, "helps": "well", "side_effects": words.side_effects}, until)


def write_sample(world: World, path: Path, days: int, seed: int, life: Life = USUAL) -> None:
    """Make a new diary at `path` with a sample in it, complete or not at all.

    Raises Refusal FILE_EXISTS and what `storage.diary_file` raises.
    """
    opener = world.opener()
    key = opener.keys.of(path, create=True)
    create_file(path, key)
    try:
        with opener.open(path, key=key) as journal:
            library, words = world.library(), load_sample_words(world.resources, world.language)
            journal.import_days(sample_days(journal.today, days, seed, words, world.zone, life))
            for register, texts in sample_records(journal.today, words, life):
                data, ended_on = library.register(register).parse(texts)
                journal.add_record(register, data, ended_on)
            _add_medicine(journal, life, days, words)
            for topic in TOPICS_READ:
                journal.topics.mark(topic, TipMark.SHOWN)
            journal.topics.mark(TOPICS_READ[0], TipMark.HELPFUL)
            journal.choices.choose(TOPIC, [TOPIC_BEGUN])
            if days >= plan.DAYS:
                _write_plan(journal, words.plan, life)
    except BaseException:  # interrupted too: half a sample must not look like a diary
        path.unlink(missing_ok=True)
        raise
