"""Understand in the window: read, found back, and thought about by keyboard; day 0 is enough."""

import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from diary.content.library import Library
from diary.content.theme import load_themes
from diary.domain.day import Day
from diary.domain.item import RiskFactor
from diary.domain.refusal import Reason, Refusal
from diary.domain.tip_choice import TipMark
from diary.journal.journal import Journal
from diary.paths import resources
from diary.report.handout import build_handout
from diary.screens.understand import OWN_WORDS
from diary.ui.areas import pages
from diary.ui.find_dialog import FindDialog
from diary.ui.pages import Context
from diary.ui.placement import USUAL
from diary.ui.style import apply_look
from diary.ui.trends.page import TrendsPage
from diary.ui.understand.home import BookletDialog
from diary.ui.understand.page import UnderstandPage
from diary.ui.understand.section_text import SectionText
from diary.ui.understand.topic import TopicView
from diary.ui.widgets.card import Card
from diary.ui.window import MainWindow
from tests.factory import a_day
from tests.ui.accessible import clipped, too_small, unnamed

DAYS = [
    a_day(ago, areas={"back_neck_l": 4}, stress=5, into_bed=1380, got_up=420, sleep_latency=10, awake_in_night=10)
    for ago in range(20)
]
Open = Callable[..., UnderstandPage]


@pytest.fixture
def open_page(dutch_context: Context, journal: Journal, qtbot: QtBot) -> Open:
    def open_it(
        topic: str = "", days: list[Day] | None = None, size: tuple[int, int] = (1254, 698)
    ) -> UnderstandPage:
        journal.import_days(days or [])
        page = UnderstandPage(dutch_context, journal, resources())
        qtbot.addWidget(page)
        page.resize(*size)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        if topic:
            page.show_place(topic)
        return page

    return open_it


def topic_of(page: UnderstandPage) -> TopicView:
    """The page that is read, with what comes after the first look."""
    assert page.topic is not None
    page.topic.complete()
    return page.topic


