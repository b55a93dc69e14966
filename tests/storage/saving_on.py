"""Saves day after day and says the number of each one that is said to be on disk: `saving_on DIARY AFTER`."""

import os
import sys
from pathlib import Path

from diary.domain.day import Answer, AnswerSource
from diary.storage.store import Store
from tests.storage.stoppable import DAY, NOW


def main(path: Path, number: int) -> None:
    """Until somebody ends it."""
    with Store(path) as store:
        while True:
            number += 1
            with store.change("save", NOW) as change:
                change.keep_day(DAY, "Europe/Amsterdam")
                change.put_answer(DAY, "steps", Answer(number, NOW, AnswerSource.TYPED))
                change.put_note(DAY, "note", f"{number} " + "x" * 200)
            os.write(1, f"{number}\n".encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
