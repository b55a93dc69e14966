from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from diary.content.library import Library
from diary.domain.columns import further_columns
from diary.domain.day import Moment
from diary.domain.three_way import Merged, Verdict, Version
from diary.screens.differences import build_differences, build_versions, entry_name, value_of
from tests.factory import ZONE

DAY = "2026-11-22"


def test_every_kind_of_entry_has_a_name_and_a_value_in_words(english: Library, dutch: Library) -> None:
    further = [column.usual for column in further_columns(Moment)]
    cases = [
        (("answer", "stress", DAY), (4.0, 0, "typed"), "Stress", "4"),
        (("answer", "into_bed", DAY), (1390.0, 0, "typed"), "To bed", "23:10"),
        (("answer", "tea", DAY), (2.0, 0, "typed"), "tea", "2"),
        (("note", DAY, "note"), ("a\nlong  day",), "Note", "a long day"),
        (("tender_area", DAY, "front_knee_l"), (), "left knee, front, touch hurts", "yes"),
        (("activity", DAY, "Walking", 30, None), (2,), "Activities", "2 × Walking 30\u00a0min"),
        (("activity", DAY, "Walking", 30, 4), (1,), "Activities", "Walking 30\u00a0min · Effort: 4"),
        (("moment", DAY, 540, "medicine", 2.0, "tablet"), (1,), "Medicine", "09:00 · tablet · 2"),
        (("moment", DAY, None, "flare", None, ""), (1,), "Harder time", "yes"),
        (("moment", DAY, 540, "flare", None, "", *further, "a later column"), (1,), "Harder time", "09:00"),
        (("kind", DAY), ("hard",), "Kind of day", "hard day"),
        (("zone", DAY), ("Asia/Tokyo",), "Time zone", "Asia/Tokyo"),
    ]
    for key, value, name, said in cases:
        assert value_of(key, value, english) == said
        assert entry_name(key, english).lower() == name.lower()
        assert entry_name(key, dutch)
        assert value_of(key, None, dutch) == "–"


def test_the_newest_day_comes_first_and_a_filled_in_map_goes_without_saying(english: Library) -> None:
    merged = [
        Merged(("answer", "body_map", DAY), None, (1.0, 0, "typed"), (1.0, 0, "typed"), Verdict.TAKEN),
        Merged(("zone", DAY), None, ("UTC",), ("UTC",), Verdict.TAKEN),
        Merged(("answer", "stress", "2026-11-20"), (1.0, 0, "typed"), None, (1.0, 0, "typed"), Verdict.OURS),
        Merged(("pain_area", DAY, "front_knee_l"), None, (5,), (5,), Verdict.TAKEN),
    ]
    found = build_differences(merged, english)
    assert [(each.day, each.ours, each.theirs, each.is_ours) for each in found] == [
        ("Sunday 22 November 2026", "–", "5", False),
        ("Friday 20 November 2026", "1", "–", True),
    ]


def test_earlier_versions_say_when_and_what_became_of_them(english: Library) -> None:
    at = datetime(2026, 11, 22, 20, 4, tzinfo=UTC)
    stress, note = ("answer", "stress", DAY), ("note", DAY, "note")
    versions = [
        Version(at, stress, (4.0, 0, "typed"), (6.0, 0, "typed"), 3),
        Version(at, note, ("a long day",), None, 2),
        Version(at, stress, (5.0, 0, "typed"), None, 1, elsewhere=True),
    ]
    lines = build_versions(versions, english, ZoneInfo(ZONE))
    assert [(line.name, line.story) for line in lines] == [
        ("Stress", "22 Nov, 21:04: first 4, then 6"),
        ("Note", "22 Nov, 21:04, taken away: a long day"),
        ("Stress", "22 Nov, 21:04, in another copy: 5"),
    ]
