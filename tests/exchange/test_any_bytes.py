"""Whatever the bytes: a reading or a refusal, never anything else."""

import itertools
import json
import re
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.content.bodymap import load_atlas
from diary.content.catalogue import load_catalogue
from diary.domain.item import LARGEST_VALUE, Kind
from diary.domain.refusal import Refusal
from diary.exchange.any_source import IntakeWay, read_any
from diary.exchange.mapping import ImportMap, load_mapping
from diary.exchange.reader_parts import Skip
from diary.exchange.source import SourceContent, read_source
from diary.journal.checks import check_activities, check_answers, check_areas, check_day, check_text
from diary.paths import resources
from tests.exchange.test_any_source import EXPORTS
from tests.exchange.test_readers import AT_HALF_PAST_ONE
from tests.factory import NOW, TODAY

CATALOGUE, ATLAS = load_catalogue(resources()), load_atlas(resources())
MAPPING = """
[date]
column = "d"
formats = ["iso", "epoch", "%d-%m-%Y %H:%M"]
[own.mood]
names = { en = "Mood" }
[[item]]
column = "a"
item = "stress"
several = "mean"
[[item]]
column = "a"
item = "mood"
[[item]]
column = "b"
item = "into_bed"
[[item]]
column = "b"
item = "note"
[[item]]
column = "b"
item = "relaxation"
several = "sum"
[[item]]
column = "b"
item = "pain_worst"
[[item]]
column = "a"
item = "pain_average"
[[areas]]
column = "c"
intensity = "a"
from = [0, 10]
empty = "no_pain"
names = { knee = [129, 130] }
[[activity]]
kind_column = "c"
minutes = "b"
effort = "a"
"""
NIGHTS = """
[date]
[night]
start = "a"
end = "b"
main = "c"
[[item]]
column = "d"
item = "awake_in_night"
"""


def load(text: str | bytes) -> ImportMap:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "map.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load_mapping(path)


def load_or_refuse(text: str | bytes) -> ImportMap | None:
    try:
        return load(text)
    except Refusal:
        return None


MAPS = (load(MAPPING), load(NIGHTS))


def read(content: bytes, name: str, mapping: ImportMap) -> SourceContent | None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            return read_source(path, mapping, CATALOGUE, ATLAS, NOW)
        except Refusal:
            return None


def acceptable(reading: SourceContent) -> None:
    """The diary takes every day of a reading as it is."""
    whole = CATALOGUE.with_own(own.item for own in reading.own_items)
    for day in reading.days:
        check_day(day.date, TODAY)
        for key, answer in day.answers.items():
            if whole.item(key).kind is not Kind.BODY_MAP:
                whole.item(key).check(answer.value)
        check_answers(whole, day, {key: answer.value for key, answer in day.answers.items()})
        check_areas(ATLAS, dict(day.areas))
        check_activities(day.activities)
        for text in day.notes.values():
            check_text(text)
            text.encode("utf-8")
        assert not day.is_empty
    for row in reading.refused:
        str(row.refusal).encode("utf-8")


CELL = st.one_of(
    st.sampled_from(["", "5", "-1", "11", "3,5", "1e99", "23:10", "knee", "[knee, 130]", "2026-11-01", "true"]),
    st.sampled_from(
        ["2026-11-01T23:10:00Z", "2026-11-02 07:00", "0001-01-01T00:00", "9999-12-31T23:59", "99999999999"]
    ),
    st.floats().map(str),
    st.text(max_size=12),
)


@given(content=st.binary(max_size=400), name=st.sampled_from(["a.csv", "a.json"]), mapping=st.sampled_from(MAPS))
def test_any_bytes_give_a_reading_or_a_refusal(content: bytes, name: str, mapping: ImportMap) -> None:
    read(content, name, mapping)


@given(
    header=st.sampled_from(["a,b,c,d\n", "a;b;c;d\r\n", "\ufeffa\tb\tc\td\n"]),
    body=st.binary(max_size=300),
    mapping=st.sampled_from(MAPS),
)
def test_any_bytes_below_a_good_header_give_days_the_diary_takes(
    header: str, body: bytes, mapping: ImportMap
) -> None:
    reading = read(header.encode() + body, "a.csv", mapping)
    if reading is not None:
        acceptable(reading)


