"""Every word of the program is found, and a translation that is missing or broken is named."""

import gettext
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent.parent
PO = Path("resources/locale/nl/LC_MESSAGES/diary.po")
CODE = """
def words(language, count):
    language.t("Today")
    language.t("From {first} to {last}", first=1, last=2)
    language.n("{count} day", "{count} days", count)
"""


@pytest.fixture
def tool() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "packaging" / "translate.py"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "diary").mkdir()
    (tmp_path / "diary" / "words.py").write_text(CODE, encoding="utf-8")
    for language in ("en", "nl"):
        (tmp_path / "resources" / "content" / language).mkdir(parents=True)
        (tmp_path / "resources" / "content" / language / "items.toml").touch()
    return tmp_path


def change(project: Path, edit: Callable[[Catalog], object]) -> None:
    with (project / PO).open("rb") as file:
        catalogue = read_po(file, locale="nl")
    edit(catalogue)
    with (project / PO).open("wb") as file:
        write_po(file, catalogue)


def fill_in(catalogue: Catalog) -> None:
    catalogue["Today"].string = "Vandaag"
    catalogue["From {first} to {last}"].string = "Van {first} tot {last}"
    catalogue["{count} day"].string = ("{count} dag", "{count} dagen")


def test_a_new_language_gets_a_file_with_every_word(tool: dict[str, Any], project: Path) -> None:
    tool["update"](project)
    with (project / PO).open("rb") as file:
        found = {message.id for message in read_po(file) if message.id}
    assert found == {"Today", "From {first} to {last}", ("{count} day", "{count} days")}
    assert len(list(tool["faults"](project))) == 3


def test_a_complete_translation_has_no_faults_and_is_compiled(tool: dict[str, Any], project: Path) -> None:
    tool["update"](project)
    change(project, fill_in)
    tool["update"](project)
    assert list(tool["faults"](project)) == []
    dutch = gettext.translation("diary", project / "resources" / "locale", ["nl"])
    assert dutch.gettext("Today") == "Vandaag"
    assert dutch.ngettext("{count} day", "{count} days", 2) == "{count} dagen"


def test_a_declared_text_is_found_as_one_in_code_is(tool: dict[str, Any], project: Path) -> None:
    (project / "resources" / "phrases").mkdir()
    declared = '[looks]\nquiet = "Nothing stands out."\nshort = ["{count} night", "{count} nights"]\n'
    (project / "resources" / "phrases" / "looks.toml").write_text(declared, encoding="utf-8")
    tool["update"](project)
    with (project / PO).open("rb") as file:
        found = {message.id for message in read_po(file) if message.id}
    assert {"Nothing stands out.", ("{count} night", "{count} nights")} <= found


def test_updating_twice_changes_nothing(tool: dict[str, Any], project: Path) -> None:
    tool["update"](project)
    before = (project / PO).read_bytes()
    tool["update"](project)
    assert (project / PO).read_bytes() == before


@pytest.mark.parametrize(
    ("message", "translation", "complaint"),
    [
        ("Today", "", "has no translation"),
        ("From {first} to {last}", "Van {eerste} tot {last}", "eerste"),
        ("From {first} to {last}", "Tot {last}", "first"),
        ("{count} day", ("{count} dag", ""), "has no translation"),
    ],
)
def test_what_is_wrong_is_named(
    tool: dict[str, Any], project: Path, message: str, translation: str | tuple[str, str], complaint: str
) -> None:
    def spoil(catalogue: Catalog) -> None:
        fill_in(catalogue)
        catalogue[message].string = translation

    tool["update"](project)
    change(project, spoil)
    (fault,) = tool["faults"](project)
    assert complaint in fault
    assert message in fault


def test_words_that_are_gone_leave_the_file(tool: dict[str, Any], project: Path) -> None:
    tool["update"](project)
    change(project, fill_in)
    (project / "diary" / "words.py").write_text("", encoding="utf-8")
    assert len(list(tool["faults"](project))) == 3
    tool["update"](project)
    assert list(tool["faults"](project)) == []
