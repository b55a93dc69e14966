"""The Share page shows the page it will give away, and gives away nothing before it is asked to."""

import re
import stat
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from diary.domain.day import Activity, Moment, MomentKind
from diary.journal.journal import Journal
from diary.paths import resources
from diary.report.page import Paper, font_folder
from diary.report.pdf import render_pages, sheet_size
from diary.report.printable import PaperLetters, printable
from diary.screens.period_request import PeriodKind
from diary.screens.share import ReportRequest
from diary.screens.summary import SummaryState
from diary.ui import printing
from diary.ui.pages import Context
from diary.ui.preferences import Preferences
from diary.ui.printing import print_pages, sheet_printer
from diary.ui.share.page import SharePage
from diary.ui.share.preview import BesidePreview
from diary.ui.style import Space
from tests.factory import TODAY, a_day

Open = Callable[..., SharePage]
SECRET = "sertraline from Dr Jansen"


@pytest.fixture
def logged(journal: Journal) -> Journal:
    journal.import_days(
        a_day(
            ago,
            areas={"back_neck_l": 4},
            activities=[Activity("walking", 30)],
            moments=[Moment(MomentKind.MEDICINE, 600, None, SECRET)] if ago == 3 else (),
            notes={"note": "my secret note"},
            function=6,
            stress=3,
            pain_average=5,
        )
        for ago in range(200)
    )
    return journal


@pytest.fixture
def open_page(context: Context, qtbot: QtBot) -> Open:
    def open_it(journal: Journal, context: Context = context, memory: ReportRequest | None = None) -> SharePage:
        page = SharePage(context, journal, resources())
        page.recall(memory)
        qtbot.addWidget(page)
        page.resize(1180, 820)
        page.show()
        settle(page, qtbot)
        return page

    return open_it


def tick(page: SharePage, key: str) -> None:
    """Tick a block of the page, or take the tick away."""
    ticks = page.blocks if key in dict(page.blocks.all_keys) else page.second
    item = ticks.item([each for each, _ in ticks.all_keys].index(key))
    on, off = Qt.CheckState.Checked, Qt.CheckState.Unchecked
    item.setCheckState(off if item.checkState() is on else on)


def settle(page: SharePage, qtbot: QtBot) -> None:
    """Wait until the page is shown as it is asked for now."""
    qtbot.waitUntil(lambda: not page.is_waiting)


def test_the_page_that_will_be_given_away_is_shown_and_can_be_heard(logged: Journal, open_page: Open) -> None:
    page = open_page(logged)
    assert len(page.preview.pages) == 2
    picture = page.preview.pages[0]
    assert picture.width() > 1000
    assert page.preview.accessibleName()
    assert "All 28 days" in page.preview.accessibleDescription()
    assert not page.preview.grab().toImage().isNull()


def test_a_diary_with_a_plan_and_no_day_is_shown_too(journal: Journal, open_page: Open) -> None:
    assert not open_page(journal).save.isEnabled()
    journal.add_record("goal", {"text": "walk the dog"})
    page = open_page(journal)
    assert "walk the dog" in page.preview.accessibleDescription()
    assert page.save.isEnabled()


def test_what_is_on_it_is_reported_before_it_is_written(logged: Journal, open_page: Open, qtbot: QtBot) -> None:
    logged.set_note(TODAY, "note", "a calm day")
    page = open_page(logged)
    assert dict(page.second.all_keys)["notes"] is False
    assert "a calm day" not in page.preview.accessibleDescription()
    tick(page, "notes")
    settle(page, qtbot)
    assert "a calm day" in page.preview.accessibleDescription()


