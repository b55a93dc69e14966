"""The body: every segment drawn once, named in every language, and in the right place of every scheme."""

import csv
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from diary.content.bodymap import (
    load_atlas,
    load_body_words,
    load_drawing,
    load_limbs,
)
from diary.domain.body import Atlas, BodyView, Region, Side
from diary.domain.refusal import Reason, Refusal
from diary.domain.spread import AREA_REGIONS, day_marks
from diary.exchange.source import FEMALE_TO_MALE
from tests.factory import a_day, a_table


def mirrored(key: str) -> str:
    return key[:-1] + {"l": "r", "r": "l"}[key[-1]]


# --- the segments --------------------------------------------------------------------------------------------


def test_the_body_has_36_segments_in_front_and_38_behind(atlas: Atlas) -> None:
    views = [segment.view for segment in atlas.segments]
    assert (views.count(BodyView.FRONT), views.count(BodyView.BACK)) == (36, 38)


def test_every_choir_code_is_in_use_once(atlas: Atlas) -> None:
    assert [segment.choir for segment in atlas.segments] == [*range(101, 137), *range(201, 239)]


def test_every_segment_has_a_partner_on_the_other_side(atlas: Atlas) -> None:
    for segment in atlas.segments:
        partner = atlas.segment(mirrored(segment.key))
        assert {segment.side, partner.side} == set(Side)
        assert (segment.view, segment.snomed, segment.extent) == (partner.view, partner.snomed, partner.extent)
        if segment.wpi is not None and segment.wpi[-2:] in {"_l", "_r"}:
            assert partner.wpi == mirrored(segment.wpi)
            assert segment.wpi[-1] == segment.side[0]
        else:
            assert partner.wpi == segment.wpi


def test_the_nineteen_areas_can_all_be_marked_and_lie_in_their_region(atlas: Atlas) -> None:
    regions = {segment.wpi: segment.region for segment in atlas.segments if segment.wpi is not None}
    assert regions == AREA_REGIONS
    assert len(regions) == 19


def test_only_head_and_groin_count_for_no_area(atlas: Atlas) -> None:
    parts = {segment.key[:-2] for segment in atlas.segments if segment.wpi is None}
    assert parts == {"front_forehead", "front_groin", "back_crown", "back_head"}
    assert all(segment.region is None for segment in atlas.segments if segment.wpi is None)


CHOIR_OF_AREA = {
    "jaw": ({103}, {104}),
    "shoulder_girdle": ({107, 210}, {110, 207}),
    "upper_arm": ({111, 113, 214, 216}, {112, 114, 211, 215}),
    "lower_arm": ({115, 119, 125, 220, 226, 230}, {118, 124, 128, 217, 221, 227}),
    "hip": ({120, 224, 225}, {123, 222, 223}),
    "upper_leg": ({126, 229}, {127, 228}),
    "lower_leg": ({129, 131, 133, 135, 232, 234, 236, 238}, {130, 132, 134, 136, 231, 233, 235, 237}),
    "neck": ({105, 206}, {106, 205}),
    "upper_back": ({209, 213}, {208, 212}),
    "lower_back": ({219}, {218}),
    "chest": ({108}, {109}),
    "abdomen": ({116}, {117}),
}
"""CHOIR codes of every area on the person's right and left (derived from where the segments lie)."""


@pytest.mark.parametrize(("area", "codes"), CHOIR_OF_AREA.items(), ids=CHOIR_OF_AREA)
def test_choir_codes_count_for_the_area_and_side_they_lie_in(
    atlas: Atlas, area: str, codes: tuple[set[int], set[int]]
) -> None:
    for side, wanted in zip((Side.RIGHT, Side.LEFT), codes, strict=True):
        names = {area, f"{area}_{side[0]}"}
        found = {s.choir for s in atlas.segments if s.wpi in names and s.side is side}
        assert found == wanted


def snomed_check_digit_holds(code: str) -> bool:
    """Verhoeff's check over all digits of the identifier."""
    times = [[(a + b) % 5 + (5 if (a < 5) != (b < 5) else 0) for b in range(10)] for a in range(5)]
    times += [[(a - b) % 5 + (5 if (a < 5) != (b < 5) else 0) for b in range(10)] for a in range(5, 10)]
    swap = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
    check = 0
    for place, digit in enumerate(reversed(code)):
        value = int(digit)
        for _ in range(place % 8):
            value = swap[value]
        check = times[check][value]
    return check == 0


