"""Builds the recovery sheet: the key of an encrypted diary for paper, with what it is and where to keep it."""

from datetime import date

from msgspec import Struct

from diary.content.language import Language
from diary.domain.recovery_code import code_of

GROUPS_A_ROW = 3
ADVICE = ("where", "who", "how", "how_long")
"""The questions that are answered on it, in `resources/phrases/sheet.toml`."""


class Advice(Struct, frozen=True):
    """One question about the sheet, and its answer."""

    title: str
    text: str


class SheetState(Struct, frozen=True):
    """Everything on the sheet. `rows` are the characters in groups, as they are typed back."""

    title: str
    made: date
    made_on: str
    lead: str
    rows: tuple[tuple[str, ...], ...]
    hint: str
    advice: tuple[Advice, ...]


def build_sheet(language: Language, raw: bytes, made: date) -> SheetState:
    """Build the sheet for this key; whoever has it can read the diary, so it is built for paper only."""
    t = language.t
    groups = code_of(raw)
    rows = tuple(groups[at : at + GROUPS_A_ROW] for at in range(0, len(groups), GROUPS_A_ROW))
    return SheetState(
        title=t("Recovery sheet"),
        made=made,
        made_on=t("Made on {day}", day=language.long_date(made)),
        lead=t("With these characters your diary opens when you have forgotten the passphrase."),
        rows=rows,
        hint=t("There is no letter I, L, O or U in it. Small letters are fine, and spaces do not matter."),
        advice=tuple(
            Advice(language.phrase("sheet", key, "title"), language.phrase("sheet", key, "text")) for key in ADVICE
        ),
    )
