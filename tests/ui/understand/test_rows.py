"""The buttons that open a topic, or lead to another page."""

from pytestqt.qtbot import QtBot

from diary.ui.understand.rows import MARK, LeadRow


def test_a_line_that_leads_to_another_page_shows_the_icon_of_that_page(qtbot: QtBot) -> None:
    begins = []
    for icon in ("doctor", "about"):
        row = LeadRow("trends", "Trends", "Trends, another page", icon)
        qtbot.addWidget(row)
        row.resize(300, 44)
        begins.append(row.grab().toImage().copy(0, 0, MARK + 6, 44))
    assert begins[0] != begins[1]
