"""Builds the recovery sheet: the key of an encrypted diary for paper, with what it is and where to keep it."""

from datetime import date

from msgspec import Struct

from diary.content.language import Language
from diary.domain.recovery_code import code_of

GROUPS_A_ROW = 3


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
        advice=_advice(language),
    )


def _advice(language: Language) -> tuple[Advice, ...]:
    t = language.t
    return (
        Advice(
            t("Where do I keep it?"),
            t(
                "On paper, away from the computer: with your passport, or with somebody you trust. Do not take"
                " a photo of it and do not keep it on the computer; delete the file after you have printed it."
            ),
        ),
        Advice(
            t("Who can read my diary with it?"),
            t("Anybody who has this sheet and the diary or a copy of it. Neither of the two is enough alone."),
        ),
        Advice(
            t("How do I use it?"),
            t(
                "Open the diary. Under the field for the passphrase, choose “I have a recovery sheet”, type"
                " the characters, and choose a new passphrase."
            ),
        ),
        Advice(
            t("How long is it valid?"),
            t(
                "Until you change the passphrase. Then print a new sheet. The old one opens only copies that"
                " were made before and kept somewhere else, so tear it up when you need those no longer."
            ),
        ),
    )
