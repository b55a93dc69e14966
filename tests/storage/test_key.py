import unicodedata
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from diary.domain.refusal import Reason, Refusal
from diary.storage.diary_file import create_file, open_file
from diary.storage.header import holds_a_diary, is_encrypted
from diary.storage.health import check
from diary.storage.key import LONGEST, SHORTEST, Key
from diary.storage.whole_file import write_whole
from tests.factory import a_day, a_journal, a_key

PASSPHRASE = "vier “losse” woorden's é"


def test_the_passphrase_opens_the_file_in_any_program_that_knows_sqlcipher(tmp_path: Path) -> None:
    path = tmp_path / "my.diary"
    create_file(path, Key.new(PASSPHRASE))
    connection = driver.connect(str(path))
    connection.execute("PRAGMA key = '{}'".format(PASSPHRASE.replace("'", "''")))
    assert connection.execute("SELECT count(*) FROM answer").fetchone() == (0,)
    connection.close()


def test_a_passphrase_is_the_same_however_its_letters_are_composed(tmp_path: Path) -> None:
    path = tmp_path / "my.diary"
    key = Key.new(unicodedata.normalize("NFD", PASSPHRASE))
    create_file(path, key)
    assert Key.of(path, unicodedata.normalize("NFC", PASSPHRASE)) == key


def test_the_raw_key_opens_it_too(tmp_path: Path) -> None:
    path = tmp_path / "my.diary"
    key = Key.new(PASSPHRASE)
    create_file(path, key)
    assert Key.from_raw(path, key.raw) == key


def test_two_diaries_with_one_passphrase_have_two_keys() -> None:
    assert Key.new(PASSPHRASE).raw != Key.new(PASSPHRASE).raw


def test_a_key_shows_nothing_of_itself() -> None:
    key = a_key("k")
    for text in (repr(key), str(key), f"{key}", repr([key])):
        assert text in {"Key()", "[Key()]"}


@pytest.mark.parametrize(
    ("passphrase", "reason"),
    [("", Reason.PASSPHRASE_SHORT), ("x" * (SHORTEST - 1), Reason.PASSPHRASE_SHORT),
     ("x" * (LONGEST + 1), Reason.TEXT_TOO_LONG)],
)  # fmt: skip
def test_a_new_passphrase_is_neither_very_short_nor_endless(passphrase: str, reason: Reason) -> None:
    with pytest.raises(Refusal) as refused:
        Key.new(passphrase)
    assert refused.value.reason is reason


@pytest.mark.parametrize(
    ("key", "reason"), [(None, Reason.FILE_ENCRYPTED), (a_key("w"), Reason.WRONG_PASSPHRASE)], ids=["no", "wrong"]
)
def test_without_its_key_a_diary_is_refused_untouched(
    tmp_path: Path, key: Key | None, reason: Reason, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "my.diary"
    a_journal(path, days=[a_day(stress=3)], key=a_key()).close()
    before = path.read_bytes()
    for read_only in (True, False):
        with pytest.raises(Refusal) as refused:
            open_file(path, read_only, key)
        assert refused.value.reason is reason
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
    assert capfd.readouterr() == ("", "")


def test_nothing_readable_is_in_an_encrypted_diary(tmp_path: Path) -> None:
    path = tmp_path / "my.diary"
    a_journal(path, days=[a_day(stress=3, notes={"note": "a marker word"})], key=a_key()).close()
    content = path.read_bytes()
    for word in (b"SQLite", b"marker", b"CREATE TABLE", b"stress", b"SYMD"):
        assert word not in content
    assert check(path, a_key()).days == 1


def test_a_plain_diary_takes_no_notice_of_a_key(tmp_path: Path) -> None:
    path = tmp_path / "my.diary"
    a_journal(path, days=[a_day(stress=3)]).close()
    assert check(path, a_key()).days == 1
    assert not is_encrypted(path)


def test_every_flipped_bit_of_an_encrypted_diary_is_found(tmp_path: Path) -> None:
    path = tmp_path / "my.diary"
    a_journal(
        path, days=[a_day(ago, stress=3, notes={"note": "n" * 90}) for ago in range(90)], key=a_key()
    ).close()
    content = path.read_bytes()
    for page in range(0, len(content), 4096):
        flipped = bytearray(content)
        flipped[page + 1000] ^= 16
        path.write_bytes(flipped)
        with pytest.raises(Refusal) as refused:
            check(path, a_key())
        first = Reason.WRONG_PASSPHRASE  # nobody can tell a spoiled first page from a wrong key
        assert refused.value.reason is (first if page == 0 else Reason.FILE_DAMAGED)
        assert path.read_bytes() == flipped


def test_an_encrypted_diary_is_never_replaced_by_what_is_made_of_it(tmp_path: Path) -> None:
    path = tmp_path / "my"
    create_file(path, a_key())
    before = path.read_bytes()
    with pytest.raises(Refusal) as refused:
        write_whole(path, b"day,stress")
    assert refused.value.reason is Reason.FILE_EXISTS
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"", b"a letter " * 1000, bytes(range(256)) * 15, b"%PDF" + bytes(8188)], ids=len
)
def test_other_files_are_not_taken_for_encrypted_diaries(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    assert not is_encrypted(path)
    assert not holds_a_diary(path)
    assert not is_encrypted(tmp_path / "none")
