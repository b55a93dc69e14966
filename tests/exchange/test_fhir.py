"""The FHIR collection, validated by three layers that know nothing of each other: fhir.resources (R4B), HL7's JSON
schema, and HL7's StructureDefinitions, which also tell what is required."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from diary.content.language import rounded
from diary.domain.day import Activity, DayKind, Moment, MomentKind, Nap
from diary.exchange.fhir import fhir_files
from diary.exchange.formats import LOINC_NOTICE
from diary.journal.journal import Journal
from diary.screens.exported import parts_asked
from tests.exchange.test_formats import a_content
from tests.factory import SHARED, TODAY, a_day, a_journal

HL7 = SHARED / "data" / "fhir"
needs_hl7 = pytest.mark.skipif(
    not HL7.is_dir(), reason="the schema and definitions of HL7 are not on this machine"
)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    night: Any = {
        "into_bed": 1390,
        "tried_to_sleep": 1410,
        "sleep_latency": 20,
        "awake_in_night": 30,
        "woke_up": 400,
    }
    days = [
        a_day(
            number,
            areas={"front_knee_l": 5, "back_hand_r": 2} if number % 2 else {},
            activities=[Activity("walk <b>", 30, 4), Activity("rest", 10)],
            moments=[Moment(MomentKind.FLARE, 75, text="at night"), Moment(MomentKind.MEDICINE)],
            naps=[Nap(75, 20), Nap(None, 30)],
            notes={"note": 'tired "quoted"'},
            kind=DayKind.HARD,
            zone="Europe/Amsterdam" if number else "Asia/Tokyo",
            pain_average=number % 10,
            people=1,
            touch_hurt=0,
            breaks=2,
            got_up=430,
            **night,
        )
        for number in range(20)
    ]
    journal = a_journal(tmp_path / "my.diary", days=days)
    data = {"name": "Paracetamol", "since": "2023-05", "amount": "1", "often": "daily", "helps": "well"}
    ended = journal.add_record("medicine", data)
    journal.end_record(ended, days[0].date)
    journal.add_record("medicine", {"name": "x"})
    journal.add_record("question", {"question": "Does it?", "asked": "2026-11-01", "weeks": 3})
    walk = journal.add_record("goal", {"text": "walk to the wood", "why": "the dog", "first_day": "2026-09"})
    for week, able in (("2026-11-02", 3), ("2026-11-09", 4.0), ("soon", 5)):
        journal.add_record("goal_week", {"goal": "walk to the wood", "week": week, "able": able, "of": walk.id})
    journal.end_record(journal.add_record("goal", {"text": "cook"}), days[0].date)
    journal.set_profile("name", "Anna")
    journal.set_profile("birth_year", "1971")
    return journal


@pytest.fixture
def bundle(journal: Journal) -> Any:  # noqa: ANN401 - JSON
    return json.loads(fhir_files(a_content(journal))[""])


def resources_of(bundle: Any, kind: str) -> list[Any]:  # noqa: ANN401 - JSON
    return [one["resource"] for one in bundle["entry"] if one["resource"]["resourceType"] == kind]


def test_the_library_of_hl7_s_resources_reads_it(bundle: Any) -> None:  # noqa: ANN401 - JSON
    from fhir.resources.R4B.bundle import Bundle

    read = Bundle.model_validate(bundle)
    assert len(read.entry or ()) == len(bundle["entry"]) > 200


def test_where_touch_hurt_and_that_nothing_was_done_are_told(journal: Journal) -> None:
    journal.set_tender(TODAY, ["front_knee_l"])
    yesterday = TODAY - timedelta(1)
    journal.set_no_activities(yesterday)
    content = a_content(journal)
    names = content.library.words.items
    told = resources_of(json.loads(fhir_files(content)[""]), "Observation")
    by_code = {(one["effectiveDateTime"], one["code"]["text"]): one for one in told if "effectiveDateTime" in one}
    tender = [
        part["valueBoolean"]
        for part in by_code[TODAY.isoformat(), names["body_map"].name]["component"]
        if part["code"]["coding"][0]["system"].endswith(":tender")
    ]
    assert tender == [True]
    assert by_code[yesterday.isoformat(), names["activities"].name]["valueBoolean"] is False


@needs_hl7
def test_the_schema_of_hl7_allows_it(bundle: Any) -> None:  # noqa: ANN401 - JSON
    from jsonschema import Draft7Validator  # type: ignore[import-untyped]

    schema = json.loads((HL7 / "fhir.schema.r4.json").read_bytes())
    for kind in ("Bundle", "Patient", "Observation", "QuestionnaireResponse", "MedicationStatement", "Goal"):
        schema["oneOf"] = [{"$ref": f"#/definitions/{kind}"}]
        check = Draft7Validator({**schema, "$schema": "http://json-schema.org/draft-07/schema#"})
        found = [bundle | {"entry": []}] if kind == "Bundle" else resources_of(bundle, kind)[:40]
        assert found
        for one in found:
            check.validate(one)


def _wrong(name: str, value: Any, path: str = "") -> Iterator[str]:  # noqa: ANN401 - JSON
    """Compare a value with the definition of its type: what is required, what repeats, and what there is."""
    file = HL7 / "structuredefinitions" / f"{name}.json"
    if not file.is_file():
        return
    elements = json.loads(file.read_bytes())["snapshot"]["element"]
    yield from _level(elements, name, value, path or name)


def _level(elements: list[Any], base: str, value: Any, path: str) -> Iterator[str]:  # noqa: ANN401 - JSON
    depth = base.count(".") + 1
    inside = {one["path"]: one for one in elements if one["path"].startswith(f"{base}.")}
    known = {"resourceType"}
    for name, element in inside.items():
        if name.count(".") != depth:
            continue
        field = name.rpartition(".")[2]
        kinds = [kind["code"] for kind in element.get("type", ())]
        forms = {field.replace("[x]", kind[:1].upper() + kind[1:]): kind for kind in kinds} or {field: ""}
        known |= forms.keys()
        there = [form for form in forms if form in value]
        if element["min"] and not there:
            yield f"{path}.{field} is missing"
        for form in there:
            if isinstance(value[form], list) != (element["max"] == "*"):
                yield f"{path}.{form} repeats or does not"
            reference = element.get("contentReference", "").lstrip("#")
            for one in value[form] if isinstance(value[form], list) else [value[form]]:
                if reference or forms[form] in {"BackboneElement", "Element"}:
                    yield from _level(elements, reference or name, one, f"{path}.{form}")
                elif isinstance(one, dict) and forms[form] != "Resource":
                    yield from _wrong(forms[form], one, f"{path}.{form}")
    yield from (f"{path}.{field} is unknown" for field in value.keys() - known)


@needs_hl7
def test_it_is_as_the_structure_definitions_say(bundle: Any) -> None:  # noqa: ANN401 - JSON
    found = list(_wrong("Bundle", bundle))
    for one in bundle["entry"]:
        found += _wrong(one["resource"]["resourceType"], one["resource"])
    assert found == []
    assert list(_wrong("Observation", {"resourceType": "Observation", "colour": 1}))  # it does find mistakes


def test_what_invariants_ask_for_holds(bundle: Any) -> None:  # noqa: ANN401 - JSON
    urls = [one["fullUrl"] for one in bundle["entry"]]
    assert len(set(urls)) == len(urls)  # bdl-7
    assert all(url == f"urn:uuid:{one['resource']['id']}" for url, one in zip(urls, bundle["entry"], strict=True))
    for one in resources_of(bundle, "Observation"):
        assert any(key.startswith("value") for key in one)  # obs-6: no absent reason beside a value
        codes = {(coding["system"], coding["code"]) for coding in one["code"]["coding"]}
        for part in one.get("component", ()):
            assert codes.isdisjoint(
                (coding["system"], coding["code"]) for coding in part["code"]["coding"]
            )  # obs-7
        assert one["subject"]["reference"] == urls[0]
        assert one["code"]["text"]


def test_no_pain_is_an_answer_and_nights_know_their_clock(bundle: Any) -> None:  # noqa: ANN401 - JSON
    seen = resources_of(bundle, "Observation")
    pain = [one["valueQuantity"]["value"] for one in seen if one["code"]["coding"][0]["code"] == "72514-3"]
    assert sorted(set(pain)) == list(range(10))
    maps = [one for one in seen if one["code"]["coding"][0]["code"] == "22253000"]
    assert {one["valueBoolean"]: len(one.get("component", ())) for one in maps} == {True: 2, False: 0}
    night = next(one for one in seen if one["code"]["coding"][0]["code"] == "93832-4")
    assert night["effectivePeriod"]["start"].endswith("23:10:00+01:00")
    flares = {one["effectiveDateTime"] for one in seen if one["code"]["coding"][0]["code"] == "moments"}
    assert "2026-11-22T01:15:00+01:00" in flares  # of the evening of the 21st
    assert [one["status"] for one in resources_of(bundle, "MedicationStatement")] == ["stopped", "active"]


@pytest.mark.parametrize(("awake", "asleep"), [(37.5, 403), (38.5, 402), (0.4, 440)])
def test_a_night_is_rounded_as_on_screen(tmp_path: Path, awake: float, asleep: int) -> None:
    night = a_day(into_bed=23 * 60, got_up=6 * 60 + 20, sleep_latency=0, awake_in_night=awake)
    with closing(a_journal(tmp_path / "x.diary", days=[night])) as journal:
        found = json.loads(fhir_files(a_content(journal))[""])
    (value,) = (
        one["valueQuantity"]["value"]
        for one in resources_of(found, "Observation")
        if one["code"]["coding"][0]["code"] == "93832-4"
    )
    assert value == asleep == rounded(440 - awake)


def test_a_goal_has_its_weeks_and_never_says_whether_it_was_reached(bundle: Any) -> None:  # noqa: ANN401 - JSON
    walk, cook = resources_of(bundle, "Goal")
    assert (walk["lifecycleStatus"], cook["lifecycleStatus"]) == ("active", "completed")
    assert (walk["description"]["text"], walk["startDate"]) == ("walk to the wood", "2026-09")
    assert "achievementStatus" not in cook
    there = {one["fullUrl"]: one["resource"] for one in bundle["entry"]}
    weeks = [there[one["reference"]] for one in walk["outcomeReference"]]
    assert [(one["effectivePeriod"]["start"], one["valueQuantity"]["value"]) for one in weeks] == [
        ("2026-11-02", 3),
        ("2026-11-09", 4),
    ]


def test_two_exports_give_the_same_numbers_and_two_diaries_others(journal: Journal, tmp_path: Path) -> None:
    content = a_content(journal)
    usual = content.only(parts_asked(content.library, frozenset(), texts=False))
    assert fhir_files(content) == fhir_files(content)
    assert "Anna" not in fhir_files(usual)[""].decode()
    assert LOINC_NOTICE.split(".")[0] in fhir_files(usual)[""].decode()
    other = a_journal(tmp_path / "other.diary")
    first, second = (
        json.loads(fhir_files(each)[""])["entry"][0]["fullUrl"] for each in (content, a_content(other))
    )
    assert first != second
