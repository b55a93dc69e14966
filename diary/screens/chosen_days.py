"""Builds what the Calendar says about the chosen days, and which of them may become a diary holiday."""

from collections.abc import Iterable
from datetime import date
from statistics import fmean

from msgspec import Struct
from msgspec.structs import replace

from diary.content.language import Language
from diary.content.library import Library
from diary.content.words import ItemWords, value_words, with_further
from diary.domain.day import Day, DayKind, Moment, MomentKind
from diary.domain.form import Form
from diary.domain.item import Kind
from diary.domain.period import Period
from diary.domain.text import sentence_case, shorten
from diary.domain.therapist_mark import TherapistMark
from diary.screens.calendar import FIRST_MONTH, LAST_MONTH, needed_items, same_day, status_words

GOOD_THING = "good_thing"
MOST_AT_A_GLANCE = 14
"""Days of which all moments are shown: two weeks."""
LONGEST_QUOTE = 180
"""Letters of a free text shown in the calendar; the whole of it is on the day itself."""


class Choice(Struct, frozen=True):
    """The chosen days: everything from `anchor`, where the selection began, to `cursor`, where the keyboard or
    mouse is."""

    anchor: date
    cursor: date

    @classmethod
    def of(cls, day: date) -> "Choice":
        """Choose one day."""
        return cls(day, day)

    def to(self, day: date, *, grows: bool = False) -> "Choice":
        """Choose another day, or a longer stretch; never beyond what the calendar shows."""
        day = min(max(day, FIRST_MONTH), same_day(date(LAST_MONTH.year, 1, 31), LAST_MONTH))
        return Choice(self.anchor if grows else day, day)

    @property
    def period(self) -> Period:
        """The chosen days in order."""
        return Period(min(self.anchor, self.cursor), max(self.anchor, self.cursor))


class ChosenState(Struct, frozen=True):
    """One day or a stretch. `opens` is the day to open, None for a stretch and for empty days to come.

    to_pause: empty ordinary days that may become a holiday; to_resume: holidays. `pause` and `resume` are the
    words for doing that, `remark` is one sentence about it. `moments` are lines by kind, `marks` what a therapist
    wrote at the day.
    """

    heading: str
    facts: str
    number: str = ""
    moments: tuple[tuple[MomentKind, str], ...] = ()
    good_thing: str = ""
    marks: tuple[str, ...] = ()
    opens: date | None = None
    to_pause: tuple[date, ...] = ()
    to_resume: tuple[date, ...] = ()
    pause: str = ""
    resume: str = ""
    remark: str = ""


def build_chosen(
    days: Iterable[Day],
    chosen: Period,
    library: Library,
    form: Form,
    today: date,
    item: str | None,
    marks: Iterable[TherapistMark] = (),
) -> ChosenState:
    """Build the state of the chosen days; `days` are those of the period with something in them, `marks` all of a
    therapist that the diary keeps."""
    logged = {day.date: day for day in days}
    past = [day for day in chosen if day <= today]
    to_pause = tuple(day for day in past if _is_free(logged.get(day)))
    to_resume = tuple(day for day in past if day in logged and logged[day].kind is DayKind.HOLIDAY)
    if chosen.first == chosen.last:
        day = logged.get(chosen.first, Day(chosen.first))
        said = tuple(mark_said(mark, library.language) for mark in marks if day.date in mark.period)
        return replace(_one(day, library, form, today, item, to_pause, to_resume), marks=said)
    return replace(
        _stretch(chosen, library, today, to_pause, to_resume),
        number=_mean(logged.values(), item, library),
        moments=_moments(logged.values(), library) if len(chosen) <= MOST_AT_A_GLANCE else (),
    )


def _is_free(day: Day | None) -> bool:
    return day is None or (day.is_empty and day.kind is DayKind.ORDINARY)


