"""Describes what can be exported of any picture: its title, its words and a table of exactly what it shows.

Whatever draws something (plots, body maps, small dots and lines) is described as a Figure once; the table view,
the clipboard and every file are made from that.
"""

from datetime import date

from msgspec import Struct, field

from diary.content.language import Language

Plain = float | str | None
"""A value for a program to read: a number, a text (a date as 2026-11-22), or nothing."""


class Cell(Struct, frozen=True):
    """One place of the table: what is read, and the value it is sorted by."""

    words: str
    value: Plain = None


class PlainTable(Struct, frozen=True):
    """The same numbers for a spreadsheet or a program: column names that stay, values without units."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Plain, ...], ...]


class Figure(Struct, frozen=True):
    """A picture described.

    stem: the name of a file without its ending; it says when, never what hurts: others see file names. summary:
    whole sentences for screen readers. headers and rows: the table as it is read. plain: the table as it is
    written to CSV.
    """

    stem: str
    title: str
    summary: str
    headers: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    plain: PlainTable = field(default_factory=lambda: PlainTable((), ()))


def file_stem(language: Language, *days: date) -> str:
    """Return the name of a file about these days, without its ending."""
    return language.t("diary-{days}", days="-".join(day.isoformat() for day in days))


def figure_words(language: Language, figure: Figure) -> str:
    """Write the figure as text for the clipboard: title, summary, and the table with tabs between its columns."""
    lines = [figure.title, figure.summary]
    if figure.rows:
        lines += ["", "\t".join(figure.headers)]
        lines += ["\t".join(cell.words for cell in row) for row in figure.rows]
    lines += ["", language.t("From the Symptom Diary. General information, not a diagnosis.")]
    return "\n".join(lines)
