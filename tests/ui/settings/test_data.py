"""Where the diary is can be read, opened and looked up; a folder that does not open is told."""

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from diary.journal.journal import Journal
from diary.ui.settings.page import SettingsPage


def test_the_file_and_who_can_read_it_are_told(page: SettingsPage, journal: Journal) -> None:
    assert journal.path.name in page.data.where.text()
    assert page.data.where.toolTip() == str(journal.path)


@pytest.mark.parametrize("opens", [True, False])
def test_its_folder_is_opened_or_told(
    page: SettingsPage, journal: Journal, monkeypatch: pytest.MonkeyPatch, opens: bool
) -> None:
    asked: list[str] = []

    def desktop(url: QUrl) -> bool:
        asked.append(url.toLocalFile())
        return opens

    monkeypatch.setattr(QDesktopServices, "openUrl", desktop)
    page.data.open.click()
    assert asked == [str(journal.path.parent)]
    assert page.data.notice.isVisible() is not opens
    assert (str(journal.path.parent) in page.data.notice.text()) is not opens


def test_the_privacy_article_is_one_click_away(page: SettingsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.privacy_requested):
        page.data.privacy.click()
