"""The pages before the diary and the passphrase part of Settings: named, large enough, nothing cut off."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from diary.content.language import load_language
from diary.content.library import load_library
from diary.content.theme import load_themes
from diary.domain.refusal import Reason, Refusal
from diary.journal.session import DiarySession
from diary.paths import resources
from diary.storage.key import Key
from diary.ui.pages import Context
from diary.ui.safety.passphrase import PassphraseSection
from diary.ui.start.pages import WITH, UnlockPage, WelcomePage
from diary.ui.start.window import BusyPage, StartWindow
from diary.ui.style import apply_look
from diary.ui.widgets.labels import Text
from tests.factory import NOW, a_journal, a_key
from tests.ui.fitting import ROOMS, faults_at

LEAST = 24
SIZES = [(1180, 820), (800, 600)]


@pytest.fixture(params=[("en", 1.0), ("en", 2.0), ("nl", 1.0), ("nl", 2.0)], ids=str)
def look(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    language, scale = request.param
    apply_look(qapp, load_themes(resources())["light"], scale)
    yield language
    apply_look(qapp, load_themes(resources())["light"], 1.0)


def _no_key(_typed: str) -> Key:
    raise Refusal(Reason.WRONG_PASSPHRASE)


def _unlock(language: str, _folder: Path) -> QWidget:
    page = UnlockPage(load_language(language, resources()), _no_key, lambda _key: None, _no_key, "English")
    page.wrong = 4
    page._on_refused(Refusal(Reason.WRONG_PASSPHRASE))
    return page


def _recovery(language: str, _folder: Path) -> QWidget:
    page = UnlockPage(load_language(language, resources()), _no_key, lambda _key: None, _no_key)
    page._show_recovery()
    page.recovery._on_refused(Refusal(Reason.SHEET_OTHER))
    page.recovery.fresh.read()
    return page


def _welcome(language: str, _folder: Path) -> QWidget:
    languages = [("en", "English"), ("nl", "Nederlands")]
    theme = load_themes(resources())["light"]
    page = WelcomePage(load_language(language, resources()), resources(), languages, theme)
    page.passphrase.buttons[WITH].click()
    page.begin.click()
    return page


def _busy(language: str, _folder: Path) -> QWidget:
    t = load_language(language, resources()).t
    return BusyPage(t("One moment"), t("Type your passphrase to open it."))


def _section(language: str, folder: Path, key: Key | None) -> QWidget:
    path = folder / "my.diary"
    a_journal(path, key=key).close()
    context = Context(load_library(resources(), language), load_themes(resources())["light"])
    session = DiarySession(path, folder / "copies", lambda _store: None, lambda: NOW, key)  # type: ignore[arg-type, return-value]
    return PassphraseSection(context, session, resources(), 15, said="…")


def _without(language: str, folder: Path) -> QWidget:
    return _section(language, folder, None)


def _with(language: str, folder: Path) -> QWidget:
    return _section(language, folder, a_key())


PAGES = {
    "unlock": _unlock,
    "recovery": _recovery,
    "welcome": _welcome,
    "busy": _busy,
    "without": _without,
    "with": _with,
}


def _shown(widget: QWidget, window: QWidget) -> bool:
    return widget.isVisibleTo(window) and widget.width() > 0


def _cut(window: QWidget) -> list[str]:
    texts = [text for text in window.findChildren(Text) if _shown(text, window) and text.text()]
    cut = [text.text() for text in texts if text.heightForWidth(text.width()) > text.height() + 1]
    buttons = [
        button for button in window.findChildren(QAbstractButton) if _shown(button, window) and button.text()
    ]
    return cut + [button.text() for button in buttons if button.width() < button.sizeHint().width()]


def _wide(widget: QWidget | None) -> int:
    return 0 if widget is None else widget.width()


def _controls(window: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and _shown(widget, window)
        and widget.objectName() != "qt_scrollarea_viewport"
        and not isinstance(widget, QScrollArea)
    ]


@pytest.mark.parametrize("name", PAGES)
def test_everything_is_named_large_enough_and_whole(look: str, name: str, tmp_path: Path, qtbot: QtBot) -> None:
    build: Callable[[str, Path], QWidget] = PAGES[name]
    window = StartWindow(load_language(look, resources()), lambda: True)
    qtbot.addWidget(window)
    window.show_page(build(look, tmp_path))
    window.show()
    for size in SIZES:
        window.resize(*size)
        qtbot.waitUntil(lambda: _cut(window) == [], timeout=3000)
        for control in _controls(window):
            language_in_use = QAccessible.queryAccessibleInterface(control)
            assert language_in_use is not None
            assert language_in_use.text(QAccessible.Text.Name).strip(), control
            assert min(control.width(), control.height()) >= LEAST, control
    assert [fault for size in ROOMS[::2] for fault in faults_at(window, size)] == []
    assert [
        area for area in window.findChildren(QScrollArea) if area.focusPolicy() & Qt.FocusPolicy.TabFocus
    ] == []


def test_a_file_that_may_be_somebody_elses_is_not_called_ones_own(qtbot: QtBot) -> None:
    for is_own, title in ((True, "Your diary is locked"), (False, "This file is locked")):
        page = UnlockPage(load_language("en", resources()), _no_key, lambda _key: None, _no_key, is_own=is_own)
        qtbot.addWidget(page)
        said = {label.text() for label in page.findChildren(QLabel)}
        assert said & {"Your diary is locked", "This file is locked"} == {title}


def test_what_is_typed_is_hidden_until_it_is_asked_for(qtbot: QtBot) -> None:
    page = UnlockPage(load_language("en", resources()), _no_key, lambda _key: None, _no_key)
    qtbot.addWidget(page)
    page.field.line.setText("vier losse woorden")
    assert page.field.line.echoMode() is QLineEdit.EchoMode.Password
    page.field.look.click()
    assert page.field.line.echoMode() is QLineEdit.EchoMode.Normal
    assert page.field.take() == "vier losse woorden"
    assert page.field.line.echoMode() is QLineEdit.EchoMode.Password
    assert page.field.text == ""
