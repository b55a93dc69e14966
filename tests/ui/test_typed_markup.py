"""What a person types is shown as it was typed: no page, hint or button reads it as markup."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from diary.domain.day import Moment, MomentKind
from diary.domain.item import Item, Kind, OwnItem
from diary.paths import resources
from diary.ui.program import Program
from diary.ui.sections import SectionedPage
from diary.ui.widgets.typed import TextField
from tests.factory import a_day, a_journal

MARKUP = "<b>R&D</b> &amp; #let x *a* _b_ @ref $x$ `c` \\n"


def test_a_hint_that_quotes_a_person_is_shown_as_typed(qapp: QApplication, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    QToolTip.showText(QPoint(5, 5), MARKUP, widget)
    (tip,) = [each for each in QApplication.topLevelWidgets() if each.inherits("QTipLabel")]
    assert isinstance(tip, QLabel)
    assert (tip.text(), tip.textFormat()) == (MARKUP, Qt.TextFormat.PlainText)
    QToolTip.hideText()


def test_every_page_shows_names_and_notes_as_typed(tmp_path: Path, qtbot: QtBot) -> None:
    own = [
        OwnItem(Item("x", Kind.SCALE, "own", 0, 10, own=True), {"nl": MARKUP}),
        OwnItem(Item("y", Kind.FLAG, "own", 0, 1, own=True), {"nl": f"Ja? {MARKUP}"}),
    ]
    moment = Moment(MomentKind.FLARE, 600, None, MARKUP)
    days = [a_day(ago, notes={"note": MARKUP}, moments=[moment], x=ago % 7, y=ago % 2) for ago in range(60)]
    journal = a_journal(tmp_path / "my.diary")
    for item in own:
        journal.save_own_item(item)
    journal.import_days(days)
    program = Program(journal, resources(), tmp_path / "settings.ini", "nl")
    window = program.open()
    qtbot.addWidget(window)
    seen, read = 0, list[str]()
    for key in window.sidebar.pages:
        page = window.page(key)
        parts = page.choices.buttons if isinstance(page, SectionedPage) else None
        for address in [key] if parts is None else [f"{key}/{part}" for part in parts]:
            window.open_page(address)
            qtbot.waitUntil(lambda: not program._background.is_busy)
            for each in window.findChildren(QWidget):
                words = getattr(each, "text", str)() if isinstance(each, QLabel | QAbstractButton) else ""
                if "#let" not in words:
                    continue
                seen += 1
                if isinstance(each, QLabel):
                    is_typed = each.textFormat() is Qt.TextFormat.PlainText
                else:
                    is_typed = isinstance(each, QAbstractButton) and each.shortcut().isEmpty()
                if not is_typed:
                    read.append(f"{address}: {type(each).__name__} {words}")
    assert (read, seen > 3) == ([], True)
    program.wait()
    journal.close()


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, TextField])
def test_what_is_pasted_is_plain_text(qtbot: QtBot, kind: type[QWidget]) -> None:
    field = TextField("note") if kind is TextField else kind()
    qtbot.addWidget(field)
    pasted = QMimeData()
    pasted.setHtml("<b>bold</b><img src='x.png'>")
    pasted.setText("bold\r\nand\u202e more\x00")
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    pasted.setImageData(image)
    pasted.setData("text/rtf", b"{\\rtf1 \\b bold}")
    QApplication.clipboard().setMimeData(pasted)
    field.paste()  # type: ignore[attr-defined]
    text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()  # type: ignore[attr-defined]
    assert "<" not in text
    assert "bold" in text
    assert "rtf" not in text
    QApplication.clipboard().clear()  # left there it would outlive Python, without a display
