"""The catalogue is one file, and a mistake in it is named before anything is built on it."""

from pathlib import Path

import pytest

from diary.content.catalogue import load_catalogue, load_worded_catalogue
from diary.content.decoding import Problem
from diary.content.library import load_library
from diary.domain.item import MINUTES_A_DAY, Catalogue, Item, Kind, OwnItem, Preset
from diary.domain.refusal import Reason, Refusal

SHORT = [
    *("into_bed", "sleep_latency", "awake_in_night", "got_up", "sleep_quality", "function", "activities"),
    *("breaks", "people", "stress", "worried_damage", "skipped_fear", "body_map", "fatigue"),
    *("pain_average", "moments", "note", "good_thing"),
]
CARDS = ["essentials", "night", "doing", "rest", "stress", "body", "pain", "moments", "note", "own"]

GOOD = """
[[item]]
key = "test_item"
card = "body"
kind = "scale"
range = [0, 10]
factor = "stress"
presets = ["full"]
code = "diary:test_item"
name = "Test item"
question = "How much of the test item did you have?"
low = "none"
high = "very much"
"""

CHOICE = GOOD.replace('kind = "scale"\nrange = [0, 10]', 'kind = "choice"\noptions = { yes = "yes", no = "no" }')


def append(resources: Path, text: str) -> None:
    path = resources / "content" / "catalogue.toml"
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_the_short_form_holds_the_agreed_items_in_their_order(catalogue: Catalogue) -> None:
    assert [item.key for item in catalogue.items if Preset.SHORT in item.presets] == SHORT


def test_the_full_form_holds_everything(catalogue: Catalogue) -> None:
    assert all(Preset.FULL in item.presets for item in catalogue.items)


def test_cards_come_in_their_order_and_the_pain_number_after_all_other_scales(catalogue: Catalogue) -> None:
    assert [card.key for card in catalogue.cards] == CARDS
    assert [card.key for card in catalogue.cards if card.morning] == ["night"]
    scales = [item.key for item in catalogue.items if item.kind is Kind.SCALE]
    assert scales[-2:] == ["pain_average", "pain_worst"]


def test_items_stand_in_the_order_of_their_cards(catalogue: Catalogue) -> None:
    order = [CARDS.index(item.card) for item in catalogue.items]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("key", "value", "fits"),
    [
        ("into_bed", 0, True),
        ("into_bed", MINUTES_A_DAY - 1, True),
        ("into_bed", MINUTES_A_DAY, False),
        ("sleep_quality", 0, False),
        ("sleep_quality", 5, True),
        ("stress", 0, True),
        ("stress", 11, False),
        ("people", 2, True),
        ("people", 3, False),
        ("skipped_fear", 1, True),
        ("skipped_fear", 2, False),
        ("relaxation", MINUTES_A_DAY, True),
        ("relaxation", MINUTES_A_DAY + 1, False),
    ],
)
def test_an_item_holds_its_range_and_nothing_else(
    catalogue: Catalogue, key: str, value: float, fits: bool
) -> None:
    item = catalogue.item(key)
    if fits:
        assert item.check(value) == value
    else:
        with pytest.raises(Refusal) as refused:
            item.check(value)
        assert refused.value.reason is Reason.OUT_OF_RANGE


def test_every_item_has_its_own_code_and_loinc_only_where_one_is_known(catalogue: Catalogue) -> None:
    codes = [item.code for item in catalogue.items]
    assert len(set(codes)) == len(codes)
    loinc = {item.key: item.code for item in catalogue.items if item.code and item.code.startswith("loinc:")}
    assert loinc == {"activities": "loinc:55411-3", "pain_average": "loinc:72514-3"}
    assert {item.code for item in catalogue.items if item.key not in loinc} == {
        f"diary:{item.key}" for item in catalogue.items if item.key not in loinc
    }


def test_a_scale_names_both_its_ends_and_a_number_its_unit(resources: Path) -> None:
    worded = load_worded_catalogue(resources)
    for item in worded.catalogue.items:
        words = worded.items[item.key]
        assert (item.kind is not Kind.SCALE) or (words.low and words.high), item.key
        assert (item.kind not in {Kind.MINUTES, Kind.COUNT}) or words.unit, item.key
        assert (item.unit == "min") == (item.kind is Kind.MINUTES), item.key


def test_one_more_block_is_one_more_item_with_english_words_in_every_language(copied: Path) -> None:
    append(copied, GOOD)
    for language in ("en", "nl"):
        library = load_library(copied, language)
        item = library.catalogue.item("test_item")
        assert (item.kind, item.low, item.high, item.card) == (Kind.SCALE, 0, 10, "body")
        assert library.words.items["test_item"].question == "How much of the test item did you have?"
    assert library.words.items["stress"].low == "geen stress"


def test_a_choice_counts_its_options(copied: Path) -> None:
    append(copied, CHOICE)
    item = load_catalogue(copied).item("test_item")
    assert (item.options, item.low, item.high) == (("yes", "no"), 0, 1)


