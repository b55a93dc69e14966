from pathlib import Path

import pytest

from diary.storage import page_one
from diary.storage.diary_file import create_file
from diary.storage.version import APPLICATION_ID, SCHEMA_VERSION
from tests.factory import TODAY, a_journal, a_key


def test_a_block_is_decrypted_as_in_the_standard() -> None:
    """FIPS 197, appendix C.3."""
    schedule = page_one._schedule(bytes(range(32)))
    block = bytes.fromhex("8ea2b7ca516745bfeafc49904b496089")
    assert page_one.decrypt_block(block, schedule).hex() == "00112233445566778899aabbccddeeff"


def test_the_round_keys_are_those_of_the_standard() -> None:
    """FIPS 197, appendix A.3: the last word."""
    raw = bytes.fromhex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4")
    assert page_one._schedule(raw)[14][-4:].hex() == "706c631e"


@pytest.mark.parametrize("letter", ["k", "w"])
def test_the_header_of_an_encrypted_diary_is_read_with_its_key_only(
    tmp_path_factory: pytest.TempPathFactory, letter: str
) -> None:
    path = tmp_path_factory.mktemp("one") / "my.diary"
    create_file(path, a_key())
    header = page_one.header_of(path.read_bytes()[:4096], a_key(letter))
    assert header[:16] == a_key().salt
    marks = int.from_bytes(header[68:72], "big"), int.from_bytes(header[60:64], "big")
    assert (marks == (APPLICATION_ID, SCHEMA_VERSION)) is (letter == "k")


def test_every_change_of_an_encrypted_diary_counts_where_the_journal_can_tell(tmp_path: Path) -> None:
    path = tmp_path / "my.diary"
    journal = a_journal(path, key=a_key())
    counters = []
    for number in range(3):
        journal.answer(TODAY, "stress", number)
        counters.append(int.from_bytes(page_one.header_of(path.read_bytes()[:4096], a_key())[40:44], "big"))
        journal.set_profile("name", f"A{number}")
        counters.append(int.from_bytes(page_one.header_of(path.read_bytes()[:4096], a_key())[40:44], "big"))
    journal.close()
    assert counters == [counters[0] + number for number in range(6)]
