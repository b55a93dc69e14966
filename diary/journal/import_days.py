"""Adds days that were read from another file: value by value, never over an existing one, in one change.

One exception: the last day of an export was not over yet when it was made, so that a longer export of the same
device says more of it. An answer is replaced by another one of the same item if

* it was imported itself, and nobody typed it since: what was typed always stays;
* its day is the last one which that import brought of this item: all days before it were over;
* the other export has the same values on all other days they share, and at least one: then it is the same device;
* of a count or a length of time the new value is higher: these only grow in the course of a day.

An export of one day shares no other day. Its count or length of time is replaced by a higher one of an export that
goes on after that day, or if that day is today, unless a time of that day (of the night) differs: then
it is another device.

Both values are listed. The same export again then finds its own values, and changes nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from diary.domain.body import Atlas
from diary.domain.columns import Stored, cleaned, content_of, further, text_columns, without_texts
from diary.domain.day import BODY_MAP, NAPS, Answer, AnswerSource, Day, DayKind, Nap
from diary.domain.diary_data import ImportConflict, ImportResult, check_rows
from diary.domain.item import Catalogue, Kind, OwnItem
from diary.domain.naps import check_naps
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.domain.sleep import night_of
from diary.domain.text import clean_own_item, clean_text
from diary.journal import checks
from diary.storage.store import Store

if TYPE_CHECKING:
    from diary.storage.change import Change


Progress = Callable[[int, int], None]
ENOUGH = 10
"""Answers in common from which it says something that most differ: those of one's own earlier export hardly do, of
two people who answer from 0 to 10 four of five."""


class _ImportCount(Struct):
    at: datetime
    days: list[date] = field(default_factory=list)
    added: int = 0
    same: int = 0
    kept: list[ImportConflict] = field(default_factory=list)
    updated: list[ImportConflict] = field(default_factory=list)
    unfinished: frozenset[tuple[date, str]] = frozenset()
    """Days and items of which an earlier export of the same device had not seen the end."""

    def result(self, new_items: Iterable[OwnItem]) -> ImportResult:
        made = tuple(own.item.key for own in new_items)
        return ImportResult(len(self.days), self.added, self.same, tuple(self.kept), made, tuple(self.updated))


def _refuse_all(_day: Day, refusal: Refusal) -> None:
    raise refusal


def import_days(
    store: Store,
    catalogue: Catalogue,
    atlas: Atlas,
    today: date,
    days: Iterable[Day],
    own_items: Iterable[OwnItem],
    *,
    at: datetime,
    keep: bool,
    beside: Callable[["Change"], int] = lambda _change: 0,
    progress: Progress = lambda _done, _all: None,
    refuse: Callable[[Day, Refusal], None] = _refuse_all,
) -> tuple[ImportResult, Period | None]:
    """Store the days, and what `beside` them belongs into the same change: it returns how many values these are.
    With `keep` False everything is rolled back at the end, so that it can be shown first; also when `progress`,
    which hears how many days are done, raises.

    A day with a value the diary cannot hold is left out when `refuse` takes it. Raises Refusal for any other such
    value, and for that day by default; then nothing of the whole import is stored.
    """
    new_items = [clean_own_item(own) for own in own_items if own.item.key not in catalogue]
    for own in new_items:
        checks.check_own_item(catalogue, (), own)
    full = catalogue.with_own(own.item for own in new_items)
    offered = sorted(map(_cleaned, days), key=lambda day: day.date)
    known = {day.date: day for day in store.days(Period(offered[0].date, offered[-1].date))} if offered else {}
    count = _ImportCount(at, unfinished=frozenset(_unfinished(store, full, known, offered, today)))
    possible = list(_possible(offered, partial(_check, full, atlas, today, known, count), refuse))
    with store.change("import", at) as change:
        for position, own in enumerate(new_items, start=len(full.items)):
            change.put_own_item(own, position)
        for place, day in enumerate(possible):
            progress(place, len(possible))
            _take_day(change, known.get(day.date) or Day(day.date, day.zone), day, count)
        count.added += beside(change)
        if not (keep and (count.added or count.updated or new_items)):
            change.abandon()
    period = Period(count.days[0], count.days[-1]) if count.days else None
    return count.result(new_items), period


def _possible(
    offered: Iterable[Day], check: Callable[[Day], None], refuse: Callable[[Day, Refusal], None]
) -> Iterator[Day]:
    for day in offered:
        try:
            check(day)
        except Refusal as refusal:
            refuse(day, refusal)
        else:
            yield day


def _check(
    catalogue: Catalogue, atlas: Atlas, today: date, known: Mapping[date, Day], count: _ImportCount, offered: Day
) -> None:
    """Raise Refusal for what no day can hold, or this one cannot beside what is known of it."""
    stored = known.get(offered.date) or Day(offered.date)
    checks.check_day(offered.date, today)
    check_rows(offered)
    for value in (offered, *offered.naps, *(offered.answers.values() if text_columns(Answer) else ())):
        checks.check_texts(value)
    new = {
        key: answer.value
        for key, answer in offered.answers.items()
        if key != BODY_MAP and (stored.value(key) is None or (offered.date, key) in count.unfinished)
    }
    checks.check_answers(catalogue, stored, new)
    areas = offered.areas if offered.is_mapped and not stored.is_mapped else {}
    checks.check_areas(atlas, {**dict.fromkeys(offered.tender), **areas})
    checks.check_activities(offered.activities)
    checks.check_moments(offered.moments)
    for nap in offered.naps:
        check_naps([nap], None)
    for text in offered.notes.values():
        checks.check_text(text)


def why_not_own(store: Store, days: Sequence[Day]) -> Reason | None:
    """Return DIARY_DIFFERS if most answers that stand here and in these days too are others, of ENOUGH or more;
    DIARY_UNTOLD where fewer are in both, unless those are all the same; None for nothing to compare."""
    if not days or store.span() is None:
        return None
    offered = {(day.date, key): answer.value for day in days for key, answer in day.answers.items()}
    ends = min(day.date for day in days), max(day.date for day in days)
    known = {(day.date, key): one.value for day in store.days(Period(*ends)) for key, one in day.answers.items()}
    both = offered.keys() & known.keys()
    others = sum(offered[at] != known[at] for at in both)
    if len(both) >= ENOUGH:
        return Reason.DIARY_DIFFERS if 2 * others > len(both) else None
    return None if both and not others else Reason.DIARY_UNTOLD


def _unfinished(
    store: Store, catalogue: Catalogue, known: Mapping[date, Day], offered: Iterable[Day], today: date
) -> Iterator[tuple[date, str]]:
    """Yield the days and items whose imported answer was made of a day that was not over: see the module."""
    values = {(day.date, key): answer.value for day in offered for key, answer in day.answers.items()}
    differing = {
        (day, key): value
        for (day, key), value in values.items()
        if (there := known[day].answers.get(key) if day in known else None) is not None
        and there.source is AnswerSource.IMPORTED
        and there.value != value
    }
    brought = store.imported({key for _, key in differing}) if differing else {}
    grows = {key: catalogue.item(key).kind in {Kind.COUNT, Kind.MINUTES} for _, key in differing}
    elsewhere = {day for day, key in differing if not grows[key]}
    ends = {key: day for day, key in sorted(values)}
    for (day, key), value in differing.items():
        days = next(days for (item, _change), days in brought.items() if item == key and day in days)
        shared = [days[other] == values[other, key] for other in days if other != day and (other, key) in values]
        goes_on = ends[key] > day or day == today
        is_same = all(shared) if shared else len(days) == 1 and grows[key] and day not in elsewhere and goes_on
        if day == max(days) and is_same and (value > days[day] or not grows[key]):
            yield day, key


def _cleaned(day: Day) -> Day:
    """Return the day with every text in it as it would be if it were typed here."""
    return replace(
        cleaned(day),
        answers={key: cleaned(one) for key, one in day.answers.items()} if text_columns(Answer) else day.answers,
        activities=tuple(map(cleaned, day.activities)),
        moments=tuple(map(cleaned, day.moments)),
        naps=tuple(map(cleaned, day.naps)),
        notes={key: text for key, said in day.notes.items() if (text := clean_text(said))},
    )


def _take_day(change: "Change", stored: Day, offered: Day, count: _ImportCount) -> None:
    before = count.added + len(count.updated)
    change.keep_day(offered.date, offered.zone)
    if offered.kind is not DayKind.ORDINARY and stored.kind is DayKind.ORDINARY:
        change.set_on_day(offered.date, kind=offered.kind)
    for column, said in further(offered).items():
        if column not in further(stored):
            change.set_on_day(offered.date, **{column: said})
            count.added += 1
    _take_map(change, stored, offered, count)
    _take_answers(change, stored, offered, count)
    _take_rows(change, stored, offered, count)
    for key, text in offered.notes.items():
        if key in stored.notes and clean_text(stored.notes[key]) != text:
            count.kept.append(ImportConflict(offered.date, key, len(stored.notes[key]), len(text)))
        elif key in stored.notes:
            count.same += 1
        else:
            change.put_note(offered.date, key, text)
            count.added += 1
    if offered.is_empty and stored.is_empty and not further(offered) and offered.kind is DayKind.ORDINARY:
        change.forget_if_empty(offered.date)
    if count.added + len(count.updated) > before:
        count.days.append(offered.date)


def _take_answers(change: "Change", stored: Day, offered: Day, count: _ImportCount) -> None:
    new = {}
    for key, answer in offered.answers.items():
        if key == BODY_MAP:
            continue
        existing = stored.value(key)
        if existing is None:
            new[key] = answer
        elif existing == answer.value:
            count.same += 1
        else:
            differs = ImportConflict(offered.date, key, existing, answer.value)
            if (offered.date, key) in count.unfinished:
                new[key] = answer
                count.updated.append(differs)
            else:
                count.kept.append(differs)
    if checks.is_first_clock(stored, new):
        change.set_on_day(offered.date, zone=offered.zone)
    for key, answer in new.items():
        change.put_answer(offered.date, key, answer)
    count.added += sum(stored.value(key) is None for key in new)


def _take_map(change: "Change", stored: Day, offered: Day, count: _ImportCount) -> None:
    if not offered.is_mapped:
        return
    if stored.is_mapped:
        if stored.areas == offered.areas:
            count.same += 1
        else:
            count.kept.append(ImportConflict(offered.date, BODY_MAP, len(stored.areas), len(offered.areas)))
        return
    change.put_areas(offered.date, offered.areas)
    change.put_answer(offered.date, BODY_MAP, offered.answers[BODY_MAP])
    count.added += 1


def _take_rows(change: "Change", stored: Day, offered: Day, count: _ImportCount) -> None:
    _take_naps(change, stored, offered, count)
    tender = offered.tender - stored.tender
    change.put_tender(offered.date, sorted(tender), ())
    done = _known(stored.activities)
    activities = [activity for activity in offered.activities if activity not in done]
    if activities:
        change.replace_activities(offered.date, (*stored.activities, *activities))
    happened = _known(stored.moments)
    moments = [moment for moment in offered.moments if moment not in happened]
    if moments:
        change.replace_moments(offered.date, (*stored.moments, *moments))
    new = len(tender) + len(activities) + len(moments)
    count.added += new
    count.same += len(offered.tender) + len(offered.activities) + len(offered.moments) - new


def _known(stored: Iterable[Stored]) -> set[Stored]:
    """Return what is there already, also as an own export without the person's words has it."""
    there = tuple(map(cleaned, stored))
    return {*there, *map(without_texts, there)}


def _take_naps(change: "Change", stored: Day, offered: Day, count: _ImportCount) -> None:
    """Add the naps that fit beside the sleep that is stored; of one that does not, what is stored is kept."""
    known, begun = set(map(content_of, stored.naps)), {nap.begin for nap in stored.naps}
    for nap in offered.naps:
        if content_of(nap) in known:
            count.same += 1
        elif nap.begin in begun or not _fits(nap, stored):
            slept = sum(each.minutes for each in stored.naps)
            count.kept.append(ImportConflict(offered.date, NAPS, slept, nap.minutes))
        else:
            change.put_nap(offered.date, nap, count.at)
            count.added += 1
            begun.add(nap.begin)


def _fits(nap: Nap, stored: Day) -> bool:
    try:
        check_naps([*stored.naps, nap], night_of(stored))
    except Refusal:
        return False
    return True
