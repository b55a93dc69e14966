"""What tests of widgets share: a dressed application, a context, and nothing left behind."""

import gc
import threading
from collections.abc import Iterator, Mapping
from functools import lru_cache

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from diary.content.library import Library
from diary.content.theme import load_themes
from diary.paths import resources
from diary.report import pdf
from diary.ui.pages import Context
from diary.ui.program import application
from diary.ui.style import apply_look


@pytest.fixture(autouse=True)
def _nothing_left_behind(qapp: QApplication) -> Iterator[None]:
    apply_look(application(), load_themes(resources())["light"])
    yield
    for thread in threading.enumerate():
        if thread.name == "preload":  # it would collect what this test leaves behind, and delete widgets there
            thread.join()
    gc.enable()  # tests that have no window collect garbage anywhere
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(scope="session", autouse=True)
def _same_page_typeset_once() -> Iterator[None]:
    """Typeset a page once for all tests that show it: the same words give the same bytes (`report.test_pdf`).

    The last pages are read as pictures once, too: that takes 50 ms each.
    """
    typeset = pdf.typeset
    done: dict[object, list[bytes]] = {}

    def known(template: str, data: Mapping[str, object], *rest: object, **options: object) -> list[bytes]:
        asked = (template, msgspec.json.encode(data), rest, tuple(sorted(options.items())))
        if asked not in done:
            done[asked] = typeset(template, data, *rest, **options)  # type: ignore[arg-type]
        return list(done[asked])

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pdf, "typeset", known)
        patched.setattr(QImage, "fromData", lru_cache(16)(QImage.fromData))
        yield


@pytest.fixture
def context(english: Library, qtbot: QtBot) -> Context:
    return Context(english, load_themes(resources())["light"])


@pytest.fixture
def dutch_context(dutch: Library, qtbot: QtBot) -> Context:
    return Context(dutch, load_themes(resources())["dim"])
