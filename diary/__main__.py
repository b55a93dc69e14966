"""`python -m diary` and the installed commands."""

import sys

from diary.app import run


def main() -> None:
    """Run with the arguments of this process."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
