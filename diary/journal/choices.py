"""What a person chose to see, as lists of keys in the diary: the charts of Trends, the rows of a comparison.

Another computer shows the same. Undo does not touch it, and what cannot be read counts as never chosen.
"""

import json
from collections.abc import Iterable

from diary.journal.contents import DiaryContents

_PREFIX = "choice."


class Choosing(DiaryContents):
    """A diary that remembers choices, each under a name such as `charts`."""

    def choice(self, name: str) -> tuple[str, ...] | None:
        """The keys chosen, in order; None as long as nothing was chosen. Items may be gone since."""
        try:
            found = json.loads(self._store.pairs("setting").get(_PREFIX + name, ""))
        except (json.JSONDecodeError, RecursionError):
            return None
        if not isinstance(found, list):
            return None
        return tuple(dict.fromkeys(key for key in found if isinstance(key, str)))

    def choose(self, name: str, keys: Iterable[str] | None) -> None:
        """Remember these keys in this order; None forgets them. Raises Refusal when the disk refuses."""
        text = "" if keys is None else json.dumps(list(keys))
        if self._store.pairs("setting").get(_PREFIX + name, "") != text:
            self._store.put_pairs("setting", {_PREFIX + name: text})
