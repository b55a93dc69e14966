"""Reads the words of the sample diary in one language."""

from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct

from diary.content.block import ContentFile, Report, refuse
from diary.content.decoding import Text
from diary.content.language import SOURCE_LANGUAGE

Texts = Annotated[list[Text], Meta(min_length=1)]


class SampleListLine(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a list: its fields as they would be typed, and those that are a date in days before the last
    day of the sample; `person` is the number of the life it belongs to, 0 the usual sample."""

    register: Text
    fields: dict[str, Text]
    days_ago: dict[str, int] = {}
    person: int = 0


class SampleAims(Struct, frozen=True, forbid_unknown_fields=True):
    """What one of the five who differ wants and builds up."""

    goals: Texts
    building: Text


class SamplePlan(Struct, frozen=True, forbid_unknown_fields=True):
    """What the person of the sample wants, builds up, expects of things, and wrote down for a harder time. `lives`
    are what others want and build up, one after the other."""

    goals: Texts
    why: Text
    building: Text
    changes: tuple[Text, Text]
    expected: Texts
    harder: dict[str, Text]
    people: list[dict[str, Text]]
    lives: list[SampleAims]


class SampleWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Names of activities and moments, and short texts to choose from."""

    good_things: Texts
    notes: Texts
    treatment: Text
    medicine: Text
    night_medicine: Text
    side_effects: Text
    life_events: Texts
    flare: Text
    walking: Text
    housework: Text
    cycling: Text
    exercises: Text
    work: Text
    plan: SamplePlan
    records: tuple[SampleListLine, ...] = ()


def load_sample_words(resources: Path, language: str) -> SampleWords:
    """Return the words of `content/<language>/sample.toml`, the English ones where there is no such file.

    Raises Refusal CONTENT_INVALID.
    """
    words = check_sample_words(resources, language, refuse)
    assert words is not None
    return words


def check_sample_words(resources: Path, language: str, report: Report) -> SampleWords | None:
    """Return the words, or None after reporting their mistakes."""
    own, english = (resources / "content" / code / "sample.toml" for code in (language, SOURCE_LANGUAGE))
    return ContentFile(own if own.is_file() else english, report).whole(SampleWords)
