"""How a line of a list reads."""

import pytest

from diary.content.library import Library
from diary.domain.therapist_mark import MARKS
from diary.screens.register import values_said


@pytest.mark.parametrize(
    ("kind", "begin", "until", "said"),
    [
        ("remark", "2026-11-03", "", "een opmerking · op 3 november 2026 · geschreven door Kim"),
        ("remark", "2026-11-03", "2026-11-03", "een opmerking · op 3 november 2026 · geschreven door Kim"),
        (
            "remark",
            "2026-11-03",
            "2026-11-05",
            "een opmerking · vanaf 3 november 2026 · tot en met 5 november 2026 · geschreven door Kim",
        ),
        ("remark", "2026-11", "", "een opmerking · vanaf november 2026 · geschreven door Kim"),
        ("phase", "2026-11-03", "", "een fase van de behandeling · vanaf 3 november 2026 · geschreven door Kim"),
    ],
)
def test_a_mark_of_one_day_is_on_it_and_any_other_from_it(
    dutch: Library, kind: str, begin: str, until: str, said: str
) -> None:
    data = {"text": "x", "kind": kind, "from": begin, "by": "Kim"} | ({"until": until} if until else {})
    assert values_said(dutch.register(MARKS), data, None, dutch) == ("x", said)
