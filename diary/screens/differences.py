"""Writes in words what differs between two versions of a diary, by entry: for a merge and for earlier versions."""

import json
from collections.abc import Iterable
from datetime import date, tzinfo

from msgspec import Struct, convert
from msgspec.structs import replace

from diary.content.language import EXACT
from diary.content.library import Library
from diary.content.words import column_name, further_words, said_words, with_further
from diary.domain.columns import Stored, further_columns
from diary.domain.day import ACTIVITIES, BODY_MAP, NAPS, Activity, Answer, Day, Moment, MomentKind, Nap
from diary.domain.text import sentence_case, shorten
from diary.domain.three_way import EntryKey, EntryValue, Merged, Verdict, Version, day_of
from diary.screens.card_lines import activities_words, answer_words, effort_words, joined, naps_words
from diary.screens.register import values_said
from diary.storage.rows import from_row
from diary.storage.version import RECORDED

LONGEST_TEXT = 300
NOTHING = "–"


class EntryDifference(Struct, frozen=True):
    """One entry of two copies of the diary: when it is about, what it is, and its value in either (a dash for
    nothing). `is_ours` tells which of the two is in the diary now."""

    day: str
    name: str
    ours: str
    theirs: str
    is_ours: bool
    entry: Merged

    def turned(self) -> "EntryDifference":
        """Return the same difference when the other version is in the diary."""
        return replace(self, is_ours=not self.is_ours)


class VersionLine(Struct, frozen=True):
    """An earlier version: what it is about, what happened in words, and what the entry was."""

    name: str
    story: str
    was: str
    version: Version


def build_differences(merged: Iterable[Merged], library: Library) -> tuple[EntryDifference, ...]:
    """Return the entries in words, the newest day first; that a body map was filled in is left out."""
    told = [entry for entry in merged if not _is_silent(entry)]
    told.sort(key=lambda entry: day_of(entry.key) or date.max, reverse=True)
    return tuple(
        EntryDifference(
            "" if (day := day_of(entry.key)) is None else sentence_case(library.language.long_date(day)),
            entry_name(entry.key, library, entry.ours or entry.theirs),
            value_of(entry.key, entry.ours, library),
            value_of(entry.key, entry.theirs, library),
            entry.verdict is Verdict.OURS,
            entry,
        )
        for entry in told
    )


def entry_name(key: EntryKey, library: Library, value: EntryValue | None = None) -> str:
    """Return what an entry is called: its question, its part of the body, its kind; the list a line belongs to is
    told by its `value`."""
    t, words = library.language.t, library.words
    table, *parts = (str(part) for part in key)
    match table:
        case "answer" | "own_item" | "note" | "activity" | "nap":
            own = {"note": parts[-1], "activity": ACTIVITIES, "nap": NAPS}
            item = own.get(table, parts[0])
            return words.items[item].name if item in words.items else item
        case "pain_area" | "tender_area":
            area = words.segments.get(parts[1], parts[1])
            return area if table == "pain_area" else t("{area}, touch hurts", area=area)
        case "moment":
            return words.moments.get(MomentKind(parts[2]), parts[2])
        case "record":
            register = words.registers.get(str(value[0])) if value else None
            return register.name if register is not None else t("Line of a list")
        case "kind":
            return t("Kind of day")
    return t("Time zone") if table == "zone" else column_name(library.language, Day, table)


def value_of(key: EntryKey, value: EntryValue | None, library: Library) -> str:
    if value is None:
        return NOTHING
    match key[0]:
        case "answer":
            answer = _stored(Answer, "answer", (*key[1:], *value))
            return with_further(library.language, _answer(str(key[1]), answer.value, library), answer)
        case "activity" | "moment":
            words = (_activity if key[0] == "activity" else _moment)(key, library)
            return words if value == (1,) else f"{value[0]} × {words}"
        case "nap":
            return naps_words([_stored(Nap, "nap", (*key[1:], *value))], library.language)
        case "record":
            return _record(value, library)
    return _word(str(key[0]), value, library)


def _word(table: str, value: EntryValue, library: Library) -> str:
    t, said = library.language.t, str(value[0]) if value else ""
    match table:
        case "tender_area":
            return t("yes")
        case "kind":
            return {"hard": t("hard day"), "holiday": t("diary holiday")}.get(said, NOTHING)
        case "own_item":
            archived = value[RECORDED["own_item"].index("archived") - 1]
            return t("no longer asked") if archived else t("asked")
    kinds = {column.name: column.kind for column in further_columns(Day)}
    if table in kinds and said and value[0] is not None:
        said = said_words(library.language, convert(value[0], kinds[table], strict=False))
    return shorten(said, LONGEST_TEXT)


def _stored(kind: type[Stored], table: str, row: EntryValue) -> Stored:
    """Return the value of a row; columns it does not have yet are as usual."""
    return from_row(kind, dict(zip(RECORDED[table], row, strict=False)))


def _activity(key: EntryKey, library: Library) -> str:
    done = _stored(Activity, "activity", (None, *key[1:]))
    parts = (activities_words([done], library.language), effort_words(done, library.language))
    return joined(parts)


def build_versions(versions: Iterable[Version], library: Library, zone: tzinfo | None) -> tuple[VersionLine, ...]:
    """Return a day's earlier versions in words, in the order given; clock times are written in `zone`."""
    t, language = library.language.t, library.language
    lines = []
    for version in versions:
        at = version.at.astimezone(zone)
        when = t("{day}, {time}", day=language.short_date(at.date()), time=language.clock(at))
        was = value_of(version.key, version.was, library)
        if version.elsewhere:
            story = t("{when}, in another copy: {value}", when=when, value=was)
        elif version.became is None:
            story = t("{when}, taken away: {value}", when=when, value=was)
        else:
            became = value_of(version.key, version.became, library)
            story = t("{when}: first {was}, then {became}", when=when, was=was, became=became)
        lines.append(VersionLine(entry_name(version.key, library, version.was), story, was, version))
    return tuple(lines)


def _answer(item: str, value: float, library: Library) -> str:
    if item == BODY_MAP:
        return library.language.t("filled in")
    if item == ACTIVITIES:
        return library.language.t("no activities")
    if item not in library.catalogue:
        return library.language.number(value, EXACT)
    return answer_words(library.catalogue.item(item), value, library)


def _moment(key: EntryKey, library: Library) -> str:
    moment = _stored(Moment, "moment", (None, *key[1:]))
    parts = [
        "" if moment.at is None else library.language.clock_minutes(moment.at),
        shorten(moment.text, LONGEST_TEXT),
        "" if moment.value is None else library.language.number(moment.value, EXACT),
        further_words(library.language, moment),
    ]
    return joined(parts) or library.language.t("yes")


def _record(value: EntryValue, library: Library) -> str:
    """Return what a line of a list says by its fields; of a list nobody declares any more the texts."""
    name, data, _created, ended_on, *_place = value
    said, declared = json.loads(str(data)), next((one for one in library.registers if one.key == name), None)
    texts = (text for text in said.values() if isinstance(text, str))
    parts = texts if declared is None else values_said(declared, said, ended_on, library)
    return shorten(joined(parts), LONGEST_TEXT) or NOTHING


def _is_silent(entry: Merged) -> bool:
    """Return whether an entry is not listed: the answer that a map was filled in, beside its areas; and the zone
    of a day that only one copy has."""
    is_map = entry.key[:2] == ("answer", BODY_MAP) and entry.verdict is Verdict.TAKEN
    is_new_zone = entry.key[0] == "zone" and (entry.ours is None or entry.theirs is None)
    return is_map or is_new_zone
