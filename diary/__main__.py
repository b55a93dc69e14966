"""Starts the program, for `python -m diary` and the installed commands."""

import gc
import os
import sys

OBJECTS_PER_COLLECTION = 100_000
"""New objects between garbage collections: the usual 700 cost a tenth of the start, whose objects stay alive."""


def main() -> None:
    """Run with the arguments of this process."""
    gc.set_threshold(OBJECTS_PER_COLLECTION)
    from diary.app import keep_files_private, keep_memory_private, run

    keep_memory_private()
    keep_files_private()
    code = run(sys.argv[1:])
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:  # said already; Python would try again at the end, and complain in words of its own
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


if __name__ == "__main__":
    main()
