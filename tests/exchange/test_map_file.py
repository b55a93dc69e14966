import re
from datetime import date
from pathlib import Path

import pytest

from diary.content.decoding import Problem, options_of
from diary.content.language import load_language
from diary.content.sentences import refusal_sentence
from diary.domain.body import Atlas
from diary.domain.item import Catalogue
from diary.domain.refusal import Reason, Refusal
from diary.exchange import mapping
from diary.exchange.any_source import IntakeWay, read_any
from diary.exchange.fields import Codes, Empty, Several, Table
from diary.exchange.mapping import AreaRule, ItemRule, load_mapping
from diary.exchange.source import read_source
from tests.factory import NOW

ITEM = '[date]\ncolumn = "d"\n[[item]]\ncolumn = "s"\nitem = "stress"\n'


def write(folder: Path, text: str) -> Path:
    path = folder / "map.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_mapping_becomes_typed_rules_and_tells_its_columns(tmp_path: Path) -> None:
    found = load_mapping(
        write(
            tmp_path,
            f'{ITEM}from = [1, 5]\nreversed = true\nseveral = "max"\nwhen = {{ kind = ["A", "b"] }}\n'
            '[[areas]]\ncolumn = "p"\ncodes = "choir"\nintensity = "i"\nempty = "no_pain"\n'
            '[[activity]]\nkind_column = "sport"\nminutes = "min"\n[[skip]]\nwhen = { kind = "weather" }\n',
        )
    )
    assert found.columns == ("d", "kind", "s", "p", "i", "sport", "min")
    item, areas, _ = found.rules
    assert isinstance(item, ItemRule)
    assert (item.source, item.is_reversed, item.several) == ((1, 5), True, Several.MAX)
    assert set(item.when["kind"]) == {"a", "b"}
    assert isinstance(areas, AreaRule)
    assert (areas.codes, areas.empty) == (Codes.CHOIR, Empty.NO_PAIN)


@pytest.mark.parametrize(
    ("text", "key", "problem"),
    [
        ("", "item", Problem.MISSING),
        ("x = [", "end of document", Problem.NOT_TOML),
        ("x = 1\ny = z", "line 2, column 5", Problem.NOT_TOML),
        ('[[item]]\ncolumn = "s"\nitem = "stress"', "date.column", Problem.MISSING),
        (ITEM + "form = [1, 5]", "item 1.form", Problem.UNKNOWN),
        (ITEM + "from = [5, 1]", "item 1.from", Problem.NOT_ALLOWED),
        (ITEM + 'from = ["1", 5]', "item 1.from", Problem.NO_NUMBER),
        (ITEM + "from = [1, inf]", "item 1.from", Problem.NOT_ALLOWED),
        (ITEM + "from = [1, 5]\nfactor = 2", "item 1.factor", Problem.NOT_ALLOWED),
        (ITEM + "reversed = true", "item 1.from", Problem.MISSING),
        (ITEM + 'reversed = "yes"', "item 1.reversed", Problem.NO_FLAG),
        (ITEM + 'several = "median"', "item 1.several", Problem.NOT_ALLOWED),
        (ITEM + "constant = 3", "item 1.column", Problem.TWICE),
        (ITEM + "when = 3", "item 1.when", Problem.NO_TABLE),
        (ITEM + "when = { a = [1.5] }", "item 1.when.a", Problem.WRONG_TYPE),
        (ITEM + "values = { a = [] }", "item 1.values.a", Problem.WRONG_TYPE),
        (ITEM + '[[item]]\nitem = "fatigue"', "item 2.column", Problem.MISSING),
        (ITEM + '[[item]]\ncolumn = "t"\nitem = "stress"\nseveral = "max"', "item 2.several", Problem.NOT_ALLOWED),
        (ITEM + '[[areas]]\ncolumn = "p"', "areas 1.intensity", Problem.MISSING),
        (ITEM + '[[areas]]\ncolumn = "p"\nintensity = 0', "areas 1.intensity", Problem.NOT_ALLOWED),
        (ITEM + "[[areas]]\nintensity = 5", "areas 1.column", Problem.MISSING),
        (ITEM + '[[areas]]\ncolumn = "p"\nintensity = 5\ncodes = "icd"', "areas 1.codes", Problem.NOT_ALLOWED),
        (ITEM + '[[activity]]\nminutes = "m"', "activity 1.kind", Problem.MISSING),
        (ITEM + '[[activity]]\nkind = "k"', "activity 1.minutes", Problem.MISSING),
        (ITEM + "[[skip]]", "skip 1.when", Problem.MISSING),
        (ITEM + '[night]\nstart = "a"\nend = "b"', "date.column", Problem.NOT_ALLOWED),
        (ITEM + '[own.mood]\nkind = "text"\nnames = { en = "M" }', "own.mood.kind", Problem.NOT_ALLOWED),
        (ITEM + "[own.mood]\nlow = 0", "own.mood.names", Problem.MISSING),
        (ITEM + '[own.Mood]\nnames = { en = "M" }', "own.Mood", Problem.NOT_ALLOWED),
        (
            ITEM + '[own.m]\nkind = "choice"\noptions = { a = "A" }\nnames = { en = "M" }',
            "own.m.options",
            Problem.NO_LIST,
        ),
        (ITEM + '[own.mood]\nlow = 5\nhigh = 5\nnames = { en = "M" }', "own.mood.high", Problem.NOT_ALLOWED),
        (ITEM + '[own.mood]\nkind = "choice"\nnames = { en = "M" }', "own.mood.options", Problem.NOT_ALLOWED),
        (ITEM + '[own.m]\nfactor = "luck"\nnames = { en = "M" }', "own.m.factor", Problem.NOT_ALLOWED),
        (ITEM + '[source]\nencoding = "klingon"', "source.encoding", Problem.NOT_ALLOWED),
        (ITEM + '[source]\nencoding = "zip"', "source.encoding", Problem.NOT_ALLOWED),
        (ITEM + '[source]\ndelimiter = ";;"', "source.delimiter", Problem.NOT_ALLOWED),
        (ITEM + '[source]\ndecimal = "1"', "source.decimal", Problem.NOT_ALLOWED),
        (ITEM + "[sources]", "sources", Problem.UNKNOWN),
        ('item = 3\n[date]\ncolumn = "d"', "item", Problem.NO_LIST),
        (ITEM.replace('"d"', '"d"\nzone = "Mars/Base"'), "date.zone", Problem.NOT_ALLOWED),
        (ITEM.replace('"d"', '"d"\nzone = "../etc"'), "date.zone", Problem.NOT_ALLOWED),
        (ITEM.replace('"d"', '"d"\nboundary = "dawn"'), "date.boundary", Problem.NOT_ALLOWED),
        (ITEM.replace('"d"', '"d"\nformats = ["%d %m"]'), "date.formats", Problem.NOT_ALLOWED),
        (ITEM.replace('"d"', '"d"\nformats = ["%Q"]'), "date.formats", Problem.NOT_ALLOWED),
        (ITEM.replace('"d"', '"d"\nday = "x"'), "date.month", Problem.MISSING),
        (ITEM.replace('"d"', '"d"\nstart = 2026-01-01'), "date.column", Problem.TWICE),
        (ITEM.replace('"d"', '"d"\noffset = "n"'), "date.start", Problem.MISSING),
        (ITEM.replace('column = "d"', "start = 2026-01-01T00:00:00"), "date.start", Problem.WRONG_TYPE),
    ],
)
def test_a_bad_mapping_is_refused_at_its_key(tmp_path: Path, text: str, key: str, problem: Problem) -> None:
    path = write(tmp_path, text)
    with pytest.raises(Refusal) as refused:
        load_mapping(path)
    assert refused.value.reason is Reason.MAP_INVALID
    facts = refused.value.facts
    assert [facts[fact] for fact in ("path", "key", "problem")] == [str(path), key, problem]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "a value that is not allowed (item 1.several); choose from: last, first, max, min, mean, sum."),
        ("nl", "een waarde die niet mag (item 1.several); kies uit: last, first, max, min, mean, sum."),
    ],
)
def test_the_right_value_is_named(tmp_path: Path, resources: Path, language: str, expected: str) -> None:
    with pytest.raises(Refusal) as refused:
        load_mapping(write(tmp_path, ITEM + 'several = "median"'))
    assert expected in refusal_sentence(load_language(language, resources), None, refused.value)


