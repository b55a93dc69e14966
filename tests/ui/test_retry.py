"""What the disk refused is tried again by itself, wherever something is stored in the diary."""

from collections.abc import Callable
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.storage.store import Store
from diary.ui import retry
from diary.ui.pages import Context
from diary.ui.retry import NOT_STORED, GrowingPause, KeptWrites, again_words
from diary.ui.today.page import TodayPage


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_PAUSE_MS", 4)
    monkeypatch.setattr(retry, "LONGEST_PAUSE_MS", 12)


def refuse(reason: Reason) -> Callable[..., None]:
    def write(*_facts: object, **_more: object) -> None:
        raise Refusal(reason, path="my.diary")

    return write


def test_an_answer_is_stored_by_itself_once_the_disk_takes_it(
    context: Context, journal: Journal, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = TodayPage(context, journal)
    qtbot.addWidget(page)
    told: list[object] = []
    page.saver.blocked.connect(told.append)
    with monkeypatch.context() as patch:
        patch.setattr(Store, "change", refuse(Reason.DISK_FULL))
        page.editor.answer("stress", 3)
        assert "by itself" in page.notice.text.text()
        qtbot.wait(60)
        assert page.saver.not_stored
        assert len(told) == 1
    qtbot.waitUntil(lambda: not page.saver.not_stored)
    assert journal.day(journal.today).value("stress") == 3
    assert page.notice.isHidden()


@pytest.mark.parametrize("reason", sorted(NOT_STORED))
def test_nobody_is_asked_to_try_what_is_tried_by_itself(context: Context, reason: Reason) -> None:
    refusal = Refusal(reason, path="my.diary")
    said = again_words(context.language, refusal, context.sentence(refusal))
    assert "by itself" in said
    assert "try again" not in said


def test_the_pause_grows_up_to_a_limit_and_begins_short_again(qtbot: QtBot) -> None:
    pauses: list[int] = []

    def attempt() -> bool:
        pauses.append(pause.interval())
        return len(pauses) % 4 == 0

    pause = GrowingPause(attempt)
    pause.begin()
    qtbot.waitUntil(lambda: len(pauses) == 4)
    assert pauses == [4, 8, 12, 12]
    pause.begin()
    qtbot.waitUntil(lambda: len(pauses) > 4)
    assert pauses[4] == 4


def test_a_small_write_waits_and_the_newest_under_its_key_is_what_is_stored(
    journal: Journal, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = KeptWrites()
    stored: list[str] = []
    kept.stored.connect(stored.append)
    with monkeypatch.context() as patch:
        patch.setattr(Store, "put_pairs", refuse(Reason.DISK_FULL))
        for keys in (("stress",), ("fatigue",)):
            with pytest.raises(Refusal):
                kept.write("charts", partial(journal.choices.choose, "charts", keys))
    qtbot.waitUntil(lambda: stored == ["charts"])
    assert journal.choices.chosen("charts") == ("fatigue",)


def test_what_no_disk_would_make_right_is_not_tried_again(qtbot: QtBot) -> None:
    kept = KeptWrites()
    with pytest.raises(Refusal):
        kept.write("name", refuse(Reason.TEXT_TOO_LONG))
    assert kept.flush()
