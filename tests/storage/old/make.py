"""Writes what is known of the newest schema, and the file of it that is kept here for every later version.

python -m tests.storage.old.make

Run it after a migration: what the tables compute goes into `diary/storage/version.py`, what the file looks like
into `tests/storage/test_schema.py`, and what JSON holds into `resources/schema`. Until the release it may be run
again, once `schema-N.diary.gz` here is deleted; afterwards all of it stays as it is.
"""

import gzip
import json
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from diary.domain.day import Activity, AnswerSource, DayKind, Moment, MomentKind, Nap
from diary.domain.form import Form, PainRhythm
from diary.domain.item import Item, Kind, OwnItem
from diary.domain.tip_choice import TipMark
from diary.exchange.diary_json import SCHEMA, schema
from diary.paths import resources
from diary.storage import version
from diary.storage.diary_file import open_file
from diary.storage.older import computing_shape, empty_diary
from diary.storage.version import SCHEMA_VERSION, SHAPES
from tests.factory import TODAY, a_day, a_journal
from tests.storage.test_schema import digest_of

HERE = Path(__file__).parent


def write(path: Path) -> None:
    """A small diary with something in every table."""
    journal = a_journal(
        path,
        days=[
            a_day(
                ago,
                stress=ago,
                into_bed=1390,
                areas={"front_knee_l": 1 + ago},
                tender=["back_knee_r"],
                activities=[Activity("wandelen", 30, 4)],
                moments=[Moment(MomentKind.MEDICINE, 600, 2, "paracetamol")],
                notes={"note": f"dag {ago} – “één” ☕"},
                kind=DayKind.HARD if ago == 2 else DayKind.ORDINARY,
                typed_after_days=5 if ago == 3 else 0,
            )
            for ago in range(5)
        ],
    )
    own = Item("tea", Kind.COUNT, "own", 0, 20, own=True)
    journal.save_own_item(OwnItem(own, {"en": "Cups of tea", "nl": "Koppen thee"}))
    journal.answer(TODAY, "tea", 3)
    journal.set_profile("name", "Anna")
    journal.set_form(Form(pain=PainRhythm.WEEKLY))
    journal.tips.mark("sleep_rhythm", TipMark.HELPFUL)
    goal = journal.add_record("goal", {"text": "walk to the shop", "first_day": "2026-11-01"})
    step = journal.add_record("plan_step", {"goal": goal.id, "text": "to the corner", "amount": 5})
    journal.end_record(step, TODAY)
    journal.set_naps(TODAY, [Nap(850, 25), Nap(None, 40)])
    journal.answer(TODAY, "fatigue", 6, AnswerSource.PAPER)
    journal.answer(TODAY, "stress", 9)
    journal.close()


def rows(path: Path) -> dict[str, list[list[Any]]]:
    """Everything in the file, by table."""
    with closing(open_file(path, read_only=True)) as connection:
        tables = connection.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict"
            " AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY name"
        ).fetchall()
        return {
            name: sorted(map(list, connection.execute(f"SELECT * FROM {name}").fetchall()), key=repr)
            for (name,) in tables
        }


def note(place: Path, known: str, digest: str) -> None:
    """Put the digest of the newest schema into the dictionary of that name in a file."""
    before, begin, rest = place.read_text(encoding="utf-8").partition(f"\n{known}")
    lines, end, after = rest.partition("\n}\n")
    kept = [line for line in lines.split("\n") if not line.startswith(f"    {SCHEMA_VERSION}: ")]
    new = "\n".join([*kept, f'    {SCHEMA_VERSION}: "{digest}",'])
    place.write_text(before + begin + new + end + after, encoding="utf-8")


def main() -> None:
    """Write the file and what is in it; never over one that is kept already."""
    target = HERE / f"schema-{SCHEMA_VERSION}.diary.gz"
    if target.exists():
        sys.exit(f"{target.name} is kept: it is never made anew")
    with closing(empty_diary(SCHEMA_VERSION)) as diary:
        SHAPES[SCHEMA_VERSION] = computing_shape(diary)
    note(Path(version.__file__), "SHAPES: Final", SHAPES[SCHEMA_VERSION])
    note(HERE.parent / "test_schema.py", "MADE = {", digest_of(SCHEMA_VERSION))
    (resources() / "schema" / SCHEMA).write_bytes(schema())
    with TemporaryDirectory() as place:
        path = Path(place) / "old.diary"
        write(path)
        target.write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
        known = json.dumps(rows(path), indent=1, ensure_ascii=False)
        target.with_name(f"schema-{SCHEMA_VERSION}.json").write_text(known + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