def words(page: UnderstandPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def read(journal: Journal) -> set[str]:
    return {each.tip for each in journal.topics.marks() if each.mark is TipMark.SHOWN}


def test_an_empty_diary_has_the_whole_library_and_somewhere_to_begin(open_page: Open, qtbot: QtBot) -> None:
    declared = tomllib.loads((resources() / "content" / "pages.toml").read_text(encoding="utf-8"))["page"]
    page = open_page()
    assert len(page.home.rows) == len(declared)
    assert [step.key for step in page.home.steps] == ["protects", "kinds", "filter", "helps", "movement"]
    assert page.home.resume.text() == "Beginnen"
    page.setFocus()
    qtbot.keyClick(page.home.resume, Qt.Key.Key_Space)
    assert topic_of(page).state.topic.key == "protects"
    assert "Uit je dagboek" not in words(page)


def test_the_road_is_walked_by_keyboard_to_its_end(open_page: Open, journal: Journal, qtbot: QtBot) -> None:
    page = open_page("protects")
    for _ in range(5):
        view = topic_of(page)
        assert view.next is not None
        qtbot.keyClick(view.next, Qt.Key.Key_Space)
    assert read(journal) == {"protects", "kinds", "filter", "helps", "movement"}
    assert page.topic is None
    assert all("gelezen" in step.accessibleName() for step in page.home.steps)


def test_scrolling_to_the_end_counts_as_read_and_looking_in_does_not(
    open_page: Open, journal: Journal, qtbot: QtBot
) -> None:
    page = open_page("stress")
    view = topic_of(page)
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.area.verticalScrollBar().value() > 0
    assert read(journal) == set()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert read(journal) == {"stress"}
    page.show_place("")
    assert page.home.rows["stress"].accessibleName() == "Stress, hormonen en afweer, gelezen"


def test_being_led_to_words_near_the_end_is_not_reading_up_to_there(
    open_page: Open, journal: Journal, qtbot: QtBot
) -> None:
    page = open_page("stress")
    unknown = topic_of(page).state.topic.unknown[-1].rows[0][0]
    topic_of(page).bring_in_sight(topic_of(page).state.topic.texts.index(unknown))
    bar = topic_of(page).area.verticalScrollBar()
    assert bar.value() > 0
    assert read(journal) == set()
    qtbot.keyClick(topic_of(page), Qt.Key.Key_Up)
    qtbot.keyClick(topic_of(page), Qt.Key.Key_End)
    assert read(journal) == {"stress"}


def test_one_goes_on_where_one_was_also_in_another_window(open_page: Open, journal: Journal) -> None:
    first = open_page("sleep")
    assert first.flush()
    page = open_page()
    assert page.home.resume.text() == "Lees verder"
    assert page.home.resume.accessibleName() == "Lees verder: Slapen"
    assert page.home.rows["sleep"].accessibleName() == "Slapen, hier was je"


def test_back_and_forward_by_keyboard(open_page: Open, qtbot: QtBot) -> None:
    page = open_page("kinds")
    page.open_topic("filter")
    back, forward = Qt.Key.Key_Left, Qt.Key.Key_Right
    for key, expected in ((back, "kinds"), (back, ""), (back, ""), (forward, "kinds"), (forward, "filter")):
        qtbot.keyClick(page.topic or page.home, key, Qt.KeyboardModifier.AltModifier)
        assert (page.topic.state.topic.key if page.topic else "") == expected
    qtbot.keyClick(topic_of(page).back, Qt.Key.Key_Space)
    assert page.topic is None


def test_a_page_begins_with_what_it_says_in_short(open_page: Open) -> None:
    for topic in ("filter", "factor_sleep", "words"):
        view = topic_of(open_page(topic))
        summary = view.state.topic.summary
        shown = [label for label in view.text.findChildren(QLabel) if label.text() == summary and summary]
        assert len(shown) == bool(summary)
        first = view.text.findChildren(SectionText)[0].y()
        assert all(label.geometry().bottom() < first for label in shown)


def test_a_word_is_explained_on_focus_on_hover_and_to_a_screen_reader(open_page: Open, qtbot: QtBot) -> None:
    page = open_page("filter")
    view = topic_of(page)
    view.setFocus()
    text = next(each for each in view.findChildren(SectionText) if any(run.meaning for run in each.links))
    meaning = text.links[0].meaning
    text.setFocus(Qt.FocusReason.TabFocusReason)
    assert text.selectedText() == text.links[0].text
    assert QToolTip.text() == meaning
    text.clearFocus()
    text.linkHovered.emit("")
    QToolTip.hideText()
    text.linkHovered.emit("0")
    assert QToolTip.text() == meaning
    interface = QAccessible.queryAccessibleInterface(text)
    assert interface is not None
    assert meaning in interface.text(QAccessible.Text.Description)
    assert "<" not in interface.text(QAccessible.Text.Name)


@pytest.mark.parametrize("size", [(1254, 698), (1600, 900), (600, 500)])
def test_a_topic_is_wrapped_once_because_wrapping_takes_most_of_the_time(
    open_page: Open, size: tuple[int, int]
) -> None:
    view = topic_of(open_page("filter", size=size))
    sections = view.findChildren(SectionText)
    assert 5 <= len(sections) <= 8, "a widget for each section, not for each paragraph"
    assert [len(each._heights) for each in sections] == [1] * len(sections)


def test_tab_brings_a_link_far_down_a_section_into_sight(open_page: Open, qtbot: QtBot) -> None:
    view = topic_of(open_page("factors", size=(600, 240)))
    section = next(each for each in view.findChildren(SectionText) if len(each.links) > 6)
    section.setFocus(Qt.FocusReason.TabFocusReason)
    for link in section.links:
        assert section.selectedText() == link.text
        place = section.mapTo(view.area.viewport(), section._chosen_place().center())
        assert view.area.viewport().rect().contains(place), link.text
        qtbot.keyClick(section, Qt.Key.Key_Tab)


def test_tab_goes_through_every_link_and_enter_follows_one(open_page: Open, qtbot: QtBot) -> None:
    page = open_page("factors")
    seen = []
    topic_of(page).setFocus()
    for _ in range(80):
        focus = QApplication.focusWidget()
        if isinstance(focus, SectionText):
            seen.append(focus.selectedText())
            if focus.selectedText() == "Slaap en dagritme":
                break
        qtbot.keyClick(focus or page, Qt.Key.Key_Tab)
    assert len(seen) == len(set(seen))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert topic_of(page).state.topic.key == "factor_sleep"
    assert topic_of(page).state.topic.title == "Slaap en dagritme"


def test_helpful_and_not_for_me_replace_each_other_and_can_be_taken_back(
    open_page: Open, journal: Journal, qtbot: QtBot
) -> None:
    page = open_page("scans")
    view = topic_of(page)
    qtbot.keyClick(view.helpful, Qt.Key.Key_Space)
    assert [each.mark for each in journal.topics.marks()] == [TipMark.HELPFUL]
    qtbot.keyClick(view.not_for_me, Qt.Key.Key_Space)
    assert [each.mark for each in journal.topics.marks()] == [TipMark.NOT_FOR_ME]
    assert not view.helpful.isChecked()
    qtbot.keyClick(view.not_for_me, Qt.Key.Key_Space)
    assert journal.topics.marks() == ()


def test_own_words_are_asked_for_where_reading_ends_whatever_the_width(open_page: Open) -> None:
    page = open_page("filter")
    view = topic_of(page)
    assert view.own_words is not None
    assert view.next is not None
    for width in (1254, 700):
        page.resize(width, 698)
        QApplication.processEvents()
        last = view.text.findChildren(SectionText)[-1]
        places = [each.mapTo(view.text, QPoint(0, 0)).y() for each in (last, view.own_words, view.next)]
        assert places == sorted(places)


def test_own_words_are_kept_changed_undone_and_taken_away(open_page: Open, journal: Journal, qtbot: QtBot) -> None:
    page = open_page("filter")
    field = topic_of(page).own_words
    assert field is not None
    for said, expected in (("Een zeef.", ["Een zeef."]), ("Een rem ook.", ["Een rem ook."]), ("", [])):
        field.setPlainText(said)
        assert page.flush()
        assert [record.data["words"] for record in journal.records(OWN_WORDS)] == expected
    page.undo()
    assert [record.data["words"] for record in journal.records(OWN_WORDS)] == ["Een rem ook."]
    shown = topic_of(page).own_words
    assert shown is not None
    assert shown.toPlainText() == "Een rem ook."


def test_undo_here_leaves_the_days_alone(open_page: Open, journal: Journal) -> None:
    journal.answer(journal.today, "stress", 4)
    page = open_page("filter")
    page.undo()
    assert journal.day(journal.today).value("stress") == 4


def test_own_days_stand_beside_a_topic_and_can_be_put_away(open_page: Open, qtbot: QtBot) -> None:
    page = open_page("kinds", DAYS)
    qtbot.waitUntil(lambda: "Plekken met pijn, laatste 28 dagen" in words(page))
    assert "hier zie je niet wat met wat samengaat" in words(page)
    qtbot.keyClick(topic_of(page).own_picture, Qt.Key.Key_Space)
    assert "Plekken met pijn" not in words(page)
    page.open_topic("sleep")
    qtbot.wait(50)
    assert "Midden van de nacht" not in words(page)
    qtbot.mouseClick(topic_of(page).own_picture, Qt.MouseButton.LeftButton)
    assert "Midden van de nacht" in words(page)
    page.open_topic("medicines")
    qtbot.wait(50)
    assert "Uit je dagboek" not in words(page)


def test_what_comes_after_the_first_look_moves_nothing_of_it(open_page: Open, qtbot: QtBot) -> None:
    for size in ((1366, 768), (1024, 600), (600, 500)):
        page = open_page("helps", size=size)
        view = page.topic
        assert view is not None
        first = view.text.findChildren(SectionText)
        before = [(section.pos(), section.width()) for section in first]
        view.complete()
        qtbot.wait(50)
        assert len(view.text.findChildren(SectionText)) > len(first)
        assert [(section.pos(), section.width()) for section in first] == before
        assert view.area.viewport().height() <= first[-1].mapTo(view.area, first[-1].rect().bottomLeft()).y() + 60


def test_a_chart_is_one_step_away(open_page: Open, qtbot: QtBot) -> None:
    page = open_page("sleep")
    spy = QSignalSpy(page.page_requested)
    qtbot.mouseClick(topic_of(page).charts["night"], Qt.MouseButton.LeftButton)
    assert [list(each) for each in map(spy.at, range(spy.count()))] == [["trends/lines/night"]]


def test_search_finds_only_pages_while_typing_and_goes_to_the_words_by_keyboard(
    open_page: Open, journal: Journal, qtbot: QtBot
) -> None:
    journal.set_note(journal.today, "note", "een schaafwond")
    page = open_page(size=(1254, 400))
    qtbot.keyClick(page.home.search, Qt.Key.Key_Space)
    (dialog,) = page.findChildren(FindDialog)
    assert (dialog.said.text(), dialog.rows.count()) == ("", 0)
    qtbot.keyClicks(dialog.field, "slapen")
    dialog.show_found()
    assert dialog.rows.item(1).data(Qt.ItemDataRole.UserRole).name == "Slapen"
    qtbot.keyClicks(dialog.field, "xyz")
    dialog.show_found()
    assert "Niets gevonden" in dialog.said.text()
    dialog.field.clear()
    qtbot.keyClicks(dialog.field, "schaafwond")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.said.text() == "1 bladzijde gevonden", "and nothing of the diary"
    assert topic_of(page).state.topic.key == "filter"
    qtbot.waitUntil(lambda: topic_of(page).area.verticalScrollBar().value() > 0)


def test_where_one_was_survives_another_language(
    open_page: Open, context: Context, journal: Journal, qtbot: QtBot
) -> None:
    page = open_page("kinds")
    page.open_topic("filter")
    qtbot.keyClick(topic_of(page), Qt.Key.Key_PageDown)
    again = UnderstandPage(context, journal, resources())
    again.recall(page.memory())
    qtbot.addWidget(again)
    with qtbot.waitExposed(again):
        again.show()
    assert topic_of(again).state.topic.title == "The filter and the brake"
    assert topic_of(again).area.verticalScrollBar().value() == page.memory().scrolled > 0
    again.go_by(-1)
    assert topic_of(again).state.topic.key == "kinds"


def test_a_disk_that_refuses_is_told_and_reading_goes_on(
    open_page: Open, journal: Journal, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    page = open_page("filter")

    def refuse(*_: object) -> None:
        raise Refusal(Reason.DISK_FULL, path=Path("a.diary"))

    monkeypatch.setattr(journal._core.store, "put_tip_mark", refuse)
    qtbot.keyClick(topic_of(page), Qt.Key.Key_End)
    qtbot.keyClick(topic_of(page).helpful, Qt.Key.Key_Space)
    assert "vol" in page.saved.words
    monkeypatch.undo()
    assert page.flush()
    assert read(journal) == {"filter"}


def test_the_doctor_page_has_the_numbers_of_the_country(open_page: Open) -> None:
    page = open_page("red_flags")
    assert topic_of(page).state.topic.title == "Wanneer bel je de dokter"
    assert "{" not in words(page)


def test_a_page_goes_to_paper_without_anything_of_the_diary(
    open_page: Open, journal: Journal, tmp_path: Path, qtbot: QtBot
) -> None:
    page = open_page("filter", DAYS)
    view = topic_of(page)
    assert view.own_words is not None
    view.own_words.setPlainText("mijn eigen geheim")
    page.flush()
    with qtbot.waitSignal(view.paper_requested):
        qtbot.keyClick(view.paper, Qt.Key.Key_Space)
    (dialog,) = page.findChildren(QFileDialog)
    assert [kind[-14:-8] for kind in dialog.nameFilters()] == ["nt, A4", "nt, A5"]
    dialog.close()
    for paper in ("a4", "a5"):
        page.save_paper(tmp_path / f"{paper}.pdf", paper, ["filter"])
        assert page.saved.words == f"Opgeslagen: {paper}.pdf"
    pages = build_handout(["filter"], page._context.library, resources(), page._context.country)
    assert pages[0].own_words == ""
    page.save_paper(tmp_path / "gone" / "x.pdf", "a4", ["filter"])
    assert "Opgeslagen" not in page.saved.words
    assert page.saved.words


def test_chosen_pages_go_to_paper_together_and_are_ticked_again(
    open_page: Open, context: Context, journal: Journal, tmp_path: Path, qtbot: QtBot
) -> None:
    page = open_page()
    qtbot.keyClick(page.home.paper, Qt.Key.Key_Space)
    (dialog,) = page.findChildren(BookletDialog)
    assert dialog.chosen == ("protects", "kinds", "filter", "helps", "movement"), "the five to begin with"
    declared = tomllib.loads((resources() / "content" / "pages.toml").read_text(encoding="utf-8"))["page"]
    assert len(dialog.ticks) == len(declared) + len(RiskFactor), "also the articles about factors"
    names = [each.text() for each in dialog.sets]
    assert names == ["Begin hier", "Alle bladzijden", "Geen"]
    qtbot.keyClick(dialog.sets[names.index("Geen")], Qt.Key.Key_Space)
    assert not dialog.save.isEnabled()
    for key in ("sleep", "factor_stress", "senses"):
        qtbot.keyClick(dialog.ticks[key], Qt.Key.Key_Space)
    qtbot.keyClick(dialog.save, Qt.Key.Key_Space)
    (asked,) = page.findChildren(QFileDialog)
    asked.close()
    again = UnderstandPage(context, journal, resources())
    again.recall(page.memory())
    qtbot.addWidget(again)
    dialog = again.choose_booklet()
    assert dialog.chosen == ("senses", "sleep", "factor_stress")
    dialog.close()
    page.save_paper(tmp_path / "some.pdf", "a5", ["senses", "sleep", "factor_stress"])
    assert page.saved.words == "Opgeslagen: some.pdf"
    assert (tmp_path / "some.pdf").stat().st_size > 30_000, "three pages, not one"


class Windows(QObject):
    """Remembers which widgets were shown as windows."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.add(watched.objectName())
        return False


def test_the_pages_that_were_helpful_are_ticked_first(
    open_page: Open, journal: Journal, qapp: QApplication
) -> None:
    for key in ("sleep", "factor_stress", "filter"):
        journal.topics.mark(key, TipMark.HELPFUL)
    windows = Windows()
    qapp.installEventFilter(windows)
    page = open_page()
    qapp.removeEventFilter(windows)
    assert windows.shown == {"understand_page"}, "no button was a window of its own before it had its place"
    dialog = page.choose_booklet()
    assert dialog.chosen == ("filter", "sleep", "factor_stress")
    assert [each.text() for each in dialog.sets] == ["Begin hier", "Nuttige bladzijden", "Alle bladzijden", "Geen"]
    dialog.close()


def test_the_head_of_the_first_page_is_in_line_with_its_cards(open_page: Open) -> None:
    home = open_page(size=(900, 600)).home
    card, *_ = home.findChildren(Card)
    edges = [each.mapTo(home, QPoint(each.width(), 0)).x() for each in (card, home.search)]
    assert edges[0] == edges[1]
    lines = [
        each.mapTo(home, QPoint(0, each.contentsRect().center().y())).y()
        + (each.fontMetrics().ascent() - each.fontMetrics().descent()) / 2
        for each in (home._title, home._about)
    ]
    assert abs(lines[0] - lines[1]) <= 1


@pytest.mark.parametrize("topic", ["filter", "sleep", "harder_times", "breaks", "kinds"])
def test_a_topic_is_never_wider_than_its_view(
    open_page: Open, dutch_context: Context, qapp: QApplication, topic: str
) -> None:
    apply_look(qapp, dutch_context.theme, 2)
    area = topic_of(open_page(topic, DAYS, (526, 900))).area
    inside = area.widget()
    assert inside is not None
    assert inside.minimumSizeHint().width() <= area.viewport().width()
    apply_look(qapp, dutch_context.theme, 1)


def test_the_head_of_a_topic_ends_with_its_cards(open_page: Open, context: Context, qapp: QApplication) -> None:
    apply_look(qapp, context.theme, 2)
    topic = topic_of(open_page("filter", DAYS, (1250, 700)))
    edges = {each.mapTo(topic, each.rect().bottomRight()).x() for each in (topic.paper, *topic.findChildren(Card))}
    apply_look(qapp, context.theme, 1)
    assert len(edges) == 1


def test_the_drawing_stands_beside_the_text_or_below_its_title(open_page: Open) -> None:
    page = open_page("kinds")
    view = topic_of(page)
    assert view.drawing is not None
    for width in (1254, USUAL.width() - 110, 912):  # what the sidebar leaves of a usual and of a small window
        page.resize(width, 600)
        QApplication.processEvents()
        assert view.drawing.mapTo(page, QPoint(0, 0)).x() > view.text.width()
    page.resize(800, 600)
    QApplication.processEvents()
    assert view.text.isAncestorOf(view.drawing)
    page.resize(1254, 698)
    QApplication.processEvents()
    assert not view.text.isAncestorOf(view.drawing)


def test_a_drawing_is_shown_where_there_is_one(
    dutch_context: Context, journal: Journal, tmp_path: Path, qtbot: QtBot
) -> None:
    for folder in ("content", "locale"):
        shutil.copytree(resources() / folder, tmp_path / folder)
    (tmp_path / "drawings").mkdir()
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="80" height="40"/></svg>'
    (tmp_path / "drawings" / "alarm.svg").write_text(svg, encoding="utf-8")
    page = UnderstandPage(dutch_context, journal, tmp_path)
    qtbot.addWidget(page)
    page.show()
    for topic, is_drawn in (("protects", True), ("kinds", False)):
        page.show_place(topic)
        alt = topic_of(page).state.topic.drawing_alt
        shown = [each for each in topic_of(page).findChildren(QWidget) if each.accessibleName() == alt]
        assert bool(shown) is is_drawn


@pytest.mark.parametrize(
    ("theme", "size", "percent"),
    [
        ("light", (1254, 698), 100),
        ("dim", (912, 560), 100),
        ("dark", (1254, 698), 200),
        ("contrast", (700, 560), 200),
    ],
)
def test_everything_can_be_read_hit_and_heard(
    dutch: Library,
    journal: Journal,
    qtbot: QtBot,
    qapp: QApplication,
    theme: str,
    size: tuple[int, int],
    percent: int,
) -> None:
    journal.import_days(DAYS)
    context = Context(dutch, load_themes(resources())[theme])
    apply_look(qapp, context.theme, percent / 100)
    page = UnderstandPage(context, journal, resources())
    qtbot.addWidget(page)
    page.resize(*size)
    with qtbot.waitExposed(page):
        page.show()
    for topic in ("", "kinds"):
        page.show_place(topic)
        qtbot.waitUntil(lambda: clipped(page) == [])
        assert (unnamed(page), too_small(page)) == ([], [])
        view = topic_of(page) if topic else page.home
        assert view.mapTo(page, QPoint(0, 0)).x() >= 0
        if topic:
            read = " ".join(topic_of(page).state.topic.texts)
            letter = page.fontMetrics().horizontalAdvance(read) / len(read)
            assert topic_of(page).text.width() / letter <= 81, "letters of a line"
            inside = topic_of(page).area.widget()
            assert inside is not None
            assert inside.width() <= topic_of(page).area.viewport().width()


def test_a_tool_of_the_plan_is_one_step_away_and_in_sight_there(
    dutch_context: Context, journal: Journal, qtbot: QtBot
) -> None:
    window = MainWindow(dutch_context, journal, pages([], resources()))
    qtbot.addWidget(window)
    window.resize(1024, 600)
    with qtbot.waitExposed(window):
        window.show()
    window.open_page("understand/movement")
    page = window.page("understand")
    assert isinstance(page, UnderstandPage)
    assert list(topic_of(page).tools) == ["building", "expected"]
    qtbot.mouseClick(topic_of(page).tools["expected"], Qt.MouseButton.LeftButton)
    assert window.current == "plan"
    button = window.page("plan").findChild(QAbstractButton, "on:expected")
    assert button is not None
    qtbot.waitUntil(lambda: not button.visibleRegion().isEmpty())
    window.close()


def test_from_a_factor_in_trends_to_its_page_to_a_chart_and_back(
    dutch_context: Context, journal: Journal, qtbot: QtBot
) -> None:
    journal.import_days(DAYS)
    window = MainWindow(dutch_context, journal, pages([], resources()))
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.open_page("trends/lines")
    trends = window.page("trends").findChild(TrendsPage)
    assert trends is not None
    trends.article_requested.emit("factor_sleep")
    assert window.current == "understand"
    page = window.page("understand")
    assert isinstance(page, UnderstandPage)
    assert topic_of(page).state.topic.key == "factor_sleep"
    topic_of(page).chart_requested.emit("night")
    assert window.current == "trends"
    assert trends.view is not None
    assert trends.view.stack.plots[0].objectName() == "plot_night"
    window.sidebar.pages["understand"].click()
    assert topic_of(page).state.topic.key == "factor_sleep"
    window.close()
