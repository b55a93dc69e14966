"""Makes a mapping from what somebody chooses for each column of a table that no reader knows. What is likely is
guessed here, what is in the table is told by `table_look`; reading is done by `source` alone."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from diary.content.library import item_names
from diary.domain.entry import NO, YES, parse_flag
from diary.domain.item import Catalogue, Item, Kind, OwnItem
from diary.domain.refusal import Refusal
from diary.domain.text import clean_line
from diary.exchange.cells import number_in, read_number
from diary.exchange.fields import Codes, DateOrder, Empty, Places, Several, Texts, Word
from diary.exchange.mapping import (
    ActivityRule,
    AreaRule,
    ImportMap,
    ItemRule,
    OwnRule,
    SkipRule,
    SourceRule,
)
from diary.exchange.places import all_places, places_meant, with_strength
from diary.exchange.source_rows import SourceRow
from diary.exchange.table_look import (
    MOST_WORDS,
    MapChoices,
    Subject,
    TableLook,
    Use,
    is_good,
    mostly,
    subjects,
)
from diary.exchange.written_times import read_clock, read_length
from diary.screens.own_items import own_key

WORST: Final = "pain_worst"
NIGHT: Final = "night"
"""The card of what is asked about a night."""
NO_PAIN: Final = "no pain"
"""Stands among the places a word may be, for none of them."""
TICKS: Final = frozenset({"x", "v", "\u2713", "\u2714"})
SEPARATORS: Final = (";", "|", "\n", ",", "/", "+")
MOST_OPTIONS: Final = 7
UNITS: Final = {
    "min|mins|minutes?|minuten|minuut": 1.0, "h|hrs?|hours?|uur|uren|stunden?|heures?": 60.0,
    "s|sec|secs|seconds?|seconden|sek|sekunden": 1 / 60,
}  # fmt: skip
"""Words of a unit of time, with the minutes in it."""
_BEHIND: Final = re.compile(rf"(?<=\S)\s*[(\[](?:[^()\[\]]*\d[^()\[\]]*|%|{'|'.join(UNITS)})[)\]]$")
_JOINED: Final = re.compile(r"(?<=\w)[._](?=\w)|(?<=[a-z])(?=[A-Z])")
_SPAN: Final = re.compile(r"[(\[]?\b(\d{1,3})\s*(?:-|\u2013|to|tot|t/m|bis)\s*(\d{1,3})\b[)\]]?$")
USUAL_SPANS: Final = ((0, 10), (1, 10), (1, 5), (0, 5), (1, 7), (0, 100), (1, 100))
"""Scales people use, the most usual first."""


# ------------------------------------------------------------------ uses


def usual_use(subject: Subject, item: Item, source: SourceRule, own: OwnRule | None = None) -> Use:
    """Return what is likely when a subject is this item: the scale and unit of the file, and what words mean."""
    usual = {Kind.SCALE: Several.MEAN, Kind.COUNT: Several.SUM, Kind.MINUTES: Several.SUM}
    several = Several.MAX if item.key == WORST else usual.get(item.kind, Several.LAST)
    use = Use(item.key, own, several=several if subject.has_several else Several.LAST)
    words = subject.words(source)
    match item.kind:
        case Kind.SCALE:
            span = named_span(subject) or usual_span(subject.span, (item.low, item.high))
            return replace(use, span=span, meanings=dict.fromkeys(words, ""))
        case Kind.MINUTES:
            return replace(use, factor=_usual_factor(subject))
        case Kind.FLAG:
            return replace(use, meanings={word: "" for word in words if not is_good(word, parse_flag)})
        case Kind.CHOICE:
            options = {option.casefold() for option in item.options}
            return replace(use, meanings={word: "" for word in words if word not in options})
    return use


def called(name: str) -> str:
    """Return a name as it is compared with those of items: without a scale or unit behind it, and in words where
    programs join them, such as pain.level or painLevel."""
    return _BEHIND.sub("", _JOINED.sub(" ", clean_line(name)).casefold())


def items_by_name(catalogue: Catalogue, own: Iterable[OwnItem], resources: Path) -> dict[str, Item]:
    """Return the items that a column can hold, by their keys and their names in every language, as `called`."""
    names = [(name, one.item.key) for one in own for name in one.names.values()]
    every = [*((item.key, item.key) for item in catalogue.items), *item_names(resources), *names]
    known = {called(name): catalogue.item(key) for name, key in every if key in catalogue}
    return {name: item for name, item in known.items() if item.is_numeric or item.kind is Kind.TEXT}


def named_uses(look: TableLook, choices: MapChoices, items: Mapping[str, Item]) -> Mapping[str, Use]:
    """Return the uses of what is `called` just as one of these `items` is, and holds such answers; of two columns
    for one item the first."""
    found: dict[str, Use] = {}
    source = look.written(choices)
    for subject in subjects(look, choices):
        item = items.get(called(subject.key))
        is_taken = item is None or any(use.item == item.key for use in found.values())
        if item is not None and not is_taken and _reads_as(subject, item, source):
            found[subject.key] = usual_use(subject, item, source)
    return found


def _reads_as(subject: Subject, item: Item, source: SourceRule) -> bool:
    match item.kind:
        case Kind.CLOCK:
            return mostly(subject.texts, read_clock)
        case Kind.FLAG | Kind.CHOICE:
            return not usual_use(subject, item, source).meanings and len(subject.words(source)) <= MOST_OPTIONS
        case Kind.MINUTES:
            return mostly(subject.texts, read_length)
        case Kind.TEXT:
            return True
    return mostly(subject.texts, lambda text: read_number(text, source))


def usual_span(seen: tuple[float, float] | None, own: tuple[float, float]) -> tuple[float, float]:
    """Return the scale on which these numbers were written: one that people use with just these ends, else the one
    they are to be on if they fit, else the smallest usual one."""
    if seen is None or seen in USUAL_SPANS:
        return seen or own
    spans = (own, *sorted(USUAL_SPANS, key=lambda span: span[1]))
    wide = seen if seen[0] < seen[1] else (seen[0], seen[0] + 1)
    return next((span for span in spans if span[0] <= seen[0] and seen[1] <= span[1]), wide)


def named_span(subject: Subject) -> tuple[float, float] | None:
    """Return the scale that a column tells in its name, as `stress (1-5)`; None if its numbers do not fit."""
    found = _SPAN.search(clean_line(subject.key))
    low, high = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
    seen = subject.span or (low, high)
    return (low, high) if low < high and low <= seen[0] and seen[1] <= high else None


def usual_activity(subject: Subject, name: str) -> Use:
    return Use(activity=name, factor=_usual_factor(subject))


def usual_place(subject: Subject, place: str) -> Use:
    """Return the use of a subject that tells of pain in one place: how strong, or only that it was there."""
    if subject.is_ticked:
        words = {text.casefold() for text in subject.texts}
        return Use(place=place, meanings={word: "" for word in words if not _tick(word)})
    several = Several.MEAN if subject.has_several else Several.MAX
    span = named_span(subject) or usual_span(subject.span, (0, 10))
    return Use(place=place, span=span, several=several)


def usual_places(subject: Subject) -> Use:
    """Return the use of a subject that lists places in words; words that may be several places are asked about."""
    words = [word for word, _count in _listed(subject).most_common() if len(places_meant(word)) != 1]
    return Use(has_places=True, meanings=dict.fromkeys(words[:MOST_WORDS], ""))


def _tick(word: str) -> str:
    """Return "1" for a word that says yes, "0" for one that says no, "" for any other."""
    return "1" if word in YES or word in TICKS else "0" if word in NO else ""


def _separator(subject: Subject) -> str:
    """Return what stands between the words of most of its lists."""
    return max(SEPARATORS, key=lambda mark: sum(count for text, count in subject.texts.items() if mark in text))


def _listed(subject: Subject) -> Counter[str]:
    found: Counter[str] = Counter()
    for text, count in subject.texts.items():
        for part in SourceRow(0, {"": text}).parts("", _separator(subject)):
            found[with_strength(part)[0].casefold()] += count
    return found


def _usual_factor(subject: Subject) -> float:
    """Return the minutes in the unit of the numbers: the one in the name of the column, else hours or seconds for
    what can be nothing else."""
    for words, minutes in UNITS.items():
        if re.search(rf"\b(?:{words})\b", subject.key.replace("_", " "), re.I):
            return minutes
    if subject.span is None:
        return 1
    high = subject.span[1]
    has_parts = any(number % 1 for number in subject.numbers)
    return 60 if high <= 24 and has_parts else 1 / 60 if high > 1440 else 1


def fresh_key(name: str, taken: Collection[str]) -> str:
    """Return a key for an item of one's own that no other item has."""
    try:
        return own_key(name, taken)
    except Refusal:
        return fresh_key(f"{name} 2", taken)


