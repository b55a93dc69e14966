"""Writes one clear sentence for every refusal: what is the matter, and what to do about it.

`FACTS` lists which facts a refusal has to carry: they fill the sentence's places. A missing fact is shown as an
ellipsis, so that reporting a refusal never fails itself.
"""

from collections.abc import Callable, Mapping
from datetime import date

from diary.content.decoding import Problem
from diary.content.language import Language
from diary.content.words import Words
from diary.domain.item import MINUTES_A_DAY
from diary.domain.refusal import Reason, Refusal

Translate = Callable[[str], str]

UNKNOWN = "…"
LONGEST_QUOTE = 60

FACTS: Mapping[Reason, tuple[str, ...]] = {
    Reason.UNKNOWN_ITEM: ("item",),
    Reason.ITEM_EXISTS: ("item",),
    Reason.OWN_ITEM_IN_USE: ("item",),
    Reason.OUT_OF_RANGE: ("item", "low", "high"),
    Reason.NOT_A_NUMBER: ("text",),
    Reason.NOT_A_WHOLE_NUMBER: ("item",),
    Reason.NOT_A_TIME: ("text",),
    Reason.NOT_A_DURATION: ("text",),
    Reason.NOT_A_CHOICE: ("options",),
    Reason.NOT_A_DATE: ("text",),
    Reason.NOT_A_PERIOD: ("first", "last"),
    Reason.NOT_LOGGABLE: ("item",),
    Reason.FUTURE_DAY: ("day",),
    Reason.DAY_IN_USE: ("day",),
    Reason.UNKNOWN_AREA: ("area",),
    Reason.TEXT_TOO_LONG: ("longest",),
    Reason.TOO_MANY: ("most",),
    Reason.NOT_A_TEXT: (),
    Reason.NIGHT_TOO_LONG: ("item", "minutes", "limit"),
    Reason.NIGHT_ORDER: ("item",),
    Reason.NIGHT_AWAKE_TOO_LONG: ("item", "awake", "minutes"),
    Reason.WORST_BELOW_AVERAGE: ("worst", "average"),
    Reason.FILE_MISSING: ("path",),
    Reason.FILE_EXISTS: ("path",),
    Reason.FILE_NOT_A_DIARY: ("path",),
    Reason.FILE_DAMAGED: ("path",),
    Reason.DAMAGED_NOT_SHOWN: ("path",),
    Reason.FILE_NEWER: ("path",),
    Reason.COPY_CHANGED: ("path",),
    Reason.PLACE_ABSENT: ("path",),
    Reason.SAME_PLACE: ("path",),
    Reason.FILE_ENCRYPTED: ("path",),
    Reason.FILE_NOT_ENCRYPTED: ("path",),
    Reason.WRONG_PASSPHRASE: ("path",),
    Reason.PASSPHRASE_SHORT: ("shortest",),
    Reason.PASSPHRASE_COMMON: (),
    Reason.PASSPHRASES_DIFFER: (),
    Reason.PASSPHRASE_FILE_OPEN: ("path",),
    Reason.PASSPHRASE_FILE_EMPTY: ("path",),
    Reason.SHEET_MISTYPED: (),
    Reason.SHEET_OTHER: ("path",),
    Reason.FILE_ALTERED: ("path",),
    Reason.NOTHING_READABLE: ("path",),
    Reason.JOURNAL_STRAY: ("path", "journal"),
    Reason.FILE_LOCKED: ("path",),
    Reason.FILE_GONE: ("path",),
    Reason.FILE_REPLACED: ("path",),
    Reason.NOT_A_COPY: ("path", "other"),
    Reason.FILE_READ_ONLY: ("path",),
    Reason.FILE_UNREADABLE: ("path",),
    Reason.FOLDER_MISSING: ("path",),
    Reason.NO_PERMISSION: ("path",),
    Reason.DISK_FULL: ("path",),
    Reason.DISK_ERROR: ("path",),
    Reason.SOURCE_UNREADABLE: ("path",),
    Reason.SOURCE_ENCODING: ("path",),
    Reason.SOURCE_EMPTY: ("path",),
    Reason.SOURCE_COLUMN_MISSING: ("path", "column"),
    Reason.SOURCE_TOO_LARGE: ("path", "megabytes"),
    Reason.SOURCE_TOO_LONG: ("path", "rows"),
    Reason.SOURCE_ROW_UNKNOWN: ("text",),
    Reason.MAP_INVALID: ("path", "key", "problem"),
    Reason.CONTENT_INVALID: ("file", "key", "field", "problem"),
    Reason.NO_SCREEN: (),
    Reason.NO_TERMINAL: (),
    Reason.NOTHING_LOGGED: (),
    Reason.UNKNOWN_FORMAT: ("format", "formats"),
    Reason.UNKNOWN_LANGUAGE: ("language",),
    Reason.UNKNOWN_REGISTER: ("register", "options"),
    Reason.UNKNOWN_BLOCK: ("block", "options"),
    Reason.UNKNOWN_RECORD: ("register", "number"),
    Reason.UNKNOWN_FIELD: ("register", "field", "options"),
    Reason.FIELD_MISSING: ("register", "field"),
    Reason.FIELD_TOO_LONG: ("register", "field", "longest"),
    Reason.FIELD_NOT_A_DATE: ("register", "field", "text"),
    Reason.FIELD_NOT_A_DAY: ("register", "field", "text"),
    Reason.FIELD_NOT_A_NUMBER: ("register", "field", "text"),
    Reason.FIELD_NOT_A_CHOICE: ("register", "field", "text", "options"),
    Reason.FIELD_OUT_OF_RANGE: ("register", "field", "low", "high"),
}
"""Which facts each reason carries.

item: an item's key · low, high: numbers in the item's unit · text: what was typed or read
options, formats: what would have been right (a tuple of keys, or a text) · first, last, day: dates
area: a body segment's key or CHOIR code · longest, shortest: characters · minutes, limit, awake: minutes
worst, average: points · path, other: the file as it was named · column: the missing column's name
megabytes: the limit · key, field: the place in a mapping or content file · problem: a `content.block.Problem`
format, language: what was asked for · register, field: a list's key and one of its fields' · number: a line of it
"""


