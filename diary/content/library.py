"""Everything readable in one language, in one value: what screens and reports are built from."""

from dataclasses import dataclass

from diary.content.drawing import Drawing
from diary.content.language import Language
from diary.content.tip import Tip
from diary.content.words import Words
from diary.domain.body import Atlas
from diary.domain.item import Catalogue


@dataclass(frozen=True)
class Library:
    """The catalogue with its words, the body with its drawing, and the tips, in one language."""

    language: Language
    catalogue: Catalogue
    words: Words
    atlas: Atlas
    drawing: Drawing
    tips: tuple[Tip, ...]
