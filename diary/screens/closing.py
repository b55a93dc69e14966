"""The quiet words after a day is filled in: never a score, never a count of days, nothing to keep up."""

from datetime import date

from diary.content.language import Language
from diary.domain.day import DayKind


def closing_line(day: date, today: date, language: Language) -> str:
    """What stands below the last card once nothing is left to ask; another sentence on another day."""
    t = language.t
    if day != today:
        return t("That is all for this day.")
    lines = (
        t("That is all for today. Take care of yourself."),
        t("Everything is written down. You can let go of it now."),
        t("That was it for today. Be kind to yourself."),
        t("All done here. May the rest of the day be gentle."),
    )
    return lines[day.toordinal() % len(lines)]


def calm_line(kind: DayKind, language: Language) -> str:
    """What stands above the cards of a hard day; empty on other days."""
    if kind is not DayKind.HARD:
        return ""
    return language.t("A hard day. What is here is enough; the rest can wait, or stay open.")
