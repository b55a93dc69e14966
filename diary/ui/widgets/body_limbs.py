"""Limbs that are not there: which ones there could be, which are left out, and how that is changed."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Signal

from diary.domain.limb import Limb, absent_limbs, limbs_of


class BodyLimbs(QObject):
    """`hidden` are the areas that are left out; `hidden_chosen` hands over what they are to be from now on."""

    hidden_chosen = Signal(object)

    def __init__(self, limbs: Iterable[Limb], names: Mapping[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.names = names
        self.hidden: frozenset[str] = frozenset()
        self._limbs = tuple(limbs)

    def at(self, area: str) -> tuple[Limb, ...]:
        """The limbs that can be said not to be there at an area, the smallest first."""
        return limbs_of(self._limbs, area)

    @property
    def absent(self) -> tuple[Limb, ...]:
        """The limbs that are not there."""
        return absent_limbs(self._limbs, self.hidden)

    def take_away(self, limb: Limb) -> None:
        """Say that a limb is not there."""
        self.hidden_chosen.emit(self.hidden | limb.segments)

    def bring_back(self, limb: Limb) -> None:
        """Show a limb again."""
        self.hidden_chosen.emit(self.hidden - limb.segments)
