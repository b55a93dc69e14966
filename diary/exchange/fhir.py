"""Writes a diary as an HL7 FHIR R4 collection: what was answered as observations, lists as what they are.

No profile is claimed: the shapes are those of FHIR 4.0.1 alone. Where no public code is known the code is the
diary's own, always with words beside it. What was not answered is not there, and "no pain" is an answer.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from math import isnan
from typing import Any, Final, TypeAlias
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import msgspec

from diary.content.language import rounded
from diary.content.words import column_name, value_words
from diary.domain.columns import further, plain
from diary.domain.day import ACTIVITIES, NAPS, Activity, Answer, AnswerSource, Day, Moment, Nap
from diary.domain.item import Item, Kind
from diary.domain.nights import nights_of
from diary.domain.period import minutes_into_day
from diary.domain.register import Register, RegisterRecord, known_date, read_day
from diary.exchange.formats import LOINC_NOTICE
from diary.screens.exported import ExportContent
from diary.screens.register import plain_values, value_said

Resource: TypeAlias = dict[str, Any]

_SPACE: Final = UUID("6a2f1d0e-4f0c-5b4e-9d53-53594d440001")
_OWN: Final = "urn:symptom-diary:"
LOINC: Final = "http://loinc.org"
SNOMED: Final = "http://snomed.info/sct"
UCUM: Final = "http://unitsofmeasure.org"
_TERMS: Final = "http://terminology.hl7.org/CodeSystem/"
_SLEEP: Final = "http://hl7.org/fhir/uv/phr/CodeSystem/sleep-episode-codes"
_DISPLAYS: Final = {
    "72514-3": "Pain severity - 0-10 verbal numeric rating [Score] - Reported",
    "55411-3": "Exercise duration",
    "93832-4": "Sleep duration",
}
"""The names LOINC gives to its codes: what is measured is said in the person's language beside them."""
MEDICINE, GOAL, GOAL_WEEK = "medicine", "goal", "goal_week"


def fhir_files(content: ExportContent) -> dict[str, bytes]:
    """Return the one file, a line for each resource. The same diary gives the same numbers every time."""
    bundle, written = _Bundle(content), BytesIO()  # a hundred years take three quarters of a GB: only once
    written.write(msgspec.json.encode(bundle.head()).removesuffix(b"}") + b',"entry":[\n')
    for number, entry in enumerate(bundle.entries()):
        written.write((b",\n" if number else b"") + msgspec.json.encode(entry))
    written.write(b"\n]}\n")
    return {"": written.getvalue()}