def test_a_mapping_that_cannot_be_read(tmp_path: Path) -> None:
    for path, reason in {tmp_path / "none": Reason.FILE_MISSING, tmp_path: Reason.FILE_UNREADABLE}.items():
        with pytest.raises(Refusal) as refused:
            load_mapping(path)
        assert refused.value.reason is reason


def test_the_complete_example_of_the_documentation_is_a_valid_mapping(
    tmp_path: Path, catalogue: Catalogue, atlas: Atlas, resources: Path
) -> None:
    example = (resources / "exchange" / "mapping.toml").read_text(encoding="utf-8")
    dated, nights = example, re.sub(r'^column = "filled_in".*$', "", example, count=1, flags=re.MULTILINE)
    for text in (re.sub(r"\[night\].*?(?=\[\[skip)", "", dated, flags=re.DOTALL), nights):
        found = load_mapping(write(tmp_path, text))
        source = tmp_path / "source.csv"
        source.write_text(";".join(found.columns) + "\n" + ";" * (len(found.columns) - 1), encoding="cp1252")
        with pytest.raises(Refusal) as refused:
            read_source(source, found, catalogue, atlas, NOW)
        assert refused.value.reason is Reason.SOURCE_EMPTY


def test_every_key_a_mapping_may_have_is_documented(resources: Path) -> None:
    example = (resources / "exchange" / "mapping.toml").read_text(encoding="utf-8")
    tables = [kind for kind in vars(mapping).values() if isinstance(kind, type) and issubclass(kind, Table)]
    keys = {key for kind in tables for key in options_of(kind)}
    assert {"column", "from", "kind_column", "shortest", "boundary", "names"} <= keys
    undocumented = {key for key in keys if not re.search(rf"\b{key}\b", example)}
    assert undocumented == set()


@pytest.mark.parametrize(("rule", "day"), [("", date(2026, 11, 2)), ('\nboundary = "04:00"', date(2026, 11, 1))])
def test_the_day_boundary_is_that_of_the_diary_unless_the_mapping_names_one(
    tmp_path: Path, catalogue: Catalogue, atlas: Atlas, rule: str, day: date
) -> None:
    source = tmp_path / "source.csv"
    source.write_text("d,s\n2026-11-02T01:30,5\n", encoding="utf-8")
    mapping = write(tmp_path, f'[date]\ncolumn = "d"{rule}\n[[item]]\ncolumn = "s"\nitem = "stress"')
    found = read_any(source, IntakeWay(mapping), catalogue, atlas, NOW, boundary=0)
    assert [one.date for one in found.data.days] == [day]
