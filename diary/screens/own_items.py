"""Checks and words a person's own items: what may be typed about one, the key it gets, and how the list reads."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from diary.content.language import EXACT, SOURCE_LANGUAGE, Language
from diary.content.library import Library
from diary.content.sentences import refusal_sentence
from diary.domain.item import MINUTES_A_DAY, Item, Kind, OwnItem
from diary.domain.refusal import Reason, Refusal
from diary.domain.text import clean_line

LONGEST_NAME = 60
LONGEST_WORD = 30
"""A longer word cannot be broken, and would not fit beside the sidebar of a small window."""
LONGEST_UNIT = 20
LONGEST_OPTION = 24
MOST_OPTIONS = 7
LONGEST_KEY = 40
HIGHEST_COUNT = 1000
RESERVED = frozenset({"day", "zone", "kind", "late", "areas"})
"""Columns of the exported table that are no items."""
OPTIONS, UNIT = "options", "unit"
"""Fields of a draft that are not names; a name's field is its language's code."""


class OwnDraft(Struct, frozen=True):
    """What is typed so far: `names` by language code, `options` with one answer per line, `key` of the item that
    is renamed, or empty for a new one."""

    names: Mapping[str, str] = field(default_factory=dict)
    kind: Kind = Kind.SCALE
    unit: str = ""
    options: str = ""
    key: str = ""


class DraftProblem(Struct, frozen=True):
    """Why a draft cannot be stored yet: one sentence, and the field it stands beside."""

    field: str
    sentence: str


class OwnItemState(Struct, frozen=True):
    """One line of the list: its name and how it is answered."""

    key: str
    name: str
    about: str
    archived: bool


def build_own_items(own_items: Iterable[OwnItem], language: Language) -> tuple[OwnItemState, ...]:
    """Return the list, in the order of the form."""
    return tuple(
        OwnItemState(own.item.key, shown_name(own, language), about(own.item, language), own.item.archived)
        for own in own_items
    )


def shown_name(own: OwnItem, language: Language) -> str:
    """Return the name in this language, else in English, else in whatever language there is one."""
    names = own.names
    return names.get(language.code) or names.get(SOURCE_LANGUAGE) or next(iter(names.values()), own.item.key)


def kind_words(language: Language) -> Mapping[Kind, str]:
    """Return what a person calls the kinds."""
    kinds = (Kind.SCALE, Kind.MINUTES, Kind.COUNT, Kind.FLAG, Kind.CHOICE)
    return {kind: language.phrase("questions", "kinds", kind) for kind in kinds}


def about(item: Item, language: Language) -> str:
    """Write how an item is answered: "A number · cups", "little, much"."""
    if item.kind is Kind.CHOICE:
        return ", ".join(item.options)
    words = kind_words(language).get(item.kind, item.kind.value)
    if item.kind is Kind.SCALE and (item.low, item.high) != (0, 10):
        low, high = (language.number(end, EXACT) for end in (item.low, item.high))
        words = language.t("{low} to {high}", low=low, high=high)
    return f"{words} · {item.unit}" if item.unit and item.kind is not Kind.MINUTES else words


def draft_of(own: OwnItem, language: Language) -> OwnDraft:
    """Return what stands in the fields when an item is renamed."""
    names = {**own.names, language.code: shown_name(own, language)}
    return OwnDraft(names, own.item.kind, own.item.unit, "\n".join(own.item.options), own.item.key)


def read_draft(draft: OwnDraft, library: Library, own_items: Collection[OwnItem]) -> OwnItem | DraftProblem:
    """Return the item that was typed, ready to be stored, or what is wrong. Renaming keeps all but the names."""
    names = {code: tidy(name) for code, name in draft.names.items()}
    trouble = _trouble_with_names(names, draft.key, library, own_items)
    if trouble is not None:
        return trouble
    given = {code: name for code, name in names.items() if name}
    known = next((own for own in own_items if own.item.key == draft.key), None)
    if known is not None:
        return replace(known, names=given)
    trouble = _trouble_with_shape(draft, library.language)
    if trouble is not None:
        return trouble
    code = library.language.code
    taken = {own.item.key for own in own_items} | {item.key for item in library.catalogue.items}
    try:
        key = own_key(names[code], taken)
    except Refusal as refusal:
        return DraftProblem(code, _exists(str(refusal.facts["item"]), library, own_items))
    return OwnItem(_shaped(key, draft), given)


def archived(own: OwnItem, *, is_archived: bool) -> OwnItem:
    """Return the same item, not asked any more, or asked again."""
    return replace(own, item=replace(own.item, archived=is_archived))


def own_key(name: str, taken: Collection[str]) -> str:
    """Make a lasting key from a name: small ASCII letters, digits and underscores, not in `taken`.

    Raises Refusal ITEM_EXISTS when the name gives exactly a taken key. A name that ASCII cannot express completely
    (another script, a picture, a very long name) gets a number instead.
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    said = re.sub(r"[^a-z0-9]+", "_", "".join(each for each in letters if not unicodedata.combining(each))).strip(
        "_"
    )
    base = said[:LONGEST_KEY].strip("_")
    if not base or base[0].isdigit():
        base = f"item_{base}".strip("_")
    is_whole = said == base and all(each.isascii() or not each.isalnum() for each in letters)
    if is_whole and base in taken and base not in RESERVED:
        raise Refusal(Reason.ITEM_EXISTS, item=base)
    number, key = 2, base
    while key in taken or key in RESERVED:
        key, number = f"{base}_{number}", number + 1
    return key


