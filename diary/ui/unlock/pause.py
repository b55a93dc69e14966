"""How long to wait after wrong passphrases: nothing at first, then longer each time."""

FREE = 2
LONGEST_SECONDS = 30


def pause_seconds(wrong: int) -> int:
    """Seconds to wait after this many wrong ones in a row: 0, 0, 2, 4, 8, 16, 30, 30 ..."""
    return 0 if wrong <= FREE else min(2 ** (wrong - FREE), LONGEST_SECONDS)
