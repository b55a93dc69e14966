"""Translates the words of the program, and formats dates and numbers, in one language."""

import gettext
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from math import copysign, floor, isfinite
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from diary.content.block import LANGUAGE_FILE, ContentFile, Report, invalid, refuse
from diary.content.conventions import FIELD, Conventions, conventions_of
from diary.content.decoding import Problem, Text
from diary.domain.refusal import Reason, Refusal

SOURCE_LANGUAGE = "en"
DOMAIN = "diary"
OWN_VOICE = "own_voice"
"""The table of phrases that read from the person."""
NO_BREAK = "\u00a0"
UNKNOWN = "…"
NEARLY = 1e-6
EXACT = 6
"""Decimals an answer is stored with: it is shown as it was given, only averages are rounded."""


def rounded(value: float, decimals: int = 0) -> float:
    """Round half away from zero, as taught in school, and the same however the value was computed (402.49999999 is
    a half too). All numbers people read are rounded by this function."""
    if not isfinite(value):
        return value
    scale = 10.0**decimals
    return copysign(floor(abs(value) * scale + 0.5 + NEARLY) / scale, value) + 0.0


def available_languages(resources: Path) -> tuple[str, ...]:
    """Return the codes of all languages with a file of content, the source language first. Of a language that was
    taken away a folder may be left, with what Python keeps."""
    found = sorted({file.parent.name for file in (resources / "content").glob("[a-z]*/*.toml")})
    return (SOURCE_LANGUAGE, *(code for code in found if code != SOURCE_LANGUAGE))


class LanguageFile(Struct, frozen=True, forbid_unknown_fields=True):
    """A language's own name for itself, and the locale whose dates and numbers it writes."""

    name: Text
    locale: Text
    conventions: Conventions | None = None


def load_language_file(resources: Path, code: str, report: Report = refuse) -> LanguageFile:
    """Return a language's own file. Raises Refusal CONTENT_INVALID, also for the file of another language."""
    file = ContentFile(resources / "content" / code / LANGUAGE_FILE, report)
    found = file.whole(LanguageFile) if file.is_read else None
    if found is None:
        return LanguageFile(code, code)
    if found.conventions is None or found.locale.partition("_")[0] != code.partition("_")[0]:
        file.wrong("", "locale", Problem.NOT_ALLOWED)
    return found


def language_names(resources: Path) -> dict[str, str]:
    """Return the name of every available language in that language, by its code. Raises Refusal
    CONTENT_INVALID."""
    return {code: load_language_file(resources, code).name for code in available_languages(resources)}


