"""The Qt that is installed keeps Python alive, and the one that does not is refused with a sentence."""

import sys

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from diary import paths
from diary.content.language import load_language
from diary.ui.guard import installed_qt, refuse_broken_qt


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None cannot be lost from Python 3.12 on")
def test_qt_calls_lose_no_reference_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(200):
        label.setText("x")
        label.resize(10, 10)
    assert sys.getrefcount(None) - before > -50


@pytest.mark.parametrize(
    ("qt", "python", "refused"),
    [
        ("6.12.0", (3, 11), True),
        ("6.12.0", (3, 12), False),
        ("6.11.3", (3, 11), False),
        ("6.12.1", (3, 11), False),
        ("", (3, 11), False),
    ],
)
def test_only_the_broken_pair_of_versions_is_refused(qt: str, python: tuple[int, int], refused: bool) -> None:
    english = load_language("en", paths.resources())
    assert (refuse_broken_qt(qt, python, english) is not None) is refused


def test_the_refusal_names_both_versions_and_the_way_out() -> None:
    sentence = refuse_broken_qt("6.12.0", (3, 11), load_language("en", paths.resources()))
    assert sentence is not None
    assert all(words in sentence for words in ("6.12.0", "3.11", "packaging/dev.py"))


def test_the_installed_versions_are_sound() -> None:
    english = load_language("en", paths.resources())
    assert installed_qt()
    assert refuse_broken_qt(installed_qt(), sys.version_info[:2], english) is None