def test_every_snomed_code_has_a_valid_check_digit(atlas: Atlas) -> None:
    assert not snomed_check_digit_holds("72696001")
    assert [s.key for s in atlas.segments if not snomed_check_digit_holds(s.snomed)] == []


# --- the words -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_segment_area_and_region_has_a_name_of_its_own(resources: Path, atlas: Atlas, language: str) -> None:
    names = load_body_words(resources, language).segments
    assert set(names) == {segment.key for segment in atlas.segments}
    assert set(load_body_words(resources, language).areas) == set(AREA_REGIONS)
    assert set(load_body_words(resources, language).regions) == set(Region)
    for words in (names, load_body_words(resources, language).areas, load_body_words(resources, language).regions):
        assert len(set(words.values())) == len(words)


SIDE_WORDS = {
    "en": {Side.LEFT: re.compile(r"\bleft\b", re.I), Side.RIGHT: re.compile(r"\bright\b", re.I)},
    "nl": {Side.LEFT: re.compile(r"\blink(s\b|er)", re.I), Side.RIGHT: re.compile(r"\brecht(s\b|er)", re.I)},
}


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_name_says_its_own_side_and_not_the_other(resources: Path, atlas: Atlas, language: str) -> None:
    names = load_body_words(resources, language).segments
    for segment in atlas.segments:
        said = {side for side, word in SIDE_WORDS[language].items() if word.search(names[segment.key])}
        assert said == {segment.side}, names[segment.key]


def test_dutch_translates_everything(resources: Path) -> None:
    english, dutch = load_body_words(resources, "en"), load_body_words(resources, "nl")
    assert [key for key, name in dutch.segments.items() if english.segments[key] == name] == []
    assert [key for key, name in dutch.areas.items() if english.areas[key] == name] == []


def test_what_is_not_translated_stays_english(copied: Path) -> None:
    file = copied / "content" / "nl" / "regions.toml"
    file.write_text('[segments]\nfront_knee_r = "Rechterknie"\n', encoding="utf-8")
    names = load_body_words(copied, "nl").segments
    assert (names["front_knee_r"], names["front_knee_l"]) == ("Rechterknie", "Left knee, front")
    assert load_body_words(copied, "fy").segments == load_body_words(copied, "en").segments


# --- mistakes in the files -----------------------------------------------------------------------------------

REGIONS, FRONT, BACK = "bodymap/regions.toml", "bodymap/front.svg", "bodymap/back.svg"
MISTAKES = [
    (REGIONS, "choir = 103\n", "choir = 101\n", ("front_face_r", "choir")),
    (REGIONS, "choir = 103\n", "choir = 203\n", ("front_face_r", "choir")),
    (REGIONS, 'wpi = "jaw_r"', 'wpi = "jawr"', ("front_face_r", "wpi")),
    (REGIONS, 'snomed = "68367000"', "", ("front_thigh_r", "snomed")),
    (REGIONS, "[segments.front_hand_l]", "[segments.front_hand_x]", ("front_hand_x", "side")),
    (REGIONS, "[segments.front_hand_l]", "[segments.back_hand_z]", ("back_hand_z", "view")),
    (REGIONS, 'region = "axial"', 'region = "middle"', ("neck", "region")),
    (FRONT, 'id="front_knee_l"', 'id="front_knie_l"', ("front_knee_l", "id")),
    (FRONT, 'id="front_knee_l"', 'id="front_knee_r"', ("front_knee_r", "id")),
    (FRONT, 'id="outline"', 'id="body"', ("outline", "id")),
    (BACK, 'Z"/>\n</svg>', '"/>\n</svg>', ("back_foot_r", "d")),
    (BACK, 'viewBox="0 0 400', 'viewBox="0 0 401', ("svg", "viewBox")),
]


