"""Starts the program, for `python -m diary` and the installed commands."""

import gc
import sys

OBJECTS_PER_COLLECTION = 100_000
"""New objects between garbage collections: the usual 700 cost a tenth of the start, whose objects stay alive."""


def main() -> None:
    """Run with the arguments of this process."""
    gc.set_threshold(OBJECTS_PER_COLLECTION)
    from diary.app import keep_files_private, keep_memory_private, run

    keep_memory_private()
    keep_files_private()
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
