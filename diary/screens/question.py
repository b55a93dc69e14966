"""Builds the part about one question of one's own: what counts so far, when it is looked at, what was found."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final

from msgspec import Struct
from msgspec.structs import asdict

from diary.content.library import Library
from diary.content.link_words import LESS_FIRST
from diary.domain.item import Kind
from diary.domain.links.aligned import NIGHTS
from diary.domain.links.link import Factor, Outcome
from diary.domain.links.question import LOOK_WEEKS, AskedQuestion, Counted, Look, Question, Stage

PHRASES: Final = "one_question"
SIDES: Final = (
    Outcome.FUNCTION,
    Factor.TIME_ASLEEP,
    Factor.SLEEP_QUALITY,
    Factor.STRESS,
    Factor.ACTIVITY,
    Factor.REST,
    Factor.CONTACT,
    Outcome.SPREAD,
    Outcome.PAIN,
)
"""What can be asked about, function first and pain last; a person's own items stand before the pain."""
LAST: Final = SIDES.index(Outcome.SPREAD)
ASKABLE: Final = frozenset({Kind.SCALE, Kind.MINUTES, Kind.COUNT, Kind.FLAG})


class LookMark(Struct, frozen=True):
    """A look on the line of dates: its day and weeks in words, and whether it was held or is the next one."""

    day: str
    after: str
    is_held: bool
    is_next: bool


class FoundState(Struct, frozen=True):
    """A question and what came of it: the result in a few words and what it means, the counts, when it was looked
    at, and the numbers behind it (these three may be empty)."""

    words: str
    result: str
    more: str
    counts: str
    when: str
    numbers: str


class QuestionState(Struct, frozen=True):
    """The question that is open. `used` holds a flag a day so far."""

    found: FoundState
    chosen: str
    means: str
    counted: str
    left_out: str
    used: tuple[bool, ...]
    marks: tuple[LookMark, ...]

    @property
    def dates(self) -> str:
        """The line of dates in words."""
        return "; ".join(f"{mark.day}, {mark.after}" for mark in self.marks)


class AskedState(Struct, frozen=True):
    """The open question, None when there is none, and those asked before, the newest first."""

    current: QuestionState | None
    earlier: tuple[FoundState, ...]


def build_questions(asked: Sequence[AskedQuestion], counted: Counted | None, library: Library) -> AskedState:
    """Build it of all questions, the newest first, and of what counts of the open one up to today."""
    current = None
    if asked and asked[0].is_open and counted is not None:
        current = _current(asked[0], counted, library)
    return AskedState(current, tuple(found_state(one, library) for one in asked[current is not None :]))


def _current(asked: AskedQuestion, counted: Counted, library: Library) -> QuestionState:
    language, question = library.language, asked.question
    say = partial(language.phrase, PHRASES, "said")
    used, days = int(counted.used.sum()), len(counted.used)
    held = len(asked.looks)
    begins = {"day": language.day(question.days().first)}
    counts = {"typed_in_one_go": counted.together, "repeated": counted.repeated}
    left_out = [say("left_out"), *(say(why, count=number) for why, number in counts.items() if number)]
    return QuestionState(
        found_state(asked, library),
        say("chosen", day=language.day(question.asked)),
        _means(question, library),
        say("counted", used=language.number(used), count=days) if days else say("first_day", **begins),
        " ".join(left_out),
        tuple(counted.used.tolist()),
        tuple(
            LookMark(
                language.day(question.look_day(weeks)),
                language.n("{count} week", "{count} weeks", weeks),
                number < held,
                number == held,
            )
            for number, weeks in enumerate(LOOK_WEEKS)
        ),
    )


def _means(question: Question, library: Library) -> str:
    say = partial(library.language.phrase, PHRASES, "means")
    nights = question.first in NIGHTS, question.then in NIGHTS
    order = {(True, False): "night_first", (False, True): "night_then", (True, True): "nights"}
    function = [say("function")] if Outcome.FUNCTION in {question.first, question.then} else []
    return " ".join((say(order.get(nights, "days")), say("usual"), *function, say("fixed")))


