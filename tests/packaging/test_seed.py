"""The page that says where the background article went names pages and items that exist."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "resources" / "content"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "packaging" / "SEED.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d+ \|", line)
]


def keys(file: str, table: str) -> set[str]:
    return {entry["key"] for entry in tomllib.loads((CONTENT / file).read_text(encoding="utf-8"))[table]}


def named(cell: str) -> list[str]:
    return re.findall(r"`(\w+)`", cell)


def test_all_thirty_one_things_of_the_article_stand_on_a_page() -> None:
    pages = keys("pages.toml", "page")
    assert [row[0] for row in ROWS] == [str(number) for number in range(1, 32)]
    for row in ROWS:
        assert named(row[2])
        assert set(named(row[2])) <= pages


def test_the_items_it_names_can_be_logged() -> None:
    items = keys("catalogue.toml", "item")
    assert {item for row in ROWS for item in named(row[3])} <= items
    assert sum(bool(row[3]) for row in ROWS) >= 25


def test_the_tools_of_the_plan_that_it_names_are_on_its_page() -> None:
    phrases = tomllib.loads((ROOT / "resources" / "phrases" / "plan.toml").read_text(encoding="utf-8"))
    cells = (part for row in ROWS for part in re.findall(r"Plan: ([^;]+)", row[4]))
    tools = {name for cell in cells for name in cell.split(", ")}
    assert len(tools) >= 7
    assert tools <= {tool["name"] for tool in phrases["tools"].values()}
