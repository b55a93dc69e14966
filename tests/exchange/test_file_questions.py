"""Mappings and answers, written as TOML and read again."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from diary.domain.item import Kind
from diary.exchange.fields import Clock, Codes, Empty, Places, Several, Texts, Word
from diary.exchange.file_questions import toml_text
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

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
LOWER = NAMES.filter(lambda text: text == text.casefold().strip())
NUMBERS = st.floats(-1e9, 1e9)
TEXTS = (st.just(()) | st.tuples(NAMES, NAMES)).map(Texts)
FITS = st.builds(lambda column, texts: {column: Texts(texts)}, NAMES, st.tuples(LOWER) | st.tuples(LOWER, LOWER))
CONDITIONS: st.SearchStrategy[dict[str, Texts]] = st.just({}) | FITS
ITEMS = st.builds(
    ItemRule,
    item=NAMES,
    column=NAMES,
    source=st.sampled_from([None, (0.0, 1.0), (1.0, 5.5)]),
    has=st.none() | NAMES,
    separator=NAMES,
    values=st.just({}) | st.builds(lambda word, said: {word: Word(said)}, LOWER, NAMES),
    ignore=TEXTS,
    when=CONDITIONS,
)
FACTORS = st.builds(ItemRule, item=NAMES, constant=NAMES.map(Word), factor=NUMBERS, offset=NUMBERS)
PLACES = (st.tuples(NAMES) | st.tuples(NAMES, st.integers(0, 300))).map(Places)
AREAS = st.builds(
    AreaRule,
    intensity=NAMES | st.integers(1, 10).map(float),
    column=NAMES,
    codes=st.sampled_from(Codes),
    names=st.just({}) | st.builds(lambda word, places: {word: places}, LOWER, PLACES),
    empty=st.sampled_from(Empty),
    when=CONDITIONS,
)
ACTIVITIES = st.builds(ActivityRule, minutes=NAMES, kind=NAMES, several=st.none() | st.sampled_from(Several))
OWN = st.builds(
    OwnRule,
    names=st.fixed_dictionaries({"en": NAMES.filter(str.strip)}),
    kind=st.sampled_from([Kind.SCALE, Kind.COUNT]),
    high=st.none() | st.floats(0.5, 1e6),
    unit=st.text(max_size=4),
)
DATED = st.builds(
    DateRule,
    column=NAMES,
    time=st.none() | NAMES,
    formats=st.sampled_from([("iso",), ("day_first",), ("%d-%m-%Y", "epoch")]),
    zone=st.sampled_from([None, ZoneInfo("Europe/Amsterdam")]),
    boundary=st.integers(0, 1439).map(Clock),
)
COUNTED = st.builds(DateRule, start=st.dates(date(1950, 1, 1)), offset=st.none() | NAMES)
SOURCES = st.builds(
    SourceRule,
    delimiter=st.sampled_from([None, ";", "\t"]),
    decimal=st.sampled_from([None, ","]),
    ignore=TEXTS,
    records=st.none() | NAMES,
    has_header=st.booleans(),
)
NIGHTS = st.builds(NightRule, start=NAMES, end=NAMES, main=st.none() | NAMES, shortest=st.floats(0, 1439))
OF_DAYS = st.builds(
    ImportMap,
    source=SOURCES,
    date=DATED | COUNTED,
    item=st.tuples(ITEMS) | st.tuples(FACTORS) | st.just(()),
    areas=st.tuples(AREAS) | st.tuples(AREAS, AREAS),
    activity=st.tuples(ACTIVITIES) | st.just(()),
    skip=st.tuples(st.builds(SkipRule, when=FITS)) | st.just(()),
    own=st.fixed_dictionaries({}, optional={"one": OWN, "two_2": OWN}),
)


@settings(max_examples=150)
@given(OF_DAYS | st.builds(ImportMap, source=SOURCES, night=NIGHTS))
def test_a_mapping_that_is_written_is_read_as_the_same_mapping(mapping: ImportMap) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "map.toml"
        path.write_text(toml_text(mapping), encoding="utf-8", newline="")
        assert replace(load_mapping(path), path="") == mapping


def test_what_is_usual_is_not_written() -> None:
    mapping = ImportMap(date=DateRule(column="when"), item=(ItemRule(item="stress", column="a b"),))
    assert toml_text(mapping) == '[date]\ncolumn = "when"\n\n[[item]]\nitem = "stress"\ncolumn = "a b"\n'