@given(rows=st.lists(st.tuples(CELL, CELL, CELL, CELL), max_size=6), mapping=st.sampled_from(MAPS))
def test_any_cells_give_days_the_diary_takes(rows: list[tuple[str, ...]], mapping: ImportMap) -> None:
    body = "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows)
    reading = read(f"a,b,c,d\n{body}".encode("utf-8", "replace"), "a.csv", mapping)
    if reading is not None:
        acceptable(reading)


JSON_VALUE = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | CELL,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcd"), inner, max_size=4),
    max_leaves=8,
)


@given(
    records=st.lists(st.dictionaries(st.sampled_from("abcd"), JSON_VALUE), max_size=5),
    mapping=st.sampled_from(MAPS),
)
def test_any_json_gives_days_the_diary_takes(records: list[dict[str, Any]], mapping: ImportMap) -> None:
    reading = read(json.dumps(records).encode(), "a.json", mapping)
    if reading is not None:
        acceptable(reading)


@given(content=st.binary(max_size=300))
def test_any_bytes_as_a_mapping_are_refused_or_read(content: bytes) -> None:
    load_or_refuse(content)


TOML = st.sampled_from(
    [
        '"x"',
        "3",
        "-1.5",
        "true",
        "[1, 5]",
        '["a", 1]',
        "{ a = 1 }",
        '{ a = ["b"] }',
        "2026-01-01",
        "inf",
        '""',
        "[{}]",
    ]
)
KEYS = st.sampled_from(
    (
        *("column", "item", "from", "to", "factor", "offset", "reversed", "values", "when", "several", "ignore"),
        *("areas", "names", "intensity", "codes", "empty", "kind", "minutes", "effort", "constant", "options"),
        *("start", "end", "main", "zone", "formats", "boundary", "day", "delimiter", "encoding", "decimal"),
        *("low", "high"),
    )
)
HEADS = st.sampled_from(
    ["[source]", "[date]", "[night]", "[[item]]", "[[areas]]", "[[activity]]", "[[skip]]", "[own.m]"]
)


@given(tables=st.lists(st.tuples(HEADS, st.dictionaries(KEYS, TOML, max_size=5)), max_size=4))
def test_any_toml_as_a_mapping_is_refused_or_read(tables: list[tuple[str, dict[str, str]]]) -> None:
    text = "\n".join(
        f"{head}\n" + "\n".join(f"{key} = {value}" for key, value in keys.items()) for head, keys in tables
    )
    found = load_or_refuse(text)
    if found is not None:
        read(b"x,a,b\n1,2,3\n", "a.csv", found)


ODD = (
    "1e308",
    "9" * 400,
    "NaN",
    "-1e20",
    "inf",
    "=1+1",
    "1,000",
    "[1",
    "{}",
    "null",
    "true",
    "",
    " ",
    "\N{ARABIC-INDIC DIGIT THREE}",
    "\u202e12",
)
SMALL = {f"{name}-{place}": write(4) for name, (write, place, _item, _value) in EXPORTS.items()} | AT_HALF_PAST_ONE


def with_odd(text: str, odd: str, every: int) -> str:
    count = itertools.count()
    return re.sub(r"(?<![\d.:-])\d+(?![\d:-])", lambda old: old[0] if next(count) % every else odd, text)


@pytest.mark.parametrize("name", SMALL)
@pytest.mark.parametrize("every", [1, 3])
def test_whatever_stands_where_a_number_was_each_row_is_used_refused_or_left_alone(
    tmp_path: Path, name: str, every: int
) -> None:
    path = tmp_path / name.rpartition("-")[2]
    for odd in ODD:
        path.write_text(with_odd(SMALL[name], odd, every), encoding="utf-8")
        try:
            found = read_any(path, IntakeWay(), CATALOGUE, ATLAS, NOW)
        except Refusal:
            continue
        assert found.content is not None
        counts = found.content.counts
        left = sum(rows for (why, _), rows in counts.skipped.items() if why is not Skip.OTHER_FILE)
        assert counts.rows == counts.used + counts.refused + left, odd
        assert all(abs(answer.value) < LARGEST_VALUE for day in found.data.days for answer in day.answers.values())


def test_a_zip_that_was_damaged_anywhere_is_read_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", EXPORTS["daylio"][0](200))
        archive.writestr("b.csv", "nothing anybody knows\n" * 50)
    whole = path.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 120)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        with suppress(Refusal):
            read_any(path, IntakeWay(), CATALOGUE, ATLAS, NOW)
