"""Files of other programs are opened safely: what is hostile or broken is refused in a sentence, in bounded
time."""

import os
import sqlite3
import struct
import tracemalloc
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from diary.domain.body import Atlas
from diary.domain.item import Catalogue
from diary.domain.refusal import Reason, Refusal
from diary.exchange import bundle as bundles
from diary.exchange.any_source import IntakeWay, read_any
from diary.exchange.bundle import open_bundle
from diary.storage.other_database import open_other_database
from tests.exchange.conftest import Exports
from tests.factory import NOW


def refused(path: Path) -> Reason:
    with pytest.raises(Refusal) as refusal, open_bundle(path):
        pass
    return refusal.value.reason


def zipped(folder: Path, **files: bytes) -> Path:
    path = folder / "a.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_a_zip_that_bursts(tmp_path: Path) -> None:
    assert refused(zipped(tmp_path, bomb=bytes(64 * 1024**2))) is Reason.SOURCE_BURSTS


def test_many_small_bombs_and_one_told_many_times(tmp_path: Path) -> None:
    small = {f"{number}.json": bytes(4 * 1024**2) for number in range(8)}
    assert refused(zipped(tmp_path, **small)) is Reason.SOURCE_BURSTS
    told = zipped(tmp_path, **{"a.json": bytes(4 * 1024**2)}).read_bytes()
    end = told.rfind(b"PK\x05\x06")
    _, _, size, start = struct.unpack("<HHLL", told[end + 8 : end + 20])
    again = told[:start] + told[start : start + size] * 2000
    again += struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, 2000, 2000, size * 2000, start, 0)
    (tmp_path / "again.zip").write_bytes(again)
    assert refused(tmp_path / "again.zip") is Reason.SOURCE_BURSTS


def test_a_zip_in_a_zip_is_not_opened(exports: Exports, tmp_path: Path) -> None:
    inner = zipped(tmp_path, **{"d.csv": b"full_date,mood,activities\n2026-11-01,rad,\n"}).read_bytes()
    with pytest.raises(Refusal) as refusal:
        exports({"inner.zip": inner})
    assert refusal.value.reason is Reason.SOURCE_NO_TABLE


def test_a_pipe_is_not_waited_for(tmp_path: Path, catalogue: Catalogue, atlas: Atlas) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    os.mkfifo(folder / "a.csv")
    for source, reason in ((folder, Reason.SOURCE_EMPTY), (folder / "a.csv", Reason.FILE_UNREADABLE)):
        with pytest.raises(Refusal) as refusal:
            read_any(source, IntakeWay(), catalogue, atlas, NOW)
        assert refusal.value.reason is reason


@pytest.mark.parametrize("name", ["../out.csv", "/etc/out.csv", "C:\\out.csv", "a/../../out.csv"])
def test_a_path_that_leaves_the_archive(tmp_path: Path, name: str) -> None:
    assert refused(zipped(tmp_path, **{name: b"a"})) is Reason.SOURCE_UNREADABLE


def test_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "MOST_FILES", 5)
    assert refused(zipped(tmp_path, **{f"{n}.csv": b"" for n in range(6)})) is Reason.SOURCE_TOO_MANY
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(6):
        (folder / f"{n}.csv").touch()
    assert refused(folder) is Reason.SOURCE_TOO_MANY
    monkeypatch.setattr(bundles, "MOST_DIRECTORY", 10)
    assert refused(zipped(tmp_path, **{"a.csv": b""})) is Reason.SOURCE_TOO_MANY


def test_what_is_no_zip_and_what_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK\x03\x04 and nothing more")
    assert refused(path) is Reason.SOURCE_UNREADABLE
    assert refused(tmp_path / "none.zip") is Reason.FILE_MISSING


def test_a_link_in_a_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "a.csv").symlink_to(tmp_path / "secret")
    with open_bundle(folder) as bundle:
        assert bundle.members == ()


def test_entities_deep_json_and_a_field_without_end(exports: Exports) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]><HealthData>&y;</HealthData>'
    endless = '<HealthData><Record type="' + "x" * 40_000_000
    deep = '{"dateOfSleep": 1, "startTime": 2, "minutesAsleep": ' + "[" * 1_000_000
    for content, name in ((bomb, "a.xml"), (endless, "a.xml"), (deep, "a.json")):
        with pytest.raises(Refusal) as refusal:
            exports(content, name)
        assert refusal.value.reason is Reason.SOURCE_UNREADABLE
    tracemalloc.start()
    with pytest.raises(Refusal) as refusal:
        exports("full_date,mood,activities\n2026-11-01,rad," + "x" * 40_000_000)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refusal.value.reason is Reason.SOURCE_UNREADABLE
    assert most < 2.2 * 40_000_000  # the file itself, which the test makes; the line is never read as a whole


def test_a_database_is_only_read_and_runs_nothing_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE plain (a, b)")
        made.execute("INSERT INTO plain VALUES (1, 2)")
        made.execute("CREATE TABLE large (a, b)")
        made.execute("INSERT INTO large VALUES (zeroblob(2000000), 3)")
        made.execute("CREATE VIEW trap AS SELECT load_extension('evil') AS a")
        made.execute("CREATE TRIGGER t AFTER INSERT ON plain BEGIN DELETE FROM plain; END")
    made.close()
    before = path.read_bytes()
    with path.open("rb") as file, open_other_database(file, "other.db", 10**7) as database:
        assert database.tables == {"plain": ("a", "b"), "large": ("a", "b")}
        assert list(database.rows("large", ("a", "b"))) == [{"a": None, "b": 3}]
        assert list(database.rows("plain", ("a", "missing"))) == [{"a": 1}]
        assert list(database.rows("trap", ("a",))) == []
    assert path.read_bytes() == before
    for content in (b"SQLite format 3\0" + bytes(500), b"SQLite format 3\0" + b"x" * 5000):
        path.write_bytes(content)
        with (
            pytest.raises(Refusal),
            path.open("rb") as file,
            open_other_database(file, "other.db", 10**6) as database,
        ):
            list(database.rows("plain", ("a",)))
    with pytest.raises(Refusal), path.open("rb") as file, open_other_database(file, "other.db", 100):
        pass
