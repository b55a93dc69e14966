"""How fast words are found in 100 years of notes, plain and encrypted (run with --benchmark-only).

The ratio to reading all notes once, without looking at them, is in each result's extra information; nothing here
can fail for being slow.
"""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from diary.domain.day import Activity, Day, Moment, MomentKind
from diary.journal.journal import Journal
from diary.storage.backups.passphrase import change_key
from diary.storage.diary_file import open_again
from diary.storage.key import Key
from tests.factory import NOW, a_day, a_journal, a_key

KEYS = {"plain": None, "encrypted": a_key()}
DAYS = 36525
WORDS = """vandaag was een lange dag met veel pijn in de rug en schouders maar het wandelen ging beter dan gisteren
na de fysiotherapie slecht geslapen wakker om vier uur hoofdpijn stress op het werk kinderen ziek rustig aan"""
ACCENTED = ("café", "collega’s", "één", "😀")
TYPED = {"rare": "zeehond", "usual": "pijn", "accents": "cafe rug", "none of three": "schouders rug xyz"}


def filled() -> Iterator[Day]:
    """A note of 30 words every day, every third with an accent; an activity a day, a moment every other day."""
    chance, words = np.random.default_rng(1), WORDS.split()
    for ago in range(DAYS):
        said = [words[place] for place in chance.integers(0, len(words), 30)]
        said += [ACCENTED[ago % len(ACCENTED)]] if ago % 3 == 0 else []
        yield a_day(
            ago,
            notes={"note": " ".join(said)},
            moments=[Moment(MomentKind.MEDICINE, 600, 2.0, "paracetamol")] if ago % 2 else [],
            activities=[Activity(("wandelen", "fietsen", "zwemmen")[ago % 3], 30)],
        )


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("years")
    made = {name: folder / f"{name}.diary" for name in KEYS}
    a_journal(made["plain"], days=filled()).close()
    made["encrypted"].write_bytes(made["plain"].read_bytes())
    change_key(made["encrypted"], folder / "copies", NOW, None, KEYS["encrypted"])
    return made


def reading_seconds(path: Path, key: Key | None) -> float:
    """The fastest of five times reading every note."""
    found = []
    with closing(open_again(path, key)) as connection:
        for _ in range(5):
            before = time.perf_counter()
            connection.execute("SELECT text FROM note").fetchall()
            found.append(time.perf_counter() - before)
    return min(found)


@pytest.mark.parametrize("typed", list(TYPED))
@pytest.mark.parametrize("name", list(KEYS))
def test_words_are_found(benchmark: BenchmarkFixture, files: dict[str, Path], name: str, typed: str) -> None:
    floor = reading_seconds(files[name], KEYS[name])
    journal: Journal = a_journal(files[name], key=KEYS[name])
    journal.find("")  # as the window does when its dialog opens
    benchmark.pedantic(journal.find, (TYPED[typed],), rounds=15, warmup_rounds=1)
    if benchmark.stats is not None:
        benchmark.extra_info["ratio_to_reading"] = round(benchmark.stats.stats.median / floor, 1)
        benchmark.extra_info["reading_ms"] = round(floor * 1000, 1)
    journal.close()
