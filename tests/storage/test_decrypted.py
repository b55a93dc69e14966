"""Pages of an encrypted diary read without the engine are what was written, or nothing."""

import random
from pathlib import Path

import numpy as np
import pytest
import sqlcipher3.dbapi2 as driver

from diary.storage.aes import decrypt_blocks
from diary.storage.decrypted import decrypted, is_key_of
from diary.storage.diary_file import create_file
from diary.storage.header import PAGE_BYTES
from diary.storage.key import Key
from diary.storage.pages import Pages
from diary.storage.store import Store
from tests.storage.stoppable import DAY, NOW

RAW = bytes(range(32))


@pytest.fixture(scope="module")
def key() -> Key:
    return Key(RAW, bytes(range(16)))


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory, key: Key) -> bytes:
    path = tmp_path_factory.mktemp("decrypted") / "my.diary"
    create_file(path, key)
    with Store(path, key=key) as store, store.change("save", NOW) as change:
        change.keep_day(DAY, "Europe/Amsterdam")
        for number in range(200):
            change.put_note(DAY, f"note {number}", f"words {number} " * 20)
    return path.read_bytes()


def test_a_file_that_is_whole_is_read_in_full(content: bytes, key: Key, tmp_path: Path) -> None:
    plain = decrypted(content, key)
    texts = {value for page in Pages(plain, reserved=80).pages() for row in page.rows for value in row.values}
    assert {f"words {number} " * 20 for number in range(200)} <= texts
    (tmp_path / "plain.db").write_bytes(plain)
    connection = driver.connect(str(tmp_path / "plain.db"))
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("SELECT count(*) FROM note").fetchone() == (200,)
    connection.close()


def test_a_page_with_one_flipped_bit_is_left_out_and_no_other(content: bytes, key: Key) -> None:
    whole = decrypted(content, key)
    chance = random.Random(3)
    for _ in range(20):
        changed = bytearray(content)
        at = chance.randrange(16, len(content))
        changed[at] ^= 1 << chance.randrange(8)
        found = decrypted(bytes(changed), key)
        page = at // PAGE_BYTES * PAGE_BYTES
        assert found[page : page + PAGE_BYTES] == bytes(PAGE_BYTES)
        assert found[:page] + found[page + PAGE_BYTES :] == whole[:page] + whole[page + PAGE_BYTES :]


def test_another_key_reads_nothing(content: bytes) -> None:
    other = Key(bytes(32), bytes(range(16)))
    assert decrypted(content, other) == bytes(len(content))
    assert not is_key_of(content, other)


def test_a_block_is_decrypted_as_in_the_standard() -> None:
    """FIPS 197, appendix C.3."""
    block = bytes.fromhex("8ea2b7ca516745bfeafc49904b496089")
    found = decrypt_blocks(np.frombuffer(block, np.uint8).reshape(1, 16), RAW)
    assert found.tobytes().hex() == "00112233445566778899aabbccddeeff"
