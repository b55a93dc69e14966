"""What is told about a diary that was mended: what is back, and what may be missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from diary.content.language import Language
from diary.domain.mended import Mended

MOST_SPANS = 12


@dataclass(frozen=True)
class MendedState:
    """`lines` say what the new diary holds and what was left out; `missing` names stretches of days."""

    lines: tuple[str, ...]
    missing_title: str
    missing: tuple[str, ...]


def build_mended(mended: Mended, language: Language) -> MendedState:
    """Tell what became of a damaged diary."""
    t, n = language.t, language.n
    lines = [_held(mended, language)]
    if mended.copied is not None:
        added = sum(mended.kept.get(table, 0) for table in ("answer", "pain_area", "activity", "moment", "note"))
        lines.append(
            n(
                "On top of the copy, {count} newer entry was read from the damaged file.",
                "On top of the copy, {count} newer entries were read from the damaged file.",
                added,
            )
            if added
            else t("The damaged file held nothing readable that is newer than the copy.")
        )
    wrong = sum(mended.left_out.values())
    if wrong:
        lines.append(
            n(
                "{count} entry was left out, because it cannot be right any more.",
                "{count} entries were left out, because they cannot be right any more.",
                wrong,
            )
        )
    if mended.is_whole:
        lines.append(t("Nothing that can be seen from the file is missing."))
    title = n(
        "Something may be missing on {count} day:",
        "Something may be missing on {count} days:",
        len(mended.incomplete),
    )
    return MendedState(tuple(lines), title if mended.incomplete else "", _spans(mended.incomplete, language))


def _held(mended: Mended, language: Language) -> str:
    t = language.t
    if mended.first is None or mended.last is None:
        return t("The new diary is empty.")
    days = language.n("{count} day", "{count} days", mended.days)
    first, last = language.day(mended.first), language.day(mended.last)
    return t("The new diary holds {days}, from {first} to {last}.", days=days, first=first, last=last)


def _spans(days: Iterable[date], language: Language) -> tuple[str, ...]:
    """Neighbouring days as one stretch; the rest of a long list as one line."""
    spans: list[tuple[date, date]] = []
    for day in days:
        if spans and day - spans[-1][1] <= timedelta(days=1):
            spans[-1] = spans[-1][0], day
        else:
            spans.append((day, day))
    shown = [
        language.day(first)
        if first == last
        else language.t("{first} to {last}", first=language.day(first), last=language.day(last))
        for first, last in spans[:MOST_SPANS]
    ]
    if len(spans) > MOST_SPANS:
        more = language.n("and {count} more stretch", "and {count} more stretches", len(spans) - MOST_SPANS)
        shown.append(more)
    return tuple(shown)
