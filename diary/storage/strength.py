"""Tells how hard a passphrase is to guess, as zxcvbn reckons it (Wheeler, USENIX Security 2016), with the words
that are common in the program's languages. Nothing is stored or sent.

NIST SP 800-63B asks to refuse what is common. The library takes 0.1 s to load, so it is only when a passphrase is
chosen.
"""

from enum import IntEnum
from functools import lru_cache

from diary.paths import resources

_LOOKED_AT = 64
"""Letters: more make it slow, and no difference."""


class Guessing(IntEnum):
    """How many guesses it takes: fewer than a million, 10^8, 10^10, or more."""

    COMMON = 1
    WEAK = 2
    FAIR = 3
    STRONG = 4


def strength_of(passphrase: str) -> Guessing:
    """Return how hard it is to guess; some milliseconds, and 0.1 s for the first."""
    from zxcvbn import zxcvbn

    found = zxcvbn(passphrase[:_LOOKED_AT], user_inputs=_common_words())
    return Guessing(max(int(found["score"]), Guessing.COMMON))


@lru_cache(maxsize=1)
def _common_words() -> list[str]:
    lists = sorted((resources() / "passphrases").glob("*.txt"))
    return [word for each in lists for word in each.read_text(encoding="utf-8").split()]
