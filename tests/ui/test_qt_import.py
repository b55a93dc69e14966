"""Qt is imported without the parts that word help and errors about it, which come when they are asked for."""

import builtins
import subprocess
import sys

import pytest

from diary.ui.qt_import import import_qt

WRONG_CALLS = """
from PySide6.QtWidgets import QApplication, QLabel
qt = QApplication([])
for call in (lambda: QLabel("x").setText(3), lambda: QLabel("x").resize("wide"), lambda: QLabel(1, 2, 3, 4)):
    try:
        call()
    except TypeError as error:
        print(error)
print(QLabel.resize.__doc__)
"""
FIRST = "from diary.ui.qt_import import import_qt; import_qt()\n"
EXECUTED = """
import sys
for name in ("mapping", "parser", "layout", "errorhandler", "lib.enum_sig", "lib.pyi_generator", "lib.tool"):
    print(name, len([each for each in vars(sys.modules["shibokensupport.signature." + name]) if each[:1] != "_"]))
"""

ENUMERATIONS = """
import enum
from importlib import import_module

def found(place):
    for name in sorted(dir(place)):
        each = getattr(place, name) if name[:1] != "_" else None
        if isinstance(each, enum.EnumType):
            yield each
        elif isinstance(each, type):
            yield from (one for one in vars(each).values() if isinstance(one, enum.EnumType))

def told(held, of):
    if isinstance(held, of):
        return type(held), *vars(held).values(), str(held)
    return str(getattr(held, "__func__", held)).partition(" at 0x")[0]

for part in ("QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtSvg"):
    for each in found(import_module("PySide6." + part)):
        print(each.__qualname__, each.__module__, each.__mro__, each.__doc__, *each, sep="|")
        for name, held in sorted(vars(each).items()):
            print("", name, *(told(one, each) for one in (held.values() if isinstance(held, dict) else [held])))
        if issubclass(each, enum.Flag) and len(each):
            first, *_, last = [*each, *each]
            print(first | last, ~first, first & last, *(first | last), each(1 << 40), each(0) in each)
"""


def printed(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout


def test_a_wrong_call_of_qt_is_worded_as_by_qt_itself() -> None:
    usual = printed(WRONG_CALLS)
    assert "Supported signatures" in usual
    assert printed(FIRST + WRONG_CALLS) == usual


def test_what_words_wrong_calls_is_not_executed_before_one() -> None:
    waiting = printed(FIRST + EXECUTED).splitlines()
    assert len(waiting) == 7
    assert [line for line in waiting if not line.endswith(" 0")] == ["mapping 1"]


def test_no_source_that_was_read_for_the_import_stays_in_memory() -> None:
    assert printed(FIRST + "import linecache; print(len(linecache.cache))") == "0\n"


def test_an_unknown_name_of_such_a_module_is_an_attribute_error() -> None:
    said = printed(
        FIRST + "import shibokensupport.signature.layout as l\nprint(hasattr(l, 'no'), hasattr(l, 'inspect'))"
    )
    assert said.split() == ["False", "True"]


def test_the_enumerations_of_qt_are_those_that_python_makes() -> None:
    usual = printed(ENUMERATIONS).splitlines()
    assert len(usual) > 15_000
    assert printed(FIRST + ENUMERATIONS).splitlines() == usual


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="made as usual")
def test_enumerations_of_qt_are_made_without_the_steps_for_written_ones() -> None:
    made = "import enum\nenum._proto_member = None\nfrom PySide6.QtCore import Qt\nprint(Qt.Key.Key_A.value)"
    assert printed(FIRST + made).split() == ["65"]


def test_an_enumeration_of_somebody_else_is_made_as_usual() -> None:
    made = """
from enum import KEEP, Enum, Flag
for each in (Flag("F", ["A", "B"], boundary=KEEP), Enum("E", "C D"), Enum("E", [("C", [1]), ("D", [2])])):
    print(list(each), each.__module__)
"""
    assert printed(FIRST + made) == printed(made)


def test_python_imports_as_usual_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = builtins.__import__
    import_qt()
    assert builtins.__import__ is usual