@pytest.mark.parametrize(
    ("name", "right", "wrong", "place"), MISTAKES, ids=[f"{key}-{field}" for *_, (key, field) in MISTAKES]
)
def test_a_mistake_is_named_by_file_block_and_field(
    copied: Path, name: str, right: str, wrong: str, place: tuple[str, str]
) -> None:
    file = copied / name
    text = file.read_text(encoding="utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        load_drawing(copied, load_atlas(copied))
    assert refused.value.reason is Reason.CONTENT_INVALID
    assert tuple(refused.value.facts[fact] for fact in ("file", "key", "field")) == (name, *place)


def test_a_missing_segment_and_a_missing_file_are_named(copied: Path) -> None:
    file = copied / "bodymap" / "regions.toml"
    file.write_text(file.read_text(encoding="utf-8").partition("[segments.back_foot_r]")[0], encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        load_atlas(copied)
    assert refused.value.facts["key"] == "238"
    (copied / "bodymap" / "back.svg").unlink()
    with pytest.raises(Refusal) as refused:
        load_drawing(copied)
    assert refused.value.facts["file"] == "bodymap/back.svg"


def test_a_translation_of_something_that_does_not_exist_is_refused(copied: Path) -> None:
    file = copied / "content" / "nl" / "regions.toml"
    file.write_text('[areas]\nknie = "Knie"\n', encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        load_body_words(copied, "nl")
    assert (refused.value.facts["key"], refused.value.facts["field"]) == ("areas", "knie")


# --- other people's data -------------------------------------------------------------------------------------


def rows_of(path: Path) -> Iterable[Mapping[str, str]]:
    if not path.is_file():
        pytest.skip(f"{path.name} is not here")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_code_of_a_real_choir_data_set_is_a_segment(shared: Path, atlas: Atlas) -> None:
    for row in rows_of(shared / "data" / "bodymap" / "choirbm_validation_first500.csv"):
        for code in map(int, row["bodymap_regions_csv"].split(",")):
            assert (
                atlas.by_choir(FEMALE_TO_MALE.get(code, code) if row["gender"] == "Female" else code).key in atlas
            )


SPANISH_AXIAL = {
    "Cuello": "neck",
    "Espalda Superior": "upper_back",
    "Espalda Inferior": "lower_back",
    "Pecho": "chest",
    "Abdomen": "abdomen",
}
SPANISH_LIMBS = {
    "jaw": "jaw",
    "shoulder_girdle": "shoulder_girdle",
    "upper_arm": "upper_arm",
    "lower_arm": "lower_arm",
    "hip_buttock": "hip",
    "upper_leg": "upper_leg",
    "lower_leg": "lower_leg",
}
SPANISH_SIDES = {"Derecha": "r", "Izquierda": "l"}


def marked_areas(row: Mapping[str, str]) -> set[str]:
    """The areas of one filled-in Spanish form, in our names."""
    found = {SPANISH_AXIAL[word.strip()] for word in row["axial"].split(",") if word.strip()}
    for column, limb in SPANISH_LIMBS.items():
        found |= {f"{limb}_{SPANISH_SIDES[word.strip()]}" for word in row[column].split(",") if word.strip()}
    return found


def test_the_areas_of_300_real_forms_count_to_their_own_total(shared: Path, atlas: Atlas) -> None:
    rows = list(rows_of(shared / "data" / "fm_wpi_sss" / "fm_wpi_sss_first300.csv"))
    painted = [{s.key: 5 for s in atlas.segments if s.wpi in marked_areas(row)} for row in rows]
    totals = [int(row["WPI_TOTAL"]) for row in rows]
    assert [len({atlas.segment(key).wpi for key in keys}) for keys in painted] == totals
    table = a_table(a_day(len(rows) - place, areas=keys) for place, keys in enumerate(painted, start=1))
    assert day_marks(table).sum(axis=1).tolist() == totals


# --- the limbs -----------------------------------------------------------------------------------------------


def test_a_limb_is_all_of_it_in_front_and_behind(resources: Path, atlas: Atlas) -> None:
    limbs = {limb.key: limb.segments for limb in load_limbs(resources, atlas)}
    assert len(limbs) == 20
    assert limbs["hand_l"] == {"front_hand_l", "back_hand_l"}
    assert {"front_thigh_r", "back_thigh_r", "front_shin_r", "back_calf_r", "back_foot_r"} < limbs["leg_r"]
    for key, segments in limbs.items():
        assert {mirrored(segment) for segment in segments} == limbs[mirrored(key)]
        assert {atlas.segment(segment).view for segment in segments} == set(BodyView)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_limb_has_its_own_name(resources: Path, atlas: Atlas, language: str) -> None:
    names = load_body_words(resources, language).limbs
    assert set(names) == {limb.key for limb in load_limbs(resources, atlas)}
    assert len(set(names.values())) == len(names)
