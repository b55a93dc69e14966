"""Tables and shares of this program come back as the days they were made of."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from diary.content.bodymap import load_atlas
from diary.content.catalogue import load_catalogue
from diary.content.library import load_library
from diary.domain.body import Atlas
from diary.domain.columns import content_of
from diary.domain.day import Activity, Answer, AnswerSource, Day, DayKind, Moment, MomentKind, Nap
from diary.domain.item import Catalogue, Item, Kind, OwnItem
from diary.domain.refusal import Reason, Refusal
from diary.domain.sleep import LONGEST_NIGHT
from diary.domain.text import clean_line
from diary.exchange.any_source import Intake, IntakeWay, read_any
from diary.exchange.csv_text import ENCODING, CsvForm, csv_files, days_csv
from diary.exchange.reader_parts import Skip
from diary.exchange.xlsx import LONGEST_CELL, xlsx_files
from diary.journal.journal import Journal
from diary.journal.share import share_files, write_share
from diary.paths import resources
from diary.storage.key import Key
from tests.exchange.test_formats import a_content
from tests.factory import NOW, TODAY, a_day, a_journal

pytestmark = pytest.mark.usefixtures("quick_keys")

PASSPHRASE = "vier lange dagen"
CATALOGUE, ATLAS = load_catalogue(resources()), load_atlas(resources())
SIGNS = st.text("abé5:; ;,='+-()[]%\n", min_size=1, max_size=12).map(str.strip)
TEXTS = SIGNS.filter(bool)
LINES = TEXTS.filter(lambda text: "\n" not in text)
NAMES = SIGNS.map(clean_line).filter(bool)
KEYS = [segment.key for segment in ATLAS.segments[::20]]
AREAS = st.fixed_dictionaries({}, optional={key: st.integers(1, 10) for key in KEYS})
AMOUNTS = st.none() | st.integers(0, 999).map(lambda tenths: tenths / 10)
MARKED = st.sampled_from(["[value=5]", "two [kind=flare]", "[text=a", "a [kind=b", "a %5D ] [value=1] b"])
"""What looks like a field that is told by its name, in words of one's own."""
LOOKS_LIKE_TWO = st.builds("{}:5:{}; {}".format, LINES, st.sampled_from(["", "3", "3 [kind=a]", " [x=]"]), LINES)
"""An activity whose own name reads like the end of one and the begin of another."""
ACTIVITIES = st.builds(
    Activity, st.just("") | LINES | LOOKS_LIKE_TWO, st.integers(1, 1440), st.none() | st.integers(0, 10)
)
"""Without their names too, as an export has them unless they are ticked."""


def answered(item: Item) -> st.SearchStrategy[float]:
    low, high = int(item.low), int(item.high)
    return st.integers(low, min(high, 1439)).map(float)


NOTES = [item.key for item in CATALOGUE.items if item.kind is Kind.TEXT]
ANSWERS = st.fixed_dictionaries({}, optional={item.key: answered(item) for item in CATALOGUE.numeric[::7]})
DAYS = st.builds(
    lambda answers, areas, activities, **rest: Day(
        date=TODAY,
        zone="Europe/Amsterdam",
        answers={
            key: Answer(value, NOW, AnswerSource.IMPORTED)
            for key, value in {
                **answers,
                **({} if areas is None else {"body_map": 1.0}),
                **({"activities": 0.0} if activities == () else {}),
            }.items()
        },
        areas=areas or {},
        activities=activities or (),
        **rest,
    ),
    ANSWERS,
    st.none() | AREAS,
    activities=st.none() | st.just(()) | st.tuples(ACTIVITIES) | st.tuples(ACTIVITIES, ACTIVITIES),
    tender=st.sets(st.sampled_from(KEYS)).map(frozenset),
    kind=st.sampled_from(DayKind),
    moments=st.just(())
    | st.tuples(
        st.builds(
            Moment, st.sampled_from(MomentKind), st.integers(0, 1439), AMOUNTS, st.just("") | LINES | MARKED
        ),
        st.builds(Moment, st.sampled_from(MomentKind), st.none()),
    ),
    naps=st.just(()) | st.tuples(st.builds(Nap, st.none() | st.integers(0, 1439), st.integers(1, LONGEST_NIGHT))),
    notes=st.just({}) | st.fixed_dictionaries({}, optional=dict.fromkeys(NOTES, TEXTS)),
)