def refusal_sentence(language: Language, words: Words | None, refusal: Refusal) -> str:
    """Write the sentence for the person, in their language. With `words`, items and areas go by their names."""
    sentence = _sentences(language.t)[refusal.reason]
    facts = dict.fromkeys(FACTS[refusal.reason], UNKNOWN) | {
        fact: _shown(language, words, refusal, fact) for fact in refusal.facts
    }
    return sentence.format(**facts)


def _sentences(t: Translate) -> Mapping[Reason, str]:
    return (
        _about_answers(t)
        | _about_nights(t)
        | _about_files(t)
        | _about_copies(t)
        | _about_passphrases(t)
        | _about_sources(t)
        | _about_lists(t)
    )


def _about_answers(t: Translate) -> dict[Reason, str]:
    return {
        Reason.UNKNOWN_ITEM: t(
            "This diary has no item “{item}”. Check the spelling, or add it as an item of your own."
        ),
        Reason.ITEM_EXISTS: t("The diary already has “{item}”. Choose another name for your own item."),
        Reason.OWN_ITEM_IN_USE: t(
            "“{item}” was answered in another way before. Make a new item instead, and stop asking this one."
        ),
        Reason.OUT_OF_RANGE: t("“{item}” goes from {low} to {high}. Choose a value in between."),
        Reason.NOT_A_NUMBER: t("“{text}” is not a number. Type a number, for example 4."),
        Reason.NOT_A_WHOLE_NUMBER: t("“{item}” is counted in whole numbers. Type a number without decimals."),
        Reason.NOT_A_TIME: t("“{text}” is not a time. Type it like 22:15 or 2215."),
        Reason.NOT_A_DURATION: t(
            "“{text}” is not a length of time. Type minutes, like 90, or hours and minutes, like 1:30."
        ),
        Reason.NOT_A_CHOICE: t("This is not one of the answers. Choose from: {options}."),
        Reason.NOT_A_DATE: t("“{text}” is not a date. Type it as year, month and day, like 2026-11-22."),
        Reason.NOT_A_PERIOD: t("The period ends ({last}) before it begins ({first}). Swap the two dates."),
        Reason.NOT_LOGGABLE: t("“{item}” needs more than one number. Fill it in on the Today page."),
        Reason.DAY_IN_USE: t("{day} has something in it already. Nothing was moved."),
        Reason.FUTURE_DAY: t("{day} has not come yet. Choose today or an earlier day."),
        Reason.UNKNOWN_AREA: t("The body map has no area “{area}”. Choose one from the list of areas."),
        Reason.TOO_MANY: t("There is room for {most} of these, and no more."),
        Reason.TEXT_TOO_LONG: t("This text is too long. Keep it under {longest} characters."),
        Reason.NOT_A_TEXT: t("This text has characters that cannot be kept. Take them out and try again."),
        Reason.WORST_BELOW_AVERAGE: t(
            "The worst pain ({worst}) is lower than the average ({average}). Change one of the two."
        ),
        Reason.NO_SCREEN: t(
            "There is no screen here to open a window on. Use a command instead; diary --help names them all."
        ),
        Reason.NOTHING_LOGGED: t("Nothing was logged in this period. Choose another one."),
    }


