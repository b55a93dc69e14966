"""Writes TOML: what a person answered about a file, for the next one like it. Reading is `tomllib`."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from diary.content.decoding import HIDDEN
from diary.exchange.fields import Clock

_ESCAPED: Final = {"\\": "\\\\", '"': '\\"'}


def toml_text(table: Struct | Mapping[str, object]) -> str:
    """Return a table as TOML: structs and mappings in it become tables, tuples of structs arrays of tables; what
    is inside those stands on one line. Fields of a struct that are None or at their default are left out."""
    plain, lines = [], []
    for key, value in _told(table).items():
        if isinstance(value, tuple) and all(isinstance(one, Struct) for one in value):
            lines += [line for one in value for line in ("", f"[[{_key(key)}]]", *_pairs(one))]
        elif isinstance(value, Mapping) and all(isinstance(one, Struct) for one in value.values()):
            lines += [
                line for name, one in value.items() for line in ("", f"[{_key(key)}.{_key(name)}]", *_pairs(one))
            ]
        elif isinstance(value, (Struct, Mapping)):
            lines += ["", f"[{_key(key)}]", *_pairs(value)]
        else:
            plain.append(f"{_key(key)} = {_value(value)}")
    return "\n".join([*plain, *lines]).lstrip("\n") + "\n"


def _told(table: Struct | Mapping[str, object]) -> dict[str, object]:
    """Return what is to be written of a table, by its name in a file."""
    if isinstance(table, Mapping):
        return dict(table)
    found: dict[str, object] = {}
    for field in fields(table):
        usual = field.default if field.default_factory is NODEFAULT else field.default_factory()
        value = getattr(table, field.name)
        if field.encode_name != HIDDEN and value is not None and value != usual:
            found[field.encode_name] = value
    return found


def _pairs(table: Struct | Mapping[str, object]) -> Iterator[str]:
    return (f"{_key(key)} = {_value(value)}" for key, value in _told(table).items())


def _value(value: object) -> str:
    said = ""
    match value:
        case bool():
            said = str(value).lower()
        case Clock():
            said = f'"{value // 60:02d}:{value % 60:02d}"'
        case ZoneInfo():
            said = _quoted(value.key)
        case str():
            said = _quoted(str(value))
        case float():
            said = str(int(value)) if value.is_integer() and abs(value) < LARGEST_WHOLE else repr(value)
        case int() | date():
            said = str(value)
        case Mapping():
            said = f"{{ {', '.join(f'{_key(key)} = {_value(one)}' for key, one in value.items())} }}"
        case Collection():
            said = f"[{', '.join(map(_value, sorted(value) if isinstance(value, frozenset) else value))}]"
    return said


LARGEST_WHOLE: Final = 2**53


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("_", "").isalnum() else _quoted(key)


def _quoted(text: str) -> str:
    return '"' + "".join(_ESCAPED.get(sign, _plain(sign)) for sign in text) + '"'


def _plain(sign: str) -> str:
    return sign if sign.isprintable() else f"\\U{ord(sign):08x}"
