import codecs
import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from diary.content.bodymap import load_atlas
from diary.content.catalogue import load_catalogue
from diary.domain.limits import LONGEST_LINE
from diary.domain.refusal import Reason, Refusal
from diary.exchange import source, source_rows
from diary.exchange.mapping import SourceRule, load_mapping
from diary.exchange.source_rows import read_records
from diary.paths import resources

TABLE = "date;naam;pijn\r\n2026-11-01;é;4\r\n\r\n2026-11-02;ü;5"


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("utf-16"),
        codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"),
        TABLE.encode("utf-16-le"),
        TABLE.encode("utf-16-be"),
        TABLE.encode("cp1252"),
        TABLE.replace(";", ",").encode(),
        TABLE.replace(";", "\t").encode(),
        TABLE.replace(";", "|").encode(),
        TABLE.replace("\r\n", "\n").encode(),
        TABLE.replace("\r\n", "\r").encode(),
        b"A title, with a comma\r\n\r\n" + TABLE.encode(),
        TABLE.replace("2026-11-02", "date;naam;pijn\r\n2026-11-02").encode(),
        b"sep=;\r\n" + TABLE.encode(),
    ],
)
def test_letters_separators_and_header_are_found(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    found = list(read_records(path, SourceRule(), ("pijn", "naam")))
    assert [(row.text("date"), row.text("naam"), row.text("pijn")) for row in found] == [
        ("2026-11-01", "é", "4"),
        ("2026-11-02", "ü", "5"),
    ]


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('a,b\n1,"two\nlines"\n3,4\n', encoding="utf-8")
    assert [row.line for row in read_records(path, SourceRule(), ("a",))] == [3, 4]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ('[{"a": {"b": 1}}, {"a": {"b": "x"}}]', None),
        ('{"days": [{"a": {"b": 1}}, {"a.b": "x"}], "n": 3}', None),
        ('{"days": [{"a.b": 1}, {"a": {"b": "x"}}], "more": []}', "days"),
        ('{"part": {"days": [{"a.b": 1}, {"a": {"b": "x"}}]}}', "part.days"),
    ],
)
def test_records_in_json_are_found_and_paths_followed(tmp_path: Path, content: str, name: str | None) -> None:
    path = tmp_path / "source.JSON"
    path.write_text(content, encoding="utf-8")
    assert [row.text("a.b") for row in read_records(path, SourceRule(records=name), ("a.b",))] == ["1", "x"]


def test_lists_come_apart_with_or_without_brackets_and_quotes(tmp_path: Path) -> None:
    path = tmp_path / "source.json"
    path.write_text('[{"a": "[1, 2]"}, {"a": "1,2"}, {"a": [1, "2"]}, {"a": "[\'1\', \\"2\\"]"}, {"a": "[]"}]')
    found = [row.parts("a", ",") for row in read_records(path, SourceRule(), ("a",))]
    assert found == [("1", "2")] * 4 + [()]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", b"", Reason.SOURCE_EMPTY),
        ("a.csv", b"\n\n", Reason.SOURCE_EMPTY),
        ("a.csv", b"x,y\n1,2\n", Reason.SOURCE_COLUMN_MISSING),
        ("a.csv", b"date,x\n1,\0\n", Reason.SOURCE_ENCODING),
        ("a.csv", b"date,x\n" * 2000 + b"1,\0\n", Reason.SOURCE_ENCODING),
        ("a.csv", b"date\n\x81\n", Reason.SOURCE_ENCODING),
        ("a.csv", b'date\n"' + b"x" * 200_000, Reason.SOURCE_UNREADABLE),
        ("a.json", b"{", Reason.SOURCE_UNREADABLE),
        ("a.json", b"[" * 100_000, Reason.SOURCE_UNREADABLE),
        ("a.json", b"3", Reason.SOURCE_UNREADABLE),
        ("a.json", b'{"a": [], "b": []}', Reason.SOURCE_UNREADABLE),
        ("a.json", b'[{"other": 1}]', Reason.SOURCE_COLUMN_MISSING),
        ("a.json", b"[" + b"1" * 5000 + b"]", Reason.SOURCE_UNREADABLE),
        ("a.json", b'["\xff"]', Reason.SOURCE_COLUMN_MISSING),
    ],
)
def test_files_that_will_not_do_are_refused_in_one_sentence(
    tmp_path: Path, name: str, content: bytes, reason: Reason
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Refusal) as refused:
        list(read_records(path, SourceRule(), ("date",)))
    assert refused.value.reason is reason
    assert refused.value.facts["path"] == str(path)


def test_every_missing_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("date,x\n1,2\n", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        list(read_records(path, SourceRule(), ("date", "stress", "mood")))
    assert refused.value.facts["column"] == "stress, mood"


def test_a_file_that_is_not_there_a_folder_and_a_huge_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = {tmp_path / "none.csv": Reason.FILE_MISSING, tmp_path: Reason.FILE_UNREADABLE}
    monkeypatch.setattr(source_rows, "LARGEST_SOURCE", 10)
    huge = tmp_path / "huge.csv"
    huge.write_bytes(os.urandom(11))
    for path, reason in {**cases, huge: Reason.SOURCE_TOO_LARGE}.items():
        with pytest.raises(Refusal) as refused:
            list(read_records(path, SourceRule(), ("date",)))
        assert refused.value.reason is reason


def test_what_would_take_hours_or_all_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MOST_APPLICATIONS", 20)
    table = tmp_path / "table.csv"
    table.write_text("day,s\n" + "2026-11-01,4\n" * 11, encoding="utf-8")
    rule, maps = '[[item]]\ncolumn = "s"\nitem = "stress"\n', tmp_path / "map.toml"
    maps.write_text(f'[date]\ncolumn = "day"\n{rule}', encoding="utf-8")
    mapping = load_mapping(maps)
    maps.write_text(f'[date]\ncolumn = "day"\n{rule}{rule}', encoding="utf-8")
    now = datetime(2026, 11, 22, 20, tzinfo=ZoneInfo("Europe/Amsterdam"))
    catalogue, atlas = load_catalogue(resources()), load_atlas(resources())
    assert source.read_source(table, mapping, catalogue, atlas, now).counts.rows == 11
    with pytest.raises(Refusal) as refused:
        source.read_source(table, load_mapping(maps), catalogue, atlas, now)
    assert (refused.value.reason, refused.value.facts["rows"]) == (Reason.SOURCE_TOO_LONG, 10)
    lists = tmp_path / "lists.json"
    lists.write_text("[" + "[]," * 6_000_000 + "[]]", encoding="utf-8")
    line = tmp_path / "line.csv"
    line.write_text("day,s\n2026-11-01,4" + "," * LONGEST_LINE, encoding="utf-8")
    deep = tmp_path / "deep.json"
    deep.write_text("[" * 100_000 + "]" * 100_000, encoding="utf-8")
    for path, reason in (
        (lists, Reason.SOURCE_TOO_LARGE),
        (line, Reason.SOURCE_UNREADABLE),
        (deep, Reason.SOURCE_UNREADABLE),
    ):
        with pytest.raises(Refusal) as refused:
            source.read_source(path, mapping, catalogue, atlas, now)
        assert refused.value.reason is reason