def _one(
    day: Day,
    library: Library,
    form: Form,
    today: date,
    item: str | None,
    to_pause: tuple[date, ...],
    to_resume: tuple[date, ...],
) -> ChosenState:
    language = library.language
    t = language.t
    fine = day.notes.get(GOOD_THING, "")
    facts = ", ".join(status_words(day, needed_items(library.catalogue, form), today, language))
    return ChosenState(
        heading=sentence_case(
            language.pattern(day.date, "EEEE d MMMM" if day.date.year == today.year else "EEEE d MMMM y")
        ),
        facts=sentence_case(facts),
        number=_number(day, library, item),
        moments=tuple((moment.kind, moment_line(moment, library)) for moment in day.moments),
        good_thing=t("“{words}”", words=shorten(fine, LONGEST_QUOTE)) if fine else "",
        opens=day.date if day.date <= today or not _is_free(day) else None,
        to_pause=to_pause,
        to_resume=to_resume,
        pause=t("Diary holiday") if to_pause else "",
        resume=t("An ordinary day again") if to_resume else "",
        remark=_remark(language, to_pause, to_resume, is_to_come=day.date > today),
    )


def _stretch(
    chosen: Period, library: Library, today: date, to_pause: tuple[date, ...], to_resume: tuple[date, ...]
) -> ChosenState:
    language = library.language
    n = language.n
    return ChosenState(
        heading=language.span(chosen.first, chosen.last),
        facts=n("{count} day chosen", "{count} days chosen", len(chosen)),
        to_pause=to_pause,
        to_resume=to_resume,
        pause=n("Diary holiday for {count} empty day", "Diary holiday for {count} empty days", len(to_pause))
        if to_pause
        else "",
        resume=n("{count} ordinary day again", "{count} ordinary days again", len(to_resume)) if to_resume else "",
        remark=_remark(language, to_pause, to_resume, is_to_come=chosen.first > today),
    )


def _remark(
    language: Language, to_pause: tuple[date, ...], to_resume: tuple[date, ...], *, is_to_come: bool
) -> str:
    if is_to_come:
        return language.t(
            "This is still to come. A diary holiday is chosen on the day itself or afterwards. Going away? The "
            "reminder can be quiet until then: Settings, Reminder."
        )
    if to_pause:
        return language.t("A diary holiday is a pause you choose: empty on purpose, and that is just fine.")
    if to_resume:
        return language.t("On a diary holiday nothing needs to be filled in, and that is just fine.")
    return ""


def _number(day: Day, library: Library, item: str | None) -> str:
    value = None if item is None else day.value(item)
    if item is None or value is None:
        return ""
    words = library.words.items.get(item, ItemWords(item, item))
    said = value_words(library.language, library.words, library.catalogue.item(item), value)
    return library.language.t("{item}: {value}", item=words.name, value=said)


def _mean(days: Iterable[Day], item: str | None, library: Library) -> str:
    """Write the mean of a scale over the days it was filled in; nothing of an item whose mean has another form."""
    if item is None or library.catalogue.item(item).kind is not Kind.SCALE:
        return ""
    values = [value for day in days if (value := day.value(item)) is not None]
    if not values:
        return ""
    words = library.words.items.get(item, ItemWords(item, item))
    return library.language.n(
        "{item}: {mean} ({count} day)",
        "{item}: {mean} on average ({count} days)",
        len(values),
        item=words.name,
        mean=library.language.fixed(fmean(values), 1),
    )


def _moments(days: Iterable[Day], library: Library) -> tuple[tuple[MomentKind, str], ...]:
    """Write the moments of some days in their order, each with its day."""
    return tuple(
        (moment.kind, f"{library.language.short_date(day.date)}, {moment_line(moment, library)}")
        for day in sorted(days, key=lambda day: day.date)
        for moment in day.moments
    )


def mark_said(mark: TherapistMark, language: Language) -> str:
    """Write a mark, with who wrote it where that is known."""
    return language.t("{text} (written by {name})", text=mark.words, name=mark.by) if mark.by else mark.words


def moment_line(moment: Moment, library: Library) -> str:
    """Write a moment as 15:20 Flare-up: after shopping."""
    name = library.words.moments[moment.kind]
    when = "" if moment.at is None else f"{library.language.clock_minutes(moment.at)} "
    text = shorten(moment.text, LONGEST_QUOTE)
    return with_further(library.language, f"{when}{name}: {text}" if text else f"{when}{name}", moment)
