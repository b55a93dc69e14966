"""Encodes a 32-byte key as characters to print or write down, and decodes what is typed from paper.

Crockford's base 32 (https://www.crockford.com/base32.html) has no letters that look like digits. Two characters at
the end are the rest of the key modulo 1021: a prime above 32, so that every single wrong character and every swap
of two neighbours changes it, wherever it is.
"""

from typing import Final

from diary.domain.refusal import Reason, Refusal

KEY_BYTES: Final = 32
GROUP: Final = 6
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_DIGITS: Final = 52
_CHECK: Final = 2
_PRIME: Final = 1021
_LOOKS_LIKE: Final = str.maketrans("OIL", "011")


def code_of(raw: bytes) -> tuple[str, ...]:
    """Encode the key in nine groups of six characters."""
    number = int.from_bytes(raw, "big")
    text = _written(number, _DIGITS) + _written(number % _PRIME, _CHECK)
    return tuple(text[at : at + GROUP] for at in range(0, len(text), GROUP))


def raw_of(typed: str) -> bytes:
    """Decode the key from what was typed. Small letters, O for 0, I and L for 1, and anything between groups are
    accepted.

    Raises Refusal SHEET_MISTYPED when a character is missing, too much or wrong.
    """
    letters = [_LETTERS.find(one) for one in typed.upper().translate(_LOOKS_LIKE) if one.isalnum()]
    number, rest = _read(letters[:_DIGITS]), _read(letters[_DIGITS:])
    if len(letters) != _DIGITS + _CHECK or -1 in letters or number % _PRIME != rest or number >> (8 * KEY_BYTES):
        raise Refusal(Reason.SHEET_MISTYPED)
    return number.to_bytes(KEY_BYTES, "big")


def _written(number: int, length: int) -> str:
    return "".join(_LETTERS[number >> (5 * place) & 31] for place in reversed(range(length)))


def _read(letters: list[int]) -> int:
    number = 0
    for letter in letters:
        number = number << 5 | letter & 31
    return number
