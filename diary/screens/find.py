"""Builds what a search shows: what was found, by day, and where one can go."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from diary.content.language import Language
from diary.content.library import Library
from diary.domain.day import ACTIVITIES
from diary.domain.item import Kind
from diary.domain.register import FieldKind, RegisterRecord, written
from diary.domain.text import (
    Excerpt,
    Found,
    FoundText,
    TextSource,
    excerpt,
    folded,
    has_all,
    sentence_case,
    wanted,
)
from diary.screens.card_lines import joined
from diary.screens.understand import OWN_WORDS, SearchHit


class FindLine(Struct, frozen=True):
    """One thing that was found: the `address` of where it is, the heading it stands under, what it is in a few
    words, and the words around what was looked for (none where `name` says it all)."""

    address: str
    heading: str
    name: str
    excerpt: Excerpt = Excerpt("")
    aside: str = ""


class FindState(Struct, frozen=True):
    """What is found, in its order, and one sentence about it."""

    said: str
    lines: tuple[FindLine, ...] = ()


class Destination(Struct, frozen=True):
    """A place or an action: `part` is what it is a part of, `also` are other words for it, `keys` its keys."""

    address: str
    name: str
    part: str = ""
    also: str = ""
    keys: str = ""


def build_found(found: Found, hits: Iterable[SearchHit], library: Library) -> FindState:
    """Build what a search in the diary found: days, the latest first, then lists, own items and pages."""
    t, n = library.language.t, library.language.n
    if not found.words:
        return FindState(t("Notes, moments, activities, lists and pages are searched, here in the diary only."))
    lines = dict.fromkeys(_of_day(text, found.words, library) for text in found.texts)
    lists = [line for record in found.records if (line := _of_list(record, found.words, library)) is not None]
    own = [
        FindLine(f"settings/form/{item.key}", t("My own items"), "", excerpt(name, found.words))
        for item in library.catalogue.items
        if item.own and has_all(found.words, name := library.words.items[item.key].name)
    ]
    pages = build_found_pages(hits, library.language)
    if not (lines or lists or own):
        return pages
    said = [n("{count} found in your diary", "{count} found in your diary", len(lines) + len(lists) + len(own))]
    if found.is_more:
        said = [t("The latest {count} are shown. Another word finds fewer.", count=len(lines))]
    said += [pages.said] if pages.lines else []
    return FindState(joined(said), (*lines, *lists, *own, *pages.lines))


def build_found_pages(hits: Iterable[SearchHit], language: Language) -> FindState:
    t = language.t
    lines = tuple(
        FindLine(f"understand/{hit.key}/{hit.place}", t("Understand"), hit.title, hit.excerpt) for hit in hits
    )
    if not lines:
        return FindState(t("Nothing was found. A part of one word is enough."))
    return FindState(language.n("{count} page found", "{count} pages found", len(lines)), lines)


def _of_day(text: FoundText, words: tuple[str, ...], library: Library) -> FindLine:
    language, items = library.language, library.words.items
    moments = {kind.value: name for kind, name in library.words.moments.items()}
    match text.source:
        case TextSource.NOTE:
            item, name = text.key, items[text.key].name if text.key in items else text.key
        case TextSource.MOMENT:
            item, name = Kind.MOMENTS, moments.get(text.key, text.key)
            name += "" if text.at is None else f" {language.clock_minutes(text.at)}"
        case TextSource.ACTIVITY:
            item, name = ACTIVITIES, items[ACTIVITIES].name
        case TextSource.DAY:
            item, name = "", kind_words(language)[text.key].partition(",")[0]
    heading = day_heading(text.day, library)
    return FindLine(f"today/{text.day.isoformat()}/{item}", heading, name, excerpt(text.text, words))


def kind_words(language: Language) -> dict[str, str]:
    """Return what kinds of moments and of days are called, by their keys, also in other words for them."""
    return language.phrases("go_to", "kinds")


def day_heading(day: date, library: Library) -> str:
    """Return the name of a day above what was found on it."""
    return sentence_case(library.language.long_date(day))


def _of_list(record: RegisterRecord, words: tuple[str, ...], library: Library) -> FindLine | None:
    """Return the line of a record when what a person wrote in it has the words: not the key of a choice."""
    register = next((each for each in library.registers if each.key == record.register), None)
    if register is None or not (register.page or register.key == OWN_WORDS):
        return None
    typed = {FieldKind.TEXT, FieldKind.NOTE, FieldKind.LINES}
    fields = [field.key for field in register.fields if field.kind in typed]
    address = f"{register.page}/{register.key}/{record.id}"
    if register.key == OWN_WORDS:
        fields.remove(register.title)  # the key of a page
        address = f"understand/{record.data.get(register.title)}"
    said = joined(" ".join(written(record.data[key]).split()) for key in fields if record.data.get(key))
    if not has_all(words, said):
        return None
    worded = library.words.registers[register.key]
    ended = "" if record.ended_on is None else worded.ended or library.language.t("Before")
    return FindLine(address, worded.name, "", excerpt(said, words), ended)


def build_destinations(all_there_are: Iterable[Destination], typed: str, language: Language) -> FindState:
    """Build where one can go: all of it while nothing is typed; else first what begins with a typed word, then
    what has them in its name, then in the names of its part or in other words for it."""
    words, t = wanted(typed), language.t
    ranked: list[tuple[int, Destination]] = []
    for place in all_there_are:
        name = folded(place.name)
        if has_all(words, name, place.part, place.also):
            rank = 0 if name.startswith(words) else 1 if has_all(words, name) else 2
            ranked.append((rank if words else 0, place))
    lines = tuple(
        FindLine(place.address, "", place.name, Excerpt(place.part), place.keys)
        for _, place in sorted(ranked, key=lambda each: each[0])
    )
    said = t("Enter goes there.") if lines else t("Nothing is called that. The beginning of a word finds more.")
    return FindState(said, lines)
