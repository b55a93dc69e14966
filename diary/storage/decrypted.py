"""The pages of an encrypted diary as plain ones, each by itself: what cannot be decrypted costs no other page.

The engine refuses a whole table for one page that is not as it was written. Every page carries its own
authentication (HMAC-SHA512 of what is encrypted, the initial vector and the page's number), so that a page that is
read here is exactly what was written. SQLCipher 4: https://www.zetetic.net/sqlcipher/design/
"""

import hashlib
import hmac
from functools import cache
from typing import Final

import numpy as np

from diary.storage.aes import BLOCK, Bytes, decrypt_blocks
from diary.storage.header import MAGIC, PAGE_BYTES
from diary.storage.key import KEY_BYTES, SALT_BYTES, Key

RESERVED: Final = 80
"""Bytes at the end of a page: 16 of initial vector, 64 of authentication."""
_MASK: Final = 0x3A
_FAST_ROUNDS: Final = 2
_AT_ONCE: Final = 512
"""Pages that are decrypted together: 32 MB of numbers at most."""


def decrypted(content: bytes, key: Key) -> bytes:
    """The file's pages, decrypted; a page that is not as it was written is all zeros. A file that was cut off in
    the middle of a page loses that page."""
    count = len(content) // PAGE_BYTES
    sound = [number for number in range(count) if _is_sound(content, number, key)]
    plain = np.zeros((count, PAGE_BYTES), dtype=np.uint8)
    for at in range(0, len(sound), _AT_ONCE):
        chosen = sound[at : at + _AT_ONCE]
        plain[chosen] = _plain(content, chosen, key)
    if sound[:1] == [0]:
        plain[0, : len(MAGIC)] = np.frombuffer(MAGIC, dtype=np.uint8)
    return plain.tobytes()


def is_key_of(content: bytes, key: Key) -> bool:
    """Whether any page of the file was written with this key."""
    return any(_is_sound(content, number, key) for number in range(len(content) // PAGE_BYTES))


def _is_sound(content: bytes, number: int, key: Key) -> bool:
    """Whether the page is as it was written. Page 1 begins with the salt, which is not authenticated."""
    page = content[number * PAGE_BYTES : (number + 1) * PAGE_BYTES]
    start = SALT_BYTES if number == 0 else 0
    signed = page[start : PAGE_BYTES - RESERVED + BLOCK]
    made = hmac.digest(_signing_key(key.raw, key.salt), signed + (number + 1).to_bytes(4, "little"), "sha512")
    return hmac.compare_digest(made, page[-hashlib.sha512().digest_size :])


@cache
def _signing_key(raw: bytes, salt: bytes) -> bytes:
    masked = bytes(byte ^ _MASK for byte in salt)
    return hashlib.pbkdf2_hmac("sha512", raw, masked, _FAST_ROUNDS, KEY_BYTES)


def _plain(content: bytes, numbers: list[int], key: Key) -> Bytes:
    """These pages, decrypted: every block by AES, then XOR with the encrypted block before it (CBC)."""
    size = PAGE_BYTES - RESERVED
    everything = np.frombuffer(content, dtype=np.uint8)[: len(content) // PAGE_BYTES * PAGE_BYTES]
    pages = everything.reshape(-1, PAGE_BYTES)[numbers]
    data = pages[:, :size].copy()
    vectors = pages[:, size : size + BLOCK]
    before = np.concatenate([vectors, data[:, :-BLOCK]], axis=1)
    if numbers[0] == 0:
        before[0, BLOCK : 2 * BLOCK] = vectors[0]  # page 1 begins after the salt
    plain = np.zeros((len(numbers), PAGE_BYTES), dtype=np.uint8)
    blocks = decrypt_blocks(data.reshape(-1, BLOCK), key.raw).reshape(len(numbers), size)
    plain[:, :size] = blocks ^ before
    return plain
