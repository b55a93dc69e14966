"""What a disk does to a file, what is then saved of a diary, and whether any of it is wrong.

`python -m tests.journal.damage [CASES]` prints the table of packaging/FAULTS.md: CASES (100) of every kind.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from diary.content.bodymap import load_atlas
from diary.content.catalogue import load_catalogue
from diary.content.language import load_language
from diary.content.sentences import refusal_sentence
from diary.domain.day import BODY_MAP, Activity, Day, Moment, MomentKind, Nap
from diary.domain.period import FIRST_DAY, Period
from diary.domain.refusal import Reason, Refusal
from diary.journal.rescue import rescue
from diary.paths import resources
from diary.storage.key import Key
from diary.storage.store import Store
from tests.factory import NOW, TODAY, a_day, a_journal, a_key

PAGE = 4096
CATALOGUE, ATLAS = load_catalogue(resources()), load_atlas(resources())
DUTCH = load_language("nl", resources())
EVER = Period(FIRST_DAY, TODAY + timedelta(days=30))

Damage = Callable[[bytearray, Random], None]


def _flip_bit(content: bytearray, random: Random) -> None:
    content[random.randrange(len(content))] ^= 1 << random.randrange(8)


def _flip_bytes(content: bytearray, random: Random) -> None:
    for _ in range(3):
        content[random.randrange(len(content))] ^= random.randrange(1, 256)


def _zero_page(content: bytearray, random: Random) -> None:
    at = random.randrange(len(content) // PAGE) * PAGE
    content[at : at + PAGE] = bytes(PAGE)


def _noise_page(content: bytearray, random: Random) -> None:
    at = random.randrange(len(content) // PAGE) * PAGE
    content[at : at + PAGE] = random.randbytes(PAGE)


def _swap_pages(content: bytearray, random: Random) -> None:
    one, other = (random.randrange(len(content) // PAGE) * PAGE for _ in range(2))
    content[one : one + PAGE], content[other : other + PAGE] = (
        content[other : other + PAGE],
        content[one : one + PAGE],
    )


def _lose_header(content: bytearray, random: Random) -> None:
    content[:100] = bytes(100) if random.random() < 0.5 else random.randbytes(100)


def _lose_block(content: bytearray, random: Random) -> None:
    at = random.randrange(max(1, len(content) - 65536)) // 512 * 512
    content[at : at + 65536] = bytes(min(65536, len(content) - at))


def _cut_off(content: bytearray, random: Random) -> None:
    del content[int(len(content) * random.uniform(0.3, 0.9)) :]


DAMAGES: Mapping[str, Damage] = {
    "one bit flipped": _flip_bit,
    "three bytes changed": _flip_bytes,
    "a page of zeros": _zero_page,
    "a page of noise": _noise_page,
    "two pages swapped": _swap_pages,
    "the header lost": _lose_header,
    "64 KB of zeros": _lose_block,
    "cut off at 30 to 90 %": _cut_off,
}
"""By the words of the table."""


@dataclass(frozen=True)
class Case:
    """One damaged file: the share of what was logged that was saved (0: nothing could be), and what is wrong."""

    share: float
    wrong: list[str]


def written_days(number: int = 400) -> list[Day]:
    """Days with everything in them, with gaps, as somebody keeps a diary."""
    random = Random(7)
    return [
        a_day(
            ago,
            stress=random.randrange(11),
            fatigue=random.randrange(11),
            function=random.randrange(11),
            into_bed=1380 + random.randrange(50),
            woke_up=420 + random.randrange(90),
            pain_average=random.randrange(5),
            pain_worst=5 + random.randrange(5),
            areas={area: random.randrange(1, 11) for area in random.sample(_AREAS, random.randrange(8))},
            tender=random.sample(_AREAS, random.randrange(3)),
            activities=[
                Activity(random.choice(_KINDS), random.randrange(5, 120), random.randrange(11))
                for _ in range(random.randrange(4))
            ],
            moments=[Moment(MomentKind.FLARE, random.randrange(1440), None, "after the stairs")] * (ago % 5 == 0),
            notes={"note": f"day {ago}: " + "words " * random.randrange(30)} if ago % 2 else None,
            naps=[Nap(780 + ago % 60, 20 + ago % 30), Nap(None, 30)][: ago % 3],
        )
        for ago in range(number)
        if random.random() < 0.85
    ]


_AREAS = [segment.key for segment in ATLAS.segments]
_KINDS = ("walking", "gardening", "shopping", "swimming")


def write_diary(path: Path, days: list[Day], key: Key | None = None) -> bytes:
    """The days as a file that was written in many changes, as by hand."""
    journal = a_journal(path, key=key)
    for at in range(0, len(days), 7):
        journal.import_days(days[at : at + 7])
    journal.set_profile("name", "Anna")
    journal.close()
    return path.read_bytes()


def damaged(content: bytes, kind: str, seed: int) -> bytes:
    """The file after one accident of this kind, always the same for the same seed."""
    changed = bytearray(content)
    DAMAGES[kind](changed, Random(f"{kind} {seed}"))
    return bytes(changed)


def opened(folder: Path, content: bytes) -> Reason | None:
    """Open a damaged file in `folder` and read all of it, as the program does: None, or why it was refused. It is
    told in a sentence, and the file is what it was."""
    path = folder / "damaged.diary"
    path.write_bytes(content)
    reason = None
    try:
        with Store(path, read_only=True) as store:
            store.days(EVER)
            store.own_items()
            store.pairs("setting")
    except Refusal as refusal:
        reason = refusal.reason
        told = refusal_sentence(DUTCH, None, refusal)
        if "{" in told:
            raise AssertionError(told) from refusal
    assert path.read_bytes() == content
    return reason


def saved(folder: Path, content: bytes, days: list[Day], copy: Path | None = None, key: Key | None = None) -> Case:
    """Mend a damaged file in `folder`, and compare every value with what was written."""
    path, new = folder / "damaged.diary", folder / "new.diary"
    path.write_bytes(content)
    new.unlink(missing_ok=True)
    try:
        rescue(path, new, CATALOGUE, ATLAS, NOW, copy, key)
    except Refusal as refusal:
        return Case(0, [] if path.read_bytes() == content else [f"touched: {refusal.reason}"])
    with Store(new, read_only=True, key=key) as store:
        found = {day.date: day for day in store.days(EVER)}
    wrong = [] if path.read_bytes() == content else ["touched"]
    count = total = 0
    for day in days:
        mine = found.pop(day.date, Day(day.date, day.zone))
        total += len(list(_values(day)))
        count += len(list(_values(mine)))
        wrong += _differences(day, mine)
    wrong += [f"{day} was never written" for day in found]
    return Case(count / total, wrong)


def _values(day: Day) -> Iterator[object]:
    yield from day.answers
    yield from day.areas
    yield from day.tender
    yield from day.activities
    yield from day.moments
    yield from day.notes
    yield from day.naps


def _differences(written: Day, mine: Day) -> Iterator[str]:
    for item, answer in mine.answers.items():
        before = written.answers.get(item)
        if before is None or (item != BODY_MAP and before != answer) or before.value != answer.value:
            yield f"{mine.date} {item} {before} {answer}"
    if mine.is_mapped and mine.areas != written.areas:
        yield f"{mine.date} areas {written.areas} {mine.areas}"
    if mine.tender not in (frozenset(), written.tender):
        yield f"{mine.date} tender"
    if mine.activities not in ((), written.activities):
        yield f"{mine.date} activities {written.activities} {mine.activities}"
    if not set(mine.moments) <= set(written.moments):
        yield f"{mine.date} moments"
    if not set(mine.naps) <= set(written.naps):
        yield f"{mine.date} naps {written.naps} {mine.naps}"
    if not mine.notes.items() <= written.notes.items():
        yield f"{mine.date} notes"
    if mine.zone not in (written.zone, "UTC"):  # a zone that is lost in every row is UTC
        yield f"{mine.date} zone {mine.zone}"


def main(cases: int) -> None:
    """Print a line for every kind, for a plain and for an encrypted diary: the share that is saved, on average and
    at least, and in how many files something was saved wrongly."""
    days = written_days()
    with TemporaryDirectory() as place:
        plain = _row(Path(place), days, cases, None)
        locked = _row(Path(place), days, cases, a_key())
        for kind in DAMAGES:
            sys.stdout.write(f"| {kind} | {plain(kind)} | {locked(kind)} |\n")
            sys.stdout.flush()


def _row(place: Path, days: list[Day], cases: int, key: Key | None) -> Callable[[str], str]:
    content = write_diary(place / f"{key is None}.diary", days, key)

    def told(kind: str) -> str:
        done = [saved(place, damaged(content, kind, seed), days, key=key) for seed in range(cases)]
        shares = [case.share for case in done]
        wrong = sum(bool(case.wrong) for case in done)
        return f"{sum(shares) / cases:.1%} | {min(shares):.1%} | {wrong} of {cases}"

    return told


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