def carried(day: Day) -> tuple[object, ...]:
    """What a table of days has of a day."""
    values = {key: answer.value for key, answer in day.answers.items()}
    naps = tuple(content_of(nap) for nap in day.naps)
    rows = (day.areas, day.tender, day.activities, day.moments, naps, day.notes)
    return (day.date, day.zone, day.kind, values, *rows)


def read(path: Path, catalogue: Catalogue, atlas: Atlas) -> Intake:
    return read_any(path, IntakeWay(), catalogue, atlas, NOW)


@pytest.mark.parametrize("at", [None, 60])
@pytest.mark.parametrize("value", [None, 2.0])
@pytest.mark.parametrize(
    "text",
    [
        "08:30 pill",
        "09:00",
        "home; flare",
        "at home; medicine 2",
        "; flare",
        "[text=a",
        "a [x=1",
        "a [x=1] b; flare",
    ],
)
def test_words_of_a_moment_that_look_like_the_table_itself_stay_words(
    tmp_path: Path, text: str, value: float | None, at: int | None
) -> None:
    day = a_day(
        0, moments=[Moment(MomentKind.FLARE, at, value, text), Moment(MomentKind.MEDICINE, 1200, None, "z")]
    )
    path = tmp_path / "mine.csv"
    path.write_bytes(days_csv([day], CATALOGUE, with_notes=True).encode(ENCODING))
    intake = read(path, CATALOGUE, ATLAS)
    assert intake.refused == ()
    assert intake.data.days[0].moments == day.moments


@settings(max_examples=60, deadline=None)
@given(DAYS, st.sampled_from(CsvForm))
def test_a_table_of_days_gives_equal_days(day: Day, form: CsvForm) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "mine.csv"
        path.write_bytes(days_csv([day], CATALOGUE, with_notes=True, form=form).encode(ENCODING))
        intake = read(path, CATALOGUE, ATLAS)
    assert intake.refused == ()
    assert [carried(one) for one in intake.data.days] == [carried(day)]


@pytest.mark.parametrize("file", ["mine.csv", "mine.xlsx"])
def test_every_answer_there_is_comes_back(file: str, journal: Journal, tmp_path: Path) -> None:
    ends = [{item.key: Answer(end, NOW, AnswerSource.IMPORTED) for item in CATALOGUE.numeric
             for end in [min(1439.0, item.low if is_low else item.high)]} for is_low in (True, False)]  # fmt: skip
    days = tuple(Day(TODAY - timedelta(number), "UTC", answers=answers) for number, answers in enumerate(ends))
    journal.import_days([a_day(1, stress=4)])
    content = replace(a_content(journal), days=days[::-1], items=CATALOGUE.numeric)
    (tmp_path / file).write_bytes((xlsx_files if file.endswith("xlsx") else csv_files)(content)[""])
    intake = read(tmp_path / file, CATALOGUE, ATLAS)
    assert intake.refused == ()
    assert [carried(day) for day in intake.data.days] == [carried(day) for day in days[::-1]]


