"""From the words and codes other programs use for places on the body to the segments of our body map."""

from collections.abc import Mapping
from typing import Final

from diary.content.decoding import Problem
from diary.domain.body import Atlas
from diary.domain.refusal import Reason, Refusal
from diary.exchange.conversion import quote
from diary.exchange.fields import Codes
from diary.exchange.mapping import AreaRule

FEMALE_TO_MALE: Final[Mapping[int, int]] = {112: 116, 113: 117, 114: 112, 115: 113, 116: 114, 117: 115}
"""CHOIR codes of the female figure that differ from the male numbering (Cramer, CHOIRBM 2021)."""


class Places:
    """What the cells of one `[[areas]]` block can mean, looked up once for the whole file.

    Raises Refusal MAP_INVALID when the mapping names an area the body map does not have.
    """

    def __init__(self, rule: AreaRule, atlas: Atlas, path: str) -> None:
        self._rule = rule
        self._atlas = atlas
        self._path = path
        self._known = self._all_names() if rule.codes is Codes.NAMES else self._by_snomed()
        self._named = {
            name: tuple(segment for target in targets for segment in self._target(f"names.{name}", target))
            for name, targets in rule.names.items()
        }
        self.always = tuple(segment for target in rule.areas for segment in self._target("areas", target))

    def segments(self, code: str) -> tuple[str, ...]:
        """The segments one entry of a list means; raises Refusal UNKNOWN_AREA with what was written."""
        word = code.casefold()
        found = self._named.get(word)
        if found is None and self._rule.codes in {Codes.NAMES, Codes.SNOMED}:
            found = self._known.get(word)
        if found is None and word.isascii() and word.isdecimal() and len(word) < 5:
            found = self._by_choir(int(word))
        if not found:
            raise Refusal(Reason.UNKNOWN_AREA, area=quote(code))
        return found

    def _by_choir(self, code: int) -> tuple[str, ...] | None:
        if self._rule.codes not in {Codes.CHOIR, Codes.CHOIR_FEMALE}:
            return None
        if self._rule.codes is Codes.CHOIR_FEMALE:
            code = FEMALE_TO_MALE.get(code, code)
        try:
            return (self._atlas.by_choir(code).key,)
        except Refusal:
            return None

    def _target(self, key: str, target: str | int) -> tuple[str, ...]:
        """What the mapping means by a segment's key, a WPI area (all its segments) or a CHOIR number."""
        try:
            found = (self._atlas.by_choir(target).key,) if isinstance(target, int) else self._all_names()[target]
        except (Refusal, KeyError):
            place = f"{self._rule.where}.{key}"
            raise Refusal(
                Reason.MAP_INVALID, path=self._path, key=place, problem=Problem.UNKNOWN, value=str(target)
            ) from None
        return found

    def _all_names(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for segment in self._atlas.segments:
            if segment.wpi is not None:
                found[segment.wpi] = (*found.get(segment.wpi, ()), segment.key)
        return found | {segment.key: (segment.key,) for segment in self._atlas.segments}

    def _by_snomed(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for segment in self._atlas.segments:
            found[segment.snomed] = (*found.get(segment.snomed, ()), segment.key)
        return found
