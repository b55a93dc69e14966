"""Decodes TOML into typed values; a mistake is named by its field."""

import re
from collections.abc import Callable, Iterator, Mapping
from enum import Enum, StrEnum
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from msgspec import Meta, Struct, ValidationError, convert

T = TypeVar("T")

LARGEST = 1e300
HIDDEN = "-"
"""The name in a file of a field that does not belong in the file: the decoding code fills it in."""
Text = Annotated[str, Meta(pattern=r"\S")]
"""A text that is not blank."""
Finite = Annotated[float, Meta(ge=-LARGEST, le=LARGEST)]
"""A finite number: TOML also knows inf and nan."""


class Problem(StrEnum):
    """What is wrong with a field; the fact `problem` of a CONTENT_INVALID or MAP_INVALID refusal."""

    NO_FILE = "no_file"
    NOT_TOML = "not_toml"
    UNKNOWN = "unknown"
    MISSING = "missing"
    NO_LIST = "no_list"
    NO_TABLE = "no_table"
    NO_TEXT = "no_text"
    NO_NUMBER = "no_number"
    NO_FLAG = "no_flag"
    WRONG_TYPE = "wrong_type"
    NOT_ALLOWED = "not_allowed"
    TWICE = "twice"
    TAKEN = "taken"
    TOO_FEW = "too_few"


_SIGNS = (
    (r"missing required field|matching regex '\\\\S'|of length >= ", Problem.MISSING),
    (r"unknown field", Problem.UNKNOWN),
    (r"Expected `array(?: \| null)?`, got", Problem.NO_LIST),
    (r"Expected `object(?: \| null)?`, got", Problem.NO_TABLE),
    (r"Expected `str(?: \| null)?`, got", Problem.NO_TEXT),
    (r"Expected `(?:int|float)(?: \| null)?`, got", Problem.NO_NUMBER),
    (r"Expected `bool(?: \| null)?`, got", Problem.NO_FLAG),
    (r", got ", Problem.WRONG_TYPE),
)
"""Problems by msgspec's message; any other message means a value that is not allowed."""
_SAID = r"(?s)(.*?)(?: - at `\$([\w.\[\]]*)`)?"
_FIELD = r"(?s) field `(.*)`"
_STEP = r"\[(?:\d+|\.\.\.)\]|[^.\[\]]+"
TOML_PLACE = r"line \d+, column \d+|end of document"


class Wrong(ValueError):  # noqa: N818 - it says what is wrong with a file, not with the program
    """One mistake in a table: its field, and the allowed values (may be empty).

    A Struct raises it in `__post_init__` for rules that types cannot express; `field` is then one of its own.
    """

    def __init__(self, field: str, problem: Problem, options: tuple[str, ...] = ()) -> None:
        super().__init__(field)
        self.field = field
        self.problem = problem
        self.options = options


def forbid(
    is_wrong: object, field: str, problem: Problem = Problem.NOT_ALLOWED, options: tuple[str, ...] = ()
) -> None:
    """Raise Wrong where that is so."""
    if is_wrong:
        raise Wrong(field, problem, options)


Hook = Callable[[Any, Any], Any]
"""Makes a value of a type of our own from what was written; raises Wrong."""


def decoded(table: object, kind: type[T], hook: Hook | None = None) -> T:
    """Decode the table as a value of `kind`, a Struct or a mapping of them.

    Raises Wrong; its field is a path such as `item 2.from`, places in a list counted from 1.
    """
    try:
        return convert(table, kind, dec_hook=hook)
    except ValidationError as error:
        raise _wrong(error, table, kind, hook) from None


def options_of(kind: object) -> tuple[str, ...]:
    """Return the texts that are allowed for a type: an enumeration's values, or a Struct's field names."""
    for part in _parts(kind):
        if isinstance(part, type) and issubclass(part, Struct):
            return tuple(name for name in part.__struct_encode_fields__ if name != HIDDEN)
        if isinstance(part, type) and issubclass(part, Enum):
            return tuple(str(member.value) for member in part)
    return ()


def _wrong(error: ValidationError, table: object, kind: object, hook: Hook | None) -> Wrong:
    said, cause = str(error), error.__cause__
    parts = re.fullmatch(_SAID, said)
    what, path = parts.groups("") if parts else (said, "")
    where = ""
    for step in re.findall(_STEP, path):
        kind, name, table = _inside(kind, table, step, hook)
        where = f"{where} {name}" if isinstance(name, int) else f"{where}.{name}"
    if isinstance(cause, Wrong):
        return Wrong(f"{where}.{cause.field}".strip("."), cause.problem, cause.options)
    named = re.search(_FIELD, what)
    if named:
        where = f"{where}.{named[1]}"
    elif not isinstance(table, (dict, list)):
        where = re.sub(r" \d+$", "", where)  # one of several plain values: the list is named
    problem = next((problem for sign, problem in _SIGNS if re.search(sign, what)), Problem.NOT_ALLOWED)
    is_choice = problem is Problem.UNKNOWN or what.startswith("Invalid enum value")
    return Wrong(where.strip(". "), problem, options_of(kind) if is_choice else ())


def _inside(
    kind: object,
    table: Any,  # noqa: ANN401 - whatever TOML holds
    step: str,
    hook: Hook | None,
) -> tuple[object, str | int, object]:
    """Go one step down a path: return the type there, its name or place counted from 1, and what was written."""
    if step == "[...]":  # msgspec leaves out which key of a mapping it was
        mapping = next(part for part in _parts(kind) if get_origin(part) in {dict, Mapping})
        key = next(key for key, value in table.items() if not _is_good({key: value}, mapping, hook))
        return get_args(mapping)[1], key, table[key]
    if step.startswith("["):
        place = int(step[1:-1])
        listed = next((part for part in _parts(kind) if get_origin(part) in {list, tuple}), None)
        return get_args(listed)[0] if listed else object, place + 1, table[place]
    for part in _parts(kind):
        if isinstance(part, type) and issubclass(part, Struct):
            fields = dict(zip(part.__struct_encode_fields__, part.__struct_fields__, strict=True))
            return get_type_hints(part, include_extras=True)[fields[step]], step, table[step]
    raise AssertionError(step)


def _is_good(table: object, kind: Any, hook: Hook | None) -> bool:  # noqa: ANN401 - any type
    try:
        convert(table, kind, dec_hook=hook)
    except ValidationError:
        return False
    return True


def _parts(kind: object) -> Iterator[object]:
    """Yield a type, and the types it is made of."""
    yield kind
    for part in get_args(kind):
        yield from _parts(part)
