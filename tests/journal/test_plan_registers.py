"""Every list of the plan, whatever is in it, comes through: as JSON, in a share, merged, and out of a rescue."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from diary.domain.register import FieldKind, Register, RegisterField
from diary.domain.text import clean_data
from diary.domain.therapist_mark import PROPOSALS
from diary.exchange.diary_json import json_files, read_diary_json
from diary.exchange.formats import find_format
from diary.journal.journal import Journal
from diary.journal.rescue import rescue
from diary.journal.share import write_share
from diary.journal.shares import open_share
from diary.screens.exported import Addressed, parts_asked
from tests.exchange.test_formats import a_content
from tests.factory import NOW, a_day, a_journal
from tests.journal.test_people import LIBRARY, WORLD
from tests.journal.two_copies import Pair

PLAN = [one for one in LIBRARY.registers if one.page == "plan" or one.key == PROPOSALS]
LETTERS = st.characters(exclude_categories=["Cs", "Cc"])
DATES = st.dates(date(2020, 1, 1), date(2026, 11, 22)).map(date.isoformat)
Told = set[tuple[str, str, str]]


def typed(field: RegisterField) -> st.SearchStrategy[str]:
    """What somebody may type in a field."""
    match field.kind:
        case FieldKind.DATE:
            return DATES
        case FieldKind.CHOICE:
            return st.sampled_from(field.options)
        case FieldKind.FLAG:
            return st.sampled_from(["yes", "no"])
        case FieldKind.SCALE:
            return st.integers(int(field.low), int(field.high)).map(str)
        case FieldKind.NUMBER:
            return st.integers(int(max(field.low, -1e4)), int(min(field.high, 1e4))).map(str)
        case _:
            return st.text(LETTERS, min_size=1, max_size=min(field.longest, 40)).filter(
                lambda text: bool(text.strip())
            )


@st.composite
def texts_of(draw: st.DrawFn, register: Register) -> dict[str, str]:
    found = {field.key: draw(typed(field)) for field in register.fields if field.required or draw(st.booleans())}
    begin, end = found.get(register.begins), found.get(register.ends)
    if begin and end and end < begin:
        found[register.begins], found[register.ends] = end, begin
    return {key: text for key, text in clean_data(found).items() if text.strip()}


@st.composite
def lists(draw: st.DrawFn) -> list[tuple[str, Mapping[str, Any], date | None]]:
    """A record or two of each list, parsed as what is typed is."""
    found = []
    for register in PLAN:
        for _ in range(draw(st.integers(1, 2))):
            texts = draw(texts_of(register))
            if all(texts.get(field.key) for field in register.fields if field.required):
                found.append((register.key, *register.parse(texts)))
    return found


def write(journal: Journal, records: Iterable[tuple[str, Mapping[str, Any], date | None]]) -> None:
    journal.registers.write([(key, None, data, ended_on) for key, data, ended_on in records])


def told(journal: Journal) -> Told:
    return {
        (one.key, json.dumps(record.data, sort_keys=True), str(record.ended_on))
        for one in PLAN
        for record in journal.records(one.key)
    }


def through_json(journal: Journal, folder: Path) -> Told:
    file = folder / "one.json"
    file.write_bytes(json_files(a_content(journal))[""])
    other = a_journal(folder / "other.diary")
    other.take_in(read_diary_json(file))
    return told(other)


def through_share(journal: Journal, folder: Path) -> Told:
    path = folder / "a.diary"
    content = a_content(journal)
    parts = parts_asked(LIBRARY, find_format(path).holds, texts=True)
    write_share(replace(content.only(parts), addressed=Addressed(pseudonym="x")), path)
    with open_share(path, WORLD.share_opener()) as (shared, _manifest):
        return told(shared)


def through_rescue(journal: Journal, folder: Path) -> Told:
    journal.close()
    rescue(journal.path, folder / "new.diary", LIBRARY.catalogue, LIBRARY.atlas, NOW)
    return told(a_journal(folder / "new.diary"))


@pytest.mark.parametrize("through", [through_json, through_share, through_rescue])
@settings(max_examples=5)
@given(records=lists())
def test_what_is_in_the_lists_of_the_plan_comes_through(
    through: Callable[[Journal, Path], Told], records: list[tuple[str, Mapping[str, Any], date | None]]
) -> None:
    with TemporaryDirectory() as folder:
        journal = a_journal(Path(folder, "one.diary"), days=[a_day(1, stress=3)])
        write(journal, records)
        before = told(journal)
        assert {key for key, _, _ in before} <= {one.key for one in PLAN}
        assert through(journal, Path(folder)) == before


@settings(max_examples=5)
@given(mine=lists(), theirs=lists())
def test_two_copies_that_went_on_apart_hold_all_of_both_lists(
    mine: list[tuple[str, Mapping[str, Any], date | None]],
    theirs: list[tuple[str, Mapping[str, Any], date | None]],
) -> None:
    with TemporaryDirectory() as folder:
        pair = Pair(Path(folder), [a_day(1, stress=3)])
        write(pair.one, mine)
        pair.tick(minutes=5)
        write(pair.two, theirs)
        both = told(pair.one) | told(pair.two)
        pair.one.history.merge(pair.two.history.snapshot())
        assert told(pair.one) == both
        pair.close()