def test_what_is_on_the_page_and_in_which_order_is_kept_in_the_diary(
    logged: Journal, open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(logged)
    tick(page, "function")
    page.blocks.setCurrentRow([key for key, _ in page.blocks.all_keys].index("stress"))
    page.blocks.up.click()
    settle(page, qtbot)
    assert page.state is not None
    shown = [row.key for row in page.state.rows]
    assert "function" not in shown
    again = open_page(logged)
    assert again.blocks.keys == page.blocks.keys
    assert again.state is not None
    assert [row.key for row in again.state.rows] == shown


@pytest.mark.parametrize(
    ("stretch", "words"), [(PeriodKind.FOUR_WEEKS, "All 28 days"), (PeriodKind.THREE_MONTHS, "All 92 days")]
)
def test_another_stretch_is_another_page(
    logged: Journal, open_page: Open, qtbot: QtBot, stretch: PeriodKind, words: str
) -> None:
    page = open_page(logged)
    page.form.stretches.buttons[stretch].click()
    settle(page, qtbot)
    assert words in page.preview.accessibleDescription()


def test_own_dates_begin_with_the_whole_diary_and_can_be_set(
    logged: Journal, open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(logged)
    settle(page, qtbot)
    assert not page.form.first.isVisible()
    said = page.form.days
    assert (said.isVisible(), said.text()) == (True, "26 October to 22 November 2026")
    below = page.form.name.pos()
    page.form.stretches.buttons[PeriodKind.OWN].click()
    assert page.form.first.isVisible()
    assert page.form.name.pos() == below
    settle(page, qtbot)
    assert "All 200 days" in page.preview.accessibleDescription()
    page.form.first.setDate(QDate(2026, 11, 1))
    page.form.last.setDate(QDate(2026, 11, 10))
    settle(page, qtbot)
    assert "All 10 days" in page.preview.accessibleDescription()


def test_dates_in_the_wrong_order_are_one_sentence_and_nothing_can_be_saved(
    logged: Journal, open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(logged, memory=ReportRequest(PeriodKind.OWN, date(2026, 11, 10), date(2026, 11, 1)))
    assert "before it begins" in page.notice.text()
    assert page.notice.isVisible()
    assert not page.save.isEnabled()
    assert not page.print.isEnabled()
    assert page.preview.pages == ()
    page.form.stretches.buttons[PeriodKind.FOUR_WEEKS].click()
    settle(page, qtbot)
    assert not page.notice.isVisible()
    assert page.save.isEnabled()


def test_an_empty_diary_says_so_kindly(journal: Journal, open_page: Open) -> None:
    page = open_page(journal)
    assert "From the first day on" in page.notice.text()
    assert not page.save.isEnabled()


def test_name_and_year_are_optional_kept_in_the_diary_and_printed(
    logged: Journal, open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(logged)
    page.form.name.setText("  A. Jansen ")
    page.form.name.editingFinished.emit()
    page.form.birth_year.setText("1980")
    page.form.birth_year.editingFinished.emit()
    settle(page, qtbot)
    assert logged.profile() == {"name": "A. Jansen", "birth_year": "1980"}
    assert page.state is not None
    assert page.state.who == "A. Jansen, born in 1980"
    assert open_page(logged).form.name.text() == "A. Jansen"


def test_a_pdf_is_saved_whole_and_only_for_its_owner(logged: Journal, open_page: Open, tmp_path: Path) -> None:
    page = open_page(logged)
    assert page.state is not None
    target = tmp_path / "page.pdf"
    page.outlet.save(page.state, target)
    assert target.read_bytes().startswith(b"%PDF-")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert target.name in page.done.words
    assert page.done.isVisible()
    assert list(tmp_path.glob(".page*")) == []


def test_what_cannot_be_saved_is_one_sentence_and_leaves_nothing(
    logged: Journal, open_page: Open, tmp_path: Path
) -> None:
    page = open_page(logged)
    assert page.state is not None
    page.outlet.save(page.state, tmp_path / "missing" / "page.pdf")
    assert page.notice.isVisible()
    assert page.notice.text().endswith(".")
    assert not page.done.isVisible()
    assert not (tmp_path / "missing").exists()


def test_the_file_is_offered_under_a_name_that_gives_nothing_away(
    logged: Journal, open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    page = open_page(logged)
    page.save.click()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).name == "diary-2026-11-22.pdf"
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    dialog.fileSelected.emit(str(tmp_path / "mine.pdf"))
    assert (tmp_path / "mine.pdf").is_file()
    dialog.reject()


def test_printing_paints_the_whole_sheet_sharply(logged: Journal, open_page: Open, tmp_path: Path) -> None:
    page = open_page(logged)
    assert page.state is not None
    printer = sheet_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    page.outlet.print(page.state, printer)
    content = (tmp_path / "paper.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.count(b"/Type /Page\n") == 2
    assert page.done.words == "Saved: paper.pdf"


def test_every_picture_gets_a_sheet_of_its_own(tmp_path: Path) -> None:
    picture = QImage(50, 70, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFF)
    name = str(tmp_path / "picture.png")
    assert picture.save(name)
    printer = sheet_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "two.pdf"))
    assert print_pages(printer, [Path(name).read_bytes()] * 2) == tmp_path / "two.pdf"
    assert (tmp_path / "two.pdf").read_bytes().count(b"/Type /Page\n") == 2


def test_a_file_that_cannot_be_printed_to_says_why(logged: Journal, open_page: Open, tmp_path: Path) -> None:
    page = open_page(logged)
    assert page.state is not None
    printer = sheet_printer()
    printer.setOutputFileName(str(tmp_path / "missing" / "paper.pdf"))
    page.outlet.print(page.state, printer)
    assert page.notice.text().startswith("There is no folder for")
    assert not page.done.words


def test_changes_of_the_diary_are_on_the_page(logged: Journal, open_page: Open, qtbot: QtBot) -> None:
    page = open_page(logged)
    logged.answer(TODAY - timedelta(days=1), "function", None)
    page.on_changed()
    settle(page, qtbot)
    assert page.state is not None
    assert "27 days" in page.preview.accessibleDescription()


def test_the_page_is_built_anew_with_the_same_request(
    logged: Journal, open_page: Open, dutch_context: Context, qtbot: QtBot
) -> None:
    page = open_page(logged)
    page.form.stretches.buttons[PeriodKind.THREE_MONTHS].click()
    settle(page, qtbot)
    again = open_page(logged, dutch_context, page.memory())
    assert again.form.stretches.buttons[PeriodKind.THREE_MONTHS].isChecked()
    assert "augustus tot en met" in again.preview.accessibleDescription()


def test_the_preview_stands_beside_or_below_and_keeps_its_shape(
    logged: Journal, open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(logged)
    for size in ((640, 560), (800, 600), (1600, 1000)):
        page.resize(*size)
        qtbot.waitUntil(lambda: page.preview.height() >= page.preview.heightForWidth(page.preview.width()) > 0)
        assert page.preview.width() >= 200


def test_pages_that_are_the_same_are_not_read_again_when_the_page_is_seen_again(
    logged: Journal, open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(logged)
    before = page.preview.pages
    page.hide()
    page.show()
    settle(page, qtbot)
    assert page.preview.pages is before
    logged.answer(TODAY, "stress", 9)
    page.hide()
    page.show()
    settle(page, qtbot)
    assert page.preview.pages is not before
    assert page.preview.pages[1] is before[1]  # the answer is on the first page only


def test_a_screen_reader_hears_the_preview_as_an_image_with_a_name_and_words(
    logged: Journal, open_page: Open
) -> None:
    page = open_page(logged)
    heard = QAccessible.queryAccessibleInterface(page.preview)
    assert heard.role() is QAccessible.Role.Graphic
    assert heard.text(QAccessible.Text.Name) == "Preview of the page"
    assert heard.text(QAccessible.Text.Description)


class Told(QObject):
    """Writes down in which order the preview was painted and counted its pages, and where the parts stood."""

    def __init__(self, page: SharePage) -> None:
        super().__init__(page)
        self.order: list[str] = []
        self.places: list[list[tuple[int, int, int, int]]] = []
        self._page = page
        page.preview.installEventFilter(self)
        page.preview.counted.connect(lambda _count: self.order.append("drawn" if page.preview.pages else "kept"))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.order.append("painted")
            parts = self._page.preview, self._page.save, self._page.blocks, self._page.second
            places = [(part.mapTo(self._page, QPoint(0, 0)), part.size()) for part in parts]
            self.places.append([(at.x(), at.y(), size.width(), size.height()) for at, size in places])
        return False


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("size", [(640, 560), (1180, 820), (1366, 640)])
def test_the_page_is_painted_before_its_preview_is_drawn_and_nothing_moves_when_that_comes(
    logged: Journal, context: Context, tmp_path: Path, qtbot: QtBot, size: tuple[int, int], paper: Paper
) -> None:
    preferences = Preferences(tmp_path / "settings.ini", ["en"], ["light"], "en")
    preferences.paper = paper
    page = SharePage(replace(context, preferences=preferences), logged, resources())
    qtbot.addWidget(page)
    told = Told(page)
    page.resize(*size)
    page.show()
    assert page.is_waiting
    assert page.preview.sheets == 2
    height, pages = page.preview.heightForWidth(500), page.preview.pages
    assert pages == ()
    settle(page, qtbot)
    QApplication.processEvents()
    assert told.order[0] == "kept"
    if size[0] > 1000:  # beside the form it is in view
        assert told.order[1:3] == ["painted", "drawn"]
        assert told.places == [told.places[0]] * len(told.places)
    assert page.preview.heightForWidth(500) == height
    assert [picture.size() for picture in page.preview.pages] == [QSize(*sheet_size(paper))] * 2


def test_who_chose_a_printer_gets_every_page(
    logged: Journal, context: Context, open_page: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Through the dialog of Qt, whose word that it was accepted brings the printer along."""
    printed, printer = tmp_path / "printed.pdf", sheet_printer()
    printer.setOutputFileName(str(printed))
    monkeypatch.setattr(printing, "sheet_printer", lambda _paper: printer)
    page = open_page(logged)
    assert page.state is not None
    page.outlet.ask_printer(page.state).accept()
    pages = render_pages(page.state, context.library, resources(), 72, "a4")
    assert len(re.findall(rb"/Type /Page\b", printed.read_bytes())) == len(pages)
    assert page.done.isVisibleTo(page)


@pytest.mark.parametrize("button", ["save", "print"])
def test_what_is_given_away_is_what_is_asked_for_now_even_before_it_is_shown(
    logged: Journal, context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, button: str
) -> None:
    page = SharePage(context, logged, resources())
    qtbot.addWidget(page)
    given: list[SummaryState] = []
    monkeypatch.setattr(page.outlet, "ask_file", lambda state, _today: given.append(state))
    monkeypatch.setattr(page.outlet, "ask_printer", given.append)
    page.show()
    getattr(page, button).click()
    assert page.preview.pages
    page.form.stretches.buttons[PeriodKind.THREE_MONTHS].click()
    getattr(page, button).click()
    first, second = given
    assert first.period != second.period
    assert page.state is second
    assert not page.is_waiting
    assert "All 92 days" in page.preview.accessibleDescription()


def test_the_preview_is_what_is_printed(logged: Journal, open_page: Open, context: Context) -> None:
    page = open_page(logged)
    assert page.state is not None
    printed = render_pages(page.state, context.library, resources())
    assert list(page.preview.pages) == [QImage.fromData(each) for each in printed]


def test_a_page_that_is_left_at_once_draws_nothing(logged: Journal, context: Context, qtbot: QtBot) -> None:
    page = SharePage(context, logged, resources())
    qtbot.addWidget(page)
    page.show()
    page.hide()
    assert not page.is_waiting
    assert page.state is None


@pytest.mark.parametrize("size", [(640, 560), (1366, 640)])
def test_each_page_of_the_preview_is_one_key_away(
    logged: Journal, open_page: Open, qtbot: QtBot, size: tuple[int, int]
) -> None:
    page = open_page(logged)
    page.resize(*size)
    (beside,) = page.findChildren(BesidePreview)
    qtbot.waitUntil(lambda: page.preview.height() >= page.preview.heightForWidth(page.preview.width()) > 0)
    first, second = beside.numbers
    assert (first.isChecked(), second.isChecked()) == (True, False), "one of them, also while the form is in view"
    assert not first.visibleRegion().isEmpty()
    second.setFocus()
    qtbot.keyClick(second, Qt.Key.Key_Space)
    assert second.isChecked()
    seen = page.preview.visibleRegion().boundingRect()
    assert abs(seen.top() - page.preview.top_of(1)) <= Space.LARGE or seen.bottom() == page.preview.rect().bottom()
    qtbot.keyClick(first, Qt.Key.Key_Space)
    assert first.isChecked()
    assert abs(page.preview.visibleRegion().boundingRect().top()) <= Space.LARGE
    page.preview.setFocus(Qt.FocusReason.TabFocusReason)
    before = page.preview.visibleRegion().boundingRect().top()
    qtbot.keyClick(page.preview, Qt.Key.Key_PageDown)
    assert page.preview.visibleRegion().boundingRect().top() > before


def test_every_field_has_a_name(logged: Journal, open_page: Open) -> None:
    page = open_page(logged)
    form = page.form
    buddies = {label.buddy(): label.text() for label in page.findChildren(QLabel) if label.buddy() is not None}
    for field in (form.name, form.birth_year, form.first, form.last):
        assert buddies.get(field) or field.accessibleName()


def test_a_list_is_printed_only_when_it_is_ticked(logged: Journal, open_page: Open, qtbot: QtBot) -> None:
    logged.add_record("medicine", {"name": "Paracetamol", "helps": "little"})
    logged.add_record("medicine", {"name": "Diclofenac", "since": "2019-03"}, TODAY)
    page = open_page(logged)
    assert "Paracetamol" not in page.preview.accessibleDescription()
    assert dict(page.second.all_keys)["medicine"] is False
    tick(page, "medicine")
    settle(page, qtbot)
    assert "Paracetamol: –: a little: –" in page.preview.accessibleDescription()
    assert "Diclofenac: Mar 2019 – 22 Nov 2026" in page.preview.accessibleDescription()
    for number in range(40):
        logged.add_record("medicine", {"name": f"M{number}"})
    again = open_page(logged, memory=page.memory())
    assert "medicine" in again.second.keys
    assert len(again.preview.pages) == 2


def test_the_second_page_has_its_own_order_which_is_kept(logged: Journal, open_page: Open, qtbot: QtBot) -> None:
    page = open_page(logged)
    first = page.blocks.keys
    page.second.setCurrentRow([key for key, _ in page.second.all_keys].index("filled_in"))
    page.second.up.click()
    settle(page, qtbot)
    assert page.state is not None
    assert [block.key for block in page.state.second] == [key for key in page.second.keys if key != "nights"]
    assert open_page(logged).second.keys == page.second.keys
    assert open_page(logged).blocks.keys == first
    for key in page.second.keys:
        tick(page, key)
    settle(page, qtbot)
    assert len(page.preview.pages) == 1


def test_letters_that_cannot_be_printed_are_named_beside_the_page(logged: Journal, open_page: Open) -> None:
    assert open_page(logged).notice.text() == ""
    logged.set_profile("name", "An 𒀀")
    letters = PaperLetters(font_folder(resources()))
    is_printed = printable("𒀀", letters) == "𒀀"
    assert ("𒀀" in open_page(logged).notice.text()) is not is_printed


def test_letter_is_chosen_for_this_computer_and_is_what_is_shown_saved_and_printed(
    logged: Journal, open_page: Open, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    preferences = Preferences(tmp_path / "settings.ini", ["en"], ["light"], "en")
    preferences.paper = "a4"
    page = open_page(logged, context=replace(context, preferences=preferences))
    a4 = page.preview.pages[0].size()
    assert page.form.papers.buttons["a4"].isChecked()
    page.form.papers.buttons["letter"].click()
    settle(page, qtbot)
    letter = page.preview.pages[0].size()
    assert Preferences(tmp_path / "settings.ini", ["en"], ["light"], "en").paper == "letter"
    assert letter.width() > a4.width()
    assert letter.height() < a4.height()
    assert page.state is not None
    page.outlet.save(page.state, tmp_path / "a.pdf")
    assert b"612" in (tmp_path / "a.pdf").read_bytes()


@pytest.mark.parametrize(
    ("place", "paper"), [("en_US", "letter"), ("fr_CA", "letter"), ("nl_NL", "a4"), ("C", "a4")]
)
def test_the_usual_paper_is_that_of_the_country(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, paper: str
) -> None:
    monkeypatch.setattr("diary.ui.preferences.QLocale.system", lambda: QLocale(place))
    assert Preferences(tmp_path / "settings.ini", ["en"], ["light"], "en").paper == paper


def test_a_line_for_a_name_is_there_when_it_is_ticked_and_nothing_of_it_is_kept(
    logged: Journal, open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(logged)
    assert page.state is not None
    assert not page.state.name_line
    tick(page, "name_line")
    settle(page, qtbot)
    assert page.state.name_line == ("Name", "born")
    assert logged.profile() == {}
