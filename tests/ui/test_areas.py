"""The pages of the window, by the names the command line knows."""

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from diary.app import open_window, run
from diary.cli.world import World
from diary.domain.refusal import Reason, Refusal
from diary.journal.backups import BackupService
from diary.paths import resources
from diary.ui.areas import check_page, pages
from diary.ui.pages import Context, Shell
from diary.ui.program import Program
from diary.ui.sections import SectionedPage
from tests.factory import NOW, ZONE, Clock, a_journal


class NoPassphrase:
    """Stands for a start window around a diary without a passphrase."""

    has_passphrase = is_replaced = False

    def lock(self) -> None:
        raise NotImplementedError

    start_again = lock

    def build_section(self, _context: Context, _shell: Shell) -> QWidget:
        return QWidget()


def test_an_unknown_page_is_refused_with_the_names_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    world = World(lambda: NOW, ZONE, resources(), "en", open_window)
    assert run([str(tmp_path / "my.diary"), "--page", "trend"], world) == 1
    said = capsys.readouterr().err
    assert said.startswith("There is no page “trend”. Choose from: today, ")
    assert said.count("\n") == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "address",
    [
        "trend",
        "trends/line",
        "settings/copy",
        "share/medicin/12",
        "understand/filters",
        "plan/goal-",
        "today/yesterday",
        "calendar/2026-11-22",
    ],
)
def test_what_an_address_does_not_lead_to_is_refused_on_every_page(address: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_page(address, resources())
    assert refused.value.reason is Reason.UNKNOWN_TOPIC
    page = address.partition("/")[0]
    options = refused.value.facts["options"]
    assert isinstance(options, tuple)
    assert options[0] == ("today" if page == "trend" else page)


def test_every_page_and_section_is_known() -> None:
    for spec in pages((), resources()):
        check_page(spec.key, resources())
        for part in (*(part.key for part in spec.parts), *spec.places(resources())):
            check_page(f"{spec.key}/{part}/12", resources())


@pytest.mark.parametrize(
    "address",
    [
        "today/2026-11-22/stress",
        "trends/lines/sleep",
        "understand/filter/3",
        "plan/harder",
        "plan/goal/12",
        "plan/building:12",
        "share/medicine/3",
        "settings/form/questions",
        "settings/intake/notes.csv",
    ],
)
def test_places_in_a_page_are_known(address: str) -> None:
    check_page(address, resources())


def test_every_section_that_settings_may_have_is_known(tmp_path: Path, qtbot: QtBot) -> None:
    with closing(a_journal(tmp_path / "my.diary")) as journal:
        backups = BackupService(journal.path, tmp_path / "backups", tmp_path / "copies.json", Clock())
        program = Program(
            journal, resources(), tmp_path / "settings.ini", "en", lambda: backups, lock_control=NoPassphrase()
        )
        window = program.open()
        qtbot.addWidget(window)
        settings = window.page("settings")
        assert isinstance(settings, SectionedPage)
        for key in settings.choices.buttons:
            check_page(f"settings/{key}", resources())
        program.wait()
