"""The page to take a diary along: what is in the file is said before it is written, and nothing more is in it."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QDate, QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from diary.domain.day import Day, DayKind, Moment, MomentKind
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.exchange.formats import FORMATS, ExportFormat
from diary.journal.journal import Journal
from diary.journal.shares import key_of_share
from diary.paths import resources
from diary.screens import exported
from diary.screens.exported import ExportContent
from diary.screens.period_request import PeriodKind
from diary.storage.share_file import read_manifest
from diary.storage.store import Store
from diary.ui.background import Task
from diary.ui.pages import Context
from diary.ui.share import export as module
from diary.ui.share.export import ExportPage
from diary.ui.widgets.card import Card
from tests.factory import TODAY, a_day

Open = Callable[[Journal], ExportPage]


@pytest.fixture
def logged(journal: Journal) -> Journal:
    journal.import_days(
        a_day(
            ago,
            stress=3,
            notes={"note": "my secret note"} if ago else {},
            moments=[Moment(MomentKind.FLARE, 600, text="secret")],
        )
        for ago in range(60)
    )
    journal.set_profile("name", "Anna")
    return journal


@pytest.fixture
def open_page(context: Context, qtbot: QtBot) -> Open:
    def open_it(journal: Journal) -> ExportPage:
        page = ExportPage(context, journal, resources())
        qtbot.addWidget(page)
        page.resize(1000, 800)
        page.show()
        qtbot.waitUntil(lambda: not page.is_waiting)
        return page

    return open_it


def choose(page: ExportPage, key: str) -> None:
    page.formats.setCurrentIndex(page.formats.findData(key))


def save(page: ExportPage, path: Path) -> None:
    dialog = page.ask_file()
    assert dialog is not None
    dialog.fileSelected.emit(str(path))
    assert page.writing is not None
    page.writing.wait()
    QApplication.processEvents()
    dialog.reject()


def test_words_and_name_are_out_until_they_are_ticked(logged: Journal, open_page: Open, tmp_path: Path) -> None:
    page, path = open_page(logged), tmp_path / "a.json"
    choose(page, "json")
    assert "Your name is not in it." in page.inside.text()
    assert "60 days" in page.inside.text()
    save(page, path)
    assert "secret" not in path.read_text(encoding="utf-8")
    assert "Anna" not in path.read_text(encoding="utf-8")
    page.parts["notes"].click()
    page.parts["name"].click()
    assert "Your name is in it." in page.inside.text()
    save(page, path)
    found = json.loads(path.read_text(encoding="utf-8"))
    assert found["profile"] == {"name": "Anna"}
    assert {day["notes"].get("note") for day in found["days"]} == {"my secret note", None}
    assert not any(moment["text"] for day in found["days"] for moment in day["moments"])
    assert path.name in page.said.words


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.key)
def test_every_format_can_be_chosen_and_saved(
    form: object, logged: Journal, open_page: Open, tmp_path: Path
) -> None:
    page = open_page(logged)
    key, ending = form.key, form.endings[0]  # type: ignore[attr-defined]
    choose(page, key)
    save(page, tmp_path / f"a{ending}")
    assert any(each.stat().st_size > 100 for each in tmp_path.glob(f"a*{ending}"))
    assert page.owners.isVisible() is bool(form.notice)  # type: ignore[attr-defined]


def test_a_tick_makes_no_days_anew(logged: Journal, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page(logged)
    monkeypatch.delattr(exported, "_only")  # what makes a day without what is left out
    page.parts["notes"].click()
    choose(page, "json")
    assert "notes" in page.inside.text()


def test_the_window_goes_on_while_a_file_is_written(
    logged: Journal, open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, may_go_on, real = open_page(logged), Event(), ExportContent.only

    def slow(content: ExportContent, *asked: Any) -> ExportContent:  # noqa: ANN401 - as `only` takes it
        assert may_go_on.wait(10)
        return real(content, *asked)

    monkeypatch.setattr(ExportContent, "only", slow)
    choose(page, "html")  # it reads the diary again, in the thread
    dialog = page.ask_file()
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "a.html"))
    dialog.reject()
    assert page.said.words == "One moment"
    assert page.ask_file() is None, "one file after the other"
    assert page.save.isEnabled(), "a button that is switched off loses the keyboard, and the page rolls away"
    logged.answer(TODAY, "stress", 4)
    may_go_on.set()
    assert page.writing is not None
    page.writing.wait()
    QApplication.processEvents()
    assert "a.html" in page.said.words
    assert page.save.isEnabled()


def test_only_the_days_that_are_asked_for_are_in_it(logged: Journal, open_page: Open, tmp_path: Path) -> None:
    page = open_page(logged)
    choose(page, "json")
    page.stretches.buttons[PeriodKind.FOUR_WEEKS].click()
    save(page, tmp_path / "a.json")
    days = json.loads((tmp_path / "a.json").read_bytes())["days"]
    assert [days[0]["date"], len(days)] == [(TODAY - timedelta(days=27)).isoformat(), 28]
    page.stretches.buttons[PeriodKind.OWN].click()
    page.last.setDate(QDate(2026, 11, 19))
    page.first.setDate(QDate(2026, 11, 22))
    assert "before it begins" in page.inside.text()
    assert not page.save.isEnabled()


def test_days_that_are_only_marked_are_told_apart(journal: Journal, open_page: Open) -> None:
    journal.import_days([a_day(0, stress=3), a_day(1, kind=DayKind.HOLIDAY)])
    page = open_page(journal)
    assert "2 days" in page.inside.text()
    assert "1 of these days is not filled in" in page.inside.text()


def test_an_empty_diary_says_so_and_a_new_day_is_seen(journal: Journal, open_page: Open) -> None:
    page = open_page(journal)
    assert not page.save.isEnabled()
    assert page.ask_file() is None
    assert "From the first day on" in page.inside.text()
    assert "What goes into it" not in {
        card.accessibleName() for card in page.findChildren(Card) if card.isVisible()
    }
    journal.answer(TODAY, "stress", 3)
    page.on_changed()
    assert page.save.isEnabled()
    assert "1 day" in page.inside.text()


def test_what_is_asked_is_painted_before_the_days_are_read_and_does_not_move(
    logged: Journal, context: Context, qtbot: QtBot
) -> None:
    page = ExportPage(context, logged, resources())
    qtbot.addWidget(page)
    page.resize(1000, 800)
    page.show()
    QApplication.sendPostedEvents()
    assert page.is_waiting
    asked = page.formats, page.about, page.save, *page.stretches.buttons.values()
    card = page.formats.parentWidget()
    assert card is not None
    places = [(part.isVisible(), part.mapTo(page, QPoint(0, 0)), part.size()) for part in (*asked, card)]
    assert page.about.text()
    assert not page.first.isVisible()
    assert not page.inside.isVisible()
    qtbot.waitUntil(lambda: not page.is_waiting)
    QApplication.processEvents()
    assert "60 days" in page.inside.text()
    assert page.inside.isVisible()
    assert [(part.isVisible(), part.mapTo(page, QPoint(0, 0)), part.size()) for part in (*asked, card)] == places


def test_a_file_can_be_saved_before_the_days_are_read(
    logged: Journal, context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    page, path = ExportPage(context, logged, resources()), tmp_path / "a.html"
    qtbot.addWidget(page)
    page.show()
    assert page.is_waiting
    save(page, path)
    assert not page.is_waiting
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "60 days" in page.inside.text()


def test_days_are_read_again_only_when_something_changed(
    logged: Journal, open_page: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads, read = [], logged.days

    def days(period: Period) -> tuple[Day, ...]:
        reads.append(period)
        return read(period)

    def seen_again() -> None:
        page.hide()
        page.show()
        qtbot.waitUntil(lambda: not page.is_waiting)

    monkeypatch.setattr(logged, "days", days)
    page = open_page(logged)
    choose(page, "json")
    logged.set_profile("name", "")
    seen_again()
    assert len(reads) == 1
    assert not page.parts["name"].isVisible(), "what is no day is read each time"
    page.hide()
    logged.set_note(TODAY, "note", "a word")
    page.on_changed()
    seen_again()
    assert len(reads) == 2
    assert page.parts["notes"].text().endswith("60 days")
    logged.set_form(replace(logged.form(), boundary_minutes=300))
    seen_again()
    assert len(reads) == 3
    page.stretches.buttons[PeriodKind.FOUR_WEEKS].click()
    assert len(reads) == 4


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.key)
def test_a_diary_without_a_day_takes_its_lists_along(
    form: ExportFormat, journal: Journal, open_page: Open, tmp_path: Path
) -> None:
    journal.add_record("medicine", {"name": "Paracetamol"})
    page = open_page(journal)
    choose(page, form.key)
    page.stretches.buttons[PeriodKind.OWN].click()
    assert page.inside.text().startswith("There is no day in it.\n")
    save(page, tmp_path / f"a{form.endings[0]}")
    found = list(tmp_path.glob("a*"))
    if form.key in {"png", "svg"}:
        assert not found
        assert "From the first day on" in page.said.words
    else:
        assert all(each.stat().st_size for each in found)
        assert found


def test_a_place_that_refuses_is_said_in_one_sentence(logged: Journal, open_page: Open, tmp_path: Path) -> None:
    page = open_page(logged)
    choose(page, "csv")
    save(page, tmp_path / "nowhere" / "a.csv")
    assert "folder" in page.said.words
    save(page, logged.path)
    assert "left alone" in page.said.words


def test_a_share_says_for_whom_it_is_and_has_a_passphrase_of_its_own(
    logged: Journal, open_page: Open, tmp_path: Path, qtbot: QtBot, quick_keys: None
) -> None:
    page, path = open_page(logged), tmp_path / "a.diary"
    assert not page.for_whom.isVisible()
    choose(page, "share")
    assert page.for_whom.isVisible()
    page.for_whom.whom.setText(" my  physiotherapist ")
    page.for_whom.pseudonym.setText("P-7")
    page.for_whom.locked.click()
    assert page.ask_file() is None, "there is no passphrase yet"
    assert page.for_whom.fresh.notice.text()
    for field in (page.for_whom.fresh.first, page.for_whom.fresh.second):
        field.line.setText("four words of nonsense")
    save(page, path)
    qtbot.waitUntil(lambda: path.name in page.said.words, timeout=10_000)
    assert not page.for_whom.fresh.first.text, "the passphrase does not stay on the screen"
    assert "only with the passphrase" in page.said.words
    assert page.for_whom.locked.isChecked()
    assert page.ask_file() is None, "a second file is not written without a passphrase either"
    with pytest.raises(Refusal) as refused, Store(path, True, key_of_share(path, "another passphrase")):
        pass
    assert refused.value.reason is Reason.WRONG_PASSPHRASE
    key = key_of_share(path, "four words of nonsense")
    with Store(path, True, key) as store:
        told = read_manifest(store)
    assert (told.name, told.is_pseudonym, told.for_whom) == ("P-7", True, "my physiotherapist")


def test_what_was_chosen_survives_another_language_but_is_not_kept(logged: Journal, open_page: Open) -> None:
    page = open_page(logged)
    choose(page, "share")
    page.stretches.buttons[PeriodKind.OWN].click()
    page.first.setDate(QDate(2026, 11, 2))
    page.parts["notes"].setChecked(True)
    page.for_whom.whom.setText("Dr Smit")
    page.for_whom.locked.setChecked(True)
    again = ExportPage(page._context, logged, resources())
    again.recall(page.memory())
    again.show()
    again.complete()
    assert (again.form.key, again.stretches.value, again.first.day) == ("share", PeriodKind.OWN, date(2026, 11, 2))
    assert again.parts["notes"].isChecked()
    assert again.for_whom.addressed.for_whom == "Dr Smit"
    assert again.for_whom.locked.isChecked()
    assert again.inside.text() == page.inside.text()
    again.close()
    assert not open_page(logged).parts["notes"].isChecked()


def test_the_window_goes_on_while_many_days_are_read(
    logged: Journal, context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on, asked, real = Event(), [], Store.days_again

    def slow(store: Store, period: Period, goes_on: Callable[[], bool]) -> tuple[Day, ...]:
        asked.append(period)
        assert may_go_on.wait(10)
        return real(store, period, goes_on)

    monkeypatch.setattr(Store, "days_again", slow)
    monkeypatch.setattr(module, "AT_ONCE", 30)
    page = ExportPage(context, logged, resources())
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: bool(asked))
    assert page.beside.text() == "One moment"
    assert not page.inside.isVisible()
    assert not page.save.isEnabled()
    assert page.ask_file() is None
    page.stretches.buttons[PeriodKind.FOUR_WEEKS].click()
    assert "28 days" in page.inside.text(), "few days need no thread"
    assert page.beside.text() == "Nothing in your own words. Your name is not in it."
    may_go_on.set()
    for task in page.findChildren(Task):
        task.wait()
    QApplication.processEvents()
    assert "28 days" in page.inside.text(), "what was asked for before is not shown any more"
    page.stretches.buttons[PeriodKind.ALL].click()
    qtbot.waitUntil(page.save.isEnabled)
    assert "60 days" in page.inside.text()
    assert "Answers to 1 question." in page.inside.text()
    assert len(asked) == 2


def test_nothing_moves_while_other_days_are_read(
    logged: Journal, open_page: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "AT_ONCE", 30)
    page = open_page(logged)
    place = page.save.mapTo(page, QPoint())
    qtbot.waitUntil(page.save.isEnabled)
    QApplication.processEvents()
    box = next(box for box in page.parts.values() if box.isVisible())
    below = box.mapTo(page, QPoint())
    for stretch in (PeriodKind.FOUR_WEEKS, PeriodKind.ALL):
        page.stretches.buttons[stretch].click()
        QApplication.processEvents()
        assert box.isVisible()
        assert (page.save.mapTo(page, QPoint()), box.mapTo(page, QPoint())) == (place, below)
    qtbot.waitUntil(page.save.isEnabled)
    QApplication.processEvents()
    assert (page.save.mapTo(page, QPoint()), box.mapTo(page, QPoint())) == (place, below)


def test_days_that_cannot_be_read_are_told_by_the_thread_too(
    logged: Journal, open_page: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(_store: Store, _period: Period, _goes_on: Callable[[], bool]) -> tuple[Day, ...]:
        raise Refusal(Reason.DISK_ERROR, path=Path("my.diary"))

    monkeypatch.setattr(Store, "days_again", refuses)
    monkeypatch.setattr(module, "AT_ONCE", 30)
    page = open_page(logged)
    qtbot.waitUntil(lambda: page.inside.text() != "One moment")
    assert "disk" in page.inside.text()
    assert not page.save.isEnabled()
