"""Mappings and answers, written as TOML and read again."""

from datetime import date
from pathlib import Path
from string import printable
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from diary.domain.item import Kind
from diary.exchange.fields import Clock, Codes, Empty, Places, Several, Texts, Word
from diary.exchange.mapping import (
    ActivityRule,
    AreaRule,
    DateRule,
    ImportMap,
    ItemRule,
    NightRule,
    OwnRule,
    SkipRule,
    SourceRule,
    load_mapping,
)
from diary.exchange.toml_text import toml_text

NAMES = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12)
LOWER = (
    NAMES.map(lambda text: text.casefold().casefold())
    .map(str.strip)
    .filter(lambda text: text and text == text.casefold().strip())
)
NUMBERS = st.floats(-1e9, 1e9).map(lambda number: number + 0.0)
TEXTS = st.frozensets(NAMES, max_size=3).map(Texts)
WORDS = st.dictionaries(LOWER, NAMES.map(Word), max_size=3)
CONDITIONS = st.dictionaries(NAMES, st.frozensets(LOWER, min_size=1, max_size=2).map(Texts), max_size=2)
ITEMS = st.builds(
    ItemRule,
    item=NAMES,
    column=NAMES,
    source=st.sampled_from([None, (0.0, 1.0), (1.0, 5.5)]),
    has=st.none() | NAMES,
    separator=NAMES,
    values=WORDS,
    ignore=TEXTS,
    when=CONDITIONS,
)
FACTORS = st.builds(ItemRule, item=NAMES, constant=NAMES.map(Word), factor=NUMBERS, offset=NUMBERS)
AREAS = st.builds(
    AreaRule,
    intensity=NAMES | st.integers(1, 10).map(float),
    column=NAMES,
    codes=st.sampled_from(Codes),
    names=st.dictionaries(
        LOWER, st.lists(NAMES | st.integers(0, 300), min_size=1, max_size=3).map(Places), max_size=2
    ),
    empty=st.sampled_from(Empty),
    when=CONDITIONS,
)
ACTIVITIES = st.builds(
    ActivityRule, minutes=NAMES, kind=NAMES, effort=st.none() | NAMES, several=st.none() | st.sampled_from(Several)
)
OWN = st.builds(
    OwnRule,
    names=st.dictionaries(st.sampled_from(["en", "nl"]), NAMES.filter(str.strip), min_size=1),
    kind=st.sampled_from([Kind.SCALE, Kind.COUNT]),
    low=st.just(0.0),
    high=st.none() | st.floats(0.5, 1e6),
    unit=st.text(printable, max_size=4),
)
DATES = st.builds(
    DateRule,
    column=NAMES,
    time=st.none() | NAMES,
    formats=st.sampled_from([("iso",), ("day_first",), ("%d-%m-%Y", "epoch")]),
    zone=st.sampled_from([None, ZoneInfo("Europe/Amsterdam")]),
    boundary=st.integers(0, 1439).map(Clock),
) | st.builds(DateRule, start=st.dates(date(1950, 1, 1)), offset=st.none() | NAMES)
SOURCES = st.builds(
    SourceRule,
    delimiter=st.sampled_from([None, ";", "\t"]),
    decimal=st.sampled_from([None, ","]),
    ignore=TEXTS,
    records=st.none() | NAMES,
)
MAPS = st.builds(
    ImportMap,
    source=SOURCES,
    date=DATES,
    item=st.lists(ITEMS | FACTORS, max_size=2, unique_by=lambda rule: rule.item).map(tuple),
    areas=st.lists(AREAS, min_size=1, max_size=2).map(tuple),
    activity=st.lists(ACTIVITIES, max_size=2).map(tuple),
    skip=st.lists(st.builds(SkipRule, when=CONDITIONS.filter(bool)), max_size=2).map(tuple),
    own=st.dictionaries(st.sampled_from(["one", "two_2"]), OWN, max_size=2),
) | st.builds(
    ImportMap,
    source=SOURCES,
    night=st.builds(NightRule, start=NAMES, end=NAMES, main=st.none() | NAMES, shortest=st.floats(0, 1439)),
)


@given(MAPS)
def test_a_mapping_that_is_written_is_read_as_the_same_mapping(mapping: ImportMap) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "map.toml"
        path.write_text(toml_text(mapping), encoding="utf-8", newline="")
        assert replace(load_mapping(path), path="") == mapping


def test_what_is_usual_is_not_written() -> None:
    mapping = ImportMap(date=DateRule(column="when"), item=(ItemRule(item="stress", column="a b"),))
    assert toml_text(mapping) == '[date]\ncolumn = "when"\n\n[[item]]\nitem = "stress"\ncolumn = "a b"\n'
