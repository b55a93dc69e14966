"""The keys above the body map: what is being painted, and how strong the brush is."""

from PySide6.QtWidgets import QWidget

from diary.content.theme import Ramp
from diary.ui.style import Type, type_font
from diary.ui.widgets.body_marks import BRUSHES
from diary.ui.widgets.body_swatch import Swatch
from diary.ui.widgets.keys import ChoiceKeys, KeyRow


class BrushKeys(KeyRow):
    """The three brushes, each with its colour and its dots above the word."""

    def __init__(self, name: str, texts: list[str], ramp: Ramp, parent: QWidget | None = None) -> None:
        super().__init__(name, texts, 0, "", parent)
        self.setFont(type_font(Type.SMALL))
        for key, strength in zip(self.keys, BRUSHES, strict=True):
            key.set_mark(Swatch(ramp, strength))

    def choose(self, value: int | None) -> None:
        """One brush is always in hand."""
        super().choose(self.value if value is None else value)


class LayerKeys(ChoiceKeys):
    """Pain, or where touch hurts; one of them is always in hand."""

    def __init__(self, name: str, texts: list[str], parent: QWidget | None = None) -> None:
        super().__init__(name, texts, "", parent)
        self.setFont(type_font(Type.SMALL))

    def choose(self, value: int | None) -> None:
        """One layer is always in hand."""
        super().choose(self.value if value is None else value)