def found_state(asked: AskedQuestion, library: Library) -> FoundState:
    language, question = library.language, asked.question
    last = asked.looks[-1] if asked.looks else None
    upcoming = next((weeks for weeks in LOOK_WEEKS if last is None or weeks > last.weeks), LOOK_WEEKS[-1])
    days = {"last": question.look_day(0 if last is None else last.weeks), "next": question.look_day(upcoming)}
    is_bare = asked.stage is Stage.NOT_CLEAR and last is not None and last.link.r is None
    say = partial(language.phrase, PHRASES, "stages", "too_few" if is_bare else asked.stage)
    facts = {name: language.day(day) for name, day in days.items()}
    told = asked.stage in {Stage.YES, Stage.NOT_CLEAR} and last is not None
    return FoundState(
        asked_words(asked, library),
        say("result", **facts),
        say("more", **facts) if asked.stage is not Stage.LEFT else "",
        _counts(question, last, library) if told and last is not None else "",
        "" if last is None else _when(question, last, library),
        _numbers(last, library) if told and last is not None else "",
    )


def _counts(question: Question, look: Look, library: Library) -> str:
    after = _after(question.first, library)
    if look.split is None or not after:
        return ""
    facts = {name: library.language.number(count) for name, count in asdict(look.split).items()}
    return _said(library, "counts", after=after, **facts)


def _when(question: Question, look: Look, library: Library) -> str:
    language = library.language
    is_early = look.link.r is None
    facts = {"weeks": language.number(look.weeks), "count": look.link.pairs}
    return _said(
        library, "too_early" if is_early else "held", day=language.day(question.look_day(look.weeks)), **facts
    )


def _numbers(look: Look, library: Library) -> str:
    """Write the numbers behind a look, for a professional; empty as long as nothing may be said."""
    language, link = library.language, look.link
    if link.r is None or link.low is None or link.high is None or link.effective is None:
        return ""
    values = (("r", link.r), ("low", link.low), ("high", link.high))
    facts = {name: language.fixed(value, 2) for name, value in values}
    pairs, effective = language.number(link.pairs), language.number(link.effective)
    return _said(library, "numbers", pairs=pairs, effective=effective, **facts)


def _said(library: Library, key: str, **facts: object) -> str:
    return library.language.phrase(PHRASES, "said", key, **facts)


def asked_words(asked: AskedQuestion, library: Library) -> str:
    """Write a question that was asked: one about an own item as it was asked, whatever the item is called now."""
    is_own = not {asked.question.first, asked.question.then} <= set(SIDES)
    return asked.words if is_own and asked.words else question_words(asked.question, library)


def question_words(question: Question, library: Library) -> str:
    """Write a question, in the names that are in use; empty for one about an item that is gone."""
    after = _after(question.first, library)
    return _asks(question, library, after) if after and _name(question.then, library) else ""


def _asks(question: Question, library: Library, after: str) -> str:
    way = "more" if question.then_more else "less"
    key = question.then if question.then in SIDES else "own"
    return library.language.phrase(PHRASES, way, key, after=after, name=_name(question.then, library))


def _after(first: str, library: Library) -> str:
    """Write what came first; empty for an item that is gone."""
    name = _name(first, library)
    key = first if first in SIDES else "own"
    return library.language.phrase(PHRASES, "after", key, name=name) if name else ""


def _name(side: str, library: Library) -> str:
    known = library.words.items.get(side)
    return side if side in SIDES else known.name if known is not None else ""


def firsts(library: Library) -> tuple[tuple[str, str], ...]:
    """Return what can be asked about as coming first: keys and words."""
    return tuple((side, _after(side, library)) for side in _sides(library))


def questions_after(first: str, asked: date, library: Library) -> tuple[tuple[Question, str, str], ...]:
    """Return all questions about what follows this, with their words in short and in full: a harder day before an
    easier one, and more of anything else before less."""
    found = [
        Question(first, first not in LESS_FIRST, side, more, asked)
        for side in _sides(library)
        if side != first
        for more in ((False, True) if side == Outcome.FUNCTION else (True, False))
    ]
    return tuple((one, _asks(one, library, "…"), question_words(one, library)) for one in found)


def _sides(library: Library) -> tuple[str, ...]:
    own = (item.key for item in library.catalogue.items if item.own and not item.archived and item.kind in ASKABLE)
    return (*SIDES[:LAST], *own, *SIDES[LAST:])
