"""One save of a diary, for tests that stop it half-way: `python one_save.py DIARY STRESS [LETTERS]`.

Says `saved` when the change is said to be on disk, or the reason it was refused with; anything else is a fault.
The process is the program's own storage, in a process that can be killed.
"""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

from diary.domain.day import Answer, Source
from diary.domain.refusal import Refusal
from diary.storage.store import Store

DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 20, 4, tzinfo=UTC)


def main(path: Path, stress: float, letters: int) -> str:
    """Store the answer and a note of so many letters as one change, then read back what is stored."""
    try:
        with Store(path) as store:
            try:
                with store.change("save", NOW) as change:
                    change.keep_day(DAY, "Europe/Amsterdam")
                    change.put_answer(DAY, "stress", Answer(stress, NOW, Source.TYPED))
                    change.put_answer(DAY, "fatigue", Answer(stress, NOW, Source.TYPED))
                    change.put_note(DAY, "note", f"{stress:g} " + "x" * letters)
            except Refusal as refusal:
                day = store.day(DAY)
                return f"{refusal.reason} {None if day is None else day.value('stress')}"
    except Refusal as refusal:
        return f"{refusal.reason} closed"
    return "saved"


if __name__ == "__main__":
    letters = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    sys.stdout.write(main(Path(sys.argv[1]), float(sys.argv[2]), letters) + "\n")
