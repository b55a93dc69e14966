"""While a new passphrase is typed, a sentence says how hard it is to guess; a common one is not taken."""

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from diary.content.language import load_language
from diary.paths import resources
from diary.ui.widgets.new_passphrase import NewPassphrase


@pytest.mark.parametrize(
    ("code", "typed", "said"),
    [
        ("en", "short", "At least 8"),
        ("en", "password1", "are tried first"),
        ("en", "fietsen79", "Easy to guess"),
        ("en", "zonnebloem strand", "One more word"),
        ("en", "vier losse woorden samen", "Hard to guess."),
        ("nl", "Wachtw00rd!", "als eerste geprobeerd"),
        ("nl", "fietsen79", "Makkelijk te raden"),
        ("nl", "blauwe kaas fluit zacht", "Moeilijk te raden."),
    ],
)
def test_what_is_typed_is_weighed(code: str, typed: str, said: str, qtbot: QtBot) -> None:
    fields = NewPassphrase(load_language(code, resources()))
    qtbot.addWidget(fields)
    fields.first.line.setText(typed)
    qtbot.waitUntil(lambda: said in fields.hint.text(), timeout=5_000)
    fields.second.line.setText(typed)
    assert (fields.read() is None) is (said in {"At least 8", "are tried first", "als eerste geprobeerd"})
    assert bool(fields.notice.text()) is (fields.read() is None)
    assert fields.first.line.accessibleDescription() in {fields.notice.text(), fields.hint.text()}


def test_what_shows_what_is_typed_keeps_its_words_and_says_by_its_state_that_it_does(qtbot: QtBot) -> None:
    fields = NewPassphrase(load_language("en", resources()))
    qtbot.addWidget(fields)
    line, look = fields.first.line, fields.first.look
    before = look.text(), look.accessibleName()
    look.click()
    assert (look.isChecked(), line.echoMode()) == (True, QLineEdit.EchoMode.Normal)
    assert (look.text(), look.accessibleName()) == before == ("Show", "Show what is typed: New passphrase")
    assert line.accessibleDescription().startswith("At least 8 characters.")


def test_a_refusal_goes_as_soon_as_something_else_is_typed(qtbot: QtBot) -> None:
    fields = NewPassphrase(load_language("en", resources()))
    qtbot.addWidget(fields)
    good = "vier losse woorden samen"
    for field, typed in ((fields.first, ("", "")), (fields.second, (good, "vier"))):
        fields.first.line.setText(typed[0])
        fields.second.line.setText(typed[1])
        assert fields.read() is None
        assert field.line.accessibleDescription() == fields.notice.text() != ""
        qtbot.keyClicks(field.line, "x")
        assert not fields.notice.text()
    assert not fields.second.line.accessibleDescription()