@settings(max_examples=60, deadline=None)
@given(NAMES, st.lists(NAMES, min_size=2, max_size=4, unique=True), st.sampled_from(CsvForm))
def test_a_codebook_gives_own_items_as_they_are_called(name: str, options: list[str], form: CsvForm) -> None:
    library = load_library(resources(), "en", ())
    choice = Item("mine", Kind.CHOICE, "own", 0, len(options) - 1, options=tuple(options), own=True)
    own = OwnItem(choice, {"en": name})
    day = a_day(0, stress=1, mine=len(options) - 1)
    with TemporaryDirectory() as folder:
        journal = a_journal(Path(folder) / "a.diary")
        journal.import_days([day], [own])
        content = a_content(journal)
        for added, made in csv_files(replace(content, decimal_comma=form is CsvForm.SEMICOLON)).items():
            (Path(folder) / f"out{added or '.csv'}").write_bytes(made)
        intake = read(Path(folder) / "out.csv", library.catalogue, ATLAS)
        journal.close()
    assert intake.refused == ()
    assert intake.data.own_items == (own,)
    assert intake.data.days[0].value("mine") == len(options) - 1


def test_its_codebook_brings_the_own_items_along_and_without_it_they_are_told(
    journal: Journal, tmp_path: Path, catalogue: Catalogue, atlas: Atlas
) -> None:
    drinks = OwnItem(Item("drinks", Kind.CHOICE, "own", 0, 1, options=("few", "many"), own=True), {"en": "Drinks"})
    journal.import_days([a_day(1, stress=4, drinks=1, into_bed=1390)], [drinks])
    for added, content in csv_files(a_content(journal)).items():
        (tmp_path / f"out{added or '.csv'}").write_bytes(content)
    intake = read(tmp_path / "out.csv", catalogue, atlas)
    assert intake.data.own_items[0].item.options == ("few", "many")
    day = intake.data.days[0]
    assert (day.value("drinks"), day.value("stress"), day.value("into_bed")) == (1, 4, 1390)
    assert journal.take_in(intake.data).added == 0
    assert read(tmp_path, catalogue, atlas).data.days == intake.data.days  # the folder they are in
    (tmp_path / "out-codebook.csv").unlink()
    alone = read(tmp_path / "out.csv", catalogue, atlas)
    assert [(one.column, one.reason) for one in alone.refused] == [("drinks", Reason.UNKNOWN_ITEM)]
    assert alone.data.days[0].value("stress") == 4


@pytest.mark.parametrize("file", ["mine.csv", "mine.xlsx"])
def test_lists_that_a_table_does_not_bring_along_are_counted(file: str, journal: Journal, tmp_path: Path) -> None:
    journal.import_days([a_day(1, stress=4)])
    journal.add_record("medicine", {"name": "x"})
    for added, made in (xlsx_files if file.endswith("xlsx") else csv_files)(a_content(journal)).items():
        (tmp_path / (f"mine{added}" if added else file)).write_bytes(made)
    intake = read(tmp_path / file, CATALOGUE, ATLAS)
    assert intake.content is not None
    assert dict(intake.content.counts.skipped) == {(Skip.LIST, ""): 1}


