"""What a person types is shown as it was typed: no page, hint or button reads it as markup."""

import csv
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
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

from diary.app import run
from diary.cli.world import World
from diary.content.registers import load_registers
from diary.domain.day import Activity, Moment, MomentKind
from diary.domain.item import Item, Kind, OwnItem
from diary.domain.links.question import Question
from diary.domain.register import FieldKind
from diary.journal.journal import Journal
from diary.paths import resources
from diary.screens.share import page_blocks
from diary.ui.compare.page import CHOICE as COMPARED
from diary.ui.program import Program
from diary.ui.sections import SectionedPage
from diary.ui.trends.page import CHARTS
from diary.ui.trends.view import TrendsView
from diary.ui.widgets.figure_actions import FigureActions
from diary.ui.widgets.typed import TextField
from diary.ui.window import MainWindow
from tests.factory import NOW, TODAY, ZONE, a_day, a_journal

MARKUP = "<b>R&D</b> <img src=x.png> &amp; #let x *a* _b_ @ref $x$ `c` \\n"
TURNED = ("\u202e", "\u2067")
TYPED = f"{MARKUP} {''.join(TURNED)}omgekeerd"
IMAGES = {"b", "img", "image"}


def test_a_hint_that_quotes_a_person_is_shown_as_typed(qapp: QApplication, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    QToolTip.showText(QPoint(5, 5), MARKUP, widget)
    (tip,) = [each for each in QApplication.topLevelWidgets() if each.inherits("QTipLabel")]
    assert isinstance(tip, QLabel)
    assert (tip.text(), tip.textFormat()) == (MARKUP, Qt.TextFormat.PlainText)
    QToolTip.hideText()


@pytest.fixture
def marked(tmp_path: Path) -> Iterator[Journal]:
    """A diary with markup in every place where somebody can type words."""
    journal = a_journal(tmp_path / "my.diary")
    shown = {"x": Kind.SCALE, "y": Kind.FLAG, "z": Kind.CHOICE, "w": Kind.COUNT}
    for key, kind in shown.items():
        options, unit = ((TYPED, "o") if kind is Kind.CHOICE else ()), (TYPED if kind is Kind.COUNT else "")
        high = 1 if kind in {Kind.FLAG, Kind.CHOICE} else 10
        item = Item(key, kind, "own", 0, high, unit=unit, options=options, own=True)
        journal.save_own_item(OwnItem(item, {"nl": f"{key} {TYPED}", "en": f"{key} {TYPED}"}))
    for name in ("name", "birth_year"):
        journal.set_profile(name, TYPED if name == "name" else "1970")
    words = {"note": TYPED, "good_thing": TYPED}
    moments = [Moment(kind, 600, None, TYPED) for kind in MomentKind]
    journal.import_days(
        a_day(
            ago,
            notes=words,
            moments=moments,
            activities=[Activity(TYPED, 30, 4)],
            areas={"back_neck_l": 5},
            stress=ago % 7,
            x=ago % 7,
            y=ago % 2,
            z=ago // 2 % 2,
            w=ago * 3 % 9,
        )
        for ago in range(90)
    )
    for register in load_registers(resources(), "nl").registers:
        if register.key != "question":
            texts = [each.key for each in register.fields if each.kind in {FieldKind.TEXT, FieldKind.NOTE}]
            journal.registers.add(register.key, dict.fromkeys(texts, TYPED))
    journal.questions.ask(Question("x", first_more=True, then="w", then_more=True, asked=TODAY), TYPED)
    journal.choices.choose(CHARTS, shown)
    journal.choices.choose(COMPARED, shown)
    yield journal
    journal.close()


@pytest.fixture
def window(marked: Journal, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    program = Program(marked, resources(), tmp_path / "settings.ini", "nl")
    opened = program.open()
    qtbot.addWidget(opened)
    yield opened
    program.wait()


def addresses(window: MainWindow) -> Iterator[str]:
    """Open every page and every section, one after the other."""
    for key in window.sidebar.pages:
        page = window.page(key)
        parts = page.choices.buttons if isinstance(page, SectionedPage) else None
        for address in [key] if parts is None else [f"{key}/{part}" for part in parts]:
            window.open_page(address)
            QTest.qWait(50)
            yield address


def misread(widget: QWidget) -> Iterator[str]:
    """The words of a widget that Qt would not show as they were typed."""
    words = getattr(widget, "text", str)() if isinstance(widget, QLabel | QAbstractButton) else ""
    if "#let" in words and isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText:
        yield words
    if "#let" in words and isinstance(widget, QAbstractButton) and not widget.shortcut().isEmpty():
        yield words
    for action in widget.actions():
        if "#let" in action.text() and MARKUP.replace("&", "&&") not in action.text():
            yield action.text()
    hints = (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle())
    yield from (each for each in (words, *hints) if any(sign in each for sign in TURNED))


def test_every_page_shows_names_and_notes_as_typed(window: MainWindow) -> None:
    seen, read = 0, list[str]()
    for address in addresses(window):
        for each in window.findChildren(QWidget):
            seen += "#let" in (getattr(each, "text", str)() if isinstance(each, QLabel | QAbstractButton) else "")
            read += [f"{address}: {type(each).__name__} {words}" for words in misread(each)]
    assert (read, seen > 20) == ([], True)


def drawn(svg: ElementTree.Element) -> set[str]:
    return {node.tag.rpartition("}")[2] for node in svg.iter()}


def test_every_picture_is_copied_and_saved_with_names_as_typed(window: MainWindow) -> None:
    seen = 0
    for address in addresses(window):
        shown = [each for each in window.findChildren(FigureActions) if each.isVisibleTo(window)]
        charts = [view.taking for view in window.findChildren(TrendsView) if view.isVisibleTo(window)]
        for each in (*shown, *charts):
            each.copy()
            taken = QApplication.clipboard().mimeData()
            svg = bytes(taken.data("image/svg+xml").data()).decode()
            assert not taken.hasHtml(), address
            assert not any(sign in taken.text() + svg for sign in TURNED), address
            assert not IMAGES & {node.tag.rpartition("}")[2] for node in ElementTree.fromstring(svg).iter()}, (
                address
            )
            seen += "#let" in taken.text() or "#let" in svg
    QApplication.clipboard().clear()  # left there it would outlive Python, without a display
    assert seen


class Tags(HTMLParser):
    """Collects the tags and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def _written(marked: Journal, world: World, *words: str) -> None:
    assert run([words[0], str(marked.path), *words[1:]], world) == 0


@pytest.fixture
def world() -> World:
    return World(lambda: NOW, ZONE, resources(), "nl", lambda _world, _request: 0)


def test_every_paper_prints_names_and_notes_as_typed(marked: Journal, world: World, tmp_path: Path) -> None:
    parts = [word for key in page_blocks(world.library()) for word in ("--with", key)]
    for ending in ("html", "svg", "pdf"):
        _written(marked, world, "report", *parts, "-o", str(tmp_path / f"page.{ending}"))
    page = Tags((tmp_path / "page.html").read_text(encoding="utf-8"))
    drawing = ElementTree.parse(tmp_path / "page.svg").getroot()
    pdf = subprocess.run(
        ["pdftotext", "-raw", tmp_path / "page.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    assert not IMAGES & page.tags
    assert "b" not in drawn(drawing)
    assert " ".join(page.text.split()).count(MARKUP) > 5
    assert "".join(pdf.split()).count("".join(MARKUP.split())) > 5
    assert not any(sign in page.text + pdf for sign in TURNED)


def test_every_table_and_list_holds_names_and_notes_as_typed(
    marked: Journal, world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _written(marked, world, "export", "--notes", "-o", str(tmp_path / "days.csv"))
    with_words = 0  # not every list has words
    for path in tmp_path.glob("days*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row if "#let" in cell]
        if path.stem.endswith("-codebook"):  # the signs between answers are written by their numbers in one
            cells = [cell.replace("%3B", ";") for cell in cells]
        with_words += bool(cells)
        assert not [cell for cell in cells if MARKUP not in cell or any(sign in cell for sign in TURNED)]
    assert with_words > 12
    capsys.readouterr()
    for words in (["show"], ["find", "r&d"], ["list", "medicine"], ["list", "question"], ["findings"]):
        _written(marked, world, words[0], *words[1:])
        printed = capsys.readouterr().out
        assert MARKUP in printed or words == ["findings"]
        assert not any(sign in printed for sign in (*TURNED, "\ufffd"))


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