def tidy(text: str) -> str:
    """Return what was typed on one line, without spaces around it and without what cannot be written to a file."""
    return clean_line(text.encode("utf-8", "ignore").decode("utf-8"))


def _can_be_seen(text: str) -> bool:
    return any(unicodedata.category(each)[0] in "LNPS" for each in text)


def _trouble_with_names(
    names: Mapping[str, str], key: str, library: Library, own_items: Collection[OwnItem]
) -> DraftProblem | None:
    language = library.language
    if not _can_be_seen(names.get(language.code, "")):
        return DraftProblem(language.code, language.t("Give it a name, for example “Cups of coffee”."))
    others = _names_in_use(library, own_items, key)
    for code, name in names.items():
        if len(name) > LONGEST_NAME:
            return DraftProblem(code, _too_long(LONGEST_NAME, language))
        if any(len(word) > LONGEST_WORD for word in name.split()):
            return DraftProblem(
                code,
                language.n(
                    "A word can have {count} letter at most.",
                    "A word can have {count} letters at most.",
                    LONGEST_WORD,
                ),
            )
        if name and name.casefold() in others:
            return DraftProblem(code, _exists(others[name.casefold()], library, own_items))
    return None


def _names_in_use(library: Library, own_items: Collection[OwnItem], but: str) -> dict[str, str]:
    mine = {own.item.key for own in own_items}
    used = {words.name.casefold(): key for key, words in library.words.items.items() if key not in mine}
    for own in own_items:
        used |= {name.casefold(): own.item.key for name in own.names.values()}
    return {name: key for name, key in used.items() if key != but}


def _exists(key: str, library: Library, own_items: Collection[OwnItem]) -> str:
    language = library.language
    mine = next((own for own in own_items if own.item.key == key), None)
    if mine is None:
        return refusal_sentence(language, library.words, Refusal(Reason.ITEM_EXISTS, item=key))
    name = shown_name(mine, language)
    if mine.item.archived:
        return language.t("You had “{name}” before. You can ask it again, further down.", name=name)
    return language.t("You already have “{name}”. Choose another name.", name=name)


def _too_long(longest: int, language: Language) -> str:
    return language.n("At most {count} letter fits here.", "At most {count} letters fit here.", longest)


def _trouble_with_shape(draft: OwnDraft, language: Language) -> DraftProblem | None:
    if draft.kind is Kind.COUNT and len(tidy(draft.unit)) > LONGEST_UNIT:
        return DraftProblem(UNIT, _too_long(LONGEST_UNIT, language))
    wrong = _wrong_options(_options(draft), language) if draft.kind is Kind.CHOICE else ""
    return DraftProblem(OPTIONS, wrong) if wrong else None


def _wrong_options(options: tuple[str, ...], language: Language) -> str:
    if len(options) < 2:
        return language.t("Type at least two answers, each on a line of its own.")
    if len(options) > MOST_OPTIONS:
        return language.n("At most {count} answer.", "At most {count} answers.", MOST_OPTIONS)
    if len({option.casefold() for option in options}) < len(options):
        return language.t("Two answers are the same. Change one of them.")
    if any(len(option) > LONGEST_OPTION for option in options):
        return language.n(
            "An answer can have {count} letter at most.",
            "An answer can have {count} letters at most.",
            LONGEST_OPTION,
        )
    return ""


def _options(draft: OwnDraft) -> tuple[str, ...]:
    lines = (tidy(line) for line in draft.options.splitlines())
    return tuple(line for line in lines if _can_be_seen(line))


def _shaped(key: str, draft: OwnDraft) -> Item:
    options = _options(draft) if draft.kind is Kind.CHOICE else ()
    highest = {
        Kind.SCALE: 10,
        Kind.MINUTES: MINUTES_A_DAY,
        Kind.COUNT: HIGHEST_COUNT,
        Kind.FLAG: 1,
        Kind.CHOICE: len(options) - 1,
    }
    unit = {Kind.MINUTES: "min", Kind.COUNT: tidy(draft.unit)}.get(draft.kind, "")
    return Item(key, draft.kind, "own", 0, highest[draft.kind], unit, options=options, own=True)
