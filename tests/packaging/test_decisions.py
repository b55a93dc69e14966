"""The page of decisions can be referred to by number."""

import re
from pathlib import Path

DECISIONS = Path(__file__).parents[2] / "packaging" / "DECISIONS.md"


def test_every_decision_has_a_number_of_its_own_in_order() -> None:
    numbers = [int(number) for number in re.findall(r"^\*\*(\d+)\. ", DECISIONS.read_text("utf-8"), re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
