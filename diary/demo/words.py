"""The sample person's words, in the language the sample is written in."""

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class SampleWords:
    """Names of activities and moments, and short texts to choose from."""

    good_things: list[str]
    notes: list[str]
    treatment: str
    medicine: str
    life_events: list[str]
    flare: str
    walking: str
    housework: str
    cycling: str
    exercises: str
    work: str


def load_sample_words(resources: Path, language: str) -> SampleWords:
    """The words of `content/<language>/sample.toml`."""
    file = resources / "content" / language / "sample.toml"
    return SampleWords(**tomllib.loads(file.read_text(encoding="utf-8")))
