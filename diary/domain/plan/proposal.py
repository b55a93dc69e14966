"""What a therapist proposes for a plan, and what a yes to it makes: an ordinary goal, or something to build up."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from diary.domain.plan.building import check_scheme
from diary.domain.refusal import Reason, Refusal
from diary.domain.register import RecordData, written
from diary.domain.therapist_mark import PROPOSALS

NUMBERS: Final = ("start", "step", "goal")
FIELDS: Final[Mapping[str, Mapping[str, str]]] = {
    "goal": {"what": "text", "why": "why"},
    "building": {key: key for key in ("what", "unit", *NUMBERS, "begins")},
}
"""The lists a proposal can be for, with where each of its fields goes."""
TITLES: Final = {register: fields["what"] for register, fields in FIELDS.items()}


def accepted(data: RecordData, today: date) -> tuple[str, Mapping[str, str]]:
    """Return the list and the typed fields of what a yes makes; steps without a day begin today.

    Raises Refusal FIELD_NOT_A_CHOICE for what is neither a goal nor to be built up.
    """
    kind = str(data.get("kind"))
    if kind not in FIELDS:
        facts = {"register": PROPOSALS, "field": "kind", "text": kind, "options": tuple(FIELDS)}
        raise Refusal(Reason.FIELD_NOT_A_CHOICE, **facts)
    texts = {to: written(data[field]) for field, to in FIELDS[kind].items() if data.get(field) is not None}
    if kind == "goal":
        return kind, {**texts, "first_day": today.isoformat()}
    return kind, {"begins": today.isoformat(), **texts} if "start" in texts else texts


def check_proposal(data: RecordData, *, is_sure: bool = True) -> RecordData:
    """Return what is proposed when a plan can hold it; who wrote it `is_sure`, who says yes to it may not be.

    Raises Refusal as `check_scheme` does (the first week is what is usual), FIELD_MISSING for a step without a
    first week, and FIELD_NOT_A_DAY for steps that begin on no day.
    """
    start, step, goal = (data.get(key) for key in NUMBERS)
    begins = data.get("begins")
    if data.get("kind") != "building" or (start, step, goal, begins) == (None, None, None, None):
        return data
    if start is None:
        raise Refusal(Reason.FIELD_MISSING, register=PROPOSALS, field="start")
    end = None if goal is None else float(goal)
    check_scheme(float(start), float(start), float(step or 0), end, is_sure=is_sure)
    if begins is not None and len(str(begins)) != len("2019-03-22"):
        raise Refusal(Reason.FIELD_NOT_A_DAY, register=PROPOSALS, field="begins", text=str(begins))
    return data
