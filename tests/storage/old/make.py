"""Writes the file of the newest schema that is kept here for every later version: once, when it is released.

python -m tests.storage.old.make
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
from diary.storage.diary_file import open_file
from diary.storage.version import SCHEMA_VERSION
from tests.factory import TODAY, a_day, a_journal

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


def main() -> None:
    """Write the file and what is in it; never over one that is kept already."""
    target = HERE / f"schema-{SCHEMA_VERSION}.diary.gz"
    if target.exists():
        sys.exit(f"{target.name} is kept: it is never made anew")
    with TemporaryDirectory() as place:
        path = Path(place) / "old.diary"
        write(path)
        target.write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
        known = json.dumps(rows(path), indent=1, ensure_ascii=False)
        target.with_name(f"schema-{SCHEMA_VERSION}.json").write_text(known + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