class Language(Struct, frozen=True):
    """Translates sentences and writes dates and numbers.

    `t` and `n` take plain literals only, never f-strings: they are the keys of the translation catalogue,
    their named places are filled in afterwards. Sentences that come in tables are declared in `phrases`, a folder
    of TOML files, and found by `phrase`.
    """

    code: str
    locale: str
    conventions: Conventions
    _one: Callable[[str], str]
    _many: Callable[[str, str, int], str]
    _phrases: Path
    week_starts: int = 0
    """The weekday on which weeks begin, as in `date.weekday`: 0 is Monday. All that thinks of weeks takes it from
    here."""
    speaks_for_person: bool = False
    """Whether sentences read from the person (I slept), for what is handed to somebody else; else they are told to
    them (you slept)."""

    def t(self, message: str, /, **facts: object) -> str:
        """Return the message in this language, with its `{places}` filled in; a `path` stays in its line."""
        text = self._one(message)
        if "path" in facts:
            facts["path"] = in_one_line(facts["path"])
        return text.format(**facts) if facts else text

    def n(self, one: str, many: str, count: int, /, **facts: object) -> str:
        """Return the message for singular or plural; `{count}` is always available, a `path` as in `t`."""
        if "path" in facts:
            facts["path"] = in_one_line(facts["path"])
        return self._many(one, many, count).format(count=self.number(count), **facts)

    def help(self, written: str | None) -> str:
        """Return what is written as the help of a command or an option, which the extractor finds as `help=`; of
        none nothing."""
        return self._one(written) if written else ""

    def phrase(self, table: str, *keys: str, **facts: object) -> str:
        """Return a sentence of the file `table`, with its `{places}` filled in; a pair, for singular and plural,
        needs the fact `count`. Raises Refusal CONTENT_INVALID when it is not there."""
        match self._declared(table, keys):
            case str(text):
                said = self._one(text)
                return said.format(**facts) if facts else said
            case [str(one), str(many)]:
                count = facts.pop("count")
                assert isinstance(count, int)
                return self._many(one, many, count).format(count=self.number(count), **facts)
        raise invalid(f"phrases/{table}.toml", ".".join(keys), "", Problem.MISSING)

    def phrases(self, table: str, *keys: str) -> dict[str, str]:
        """Return all sentences of this part of the file `table`, by their keys; for those without places."""
        declared = self._declared(table, keys)
        return {key: self.phrase(table, *keys, key) for key in declared} if isinstance(declared, dict) else {}

    def _declared(self, table: str, keys: Sequence[str]) -> object:
        own = self._found(OWN_VOICE, (table, *keys)) if self.speaks_for_person else None
        return own if isinstance(own, str | list) else self._found(table, keys)

    def _found(self, table: str, keys: Iterable[str]) -> object:
        found: object = _sentences(self._phrases, table)
        for key in keys:
            found = found.get(key) if isinstance(found, dict) else None
        return found

    def number(self, value: float, decimals: int = 0) -> str:
        """Format a number with at most `decimals` digits after the separator; trailing zeros are dropped."""
        text = self.fixed(value, decimals)
        return text.rstrip("0").removesuffix(self.conventions.decimal) if decimals else text

    def fixed(self, value: float, decimals: int) -> str:
        """Format a number with exactly `decimals` digits, for columns."""
        signs = {ord(","): self.conventions.thousands, ord("."): self.conventions.decimal}
        return f"{rounded(value, decimals):,.{decimals}f}".translate(signs)

    def typed(self, value: float) -> str:
        """Write a number as it is typed and reads back as itself: without signs between thousands, and never with
        three decimals, which could be thousands."""
        whole, _, decimals = f"{rounded(value, EXACT):.{EXACT}f}".rstrip("0").partition(".")
        decimals += "0" if len(decimals) == len("000") else ""
        return f"{whole}{self.conventions.decimal}{decimals}" if decimals else whole

    def ends(self, low: float, high: float) -> str:
        """Format the ends of a scale, as they are: 0–10."""
        return f"{self.number(low, EXACT)}–{self.number(high, EXACT)}"

    def percent(self, share: float) -> str:
        """Format a share 0-1 as 40 %; what happened at all is never 0 %, what did not always never 100 %."""
        whole = int(rounded(100 * share))
        if share > 0 and not whole:
            return self.t("under 1 %")
        return self.t("{percent} %", percent=self.number(min(whole, 99) if share < 1 else whole))

    def name_of(self, language: str) -> str:
        from babel import Locale

        return str(Locale.parse(self.locale).languages.get(language, language))

    def long_date(self, day: date) -> str:
        """Format a day as Sunday 22 November 2026."""
        return self.pattern(day, "EEEE d MMMM y")

    def day(self, day: date) -> str:
        """Format a day as 22 November 2026."""
        return self.pattern(day, "d MMMM y")

    def span(self, first: date, last: date, *, in_sentence: bool = False) -> str:
        """Format days as 2 – 6 November 2026, in a sentence as 2 to 6 November 2026, one day as itself. What both
        ends share is written once, where it stands behind the day, whose own signs stay: 2. – 6. November 2026."""
        if first == last:
            return self.day(last)
        alone = re.match(r"d\S*", self.conventions.patterns.get("d MMMM y", "d"))
        if alone is None or first.year != last.year:
            start = self.day(first)
        else:
            start = self.pattern(first, alone[0] if first.month == last.month else "d MMMM")
        end = self.day(last)
        return self.through(start, end) if in_sentence else f"{start} – {end}"

    def through(self, first: str, last: str) -> str:
        """Say from where to where something goes, of what is written alike once."""
        return first if first == last else self.t("{first} to {last}", first=first, last=last)

    def days_from(self, count: int, first: date, last: date) -> str:
        """Say how many days there are of something, the first and the last of which are these."""
        span = self.span(first, last, in_sentence=True)
        return self.n("{count} day: {span}.", "{count} days, from {span}.", count, span=span)

    def short_date(self, day: date) -> str:
        """Format a day as 22 Nov (no year): for axes and lists where the year is clear."""
        return self.pattern(day, "d MMM", dots=False)

    def month(self, day: date) -> str:
        """Format a month as Nov 2026."""
        return self.pattern(day, "LLL y", dots=False)

    def weekday(self, day: date) -> str:
        """Format a weekday as Sun."""
        return self.pattern(day, "ccc")

    def pattern(self, day: date, pattern: str, *, dots: bool = True) -> str:
        """Format a date in a pattern of the CLDR of `d`, `y`, and names of days (E, c) and months (M, L) with 3 or
        4 letters, as English has it: those of `conventions.WRITTEN` come in the order and with the signs of this
        language. Without `dots` a short name has none."""
        numbers = {"d": day.day, "y": day.year, "M": day.month, "L": day.month}
        names = self.conventions.names

        def written(field: re.Match[str]) -> str:
            if field["words"] is not None:
                return field["words"]
            if field[0][0] in numbers and field[0] not in names:
                return str(numbers[field[0][0]]).zfill(len(field[0]))
            name = names[field[0]][day.weekday() if field[0][0] in "Ec" else day.month - 1]
            return name if dots else name.rstrip(".")

        return FIELD.sub(written, self.conventions.patterns.get(pattern, pattern))

    def clock(self, moment: datetime) -> str:
        """Format a clock time as 21:04."""
        return f"{moment:%H:%M}"

    def clock_minutes(self, minutes: float) -> str:
        """Format minutes after midnight as 07:05."""
        whole = int(rounded(minutes)) % 1440
        return f"{whole // 60:02d}:{whole % 60:02d}"

    def duration(self, minutes: float) -> str:
        """Format minutes as hours and minutes: 6 h 40, 45 min. It has no line break, and more than 0 is never
        shown as 0."""
        hours, rest = divmod(int(rounded(minutes)), 60)
        if minutes > 0 and not hours + rest:
            words = self.t("under 1 min")
        elif not hours:
            words = self.t("{minutes} min", minutes=rest)
        elif not rest:
            words = self.t("{hours} h", hours=hours)
        else:
            words = self.t("{hours} h {minutes}", hours=hours, minutes=f"{rest:02d}")
        return words.replace(" ", NO_BREAK)


