"""General information beside the charts: one fact, one small option, and where it comes from."""

from msgspec import Struct

from diary.content.decoding import Text
from diary.domain.factors.reason import FactorReason
from diary.domain.item import RiskFactor


class TipWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of a tip in another language; an empty one stays English."""

    title: Text = ""
    fact: Text = ""
    option: Text = ""


class Tip(Struct, frozen=True, forbid_unknown_fields=True):
    """A tip belongs to one risk factor. `reasons` are the factor reasons it fits best (may be empty: fits all);
    `fact` and `option` are one or two sentences each; `source` is authors, journal and year."""

    factor: RiskFactor
    title: Text
    fact: Text
    option: Text
    source: Text
    reasons: tuple[FactorReason, ...] = ()
    key: str = ""
