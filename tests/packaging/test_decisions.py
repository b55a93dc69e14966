"""The page of decisions can be scanned: every entry begins with the decision and ends with its date."""

import re
from datetime import date
from pathlib import Path

PAGE = (Path(__file__).parents[2] / "packaging" / "DECISIONS.md").read_text(encoding="utf-8")
ENTRIES = [" ".join(entry.split()) for entry in re.findall(r"^- .*(?:\n  .*)*", PAGE, re.MULTILINE)]


def test_every_decision_has_a_title_and_a_day() -> None:
    assert len(ENTRIES) > 50
    for entry in ENTRIES:
        found = re.fullmatch(r"- \*\*[^*]+\*\*.*\((\d{4}-\d\d-\d\d)\)", entry)
        assert found, entry
        date.fromisoformat(found[1])


def test_no_decision_is_there_twice() -> None:
    titles = [entry.split("**")[1] for entry in ENTRIES]
    assert len(titles) == len(set(titles))
