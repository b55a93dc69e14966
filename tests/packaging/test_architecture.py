"""What the page for newcomers names is there."""

import re
from pathlib import Path

import pytest

from tests.test_readme_examples import section

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "packaging" / "ARCHITECTURE.md").read_text(encoding="utf-8")
QUOTED = set(re.findall(r"`([^`\n]+)`", PAGE))
NAMED = sorted(one for one in QUOTED if re.match(r"(?:diary|resources|tests|packaging)/[\w/.]+$", one))


def test_every_path_leads_somewhere() -> None:
    assert len(NAMED) > 30
    assert [path for path in NAMED if not (ROOT / path).exists()] == []


def test_every_name_of_the_code_is_in_the_code() -> None:
    """Functions, classes and constants that are quoted after or before the file they stand in."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "diary").rglob("*.py"))
    names = [one for one in QUOTED if re.fullmatch(r"_?[A-Z]\w+|\w+_\w+|[A-Z]\w+\.\w+", one)]
    assert len(names) > 20
    assert [name for name in names if not re.search(rf"\b{name.split('.')[-1]}\b", code)] == []


def test_every_place_a_migration_is_sent_to_is_there() -> None:
    told = section("Adding a column")
    places = [one for one in re.findall(r"`([\w/.]+)`", told) if "/" in one or one.endswith(".py")]
    roots = (ROOT, ROOT / "diary" / "ui" / "widgets")
    assert len(places) > 10
    assert [place for place in places if not any((root / place).exists() for root in roots)] == []


@pytest.mark.parametrize("line", [line for line in PAGE.splitlines() if "| `tests/" in line])
def test_what_is_to_be_run_is_there(line: str) -> None:
    """The last column of the table: files and folders of tests."""
    named = line.rpartition("| `")[2].removesuffix("` |").split()
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_everything_a_newcomer_adds_first_has_a_line() -> None:
    added = {line.split(" | ")[0].removeprefix("| ") for line in PAGE.splitlines() if "| `tests/" in line}
    first = ("question", "tip", "page of Understand", "list", "language", "importer", "chart of Trends", "command")
    then = (
        "setting of the diary",
        "tool of Plan",
        "form of Plan",
        "section of Share",
        "page of the window",
        "theme",
    )
    assert [one for one in (*first, *then) if not any(one in line for line in added)] == []