def _about_nights(t: Translate) -> dict[Reason, str]:
    return {
        Reason.NIGHT_TOO_LONG: t(
            "This night would last {minutes}, and the longest is {limit}. Check “{item}” and the other times."
        ),
        Reason.NIGHT_ORDER: t("The times of this night do not follow each other. Check “{item}”."),
        Reason.NIGHT_AWAKE_TOO_LONG: t(
            "You would have been awake for {awake} of {minutes}, and that leaves no time asleep. Check “{item}”."
        ),
    }


def _about_files(t: Translate) -> dict[Reason, str]:
    return {
        Reason.FILE_MISSING: t("There is no file {path}. Check the name, or look in another folder."),
        Reason.FILE_EXISTS: t("{path} is there already and was left alone. Choose another name."),
        Reason.FILE_NOT_A_DIARY: t("{path} is not a diary. Choose a file whose name ends in .diary."),
        Reason.FILE_DAMAGED: t(
            "{path} cannot be read in full. Leave it as it is, and open a copy you made before."
        ),
        Reason.DAMAGED_NOT_SHOWN: t(
            "{path} is damaged, and what is read from it can be incomplete or wrong. Add --damaged-too to read it "
            "all the same."
        ),
        Reason.FILE_NEWER: t("{path} was made by a newer version of this program. Update the program to open it."),
        Reason.FILE_ALTERED: t(
            "Something in {path} is not as it was written. A copy has it as it was; open the diary to put it back."
        ),
        Reason.NOTHING_READABLE: t(
            "Nothing that was logged can be read in {path} any more. It was left as it is; look for a copy of it."
        ),
        Reason.JOURNAL_STRAY: t(
            "{journal} belongs to another copy of {path}. Move it to another folder and open the diary again."
        ),
        Reason.FILE_LOCKED: t("{path} is in use by another window or program. Close it there and try again."),
        Reason.FILE_READ_ONLY: t("{path} can only be read. Save a copy in another folder to write in it."),
        Reason.FILE_UNREADABLE: t("{path} could not be read. Check that you may open it, and try again."),
        Reason.FOLDER_MISSING: t("There is no folder for {path}. Make the folder first, or choose another one."),
        Reason.NO_PERMISSION: t(
            "This account may not use {path}. Choose another folder, or ask whoever looks after this computer."
        ),
        Reason.DISK_FULL: t("The disk is full, so {path} was not changed. Free some space and try again."),
        Reason.DISK_ERROR: t(
            "The disk gave an error with {path}. Check the disk, and copy your diary to another one."
        ),
        Reason.UNKNOWN_FORMAT: t("This program does not know the format “{format}”. Choose from: {formats}."),
        Reason.UNKNOWN_LANGUAGE: t(
            "This program does not speak “{language}” yet. Choose a language it knows, like en or nl."
        ),
        Reason.CONTENT_INVALID: t("{file} cannot be used: {problem}. Correct it, or install the program again."),
    }


