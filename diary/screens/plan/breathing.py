"""The silent pace on the page Plan: how it was chosen, and the card that shows it."""

from diary.domain.plan.pacer import FASTEST, LONGEST_MINUTES, SLOWEST, Pace
from diary.domain.register import RecordData
from diary.screens.plan.cards import CardAsk, FormPart, Pacer, PlanCard, PlanSource, read_number
from diary.screens.plan.harder import newest_of

BREATHING, CIRCLE = "breathing", "circle"
SAID = ("breath_in", "breath_out", "ready", "over", "begin", "stop")
RELAXATION = "relaxation"
"""The item that its minutes go to, when that is wanted."""


def build_breathing(source: PlanSource) -> tuple[PlanCard, ...]:
    """Return the card of the pace."""
    language, record = source.library.language, newest_of(source, BREATHING)
    data: RecordData = {} if record is None else record.data
    pace = pace_of(data)
    shape = str(data.get("shape", CIRCLE))
    shapes = source.library.register(BREATHING).field("shape").options
    words = {key: language.phrase("plan", "breathing", key) for key in SAID}
    pacer = Pacer(pace, shape if shape in shapes else CIRCLE, **words)
    first = {"shape": CIRCLE, "breaths": "6", "out": language.number(Pace().out, 1), "minutes": "3"}
    fields = tuple(field.key for field in source.library.register(BREATHING).fields)
    facts = {"breaths": language.number(pace.breaths, 1), "minutes": language.number(pace.minutes)}
    change = language.phrase("plan", "breathing", "change")
    part = FormPart(BREATHING, fields, record, first=first)
    return (
        PlanCard(
            "breathing",
            source.library.words.registers[BREATHING].name,
            language.phrase("plan", "breathing", "pace", **facts),
            picture=pacer,
            notes=tuple(language.phrase("plan", "breathing", key) for key in ("soft", "about")),
            asks=(CardAsk("breathing:change", change, (part,)),),
        ),
    )


def pace_of(data: RecordData) -> Pace:
    """Return the pace a record holds; the usual one for what it cannot hold."""
    usual = Pace()
    breaths, out, minutes = (read_number(data, key) for key in ("breaths", "out", "minutes"))
    return Pace(
        breaths if breaths is not None and SLOWEST <= breaths <= FASTEST else usual.breaths,
        out if out is not None and 1 <= out <= 2 else usual.out,
        int(minutes) if minutes is not None and 1 <= minutes <= LONGEST_MINUTES else usual.minutes,
    )
