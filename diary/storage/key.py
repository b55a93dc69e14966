"""Derives the key of an encrypted diary. It is never written, logged or shown: a Key prints as `Key(...)`.

An encrypted diary is an ordinary SQLCipher 4 database. Its first 16 bytes are its salt, and its key is
PBKDF2-HMAC-SHA512 of the passphrase with that salt, 256,000 rounds: SQLCipher's own default
(https://www.zetetic.net/sqlcipher/design/), so that the passphrase opens the file in any program that knows
SQLCipher. It is derived here, once, because every connection would otherwise do it again.

How hard a passphrase is to guess is told as zxcvbn reckons it (Wheeler, USENIX Security 2016), with the words that
are common in the program's languages: NIST SP 800-63B asks to refuse these. Nothing is stored or sent. The library
takes 0.1 s to load, so it is only when a passphrase is chosen."""

from collections.abc import Callable
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from typing import Final

from msgspec import Struct

from diary.domain.refusal import Reason, Refusal
from diary.paths import resources
from diary.storage.header import is_encrypted, salt_of

ROUNDS: Final = 256_000
KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
SHORTEST: Final = 8
"""Characters of a new passphrase, as NIST SP 800-63B 3.1.1 asks; no rules about which."""
LONGEST: Final = 1_000
_LOOKED_AT = 64
"""Letters: more make it slow, and no difference."""


class Guessing(IntEnum):
    """How many guesses it takes: fewer than a million, 10^8, 10^10, or more."""

    COMMON = 1
    WEAK = 2
    FAIR = 3
    STRONG = 4


class Key(Struct, frozen=True):
    """The 32 bytes a diary is encrypted with, and the 16 bytes of salt at its beginning."""

    raw: bytes
    salt: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_BYTES or len(self.salt) != SALT_BYTES:
            raise ValueError

    def __repr__(self) -> str:
        return "Key()"

    @classmethod
    def new(cls, passphrase: str) -> "Key":
        """Make the key of a diary that is about to be encrypted. Takes some 150 ms; other threads can run
        meanwhile.

        Raises Refusal as `check_new` does.
        """
        from secrets import token_bytes

        check_new(passphrase)

        salt = token_bytes(SALT_BYTES)
        return cls(_derived(passphrase, salt), salt)

    @classmethod
    def of(cls, path: Path, passphrase: str) -> "Key":
        """Make the key of the diary at `path` from its passphrase, right or wrong: opening the diary tells. As
        slow as `new`.

        Not for a file this process has open (see `storage.header`). Raises Refusal FILE_MISSING, FILE_UNREADABLE.
        """
        salt = salt_of(path)
        return cls(_derived(passphrase, salt), salt)

    @classmethod
    def from_raw(cls, path: Path, raw: bytes) -> "Key":
        """Make the key of the diary at `path` from its recovery sheet. Raises Refusal as `of` does."""
        return cls(raw, salt_of(path))

    def also(self, passphrase: str) -> "Key":
        """Make the key of the same file from this passphrase: an equal one when it is right. As slow as `new`."""
        return Key(_derived(passphrase, self.salt), self.salt)

    @property
    def spelled(self) -> str:
        """Return the key as SQLCipher takes it: a blob literal of key and salt."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"


def check_new(passphrase: str) -> Guessing:
    """Return how hard a new passphrase is to guess. Raises Refusal PASSPHRASE_SHORT, PASSPHRASE_COMMON or
    TEXT_TOO_LONG."""
    if len(passphrase) < SHORTEST:
        raise Refusal(Reason.PASSPHRASE_SHORT, shortest=SHORTEST)
    if len(passphrase) > LONGEST:
        raise Refusal(Reason.TEXT_TOO_LONG, longest=LONGEST)
    strength = strength_of(passphrase)
    if strength is Guessing.COMMON:
        raise Refusal(Reason.PASSPHRASE_COMMON)
    return strength


def _derived(passphrase: str, salt: bytes) -> bytes:
    """Derive the key. Equal letters give equal keys, whichever way a keyboard composes them (NFC)."""
    import unicodedata
    from _hashlib import pbkdf2_hmac  # of OpenSSL, which `hashlib` may do without

    typed = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return pbkdf2_hmac("sha512", typed, salt, ROUNDS, KEY_BYTES)


class Keys(Struct, frozen=True):
    """Derives keys. `ask` gives the passphrase of the file at a path, `ask_other` that of another copy when it has
    one of its own, `for_new` that of a diary that is made now (None = without).

    None of the paths may be open in this process. Whether a key is the right one, opening tells. All raise Refusal
    as `ask` does.
    """

    ask: Callable[[Path], str]
    ask_other: Callable[[Path], str] | None = None
    for_new: Callable[[], str] | None = None

    def of(self, path: Path, *, create: bool = False) -> Key | None:
        """Return the key of a diary; None when it is not encrypted. With `create` it may not be there yet."""
        if create and self.for_new is not None and not path.exists():
            return Key.new(self.for_new())
        return Key.of(path, self.ask(path)) if is_encrypted(path) else None

    def of_other(self, path: Path, present: Key | None) -> Key | None:
        """Return the key of another copy: `present`, that of the diary, when the copy was made with it."""
        if self.ask_other is not None:
            return Key.of(path, self.ask_other(path)) if is_encrypted(path) else None
        if present is not None and is_of(path, present):
            return present
        return self.of(path)


def is_of(path: Path, key: Key) -> bool:
    """Return whether a file was encrypted with this key, as far as can be told without opening it."""
    return is_encrypted(path) and salt_of(path) == key.salt


def strength_of(passphrase: str) -> Guessing:
    """Return how hard it is to guess; some milliseconds, and 0.1 s for the first."""
    from zxcvbn import zxcvbn

    found = zxcvbn(passphrase[:_LOOKED_AT], user_inputs=_common_words())
    return Guessing(max(int(found["score"]), Guessing.COMMON))


@lru_cache(maxsize=1)
def _common_words() -> list[str]:
    lists = sorted((resources() / "passphrases").glob("*.txt"))
    return [word for each in lists for word in each.read_text(encoding="utf-8").split()]
