"""AES-256, backwards only: for pages of an encrypted diary that the driver refuses because another page is spoilt.

Nothing is ever encrypted here, and what is decrypted was authenticated before (see `storage.decrypted`). Names and
numbers: FIPS 197, 5.3 (inverse cipher) and 5.2 (round keys). All blocks are decrypted at once, as columns of
numbers: one by one they would take minutes.
"""

from functools import cache
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Bytes: TypeAlias = NDArray[np.uint8]

BLOCK: Final = 16
_ROUNDS, _WORDS = 14, 8
_SHIFT: Final = [(at - 4 * (at % 4)) % BLOCK for at in range(BLOCK)]
_MIX: Final = (14, 11, 13, 9)


def decrypt_blocks(blocks: Bytes, raw: bytes) -> Bytes:
    """Blocks of 16 bytes, one per row, decrypted with the 32 bytes of `raw`."""
    keys = [np.frombuffer(each, dtype=np.uint8) for each in _round_keys(raw)]
    backwards, factors = _tables()
    state = blocks ^ keys[_ROUNDS]
    for number in range(_ROUNDS - 1, -1, -1):
        state = backwards[state[:, _SHIFT]] ^ keys[number]
        if number:
            columns = state.reshape(-1, 4, 4)
            mixed: Any = 0
            for turn, factor in enumerate(factors):
                mixed = mixed ^ factor[np.roll(columns, -turn, axis=2)]
            state = mixed.reshape(-1, BLOCK)
    return state


def _round_keys(raw: bytes) -> list[bytes]:
    box = _substitutes()
    words = [raw[at : at + 4] for at in range(0, 4 * _WORDS, 4)]
    constant = 1
    for number in range(_WORDS, 4 * (_ROUNDS + 1)):
        word = words[-1]
        if number % _WORDS == 0:
            word = bytes(box[byte] for byte in word[1:] + word[:1])
            word = bytes((word[0] ^ constant, *word[1:]))
            constant = _times(constant, 2)
        elif number % _WORDS == 4:
            word = bytes(box[byte] for byte in word)
        words.append(bytes(one ^ other for one, other in zip(words[-_WORDS], word, strict=True)))
    return [b"".join(words[at : at + 4]) for at in range(0, len(words), 4)]


@cache
def _tables() -> tuple[Bytes, tuple[Bytes, ...]]:
    """The inverse of the substitution box, and the products of every byte with the factors of the inverse mix."""
    box = _substitutes()
    backwards = np.array([box.index(byte) for byte in range(256)], np.uint8)
    products = (np.array([_times(byte, factor) for byte in range(256)], np.uint8) for factor in _MIX)
    return backwards, tuple(products)


@cache
def _substitutes() -> bytes:
    """The substitution box: inverse in GF(2^8), then the affine map, FIPS 197, 5.1.1."""
    found = bytearray(256)
    for byte in range(256):
        inverse = next((other for other in range(256) if _times(byte, other) == 1), 0)
        value = 0x63
        for turn in range(5):
            value ^= (inverse << turn | inverse >> (8 - turn)) & 0xFF
        found[byte] = value
    return bytes(found)


def _times(left: int, right: int) -> int:
    """The product in GF(2^8) modulo x^8 + x^4 + x^3 + x + 1."""
    product = 0
    while right:
        if right & 1:
            product ^= left
        left = left << 1 ^ (0x11B if left & 0x80 else 0)
        right >>= 1
    return product
