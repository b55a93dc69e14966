"""Writes CSV text in which a spreadsheet takes no text for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from enum import Enum
from unicodedata import category, normalize

from diary.screens.figure import Figure, Plain

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What such a text begins with, also in full width, and behind spaces and marks that are not seen."""

_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})


class CsvForm(Enum):
    """How a table is written: as RFC 4180 says, or as a spreadsheet expects where numbers have a decimal comma."""

    COMMA = ",", "."
    SEMICOLON = ";", ","

    def __init__(self, separator: str, decimal: str) -> None:
        self.separator, self.decimal = separator, decimal


def safe(text: str) -> str:
    """Return the text, with a `'` in front when a spreadsheet would take it for a formula."""
    seen = "".join(sign for sign in normalize("NFKC", text) if category(sign) not in _UNSEEN)
    return f"'{text}" if text.startswith(_FORMULA) or seen.startswith(_FORMULA) else text


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Plain]], form: CsvForm = CsvForm.COMMA) -> str:
    """Return header and rows. Numbers have the form's decimal sign and no unit, None is an empty cell, texts are
    `safe`."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=form.separator, lineterminator="\r\n")
    writer.writerow([safe(name) for name in header])
    for row in rows:
        writer.writerow([_plain(value, form) for value in row])
    return out.getvalue()


def figure_csv(figure: Figure, form: CsvForm = CsvForm.COMMA) -> str:
    """Return exactly what a figure shows, a row for each thing it draws."""
    return csv_text(figure.plain.columns, figure.plain.rows, form)


def _plain(value: Plain, form: CsvForm) -> str:
    if value is None:
        return ""
    return safe(value) if isinstance(value, str) else f"{value:.10g}".replace(".", form.decimal)