def own_rule(subject: Subject, kind: Kind, names: Mapping[str, str], source: SourceRule) -> OwnRule:
    """Return an item of one's own that holds a subject as it is in the file."""
    names = dict(names)
    match kind:
        case Kind.SCALE:
            low, high = named_span(subject) or usual_span(subject.span, (0, 10))
            return OwnRule(names=names, kind=kind, low=low, high=high if low < high else low + 1)
        case Kind.COUNT:
            low, high = subject.span or (0, 1)
            is_none = not any(number < 0 for number in subject.numbers if number != -1) and high > 1
            return OwnRule(names=names, kind=kind, low=0 if is_none else min(0, low), high=max(1_000_000, high))
        case Kind.CHOICE:
            return OwnRule(names=names, kind=kind, options=subject_options(subject, source))
    return OwnRule(names=names, kind=kind, unit="min" if kind is Kind.MINUTES else "")


def subject_options(subject: Subject, source: SourceRule) -> tuple[str, ...]:
    """Return the words that can be the answers to choose from; none when there are too few or too many."""
    found = dict.fromkeys(text.casefold() for text in subject.texts)
    return tuple(found) if 2 <= len(found) <= MOST_OPTIONS and subject.words(source) else ()


def own_kinds(subject: Subject, source: SourceRule) -> tuple[Kind, ...]:
    """Return of which kinds an item of one's own can be that holds a subject, the likeliest first."""
    words = subject.words(source)
    is_two = 1 <= len(subject.texts) <= 2 and all(is_good(text, parse_flag) for text in subject.texts)
    kinds = [Kind.FLAG] if is_two else []
    if subject.numbers:
        is_scale = subject.span in USUAL_SPANS or usual_span(subject.span, (0, 10)) == (0, 10)
        kinds += [Kind.SCALE, Kind.COUNT] if is_scale else [Kind.COUNT, Kind.SCALE]
    if subject.numbers or mostly(subject.texts, read_length):
        kinds.append(Kind.MINUTES)
    if subject_options(subject, source):
        kinds.append(Kind.CHOICE)
    if words and not is_two:
        kinds += [kind for kind in (Kind.SCALE, Kind.FLAG) if kind not in kinds]
    return (*kinds, Kind.TEXT)


