"""A new column is a field, an entry and a migration, in every own table: the rest of the program follows."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from diary.paths import resources
from diary.storage.version import RECORDED, SCHEMA_VERSION
from tests.test_readme_examples import section

ROOT = Path(__file__).parent.parent
FIELDS = {
    "Activity": ("domain/day.py", 'company: str = ""'),
    "Answer": ("domain/day.py", "unsure: bool = False"),
    "Day": ("domain/day.py", "stay: DayStay | None = None"),
    "Moment": ("domain/day.py", 'weather: str = ""'),
    "OwnItem": ("domain/item.py", 'colour: str = ""'),
    "RegisterRecord": ("domain/register.py", "pinned: bool = False"),
}
"""New fields besides the one of the README, by the kind of value."""
CHOICE = """class DayStay(StrEnum):
    HOME = "home"
    SEA = "at_sea"


"""
"""What may be in one of them."""
TEXT, FLAG = "TEXT NOT NULL DEFAULT ''", "INTEGER NOT NULL DEFAULT 0"
COLUMNS = {
    "activity": ("company", TEXT),
    "answer": ("unsure", FLAG),
    "day": ("stay", "TEXT CHECK (stay IN ('home', 'at_sea'))"),
    "moment": ("weather", TEXT),
    "note": ("mood", TEXT),
    "own_item": ("colour", TEXT),
    "pain_area": ("side", TEXT),
    "record": ("pinned", FLAG),
    "tender_area": ("side", TEXT),
}
WORDS = {"activity": "Company", "answer": "Unsure", "day": "Stay", "moment": "Weather"}


def insert(file: Path, pattern: str, text: str) -> None:
    """Put a text behind the one place where the pattern stands."""
    content = file.read_text(encoding="utf-8")
    (place,) = re.finditer(pattern, content, re.S | re.M)
    file.write_text(content[: place.end()] + text + content[place.end() :], encoding="utf-8")


def add_field(program: Path, name: str, file: str, field: str) -> None:
    """Put a field behind the others of a kind of value."""
    inside = rf"^class {name}\(Struct.*?\n(?:    \w+: [^\n]*\n)+(?=\n|    \"\"\")"
    insert(program / "diary" / file, inside, f"    {field}\n" if field[:4] != "    " else field)


def in_program(program: Path, *arguments: str) -> None:
    """Run Python in the copy of the program."""
    found = subprocess.run(
        [sys.executable, *arguments],
        cwd=program,
        env={**os.environ, "PYTHONPATH": str(program)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout[-6000:] + found.stderr[-2000:]


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A copy of the program, its resources, its tests and its tools."""
    program = tmp_path / "program"
    half_written = shutil.ignore_patterns("*.pyc.*")
    shutil.copytree(ROOT / "diary", program / "diary", ignore=half_written)  # with what is compiled of it
    unwanted = shutil.ignore_patterns("__pycache__", ".hypothesis")
    for folder in (resources(), ROOT / "tests", ROOT / "packaging"):
        shutil.copytree(folder, program / folder.name, ignore=unwanted)
    for name in ("README.md", "pyproject.toml"):
        shutil.copy(ROOT / name, program / name)
    return program


def test_it_takes_every_way_the_others_take(program: Path) -> None:
    """Done as the README says, with its column and one more in every table with history: but for those that
    somebody who tries this has added."""
    field, added, migration, words = re.findall(
        r"^```(?:python|toml)?\n(.*?)^```$", section("Adding a column"), re.S | re.M
    )
    assert COLUMNS.keys() | {"nap"} == RECORDED.keys()
    new = {table: column for table, column in COLUMNS.items() if column[0] not in RECORDED[table]}
    if is_tried := "place" in RECORDED["nap"]:
        added = added.replace('"nap": ("place",)', "")
        migration = migration[: migration.index("        add_column")]
    else:
        add_field(program, "Nap", "domain/day.py", field)
    for name, (file, declared) in FIELDS.items():
        if f"    {declared}\n" not in (program / "diary" / file).read_text(encoding="utf-8"):
            add_field(program, name, file, declared)
    more = "".join(f'"{table}": ("{column}",), ' for table, (column, _declared) in new.items())
    insert(
        program / "diary/storage/version.py", r"^_ADDED: .*?\n(?=\)  # fmt: skip)", added.replace("{", "{" + more)
    )
    steps = "".join(
        f'        add_column(db, "{table}", "{column}", "{declared}")\n'
        for table, (column, declared) in new.items()
    )
    later = migration.replace("m004_", f"m{SCHEMA_VERSION + 1:03d}_next_").replace(
        "(db, 4)", f"(db, {SCHEMA_VERSION + 1})"
    )
    schema = program / "diary/storage/schema.py"
    insert(schema, r"(?=\n\n\n@contextmanager\ndef new_schema)", f"\n\n\n{later}{steps}".rstrip())
    if "day" in new:
        insert(program / "diary/domain/day.py", r"(?=^class Day\()", CHOICE)
        add_words(program, {"day_stay": ("home", "at home")})
        add_words(program, {"day_stay": ("at_sea", "on the water")})
    names = {table: name for table, name in WORDS.items() if table in new}
    add_words(program, {} if is_tried else {"nap": ("place", "Place")}, words)
    for table, name in names.items():
        add_words(program, {table: (COLUMNS[table][0], name)})
    in_program(program, "-m", "tests.storage.old.make")
    proofs = "tests/new_column/walk.py", "tests/storage/test_schema.py"
    in_program(program, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", *proofs)


def add_words(program: Path, words: Mapping[str, tuple[str, str]], printed: str = "") -> None:
    """Say what columns are called, in the words that are `printed` in the README where there are any."""
    phrases = program / "resources/phrases/columns.toml"
    for table, (column, name) in words.items():
        said = phrases.read_text(encoding="utf-8")
        line = f'{column} = "{name}"\n'
        if f"[{table}]\n" in said:
            said = said.replace(f"[{table}]\n", f"[{table}]\n{line}")
        else:
            said += f"\n{printed or f'[{table}]{chr(10)}{line}'}"
        phrases.write_text(said, encoding="utf-8")