def _about_passphrases(t: Translate) -> dict[Reason, str]:
    return {
        Reason.FILE_ENCRYPTED: t(
            "{path} is locked with a passphrase. Type the passphrase, or name a file that holds it with"
            " --passphrase-file."
        ),
        Reason.FILE_NOT_ENCRYPTED: t("{path} has no passphrase, so there is none to take away or to recover."),
        Reason.WRONG_PASSPHRASE: t(
            "{path} does not open with this passphrase. Check capitals and spaces, and type it again."
        ),
        Reason.PASSPHRASE_SHORT: t(
            "This passphrase is too short. Take at least {shortest} characters; four words together are easy to"
            " remember."
        ),
        Reason.NO_TERMINAL: t(
            "There is no terminal to type a passphrase on. Name a file that holds it with --new-passphrase-file."
        ),
        Reason.PASSPHRASES_DIFFER: t("The two passphrases are not the same. Type the same one twice."),
        Reason.PASSPHRASE_COMMON: t(
            "Passphrases like this are tried first. Choose four words that have nothing to do with each other."
        ),
        Reason.PASSPHRASE_FILE_OPEN: t(
            "Others on this computer can read {path}. Make it readable by you alone, and try again."
        ),
        Reason.PASSPHRASE_FILE_EMPTY: t("There is no passphrase in {path}. Put it on the first line."),
        Reason.SHEET_MISTYPED: t(
            "One of these characters is not as it is on the recovery sheet. Compare the groups one by one."
        ),
        Reason.SHEET_OTHER: t(
            "This recovery sheet does not open {path}. It is of another diary, or of a passphrase you had before."
        ),
    }


def _about_copies(t: Translate) -> dict[Reason, str]:
    return {
        Reason.COPY_CHANGED: t(
            "{path} is not what it was when it was made. Choose another copy, if there is one."
        ),
        Reason.PLACE_ABSENT: t(
            "{path} is not there now. Plug in the stick or the disk: the copies then follow by themselves."
        ),
        Reason.SAME_PLACE: t(
            "{path} is where your diary and its copies are already. Choose a stick or another disk."
        ),
        Reason.FILE_GONE: t(
            "{path} is not there any more. What you typed stays on the screen and is saved when the file is back."
        ),
        Reason.FILE_REPLACED: t(
            "Another file was put in the place of {path} and cannot be used yet. Wait a moment and try again."
        ),
        Reason.NOT_A_COPY: t(
            "{path} and {other} are two diaries, not copies of one. Add what is missing with --as-import instead."
        ),
    }


def _about_sources(t: Translate) -> dict[Reason, str]:
    return {
        Reason.SOURCE_UNREADABLE: t(
            "{path} does not look like a file this program can read. Check that you chose the right one."
        ),
        Reason.SOURCE_ENCODING: t("The letters in {path} could not be read. Save the file again as UTF-8."),
        Reason.SOURCE_EMPTY: t(
            "There is nothing in {path} that fits in a diary. Check that you chose the right file."
        ),
        Reason.SOURCE_COLUMN_MISSING: t(
            "{path} has no column “{column}”. Add it, or name the right column in a mapping file."
        ),
        Reason.SOURCE_TOO_LARGE: t("{path} is larger than {megabytes} MB. Export a shorter period and try again."),
        Reason.SOURCE_TOO_LONG: t(
            "{path} has more than {rows} rows, too many for this mapping file. Export a shorter period and try"
            " again."
        ),
        Reason.SOURCE_ROW_UNKNOWN: t(
            "No rule says where “{text}” belongs. Add a rule for it to the mapping file."
        ),
        Reason.MAP_INVALID: t("The mapping file {path} cannot be used: {problem}. Correct it and try again."),
    }


