"""A passphrase that is tried first is refused, a weak one is said to be, and the library is loaded only then."""

import subprocess
import sys

import pytest

from diary.domain.refusal import Reason, Refusal
from diary.storage.key import LONGEST, Guessing, Key, check_new, strength_of

COMMON = [
    "12345678", "password", "aaaaaaaa", "qwertyuiop", "Password1!", "19790304", "abcdefgh", "abcabcabcabc",
    "wachtwoord", "Wachtw00rd!", "welkom01", "geheim123", "fibromyalgie", "pijndagboek", "zomer2026", "liefje123",
    "x" * LONGEST,
]  # fmt: skip
STRONG = [
    "vier losse woorden samen",
    "correct horse battery staple",
    "blauwe kaas fluit zacht",
    "tiger lamp river nine",
]


@pytest.mark.parametrize("passphrase", COMMON, ids=lambda passphrase: passphrase[:20])
def test_a_passphrase_that_is_tried_first_is_refused(passphrase: str) -> None:
    with pytest.raises(Refusal) as refused:
        Key.new(passphrase)
    assert refused.value.reason is Reason.PASSPHRASE_COMMON
    assert refused.value.facts == {}


@pytest.mark.parametrize("passphrase", STRONG)
def test_four_words_that_have_nothing_to_do_with_each_other_are_strong(passphrase: str) -> None:
    assert check_new(passphrase) is Guessing.STRONG


def test_what_is_neither_is_taken_and_weighed() -> None:
    assert {check_new(one) for one in ("zonnebloem strand", "tulp en ster", "zon maan")} <= {*Guessing}
    assert strength_of("zonnebloem strand") is Guessing.FAIR
    assert strength_of("fietsen79") is Guessing.WEAK


def test_the_library_is_loaded_only_when_a_passphrase_is_chosen() -> None:
    code = "import sys, diary.storage.key, diary.storage.store, diary.cli.main; assert 'zxcvbn' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
