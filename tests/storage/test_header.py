"""Page 1 of an encrypted diary tells which state of the diary it belongs to, to who has the key."""

from hashlib import sha256
from pathlib import Path

import pytest

from diary.storage.diary_file import create_file
from diary.storage.header import PAGE_BYTES, holds_a_diary, is_encrypted
from diary.storage.rollback_journal import PageOne, read_page_one
from tests.factory import TODAY, a_journal, a_key


def _read(path: Path, letter: str = "k") -> PageOne | None:
    content = path.read_bytes()
    return read_page_one(content[:PAGE_BYTES], a_key(letter), len(content))


def test_page_one_is_read_with_its_key_only(tmp_path: Path) -> None:
    path = tmp_path / "my.diary"
    create_file(path, a_key())
    found = _read(path)
    assert found is not None
    assert found.salt == a_key().salt
    assert _read(path, "w") is None


@pytest.mark.parametrize("written", [100, 2048, 4000])
def test_a_torn_page_one_is_not_read(tmp_path: Path, written: int) -> None:
    path = tmp_path / "my.diary"
    create_file(path, a_key())
    content = path.read_bytes()
    torn = content[:written] + content[PAGE_BYTES + written : 2 * PAGE_BYTES]
    assert read_page_one(torn, a_key(), len(content)) is None


def test_every_change_of_an_encrypted_diary_counts_where_the_journal_can_tell(tmp_path: Path) -> None:
    path = tmp_path / "my.diary"
    journal = a_journal(path, key=a_key())
    counters = []
    for number in range(3):
        journal.answer(TODAY, "stress", number)
        counters.append(_read(path))
        journal.set_profile("name", f"A{number}")
        counters.append(_read(path))
    journal.close()
    cookies = [found.cookie for found in counters if found is not None]
    assert cookies == [cookies[0] + number for number in range(6)]


PICTURES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff\xe0\0\x10JFIF\0",
    b"\xff\xd8\xff\xe1\x12\x34Exif\0",
    b"%PDF-1.7\n",
    b"PK\x03\x04\x14\0",
)


@pytest.mark.parametrize("start", PICTURES)
def test_a_picture_a_page_and_a_zip_are_no_encrypted_diary(tmp_path: Path, start: bytes) -> None:
    path = tmp_path / "photo.diary"
    random = b"".join(sha256(bytes([number])).digest() for number in range(256)) * 6
    path.write_bytes(random)
    assert is_encrypted(path)
    path.write_bytes(start + random[len(start) :])
    assert not is_encrypted(path)
    assert not holds_a_diary(path)