def in_one_line(name: object) -> str:
    """Write the name of a file, which may hold a line of its own with a sentence on it that is not ours."""
    return str(name).replace("\n", UNKNOWN)


@lru_cache(maxsize=64)
def _sentences(phrases: Path, table: str) -> Mapping[str, object]:
    """Return what a file of `phrases` says, read once: a page asks for a hundred sentences, and to look each time
    whether its file has changed takes longer than all the rest. Raises Refusal CONTENT_INVALID."""
    return ContentFile(phrases / f"{table}.toml").tables


def load_language(code: str, resources: Path, week_starts: int | None = None) -> Language:
    """Return the language `code`. A message without translation stays English; weeks start as its locale says,
    unless that is told.

    Raises Refusal UNKNOWN_LANGUAGE, or CONTENT_INVALID when its folder does not say which locale it writes.
    """
    if code not in available_languages(resources):
        raise Refusal(Reason.UNKNOWN_LANGUAGE, language=code)
    found = _language(code, load_language_file(resources, code), resources)
    return found if week_starts is None else replace(found, week_starts=week_starts)


def language_for_mistakes(code: str, resources: Path) -> Language:
    """Return the language without reading its content files, so that mistakes in them can be reported in it."""
    try:
        return load_language(code, resources)
    except Refusal:
        return _language(code, LanguageFile(code, SOURCE_LANGUAGE), resources)


def _language(code: str, file: LanguageFile, resources: Path) -> Language:
    found = gettext.translation(DOMAIN, resources / "locale", [code], fallback=True)
    writes = file.conventions or conventions_of(file.locale)
    assert writes is not None
    phrases, starts = resources / "phrases", writes.week_starts
    return Language(code, file.locale, writes, found.gettext, found.ngettext, phrases, starts)