# ------------------------------------------------------------------ the mapping


def made_map(look: TableLook, choices: MapChoices, items: Callable[[str], Item]) -> ImportMap | None:
    """Return the mapping for these choices; None while nothing is used. `items` knows the items by their key."""
    guess, source = look.dates[choices.date], look.written(choices)
    told = {subject.key: subject for subject in subjects(look, choices)}
    uses = {key: use for key, use in choices.uses.items() if key in told}
    own = {use.item: use.own for use in uses.values() if use.own is not None}
    rules = tuple(
        replace(rule, is_next=rule.item not in own and items(rule.item).card == NIGHT and choices.is_evening)
        for rule in (_rule(told[key], use, own, items, source) for key, use in uses.items() if use.item)
    )
    activities = tuple(_activity(told[key], use) for key, use in uses.items() if use.activity)
    areas = tuple(rule for key, use in uses.items() for rule in _areas(told[key], use, source))
    if not rules and not activities and not areas and guess.night is None:
        return None
    date = guess.date
    if date.first_year is not None:
        date = replace(date, first_year=choices.first_year or date.first_year)
    if choices.is_carried and date.column is not None:
        date = replace(date, is_carried=True)
    if guess.is_asked:
        date = replace(date, formats=(str(choices.order or DateOrder.DAY_FIRST),))
    if guess.night is not None and choices.by and choices.value:
        unused = Texts(set(look.cells[choices.by]) - {choices.value})
    else:
        unused = Texts(subject.name for key, subject in told.items() if subject.by and key not in uses)
    skip = (SkipRule(when={choices.by: unused}),) if unused else ()
    return ImportMap(
        source=source,
        date=date,
        night=guess.night,
        item=_alike(rules),
        areas=areas,
        activity=activities,
        skip=skip,
        own=own,
    )