@pytest.mark.parametrize(
    ("old", "new", "field", "problem"),
    [
        ('name = "Test item"', 'nam = "Test item"', "nam", Problem.UNKNOWN),
        ('name = "Test item"', 'name = "Test item"\ncolour = "red"', "colour", Problem.UNKNOWN),
        ('name = "Test item"', "name = 7", "name", Problem.NO_TEXT),
        ('name = "Test item"', 'name = " "', "name", Problem.MISSING),
        ('key = "test_item"', 'key = "stress"', "key", Problem.TWICE),
        ('key = "test_item"', 'key = "Test item"', "key", Problem.NOT_ALLOWED),
        ('card = "body"', 'card = "head"', "card", Problem.NOT_ALLOWED),
        ('kind = "scale"', 'kind = "slider"', "kind", Problem.NOT_ALLOWED),
        ('factor = "stress"', 'factor = "weather"', "factor", Problem.NOT_ALLOWED),
        ('presets = ["full"]', 'presets = ["tiny"]', "presets", Problem.NOT_ALLOWED),
        ('presets = ["full"]', 'presets = ["full", "full"]', "presets", Problem.TWICE),
        ('presets = ["full"]', "presets = [1]", "presets", Problem.NO_TEXT),
        ('presets = ["full"]', 'presets = "full"', "presets", Problem.NO_LIST),
        ("range = [0, 10]", "range = [10, 0]", "range", Problem.NOT_ALLOWED),
        ("range = [0, 10]", "range = [5, 5]", "range", Problem.NOT_ALLOWED),
        ("range = [0, 10]", "range = [0, 2.5]", "range", Problem.NOT_ALLOWED),
        ("range = [0, 10]", "range = [0, 10, 20]", "range", Problem.WRONG_TYPE),
        ("range = [0, 10]", "range = [false, true]", "range", Problem.NO_NUMBER),
        ("range = [0, 10]", "", "range", Problem.MISSING),
        ('kind = "scale"', 'kind = "clock"', "range", Problem.UNKNOWN),
        ('kind = "scale"\nrange = [0, 10]', 'kind = "minutes"\nrange = [0, 1441]', "range", Problem.NOT_ALLOWED),
        ('kind = "scale"\nrange = [0, 10]', 'kind = "count"\nrange = [-1, 5]', "range", Problem.NOT_ALLOWED),
        ('kind = "scale"\nrange = [0, 10]', 'kind = "choice"', "options", Problem.MISSING),
        (
            'kind = "scale"\nrange = [0, 10]',
            'kind = "choice"\noptions = { one = "x" }',
            "options",
            Problem.MISSING,
        ),
        (
            'kind = "scale"\nrange = [0, 10]',
            'kind = "choice"\noptions = { one = "x", two = 2 }',
            "options.two",
            Problem.NO_TEXT,
        ),
        ("range = [0, 10]", 'range = [0, 10]\noptions = { a = "a", b = "b" }', "options", Problem.UNKNOWN),
    ],
)
def test_a_mistake_is_named_by_file_block_and_field(
    copied: Path, old: str, new: str, field: str, problem: Problem
) -> None:
    assert old in GOOD
    append(copied, GOOD.replace(old, new))
    with pytest.raises(Refusal) as refused:
        load_catalogue(copied)
    assert refused.value.reason is Reason.CONTENT_INVALID
    assert refused.value.facts["file"] == "content/catalogue.toml"
    assert refused.value.facts["key"] in {"test_item", "stress", "Test item"}
    assert (refused.value.facts["field"], refused.value.facts["problem"]) == (field, problem)


def test_a_block_without_a_key_is_named_by_its_place(copied: Path) -> None:
    items = len(load_catalogue(copied).items)
    append(copied, GOOD.replace('key = "test_item"', ""))
    with pytest.raises(Refusal) as refused:
        load_catalogue(copied)
    assert refused.value.facts["key"] == f"item {items + 1}"


@pytest.mark.parametrize(("text", "problem"), [("= nonsense", Problem.NOT_TOML), (None, Problem.NO_FILE)])
def test_a_file_that_is_no_toml_or_not_there_is_refused(copied: Path, text: str | None, problem: Problem) -> None:
    path = copied / "content" / "catalogue.toml"
    path.unlink()
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        load_catalogue(copied)
    assert refused.value.reason is Reason.CONTENT_INVALID
    assert refused.value.facts["problem"] is problem


def test_an_own_item_stands_last_and_goes_by_its_name(resources: Path) -> None:
    own = OwnItem(Item("own_1", Kind.SCALE, "own", 0, 10, unit="cups", own=True), {"nl": "Koffie"})
    for language in ("en", "nl"):
        library = load_library(resources, language, [own])
        assert library.catalogue.items[-1].key == "own_1"
        assert library.words.items["own_1"].name == "Koffie"
        assert library.words.items["own_1"].unit == "cups"


def test_an_own_item_whose_key_is_built_in_by_now_stays(resources: Path) -> None:
    own = OwnItem(Item("stress", Kind.SCALE, "own", 0, 5, own=True), {"en": "My stress"})
    library = load_library(resources, "en", [own])
    assert [item.key for item in library.catalogue.items].count("stress") == 1
    assert library.words.items["stress"].name == "My stress"