def _about_lists(t: Translate) -> dict[Reason, str]:
    return {
        Reason.UNKNOWN_REGISTER: t("There is no list “{register}”. Choose from: {options}."),
        Reason.UNKNOWN_BLOCK: t("The page has no part “{block}”. Choose from: {options}."),
        Reason.UNKNOWN_RECORD: t("“{register}” has no line {number}. Look up its number in the list."),
        Reason.UNKNOWN_FIELD: t("“{register}” has no field “{field}”. Choose from: {options}."),
        Reason.FIELD_MISSING: t("“{field}” is still empty in “{register}”. Fill it in."),
        Reason.FIELD_TOO_LONG: t("“{field}” in “{register}” is too long. Keep it under {longest} characters."),
        Reason.FIELD_NOT_A_DATE: t(
            "“{field}” in “{register}”: “{text}” is not a date. Type a year, a month or a day, like 2019, 3-2019"
            " or 22-3-2019."
        ),
        Reason.FIELD_NOT_A_DAY: t(
            "“{field}” in “{register}”: “{text}” is not a whole date. Type day, month and year, like 22-3-2019."
        ),
        Reason.FIELD_NOT_A_NUMBER: t(
            "“{field}” in “{register}”: “{text}” is not a number. Type a number, for example 4."
        ),
        Reason.FIELD_NOT_A_CHOICE: t(
            "“{field}” in “{register}”: “{text}” is not one of the answers. Choose from: {options}."
        ),
        Reason.FIELD_OUT_OF_RANGE: t(
            "“{field}” in “{register}” is a number from {low} to {high}. Choose one in between."
        ),
    }


def _problems(t: Translate) -> Mapping[Problem, str]:
    return {
        Problem.NO_FILE: t("the file is missing or cannot be read"),
        Problem.NOT_TOML: t("it is not written as TOML"),
        Problem.UNKNOWN: t("a name nobody knows"),
        Problem.MISSING: t("something is missing"),
        Problem.WRONG_TYPE: t("a value of the wrong kind"),
        Problem.NOT_ALLOWED: t("a value that is not allowed"),
        Problem.TWICE: t("the same thing twice"),
    }


def _problem(language: Language, refusal: Refusal, problem: Problem) -> str:
    """Write what is wrong, where, and which values are allowed."""
    facts = refusal.facts
    place = ", ".join(str(facts[fact]) for fact in ("key", "field") if facts.get(fact))
    words = f"{_problems(language.t)[problem]} ({place})" if place else _problems(language.t)[problem]
    options = facts.get("options")
    if not isinstance(options, tuple):
        return words
    return language.t("{problem}; choose from: {options}", problem=words, options=", ".join(options))


def _shown(language: Language, words: Words | None, refusal: Refusal, fact: str) -> str:
    value = refusal.facts[fact]
    if isinstance(value, Problem):
        return _problem(language, refusal, value)
    if isinstance(value, str):
        return _field_named(words, refusal, fact, value) or _named(words, fact, value)
    if isinstance(value, date):
        return language.day(value)
    if isinstance(value, (int, float)):
        return _number(language, refusal, fact, value)
    if isinstance(value, (tuple, list, frozenset, set)):
        options = _options(words, refusal)
        return ", ".join(options.get(str(one), str(one)) for one in value)
    return UNKNOWN if value is None else str(value)


def _named(words: Words | None, fact: str, value: str) -> str:
    if words is not None and fact == "item" and value in words.items:
        return words.items[value].name
    if words is not None and fact == "area":
        return words.segments.get(value, value)
    is_place = fact in {"path", "file"}
    return value if is_place or len(value) <= LONGEST_QUOTE else value[:LONGEST_QUOTE] + UNKNOWN


def _field_named(words: Words | None, refusal: Refusal, fact: str, value: str) -> str:
    """What a list or a field of it is called; empty when this is another fact, or it has no words."""
    register = None if words is None else words.registers.get(str(refusal.facts.get("register")))
    if register is None or fact not in {"register", "field"}:
        return ""
    return register.name if fact == "register" else register.field(value).name


def _number(language: Language, refusal: Refusal, fact: str, value: float) -> str:
    if fact in {"minutes", "limit", "awake"}:
        return language.duration(value)
    if refusal.facts.get("high") == MINUTES_A_DAY - 1:
        return language.clock_minutes(value)
    return str(value) if fact == "area" else language.number(value, 1)


def _options(words: Words | None, refusal: Refusal) -> Mapping[str, str]:
    item = refusal.facts.get("item")
    if words is None or not isinstance(item, str) or item not in words.items:
        return {}
    return words.items[item].options