def _activity(subject: Subject, use: Use) -> ActivityRule:
    when = {subject.by: Texts((subject.name,))} if subject.by else {}
    return ActivityRule(
        minutes=subject.column, kind=use.activity, factor=use.factor, several=Several.SUM, when=when
    )


def _areas(subject: Subject, use: Use, source: SourceRule) -> Iterator[AreaRule]:
    """Yield what marks the places of a subject, and what answers "no pain" where the file says so."""
    when: dict[str, Texts] = {subject.by: Texts((subject.name,))} if subject.by else {}
    texts, column, strength, none = subject.texts, subject.column, use.strength, Texts()
    if use.place:
        segments = Places(all_places()[use.place].segments)
        if not subject.is_ticked:
            empty = Empty.NO_PAIN if use.is_zero_none and zeros(subject, source) else Empty.NOT_ANSWERED
            yield AreaRule(
                intensity=column, areas=segments, source=use.span, is_reversed=use.is_reversed,
                ignore=Texts(() if use.is_zero_none else zeros(subject, source)), several=use.several, empty=empty,
                when=when,
            )  # fmt: skip
            return
        said = {text: use.meanings.get(text.casefold()) or _tick(text.casefold()) for text in texts}
        names = {text: segments for text, tick in said.items() if tick == "1"}
        left = Texts(text for text, tick in said.items() if tick != "1")
        yield AreaRule(intensity=strength, column=column, names=names, ignore=left, when=when)
        none = Texts(text for text, tick in said.items() if tick == "0" and use.is_zero_none)
    elif use.has_places:
        none = Texts(text for text in texts if use.meanings.get(text.casefold()) == NO_PAIN)
        names = {
            word: Places(all_places()[place].segments if place in all_places() else ())
            for word, place in use.meanings.items()
        }
        span = use.span if isinstance(strength, str) else None
        yield AreaRule(
            intensity=strength, column=column, separator=_separator(subject), codes=Codes.WORDS, names=names,
            ignore=none, source=span, is_reversed=use.is_reversed and span is not None, when=when,
        )  # fmt: skip
    if none:
        yield AreaRule(intensity=1.0, column=column, ignore=none, empty=Empty.NO_PAIN, when={**when, column: none})


def _alike(rules: tuple[ItemRule, ...]) -> tuple[ItemRule, ...]:
    """Return the rules with one way of combining several values for each item, as a mapping needs it."""
    several = {rule.item: rule.several for rule in reversed(rules)}
    return tuple(replace(rule, several=several[rule.item]) for rule in rules)


def _rule(
    subject: Subject, use: Use, own: Mapping[str, OwnRule], items: Callable[[str], Item], source: SourceRule
) -> ItemRule:
    item = own[use.item].item(use.item).item if use.item in own else items(use.item)
    meanings = {word: Word(meaning) for word, meaning in use.meanings.items() if meaning}
    ignored = {text for text in subject.texts if text.casefold() in use.meanings.keys() - meanings.keys()}
    if not use.is_zero_none:
        ignored |= set(zeros(subject, source))
    rule = ItemRule(
        item=use.item,
        column=subject.column,
        when={subject.by: Texts((subject.name,))} if subject.by else {},
        values=meanings,
        ignore=Texts(ignored),
        several=use.several,
    )
    if item.kind is Kind.SCALE and use.span is not None and (use.is_reversed or use.span != (item.low, item.high)):
        return replace(rule, source=use.span, is_reversed=use.is_reversed)
    return replace(rule, factor=use.factor) if item.kind is Kind.MINUTES else rule


def zeros(subject: Subject, source: SourceRule) -> tuple[str, ...]:
    """Return how 0 is written, where there is one."""
    return tuple(text for text in subject.texts if number_in(text, source) == 0)
