"""Own items get keys that last, and nothing that is typed about one is taken when it cannot be shown."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.content.library import Library, load_library
from diary.domain.item import Item, Kind, OwnItem
from diary.domain.refusal import Reason, Refusal
from diary.paths import resources
from diary.screens.own_items import (
    LONGEST_KEY,
    LONGEST_NAME,
    OPTIONS,
    RESERVED,
    UNIT,
    DraftProblem,
    OwnDraft,
    about,
    archived,
    build_own_items,
    draft_of,
    kind_words,
    own_key,
    read_draft,
    tidy,
)

KINDS = (Kind.SCALE, Kind.MINUTES, Kind.COUNT, Kind.FLAG, Kind.CHOICE)
TEA = OwnItem(Item("tea", Kind.COUNT, "own", 0, 1000, "cups", own=True), {"en": "Tea", "nl": "Thee"})


@given(st.text(max_size=120), st.sets(st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True), max_size=8))
def test_a_key_is_ascii_unique_and_lasting(name: str, taken: set[str]) -> None:
    try:
        key = own_key(name, taken)
    except Refusal:
        with pytest.raises(Refusal) as refused:
            own_key(name, taken)
        assert refused.value.reason is Reason.ITEM_EXISTS
        assert refused.value.facts["item"] in taken
        return
    assert key.isascii()
    assert key.isidentifier()
    assert key == key.lower()
    assert len(key) <= LONGEST_KEY + len("item_") + 3
    assert key not in taken | RESERVED
    assert own_key(name, taken) == key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Cups of coffee", "cups_of_coffee"),
        ("  Één  goed ding! ", "een_goed_ding"),
        ("Größe", "grosse"),
        ("5 minutes outside", "item_5_minutes_outside"),
        ("🍵", "item"),
        ("чай", "item"),
        ("day", "day_2"),
    ],
)
def test_keys_read_like_the_name(name: str, key: str) -> None:
    assert own_key(name, {"stress"}) == key


@pytest.mark.parametrize("name", ["Stress", "stress!", " STRESS "])
def test_a_name_that_says_what_is_there_already_is_refused(name: str) -> None:
    with pytest.raises(Refusal):
        own_key(name, {"stress"})


def test_names_that_ascii_cannot_say_are_numbered() -> None:
    assert own_key("🎵", {"item"}) == "item_2"
    assert own_key("a" * 60, {"a" * LONGEST_KEY}) == "a" * LONGEST_KEY + "_2"


def _draft(name: str = "Knitting", other: str = "", **more: object) -> OwnDraft:
    return OwnDraft({"en": name, "nl": other}, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_becomes_an_item_that_can_be_asked(english: Library, kind: Kind) -> None:
    found = read_draft(_draft(kind=kind, unit=" cups ", options="little\n\n much "), english, ())
    assert isinstance(found, OwnItem)
    item = found.item
    assert (item.key, item.card, item.own, item.low) == ("knitting", "own", True, 0)
    assert item.check(item.high) == item.high
    assert item.unit == {Kind.COUNT: "cups", Kind.MINUTES: "min"}.get(kind, "")
    assert item.options == (("little", "much") if kind is Kind.CHOICE else ())
    assert found.names == {"en": "Knitting"}
    assert "Knitting" in {words.name for words in load_library(resources(), "nl", [found]).words.items.values()}


@pytest.mark.parametrize(
    ("draft", "field", "said"),
    [
        (_draft(""), "en", "Give it a name"),
        (_draft(" \t\u200b "), "en", "Give it a name"),
        (_draft("x" * 300), "en", "At most 60"),
        (_draft("Knitting", "x" * 300), "nl", "At most 60"),
        (_draft("x" * 31), "en", "30 letters"),
        (_draft("Stress"), "en", "already has “Stress”"),
        (_draft("into bed"), "en", "already has “To bed”"),
        (_draft("tea"), "en", "already have “Tea”"),
        (_draft("Knitting", "Thee"), "nl", "already have “Tea”"),
        (_draft(kind=Kind.COUNT, unit="x" * 21), UNIT, "At most 20"),
        (_draft(kind=Kind.CHOICE), OPTIONS, "at least two"),
        (_draft(kind=Kind.CHOICE, options="a\nA"), OPTIONS, "the same"),
        (_draft(kind=Kind.CHOICE, options="\n".join("abcdefgh")), OPTIONS, "At most 7"),
        (_draft(kind=Kind.CHOICE, options="a\n" + "b" * 25), OPTIONS, "24 letters"),
    ],
)
def test_what_cannot_be_stored_is_one_sentence_beside_its_field(
    english: Library, draft: OwnDraft, field: str, said: str
) -> None:
    found = read_draft(draft, english, [TEA])
    assert isinstance(found, DraftProblem)
    assert found.field == field
    assert said in found.sentence


def test_a_picture_is_a_name_too(english: Library) -> None:
    found = read_draft(_draft("🍵"), english, [TEA])
    assert isinstance(found, OwnItem)
    assert found.names == {"en": "🍵"}


def test_an_item_that_rests_is_pointed_out(english: Library) -> None:
    found = read_draft(_draft("Tea"), english, [archived(TEA, is_archived=True)])
    assert isinstance(found, DraftProblem)
    assert "ask it again" in found.sentence


@given(st.text(max_size=80), st.text(max_size=40), st.sampled_from(KINDS))
def test_whatever_is_typed_is_an_item_or_one_sentence(name: str, options: str, kind: Kind) -> None:
    found = read_draft(_draft(name, options, kind=kind, unit=options, options=options), _library(), [TEA])
    if isinstance(found, DraftProblem):
        assert "\n" not in found.sentence
    else:
        assert 0 < len(found.names["en"]) <= LONGEST_NAME
        json.dumps([*found.names.values(), *found.item.options], ensure_ascii=False).encode()


def test_renaming_keeps_everything_but_the_names(english: Library) -> None:
    draft = draft_of(TEA, english.language)
    assert draft.names == {"en": "Tea", "nl": "Thee"}
    same = read_draft(draft, english, [TEA])
    assert same == TEA
    found = read_draft(OwnDraft({"en": "Green tea", "nl": ""}, Kind.FLAG, key="tea"), english, [TEA])
    assert found == OwnItem(TEA.item, {"en": "Green tea"})


def test_the_list_tells_how_each_is_answered(english: Library, dutch: Library) -> None:
    choice = Item("wool", Kind.CHOICE, "own", 0, 1, options=("little", "much"), own=True)
    scale = Item("mood", Kind.SCALE, "own", 1, 7, own=True)
    (tea,) = build_own_items([TEA], dutch.language)
    assert (tea.name, tea.archived) == ("Thee", False)
    language = english.language
    assert [about(item, language) for item in (TEA.item, choice, scale)] == [
        "A number · cups", "little, much", "1 to 7",
    ]  # fmt: skip
    assert set(kind_words(language)) == set(KINDS)


@given(st.text())
def test_a_tidy_line_can_be_written(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert "\n" not in tidy(text)
    tidy("\ud800" + text).encode()


_LIBRARIES: list[Library] = []


def _library() -> Library:
    if not _LIBRARIES:
        _LIBRARIES.append(load_library(resources(), "en"))
    return _LIBRARIES[0]
