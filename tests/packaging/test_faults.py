"""The page of faults names tests that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_test_on_the_page_of_faults_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "packaging" / "FAULTS.md").read_text(encoding="utf-8")))
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert len(named) > 30
    assert {name for name in named if f"def {name}(" not in tests} == set()