class _Bundle:
    """Makes the resources of one export, all about one person."""

    def __init__(self, content: ExportContent) -> None:
        self._content = content
        self._patient = self._number("patient")

    def head(self) -> Resource:
        content = self._content
        return {
            "resourceType": "Bundle",
            "meta": {
                "tag": [
                    {"system": f"{_OWN}program", "code": "symptom-diary", "display": "Symptom Diary"},
                    {"system": f"{_OWN}notice", "code": "loinc", "display": LOINC_NOTICE},
                ]
            },
            "language": content.library.language.code,
            "type": "collection",
            "timestamp": content.made_at.replace(microsecond=0).isoformat(),
        }

    def entries(self) -> Iterator[Resource]:
        """Yield every resource under its number."""
        return ({"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in self._all())

    def _all(self) -> Iterator[Resource]:
        profile = self._content.profile
        who: Resource = {"resourceType": "Patient", "id": self._patient}
        if profile.get("name"):
            who["name"] = [{"text": profile["name"]}]
        if profile.get("birth_year", "").isdecimal() and len(profile["birth_year"]) == len("1971"):
            who["birthDate"] = profile["birth_year"]
        yield who
        items = {item.key: item for item in self._content.items}
        for day in self._content.days:
            for key, answer in day.answers.items():
                if key in items:
                    yield self._answer(day, items[key], answer)
            yield from self._rows(day)
        yield from self._nights()
        for register in self._content.library.registers:
            yield from self._list(register, self._content.records.get(register.key, ()))

    def _number(self, *parts: object) -> str:
        return str(uuid5(_SPACE, "|".join(map(str, (self._content.diary, *parts)))))

    def _observation(self, key: tuple[object, ...], category: str, code: Resource, when: Resource) -> Resource:
        person = {"reference": f"urn:uuid:{self._patient}"}
        return {
            "resourceType": "Observation",
            "id": self._number(*key),
            "status": "final",
            "category": [{"coding": [{"system": f"{_TERMS}observation-category", "code": category}]}],
            "code": code,
            "subject": person,
            **when,
            "performer": [person],
        }

    def _answer(self, day: Day, item: Item, answer: Answer) -> Resource:
        code = self._code(item)
        made = self._observation((day.date, item.key), "survey", code, {"effectiveDateTime": day.date.isoformat()})
        made["issued"] = answer.typed_at.astimezone(UTC).isoformat()
        if answer.source is not AnswerSource.TYPED:
            made["meta"] = {"tag": [{"system": f"{_OWN}source", "code": answer.source.value}]}
        return self._with_further({**made, **self._value(item, answer.value)}, answer)

    def _with_further(self, made: Resource, value: msgspec.Struct) -> Resource:
        """Add a component for whatever else the value says."""
        language, kind = self._content.library.language, type(value)
        parts: list[Resource] = list(made.get("component", ()))
        for column, said in further(value).items():
            code = self._own("columns", f"{kind.__name__.lower()}.{column}", column_name(language, kind, column))
            cell = plain(said)
            told = {"valueString": cell} if isinstance(cell, str) else {"valueQuantity": _quantity(cell or 0, "1")}
            parts.append({"code": code, **({"valueBoolean": said} if isinstance(said, bool) else told)})
        return {**made, "component": parts} if parts else made

    def _code(self, item: Item) -> Resource:
        name = self._content.library.words.items[item.key].name
        system, _, code = (item.code or "").partition(":")
        if system == "loinc":
            return {"coding": [_coding(LOINC, code, _DISPLAYS.get(code, ""))], "text": name}
        return self._own("items", item.key, name)

    def _own(self, system: str, code: str, name: str) -> Resource:
        return {"coding": [_coding(_OWN + system, code, name)], "text": name}

    def _value(self, item: Item, value: float) -> Resource:
        match item.kind:
            case Kind.FLAG:
                return {"valueBoolean": bool(value)}
            case Kind.CLOCK:
                hour, minute = divmod(int(value), 60)
                return {"valueTime": time(hour % 24, minute).isoformat()}
            case Kind.CHOICE if value < len(item.options):
                said = value_words(self._content.library.language, self._content.library.words, item, value)
                return {"valueCodeableConcept": self._own(f"items:{item.key}", item.options[int(value)], said)}
            case Kind.MINUTES:
                return {"valueQuantity": _quantity(value, "min")}
            case Kind.COUNT:
                return {"valueQuantity": _quantity(value, "1", item.unit or "1")}
            case _:
                return {"valueQuantity": _quantity(value, "{score}")}

    def _rows(self, day: Day) -> Iterator[Resource]:
        """Yield the body map, activities, moments, naps and words of a day."""
        if day.is_mapped or day.tender:
            yield self._map(day)
        if ACTIVITIES in day.answers and not day.activities:
            yield self._no_activities(day)
        for number, done in enumerate(day.activities):
            yield self._activity(day, number, done)
        for number, moment in enumerate(day.moments):
            yield self._moment(day, number, moment)
        for number, nap in enumerate(day.naps):
            yield self._nap(day, number, nap)
        for key, text in day.notes.items():
            words = self._content.library.words.items
            code = self._own("items", key, words[key].name if key in words else key)
            when = {"effectiveDateTime": day.date.isoformat()}
            yield {**self._observation((day.date, key), "survey", code, when), "valueString": text}

    def _map(self, day: Day) -> Resource:
        library = self._content.library
        code = {"coding": [_coding(SNOMED, "22253000", "Pain")], "text": library.words.items["body_map"].name}
        made = self._observation(
            (day.date, "body_map"), "survey", code, {"effectiveDateTime": day.date.isoformat()}
        )
        parts: list[Resource] = [
            {"code": self._area("areas", area), "valueQuantity": _quantity(strength, "{score}")}
            for area, strength in sorted(day.areas.items())
        ]
        parts += [{"code": self._area("tender", area), "valueBoolean": True} for area in sorted(day.tender)]
        said = {"valueBoolean": bool(day.areas)} if day.is_mapped else {}
        return {**made, **said, **({"component": parts} if parts else {})}

    def _area(self, system: str, area: str) -> Resource:
        """Return what a place is called, for how much it hurt there, or for whether touch did (`tender`)."""
        library = self._content.library
        name = library.words.segments.get(area, area)
        if system == "tender":
            hurt = library.language.t("Touch hurt")
            return self._own(system, area, f"{hurt}: {name}")
        own = self._own(system, area, name)
        if area in library.atlas:
            own["coding"].append({"system": SNOMED, "code": library.atlas.segment(area).snomed})
        return own

    def _no_activities(self, day: Day) -> Resource:
        """Return that nothing was done, which is an answer."""
        name = self._content.library.words.items[ACTIVITIES].name
        code, when = self._own("items", ACTIVITIES, name), {"effectiveDateTime": day.date.isoformat()}
        return {**self._observation((day.date, ACTIVITIES), "activity", code, when), "valueBoolean": False}

    def _activity(self, day: Day, number: int, done: Activity) -> Resource:
        code = {"coding": [_coding(LOINC, "55411-3", _DISPLAYS["55411-3"])], "text": done.kind or ACTIVITIES}
        when = {"effectiveDateTime": day.date.isoformat()}
        made = self._observation((day.date, ACTIVITIES, number), "activity", code, when)
        made["valueQuantity"] = _quantity(done.minutes, "min")
        if done.effort is not None:
            effort = self._own("items", "effort", self._content.library.language.t("Effort"))
            made["component"] = [{"code": effort, "valueQuantity": _quantity(done.effort, "{score}")}]
        return self._with_further(made, done)

    def _moment(self, day: Day, number: int, moment: Moment) -> Resource:
        library = self._content.library
        code = self._own("items", "moments", library.words.items["moments"].name)
        made = self._observation((day.date, "moment", number), "survey", code, self._at(day, moment.at))
        made["valueCodeableConcept"] = self._own("moments", moment.kind.value, library.words.moments[moment.kind])
        return self._with_further({**made, "note": [{"text": moment.text}]} if moment.text else made, moment)

    def _nap(self, day: Day, number: int, nap: Nap) -> Resource:
        code = self._own("items", NAPS, self._content.library.words.items[NAPS].name)
        made = self._observation((day.date, NAPS, number), "survey", code, self._at(day, nap.begin))
        return self._with_further({**made, "valueQuantity": _quantity(nap.minutes, "min")}, nap)

    def _at(self, day: Day, minutes: int | None) -> Resource:
        """Return when something of a day was: a moment, or the day where its time is not known."""
        if minutes is None:
            return {"effectiveDateTime": day.date.isoformat()}
        later = minutes_into_day(minutes, self._content.boundary) + self._content.boundary
        return {"effectiveDateTime": _instant(day, 0, later).isoformat()}

    def _nights(self) -> Iterator[Resource]:
        """Yield every night with a length, from going to bed to getting up, with what is known of it."""
        table, t = self._content.table, self._content.library.language.t
        nights = nights_of(table)
        days = {day.date: day for day in self._content.days}
        for row, when in enumerate(table.period):
            asleep, in_bed = float(nights.time_asleep[row]), float(nights.time_in_bed[row])
            if when not in days or isnan(asleep):
                continue
            code = {"coding": [_coding(LOINC, "93832-4", _DISPLAYS["93832-4"])], "text": t("Time asleep")}
            reach: Resource = {"effectiveDateTime": when.isoformat()}
            if not isnan(in_bed):
                reach = {"effectivePeriod": self._in_bed(days[when])}
            made = self._observation((when, "night"), "social-history", code, reach)
            made["valueQuantity"] = _quantity(int(rounded(asleep)), "min")
            known = {
                "latencyToSleepOnset": (days[when].value("sleep_latency"), "min"),
                "wakeAfterSleepOnset": (days[when].value("awake_in_night"), "min"),
                "sleepEfficiencyPercentage": (rounded(float(nights.efficiency[row]), 1), "%"),
            }
            parts = [
                {
                    "code": {"coding": [_coding(_SLEEP, key, "")], "text": key},
                    "valueQuantity": _quantity(value, unit),
                }
                for key, (value, unit) in known.items()
                if value is not None and not isnan(value)
            ]
            yield {**made, "component": parts} if parts else made

    def _in_bed(self, day: Day) -> Resource:
        begin, end = day.value("into_bed") or 0.0, day.value("got_up") or 0.0
        return {
            "start": _instant(day, -1 if begin > end else 0, begin).isoformat(),
            "end": _instant(day, 0, end).isoformat(),
        }

    def _list(self, register: Register, records: tuple[RegisterRecord, ...]) -> Iterator[Resource]:
        if register.key == MEDICINE:
            yield from (self._medicine(register, record) for record in records)
        elif register.key == GOAL:
            yield from (self._goal(register, record) for record in records)
        elif register.key == GOAL_WEEK:
            yield from (self._goal_week(record) for record in records if _has_week(record))
        elif records:
            yield {
                "resourceType": "QuestionnaireResponse",
                "id": self._number("list", register.key),
                "status": "completed",
                "subject": {"reference": f"urn:uuid:{self._patient}"},
                "authored": self._content.made_at.replace(microsecond=0).isoformat(),
                "item": [
                    {
                        "linkId": f"{register.key}.{number}",
                        "text": self._content.library.words.registers[register.key].name,
                        "item": [
                            {
                                "linkId": f"{register.key}.{number}.{key}",
                                "text": name,
                                "answer": [{"valueString": said}],
                            }
                            for key, (name, said) in self._said(register, record).items()
                        ],
                    }
                    for number, record in enumerate(records, start=1)
                ],
            }

    def _said(self, register: Register, record: RegisterRecord) -> Mapping[str, tuple[str, str]]:
        """Return the name and words of each field that was filled in."""
        library = self._content.library
        words, values = library.words.registers[register.key], plain_values(register, record.data, record.ended_on)
        return {
            field.key: (words.field(field.key).name, said)
            for field in register.fields
            if values[field.key] not in {None, ""}
            and (said := value_said(field, words.field(field.key), values[field.key], library.language))
        }

    def _goal(self, register: Register, record: RegisterRecord) -> Resource:
        """Return an activity somebody wants to be able to do; whether it was reached is nobody's to say here."""
        data = record.data
        weeks = [
            {"reference": f"urn:uuid:{self._number('record', week.id)}"}
            for week in self._content.records.get(GOAL_WEEK, ())
            if _has_week(week) and week.data.get("of") == record.id
        ]
        return {
            "resourceType": "Goal",
            "id": self._number("record", record.id),
            "lifecycleStatus": "active" if record.ended_on is None else "completed",
            "description": {"text": str(data.get(register.title) or "-")},
            "subject": {"reference": f"urn:uuid:{self._patient}"},
            **({"startDate": data[register.begins]} if data.get(register.begins) else {}),
            **({"statusDate": record.ended_on.isoformat()} if record.ended_on else {}),
            "expressedBy": {"reference": f"urn:uuid:{self._patient}"},
            **({"note": [{"text": str(data["why"])}]} if data.get("why") else {}),
            **({"outcomeReference": weeks} if weeks else {}),
        }

    def _goal_week(self, record: RegisterRecord) -> Resource:
        """Return how well an activity could be done in a week, from its Monday on."""
        data, words = record.data, self._content.library.words.registers[GOAL_WEEK]
        code = self._own("lists", "goal_week.able", words.field("able").name)
        first = date.fromisoformat(str(data["week"]))
        reach = {"start": first.isoformat(), "end": (first + timedelta(days=6)).isoformat()}
        made = self._observation(("record", record.id), "survey", code, {"effectivePeriod": reach})
        made["valueQuantity"] = _quantity(float(data["able"]), "{score}")
        return {**made, "note": [{"text": str(data["goal"])}]} if data.get("goal") else made

    def _medicine(self, register: Register, record: RegisterRecord) -> Resource:
        data, said = record.data, self._said(register, record)
        values = plain_values(register, data, record.ended_on)
        ended = record.ended_on is not None and record.ended_on <= self._content.made_at.date()
        reach = {"start": known_date(data.get(register.begins)), "end": known_date(values[register.ends])}
        person = {"reference": f"urn:uuid:{self._patient}"}
        dose = ", ".join(said[key][1] for key in ("amount", "often") if key in said)
        told = {register.title, register.begins, register.ends, "amount", "often"}
        notes = [{"text": f"{name}: {words}"} for key, (name, words) in said.items() if key not in told]
        return {
            "resourceType": "MedicationStatement",
            "id": self._number("record", record.id),
            "status": "stopped" if ended else "active",
            "medicationCodeableConcept": {"text": str(data.get(register.title) or "-")},
            "subject": person,
            **(
                {"effectivePeriod": {key: day for key, day in reach.items() if day}} if any(reach.values()) else {}
            ),
            "informationSource": person,
            **({"note": notes} if notes else {}),
            **({"dosage": [{"text": dose}]} if dose else {}),
        }


def _has_week(record: RegisterRecord) -> bool:
    """Return whether a record holds a number of a week: other programs write too."""
    able = record.data.get("able")
    is_number = isinstance(able, int | float) and not isinstance(able, bool)
    return is_number and read_day(record.data, "week") is not None


def _coding(system: str, code: str, display: str) -> Resource:
    return {"system": system, "code": code, **({"display": display} if display.strip() else {})}


def _quantity(value: float, code: str, unit: str = "") -> Resource:
    number = int(value) if value % 1 == 0 else value
    return {"value": number, "unit": unit or code, "system": UCUM, "code": code}


def _instant(day: Day, days: int, minutes: float) -> datetime:
    """Return the instant a clock of that day showed these minutes after midnight, `days` later."""
    when = datetime.combine(day.date, time(), UTC) + timedelta(days=days, minutes=int(minutes))
    try:
        zone = ZoneInfo(day.zone)
    except (ValueError, OSError, KeyError):
        zone = ZoneInfo("UTC")
    return when.replace(tzinfo=zone)
