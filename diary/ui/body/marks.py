"""The marks on the body as one model: the map and the list show and change the same marks."""

from collections.abc import Iterable, Mapping
from enum import Enum

from PySide6.QtCore import QObject, Signal

from diary.content.language import Language
from diary.domain.body import Limb, absent_limbs, limbs_of, on_both_sides, same_on_both_sides
from diary.ui.widgets.key_press import DigitReader


class BodyLimbs(QObject):
    """Holds the missing limbs: `hidden` are their areas; `hidden_chosen` emits the new set."""

    hidden_chosen = Signal(object)

    def __init__(self, limbs: Iterable[Limb], names: Mapping[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.names = names
        self.hidden: frozenset[str] = frozenset()
        self._limbs = tuple(limbs)

    def at(self, area: str) -> tuple[Limb, ...]:
        """Return the limbs that contain an area, the smallest first."""
        return limbs_of(self._limbs, area)

    @property
    def absent(self) -> tuple[Limb, ...]:
        """The missing limbs."""
        return absent_limbs(self._limbs, self.hidden)

    def take_away(self, limb: Limb) -> None:
        """Mark a limb as missing."""
        self.hidden_chosen.emit(self.hidden | limb.segments)

    def bring_back(self, limb: Limb) -> None:
        """Show a limb again."""
        self.hidden_chosen.emit(self.hidden - limb.segments)


BRUSHES = (2, 5, 8)
"""The three strengths painting stores, on the scale of 1 to 10."""
HIGHEST = 10

Changes = Mapping[str, int | None]
"""Areas with their new strength, None = cleared; in the touch layer any strength is a mark."""


class Layer(Enum):
    """The layer in use: pain with its strength, or where touch or light pressure hurts."""

    PAIN = "pain"
    TOUCH = "touch"


class BodyMarks(QObject):
    """Strengths and tender areas by key, the brush and layer in hand, and the limbs that are not there.

    `changed` emits the areas that look different now, `painted` what one click, key or stroke changed, `touched`
    all areas where touch hurts.
    """

    changed = Signal(object)
    left_out_changed = Signal()
    painted = Signal(dict)
    touched = Signal(object)

    def __init__(
        self,
        names: Mapping[str, str],
        language: Language,
        limbs: Iterable[Limb] = (),
        limb_names: Mapping[str, str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.names = names
        self.limbs = BodyLimbs(limbs, limb_names or {}, self)
        self.brush = BRUSHES[1]
        self.layer = Layer.PAIN
        self._digits = DigitReader(self)
        self._language = language
        self._strengths: dict[str, int] = {}
        self.tender: frozenset[str] = frozenset()
        self.left_out: frozenset[str] = frozenset()

    @property
    def strengths(self) -> Mapping[str, int]:
        """All painful areas."""
        return dict(self._strengths)

    def show_areas(self, areas: Mapping[str, int]) -> None:
        """Show a day's pain."""
        self._set({key: strength for key, strength in areas.items() if strength}, self.tender)
        self._leave_out()

    def show_tender(self, tender: Iterable[str]) -> None:
        """Show where touch hurts."""
        self._set(self._strengths, frozenset(tender))
        self._leave_out()

    def show_hidden(self, hidden: Iterable[str]) -> None:
        """Leave these areas out."""
        self.limbs.hidden = frozenset(hidden)
        self._leave_out()

    def strength(self, key: str) -> int:
        """Return the strength of the pain in an area, 0 without a mark."""
        return self._strengths.get(key, 0)

    def is_marked(self, key: str) -> bool:
        """Return whether the area is marked in the current layer."""
        return key in (self.tender if self.layer is Layer.TOUCH else self._strengths)

    def describe(self, key: str) -> str:
        """Return the marks of an area in words."""
        t = self._language.t
        strength = self.strength(key)
        if not strength:
            return t("touch hurts") if key in self.tender else t("nothing marked")
        if key in self.tender:
            return t("{value} of {high}, touch hurts", value=strength, high=HIGHEST)
        return t("{value} of {high}", value=strength, high=HIGHEST)

    def next_of(self, key: str) -> int | None:
        """Return the strength after one more press: the brush first, then stronger, after the strongest None."""
        if self.layer is Layer.TOUCH:
            return None if key in self.tender else 1
        now = self.strength(key)
        higher = [strength for strength in BRUSHES if strength > now]
        return (higher[0] if higher else None) if now else self.brush

    def step(self, key: str) -> None:
        """Press an area once."""
        self.paint({key: self.next_of(key)})

    def type_text(self, key: str, text: str) -> bool:
        """Give the area in focus the strength of a digit: 1 and then 0 is ten, 0 clears it; true for a digit."""
        value = self._digits.read(text, key)
        if value is not None:
            self.paint({key: value or None})
        return value is not None

    def preview(self, changes: Changes) -> None:
        """Show the changes of a stroke that is still going on."""
        strengths, tender = dict(self._strengths), set(self.tender)
        for key, value in changes.items():
            if self.layer is Layer.TOUCH:
                (tender.add if value else tender.discard)(key)
            elif value:
                strengths[key] = value
            else:
                strengths.pop(key, None)
        self._set(strengths, frozenset(tender))

    def paint(self, changes: Changes) -> None:
        """Apply changes and emit them."""
        self.preview(changes)
        if self.layer is Layer.TOUCH:
            self.touched.emit(self.tender)
        else:
            self.painted.emit(dict(changes))

    def paint_in(self, layer: Layer, changes: Changes) -> None:
        """Apply changes in a layer without making it the current one."""
        in_hand, self.layer = self.layer, layer
        self.paint(changes)
        self.layer = in_hand

    def missing_on_one_side(self) -> dict[str, int | None]:
        """Return the changes that make both sides the same in the current layer."""
        if self.layer is Layer.TOUCH:
            new = dict.fromkeys(on_both_sides(self.tender) - self.tender, 1)
        else:
            both, now = same_on_both_sides(self._strengths), self._strengths
            new = {key: strength for key, strength in both.items() if strength != now.get(key)}
        return {key: strength for key, strength in new.items() if key not in self.left_out}

    def _set(self, strengths: dict[str, int], tender: frozenset[str]) -> None:
        changed = {key for key in {*strengths, *self._strengths} if strengths.get(key) != self._strengths.get(key)}
        changed |= tender ^ self.tender
        self._strengths, self.tender = strengths, tender
        if changed:
            self.changed.emit(changed)

    def _leave_out(self) -> None:
        left_out = self.limbs.hidden - self._strengths.keys() - self.tender
        if left_out != self.left_out:
            self.left_out = left_out
            self.left_out_changed.emit()