def test_a_cell_somebody_changed_is_refused_and_the_rest_comes_in(
    tmp_path: Path, catalogue: Catalogue, atlas: Atlas
) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("day,zone,kind,late,stress,fatigue\n2026-11-20,UTC,ordinary,0,44,3\nlater,,,,1,1\n", ENCODING)
    intake = read(path, catalogue, atlas)
    assert {(one.column, one.reason) for one in intake.refused} == {
        ("stress", Reason.OUT_OF_RANGE),
        ("day", Reason.NOT_A_DATE),
    }
    assert intake.data.days[0].value("fatigue") == 3
    assert intake.content is not None
    assert (intake.content.counts.used, intake.content.counts.refused) == (1, 1)


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("naps", "14:00/-5", Reason.OUT_OF_RANGE),
        ("naps", "14:00/inf", Reason.NOT_A_NUMBER),
        ("naps", "14:00/" + "9" * 400, Reason.NOT_A_NUMBER),
        ("areas", "front_knee_l:99", Reason.OUT_OF_RANGE),
        ("areas", "front_knee_l:nan", Reason.NOT_A_NUMBER),
        ("activities", "walking:99999:3", Reason.OUT_OF_RANGE),
        ("activities", "walking:30:77", Reason.OUT_OF_RANGE),
        ("activities", "walking:30.5:3", Reason.NOT_A_NUMBER),
        ("activities", "yoga:20:; walking:half:", Reason.NOT_A_NUMBER),
        ("activities", "walking:half:; yoga:20:", Reason.NOT_A_NUMBER),
        ("activities", "walking:" + "9" * 5000 + ":", Reason.NOT_A_NUMBER),
        ("naps", "14:00/20.5", Reason.NOT_A_NUMBER),
        ("areas", "front_knee_l:5.5", Reason.NOT_A_NUMBER),
        ("tender", "front_tail", Reason.UNKNOWN_AREA),
        ("kind", "odd", Reason.NOT_A_CHOICE),
        ("day", "0001-11-20", Reason.NOT_A_DATE),
    ],
)
def test_what_no_diary_holds_is_refused_and_the_rest_comes_in(
    journal: Journal, tmp_path: Path, column: str, cell: str, reason: Reason
) -> None:
    rows = [
        {"day": f"2026-11-2{day}", "zone": "UTC", "kind": "ordinary", "late": "0", "stress": "4"} for day in (0, 1)
    ]
    rows[0][column] = cell
    names = list(dict.fromkeys([*rows[1], "areas", "tender", "activities", "naps"]))
    lines = [",".join(names), *(",".join(row.get(name, "") for name in names) for row in rows)]
    path = tmp_path / "mine.csv"
    path.write_text("\n".join(lines), ENCODING)
    intake = read(path, journal.catalogue, journal.atlas)
    assert [(one.examples[0].line, one.reason) for one in intake.refused] == [(2, reason)]
    assert [day.value("stress") for day in intake.data.days] == [4] * (1 if column == "day" else 2)


def test_a_day_that_stands_twice_in_a_table_is_counted(tmp_path: Path, catalogue: Catalogue, atlas: Atlas) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        "day,zone,kind,late,stress\n2026-11-20,UTC,ordinary,0,4\n2026-11-20,UTC,ordinary,0,5\n", ENCODING
    )
    intake = read(path, catalogue, atlas)
    assert intake.content is not None
    counts = intake.content.counts
    assert (counts.rows, counts.used, dict(counts.skipped)) == (2, 1, {(Skip.DOUBLE, ""): 1})


def test_a_share_comes_in_and_a_diary_does_not(
    journal: Journal, tmp_path: Path, catalogue: Catalogue, atlas: Atlas
) -> None:
    journal.import_days([a_day(n, stress=n) for n in range(3)])
    path = tmp_path / "for_you.diary"
    path.write_bytes(share_files(a_content(journal))[""])
    assert len(read(path, catalogue, atlas).data.days) == 3
    other = a_journal(tmp_path / "other.diary", days=[a_day(0, stress=1)])
    other.close()
    with pytest.raises(Exception, match=Reason.SOURCE_IS_DIARY):
        read(tmp_path / "other.diary", catalogue, atlas)


def test_the_order_of_days_in_the_table_is_of_no_matter(
    tmp_path: Path, catalogue: Catalogue, atlas: Atlas
) -> None:
    days = [a_day(TODAY - timedelta(days=n), stress=n) for n in range(3)]
    path = tmp_path / "mine.csv"
    path.write_text(days_csv(days, catalogue, with_notes=False), encoding=ENCODING, newline="")
    found = read(path, catalogue, atlas).data.days
    assert [day.date for day in found] == sorted(day.date for day in days)


