"""The header in page 1 of an encrypted diary, read without the driver.

The driver rolls a journal back before it can be asked anything, so whether the journal may be rolled back has to
be known earlier (see `storage.rollback`), and for that the change counter in page 1 must be read. Only this one
question is answered here, only when a journal lies beside an encrypted diary; nothing is encrypted here.

The cipher is AES-256 (FIPS 197) in CBC mode; SQLCipher's page ends in 16 bytes of initial vector and 64 of
authentication (https://www.zetetic.net/sqlcipher/design/).
"""

from functools import cache
from typing import Final

from diary.storage.key import Key

_RESERVED: Final = 80
_BLOCK: Final = 16
_ROUNDS: Final = 14
_WORDS: Final = 8


def header_of(page: bytes, key: Key) -> bytes:
    """The first 112 bytes of a page 1, decrypted; nonsense when it was encrypted with another key. The salt,
    which SQLCipher keeps where the magic of a plain file stands, is left as it is."""
    schedule = _schedule(key.raw)
    before = page[-_RESERVED : -_RESERVED + _BLOCK]
    header = page[:_BLOCK]
    for at in range(_BLOCK, _BLOCK * 7, _BLOCK):
        block = page[at : at + _BLOCK]
        header += _xor(decrypt_block(block, schedule), before)
        before = block
    return header


def decrypt_block(block: bytes, schedule: list[bytes]) -> bytes:
    """One block of AES-256, by the inverse cipher of FIPS 197, 5.3."""
    backwards = _inverse(_substitutes())
    state = _xor(block, schedule[_ROUNDS])
    for number in range(_ROUNDS - 1, -1, -1):
        shifted = bytes(state[(at - 4 * (at % 4)) % _BLOCK] for at in range(_BLOCK))
        state = _xor(bytes(backwards[byte] for byte in shifted), schedule[number])
        if number:
            state = b"".join(_unmixed(state[at : at + 4]) for at in range(0, _BLOCK, 4))
    return state


def _unmixed(column: bytes) -> bytes:
    factors = (14, 11, 13, 9)
    return bytes(
        _times(column[row], factors[0])
        ^ _times(column[(row + 1) % 4], factors[1])
        ^ _times(column[(row + 2) % 4], factors[2])
        ^ _times(column[(row + 3) % 4], factors[3])
        for row in range(4)
    )


def _schedule(raw: bytes) -> list[bytes]:
    """The round keys, FIPS 197, 5.2."""
    substitutes = _substitutes()
    words = [raw[at : at + 4] for at in range(0, 4 * _WORDS, 4)]
    constant = 1
    for number in range(_WORDS, 4 * (_ROUNDS + 1)):
        word = words[-1]
        if number % _WORDS == 0:
            word = bytes(substitutes[byte] for byte in word[1:] + word[:1])
            word = bytes((word[0] ^ constant, *word[1:]))
            constant = _times(constant, 2)
        elif number % _WORDS == 4:
            word = bytes(substitutes[byte] for byte in word)
        words.append(_xor(words[-_WORDS], word))
    return [b"".join(words[at : at + 4]) for at in range(0, len(words), 4)]


@cache
def _substitutes() -> bytes:
    """The S-box: inverse in GF(2^8), then the affine map, FIPS 197, 5.1.1."""
    found = bytearray(256)
    for byte in range(256):
        inverse = next((other for other in range(256) if _times(byte, other) == 1), 0)
        value = 0x63
        for turn in range(5):
            value ^= (inverse << turn | inverse >> (8 - turn)) & 0xFF
        found[byte] = value
    return bytes(found)


def _inverse(substitutes: bytes) -> bytes:
    return bytes(substitutes.index(byte) for byte in range(256))


def _times(left: int, right: int) -> int:
    """The product in GF(2^8) modulo x^8 + x^4 + x^3 + x + 1."""
    product = 0
    while right:
        if right & 1:
            product ^= left
        left = left << 1 ^ (0x11B if left & 0x80 else 0)
        right >>= 1
    return product


def _xor(left: bytes, right: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(left, right, strict=True))
