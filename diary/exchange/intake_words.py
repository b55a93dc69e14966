"""Words what was read from another program's export, for the window and the command line alike."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from msgspec import Struct

from diary.content.language import Language
from diary.content.library import Library
from diary.content.sentences import refusal_sentence
from diary.domain.diary_data import ImportConflict, ImportResult
from diary.domain.item import Kind, OwnItem
from diary.exchange.any_source import Intake
from diary.exchange.day_collector import AlikeRows, RefusedRow
from diary.exchange.file_questions import FileQuestion, QuestionKind
from diary.exchange.intake import Counts
from diary.exchange.reader_parts import Skip
from diary.exchange.recognition import Recognised
from diary.screens.own_items import shown_name

PHRASES = "readers"
IN_FILE = "in_file"
"""Refusals in words about a file: nobody is typing."""
MOST_NAMES = 4
MOST_DIFFERENCES = 20


class QuestionWords(Struct, frozen=True):
    """A question as it is shown: the sentence, the words of each option, and an example from the file."""

    text: str
    options: Mapping[str, str]
    example: str


def item_name(library: Library, key: str, own_items: tuple[OwnItem, ...] = ()) -> str:
    for own in own_items:
        if own.item.key == key:
            return shown_name(own, library.language)
    words = library.words.items.get(key)
    return words.name if words else key


def question_words(library: Library, question: FileQuestion, own_items: tuple[OwnItem, ...] = ()) -> QuestionWords:
    language, subject = library.language, question.subject
    name = item_name(library, subject, own_items)
    text = language.phrase(PHRASES, "ask", question.kind, **_fitting(question.kind, name, subject))
    known = language.phrases(PHRASES, "option")
    options = {option: known.get(option, option) for option in question.options}
    if question.kind is QuestionKind.ZONE:
        options = {option: option.replace("_", " ") for option in question.options}
    return QuestionWords(text, options, _example(language, question))


def _fitting(kind: QuestionKind, name: str, subject: str) -> dict[str, str]:
    if kind is QuestionKind.MEANING:
        return {"word": subject}
    return {"item": name} if kind in {QuestionKind.ZERO, QuestionKind.DEVICE, QuestionKind.SEVERAL} else {}


def _example(language: Language, question: FileQuestion) -> str:
    facts = {
        key: _shown(language, value) for key, value in question.facts.items() if key not in {"seen", "values"}
    }
    match question.kind:
        case QuestionKind.DEVICE:
            seen = question.facts["seen"]
            assert isinstance(seen, dict)
            told = "; ".join(
                f"{name} {language.number(value, 1)}" for name, value in seen.items() if name != "day"
            )
            facts = {"day": _shown(language, seen["day"]), "seen": told}
        case QuestionKind.SEVERAL:
            values = question.facts["values"]
            assert isinstance(values, list)
            facts["seen"] = "; ".join(language.number(value, 1) for value in values)
        case QuestionKind.ZERO:
            return language.phrase(PHRASES, "example", "zero", count=question.facts["count"], day=facts["day"])
        case QuestionKind.ZONE:
            facts = {"zone": question.usual}
    return language.phrase(PHRASES, "example", question.kind, **facts)


def _shown(language: Language, value: object) -> str:
    return language.day(value) if isinstance(value, date) and not isinstance(value, datetime) else str(value)


def found_lines(language: Language, found: Recognised) -> Iterator[str]:
    """Yield what an export is and by what it was recognised, and whether its reader was never really tried."""
    *signs, file = found.signs
    named = (sign.strip("<>").replace('"', "") for sign in signs if sign)
    told = ", ".join(language.t("“{words}”", words=each) for each in named)
    yield language.t(
        "This looks like {name}: {file} holds {signs}.", name=found.reader.name, file=file, signs=told
    )
    if not found.reader.tried:
        yield language.t(
            "This was not tried on a real file yet, only made by its description. Look whether it is right."
        )


def row_lines(library: Library, intake: Intake) -> Iterator[str]:
    """Yield how many rows there were, from when to when, why some were left alone, and what several of a day
    became."""
    language = library.language
    if intake.content is None:
        yield language.n("{count} row read.", "{count} rows read.", intake.rows)
        return
    counts = intake.content.counts
    yield language.n(
        "{count} row read, {used} used.", "{count} rows read, {used} used.",
        counts.rows, used=language.number(counts.used),
    )  # fmt: skip
    if days := intake.data.days:
        yield language.days_from(len(days), days[0].date, days[-1].date)
    yield from skipped_lines(language, counts)
    yield from several_lines(library, counts, intake.data.own_items)


def several_lines(library: Library, counts: Counts, own_items: tuple[OwnItem, ...]) -> Iterator[str]:
    """Yield by which rule one value was made of several of a day, and on how many days."""
    rules = library.language.phrases(PHRASES, "option")
    for (several, key), count in counts.several.items():
        name = item_name(library, key, own_items)
        yield library.language.phrase(PHRASES, "several", "days", count=count, item=name, rule=rules[several])


def skipped_lines(language: Language, counts: Counts) -> Iterator[str]:
    """Yield what was left alone, by reason, and what nobody reads."""
    reasons = dict.fromkeys(why for why, _ in counts.skipped)
    for why in reasons:
        kinds = Counter({name: count for (reason, name), count in counts.skipped.items() if reason is why})
        names = _file_names(language, kinds) if why is Skip.OTHER_FILE else _names(kinds)
        facts = {"names": names} if why in {"other", "other_file"} else {}
        yield language.phrase(PHRASES, "skip", why, count=kinds.total(), **facts)
    together = Counter(name for name, is_read in counts.sheets.items() if is_read)
    left = Counter(name for name, is_read in counts.sheets.items() if not is_read)
    if len(together) > 1:
        yield language.t("Several sheets are read as one table{names}.", names=_names(together))
    if left:
        yield language.n(
            "{count} sheet has other columns and is not read{names}.",
            "{count} sheets have other columns and are not read{names}.",
            left.total(),
            names=_names(left),
        )
    if counts.unknown:
        yield language.n(
            "{count} file is not known to this reader{names}.",
            "{count} files are not known to this reader{names}.",
            counts.unknown.total(),
            names=_file_names(language, counts.unknown),
        )


def _file_names(language: Language, kinds: Counter[str]) -> str:
    """Return the names of files, with how many are called alike but for a number."""
    named = {
        name: language.t("{name} and {count} more like it", name=name, count=language.number(count - 1))
        for name, count in kinds.items()
        if name and count > 1
    }
    return _names(Counter({named.get(name, name): count for name, count in kinds.items()}))


def _names(kinds: Counter[str]) -> str:
    named = [name for name, _ in kinds.most_common(MOST_NAMES) if name]
    more = len(kinds) - len(named)
    return (": " + ", ".join(named) + (", …" if more > 0 else "")) if named else ""


def refused_lines(library: Library, refused: tuple[AlikeRows, ...]) -> Iterator[str]:
    """Yield one line for refusals that are alike, with up to three places."""
    language = library.language
    for alike in refused:
        places = ", ".join(_place(language, row) for row in alike.examples)
        if alike.count > len(alike.examples):
            places = language.t(
                "{places} and {count} more", places=places, count=alike.count - len(alike.examples)
            )
        yield f"{places}: {refusal_sentence(language, library.words, alike.examples[0].refusal, IN_FILE)}"


def _place(language: Language, row: RefusedRow) -> str:
    place = language.t("line {line}", line=row.line) if row.line else row.file
    if row.column and row.line:
        place = language.t("{line}, column “{column}”", line=place, column=row.column)
    return f"{row.file}, {place}" if row.file and row.line else place


def refused_title(language: Language, intake: Intake) -> Iterator[str]:
    """Yield how many rows could not be used, when there are any."""
    if intake.refused:
        yield language.n("{count} row could not be used:", "{count} rows could not be used:", intake.refused_rows)


def same_names(library: Library, own_items: Iterable[OwnItem]) -> dict[str, tuple[str, ...]]:
    """Return names that an own item of the file shares with another item, and the keys of all that have them."""
    names = {key: words.name for key, words in library.words.items.items()}
    brought = {own.item.key: shown_name(own, library.language) for own in own_items}
    names = names | brought
    alike = {
        name: tuple(key for key in names if names[key].casefold() == name.casefold()) for name in brought.values()
    }
    return {name: keys for name, keys in alike.items() if len(keys) > 1}


def import_lines(library: Library, import_result: ImportResult, own_items: tuple[OwnItem, ...] = ()) -> list[str]:
    language = library.language
    lines = [
        language.n(
            "{count} new value, on {days}.",
            "{count} new values, on {days}.",
            import_result.added,
            days=language.n("{count} day", "{count} days", import_result.days),
        )
    ]
    if import_result.same:
        lines.append(language.n("{count} was there already.", "{count} were there already.", import_result.same))
    if import_result.kept:
        lines.append(
            language.n(
                "{count} differs from what you have; yours was kept.",
                "{count} differ from what you have; yours were kept.",
                len(import_result.kept),
            )
        )
    if import_result.updated:
        lines.append(
            language.n(
                "{count} value of a day that was not over yet is now complete.",
                "{count} values of days that were not over yet are now complete.",
                len(import_result.updated),
            )
        )
    return [*lines, *_new_item_lines(library, import_result.new_items, own_items)]


def _new_item_lines(library: Library, keys: Iterable[str], own_items: tuple[OwnItem, ...]) -> Iterator[str]:
    """Yield the names of new items: those that are asked from now on, and those that are only kept."""
    kept = {own.item.key for own in own_items if own.item.archived}
    for are_kept in (False, True):
        named = ", ".join(item_name(library, key, own_items) for key in keys if (key in kept) is are_kept)
        if named and are_kept:
            yield library.language.t("Kept with your days, and not asked from now on: {items}", items=named)
        elif named:
            yield library.language.t("New own items: {items}", items=named)


def result_lines(library: Library, import_result: ImportResult, own_items: tuple[OwnItem, ...]) -> Iterator[str]:
    """Yield the result of an import with what differs or was left out, and the names that two items then have."""
    yield from import_lines(library, import_result, own_items)
    yield from _difference_lines(library, import_result.kept, own_items)
    for update in import_result.updated[:MOST_DIFFERENCES]:
        yield library.language.t(
            "{day}, {item}: it was {kept}, now it is {offered}",
            **_conflict_facts(library, update, own_items),
        )
    if refused := import_result.refused:
        yield library.language.n("{count} day could not be used:", "{count} days could not be used:", len(refused))
    for one in refused[:MOST_DIFFERENCES]:
        said = refusal_sentence(library.language, library.words, one.refusal, IN_FILE)
        yield f"  {library.language.day(one.day)}: {said}"
    for name, keys in same_names(library, own_items).items():
        yield library.language.t(
            "“{name}” is the name of more than one item: {keys}.", name=name, keys=", ".join(keys)
        )


def _difference_lines(
    library: Library, kept: Iterable[ImportConflict], own_items: tuple[OwnItem, ...]
) -> Iterable[str]:
    """Yield what differs from the diary, with both values."""
    for conflict in list(kept)[:MOST_DIFFERENCES]:
        yield "  " + library.language.t(
            "{day}, {item}: yours is {kept}, the file says {offered}",
            **_conflict_facts(library, conflict, own_items),
        )


def _conflict_facts(library: Library, conflict: ImportConflict, own_items: tuple[OwnItem, ...]) -> dict[str, str]:
    return {
        "day": library.language.day(conflict.day),
        "item": item_name(library, conflict.item, own_items),
        "kept": _shown_value(library, conflict.item, conflict.kept),
        "offered": _shown_value(library, conflict.item, conflict.offered),
    }


def _shown_value(library: Library, item: str, value: float) -> str:
    """Return a value as it is read: clock times as times, other numbers as numbers."""
    is_clock = item in library.catalogue and library.catalogue.item(item).kind is Kind.CLOCK
    return library.language.clock_minutes(value) if is_clock else library.language.number(value, 1)