def test_a_share_with_a_passphrase_comes_in_with_its_key_only(
    journal: Journal, tmp_path: Path, catalogue: Catalogue, atlas: Atlas
) -> None:
    journal.import_days([a_day(n, stress=n) for n in range(3)])
    path = tmp_path / "locked.diary"
    content = a_content(journal)
    write_share(replace(content, addressed=replace(content.addressed, key=Key.new(PASSPHRASE))), path)
    with pytest.raises(Refusal) as refused:
        read(path, catalogue, atlas)
    assert refused.value.reason is Reason.FILE_ENCRYPTED
    opened = IntakeWay(key=Key.of(path, PASSPHRASE))
    assert len(read_any(path, opened, catalogue, atlas, NOW).data.days) == 3


def _saved_again(book: bytes) -> bytes:
    """The workbook as another spreadsheet program writes it."""
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    out = BytesIO()
    load_workbook(BytesIO(book)).save(out)
    return out.getvalue()


@settings(max_examples=25, deadline=None)
@given(DAYS, st.sampled_from(["nl", "en"]), st.booleans())
def test_a_workbook_gives_equal_days(day: Day, language: str, again: bool) -> None:
    with TemporaryDirectory() as folder:
        journal = a_journal(Path(folder) / "a.diary", days=[day])
        stored = journal.day(TODAY)
        content = a_content(journal, language)
        path = Path(folder) / "mine.xlsx"
        book = xlsx_files(content)[""]
        path.write_bytes(_saved_again(book) if again else book)
        intake = read(path, CATALOGUE, ATLAS)
        assert intake.refused == ()
        assert intake.is_saved
        assert [carried(one) for one in intake.data.days] == ([] if stored.is_empty else [carried(stored)])
        assert journal.take_in(intake.data).added == 0
        journal.close()


def test_a_workbook_brings_own_items_and_long_words_along(journal: Journal, tmp_path: Path) -> None:
    drinks = OwnItem(Item("drinks", Kind.CHOICE, "own", 0, 1, options=("few", "many"), own=True), {"en": "Stress"})
    words = "ab c" * LONGEST_CELL
    activity = Activity("walk", 30, 4)
    journal.import_days([a_day(1, stress=4, drinks=1, activities=[activity], notes={"note": "=1"})], [drinks])
    journal.import_days([a_day(2, moments=[Moment(MomentKind.FLARE, None, 2.0, words)])])
    span = journal.span()
    assert span is not None
    stored = [carried(day) for day in journal.days(span)]
    for language in ("nl", "en"):
        path = tmp_path / f"{language}.xlsx"
        path.write_bytes(xlsx_files(a_content(journal, language))[""])
        intake = read(path, CATALOGUE, ATLAS)
        assert intake.refused == ()
        assert intake.data.own_items[0].item.options == ("few", "many")
        assert [carried(day) for day in intake.data.days] == stored


def test_a_day_somebody_changed_in_a_workbook_is_refused_and_the_rest_comes_in(
    journal: Journal, tmp_path: Path
) -> None:
    from openpyxl import load_workbook

    days = [a_day(number, stress=4, activities=[Activity("walk", 30)]) for number in range(4)]
    journal.import_days(days)
    path = tmp_path / "mine.xlsx"
    path.write_bytes(xlsx_files(a_content(journal))[""])
    book = load_workbook(path)
    stress = next(cell.column for cell in book["Days"][1] if cell.value == "Stress")
    book["Days"].cell(2, stress).value = 44
    book["Days"].cell(3, 1).value = "someday"
    book["Activities"].cell(4, 3).value = "long"
    book.save(path)
    intake = read(path, CATALOGUE, ATLAS)
    assert {(one.column, one.reason, one.count) for one in intake.refused} == {
        ("stress", Reason.OUT_OF_RANGE, 1),
        ("day", Reason.NOT_A_DATE, 1),
        ("activities", Reason.NOT_A_NUMBER, 1),
    }
    found = {day.date: day for day in intake.data.days}
    assert set(found) == {day.date for day in days}
    assert (found[days[1].date].activities, found[days[1].date].value("stress")) == ((), 4)
    assert found[days[2].date].activities == days[2].activities
