"""Refuse to start on a Qt that would end the program at an arbitrary moment.

PySide6 6.12.0 loses one reference to None in nearly every call on Python before 3.12; after some five thousand
calls the whole process aborts, in the middle of whatever it does. Checked before anything of Qt is used.
"""

from diary.content.language import Language

BROKEN_QT = "6.12.0"
FIRST_SAFE_PYTHON = (3, 12)


def installed_qt() -> str:
    """Return the version of PySide6, from its package: importlib.metadata would cost 17 ms at every start."""
    from PySide6 import __version__

    return __version__


def refuse_broken_qt(qt: str, python: tuple[int, int], language: Language) -> str | None:
    """Return the sentence to stop with, or None when this pair of versions is safe."""
    if qt != BROKEN_QT or python >= FIRST_SAFE_PYTHON:
        return None
    return language.t(
        "PySide6 {qt} does not work well with Python {python}: the diary could close by itself while you type. "
        "Please install the versions that belong to this program, with: python3 packaging/dev.py run",
        qt=qt,
        python=".".join(str(part) for part in python),
    )
