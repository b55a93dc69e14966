"""What a diary remembers beside its days: what was chosen to see, said of texts, and typed and not yet stored.

Another computer shows the same. Undo does not touch it, and pages that show days are not told: no day changes.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from msgspec.structs import replace

from diary.domain.period import read_date
from diary.domain.tip_choice import MarkedTip, TipMark
from diary.journal.core import JournalCore

LINKS_UNTIL: Final = "links.until"
TOPIC: Final = "topic"
"""The name under which the topic that was read last is chosen."""
_PREFIX: Final = "choice."
_DRAFT: Final = "draft."
_OPPOSITE: Final = {TipMark.HELPFUL: TipMark.NOT_FOR_ME, TipMark.NOT_FOR_ME: TipMark.HELPFUL}


class StoredChoices:
    """What was chosen to see: lists of keys, each under a name such as `charts`, and up to which day the look at
    links was asked for. Every method that writes raises Refusal when the file will not take it."""

    def __init__(self, core: JournalCore) -> None:
        self._core = core
        self._not_stored: dict[str, str] = {}

    def chosen(self, name: str) -> tuple[str, ...] | None:
        """Return the keys chosen, in order; None as long as nothing was chosen, or when it cannot be read. Items
        may be gone since."""
        try:
            found = json.loads(self._not_stored.get(name) or self._setting(_PREFIX + name))
        except (json.JSONDecodeError, RecursionError):
            return None
        if not isinstance(found, list):
            return None
        return tuple(dict.fromkeys(key for key in found if isinstance(key, str)))

    def choose(self, name: str, keys: Iterable[str] | None) -> None:
        """Remember these keys in this order; None forgets them. In a diary that is only read, as a share, they
        stay for as long as it is open."""
        text = "" if keys is None else json.dumps(list(keys))
        if self._core.store.reading_only is not None:
            self._not_stored[name] = text
        elif self._setting(_PREFIX + name) != text:
            self._core.store.put_pairs("setting", {_PREFIX + name: text})

    def links_until(self) -> date | None:
        """Return the last day up to which the person asked for the look at links; None as long as nobody asked."""
        return read_date(self._setting(LINKS_UNTIL))

    def look_at_links_until(self, day: date | None) -> None:
        """Store that the person asked for the look at links up to this day; None withdraws the request."""
        self._core.store.put_pairs("setting", {LINKS_UNTIL: "" if day is None else day.isoformat()})

    def _setting(self, key: str) -> str:
        return self._core.store.pairs("setting").get(key, "")


class Drafts:
    """What is half typed in a dialog or form, by the name of that form: in the diary, as secret as the rest of it.
    Undo does not touch it. Writing raises Refusal when the file will not take it."""

    def __init__(self, core: JournalCore) -> None:
        self._core = core

    def kept(self, name: str) -> tuple[str, ...]:
        """Return the texts kept under this name, first what they are about; none when nothing is half typed."""
        try:
            found = json.loads(self._core.store.pairs("setting").get(_DRAFT + name, "[]"))
        except (json.JSONDecodeError, RecursionError):
            return ()
        return tuple(map(str, found)) if isinstance(found, list) else ()

    @property
    def has_any(self) -> bool:
        """Whether anything is half typed."""
        return any(name.startswith(_DRAFT) and text for name, text in self._core.store.pairs("setting").items())

    def keep(self, name: str, texts: Sequence[str] = ()) -> None:
        """Keep these texts instead of those before; none forgets them."""
        if tuple(texts) != self.kept(name):
            text = json.dumps(list(texts)) if texts else ""
            self._core.store.put_pairs("setting", {_DRAFT + name: text})


class TextMarks:
    """What was said of tips, or of the topics of Understand: `kind` is then `page`, and an empty one means tips.

    Every method that writes raises Refusal when the file will not take it.
    """

    def __init__(self, core: JournalCore, kind: str = "") -> None:
        self._core = core
        self._prefix = f"{kind}:" if kind else ""

    def marks(self) -> tuple[MarkedTip, ...]:
        """Return the marks, oldest first, with the keys of their texts."""
        parted = ((marked.tip.rpartition(":"), marked) for marked in self._core.store.tip_marks())
        return tuple(
            replace(marked, tip=key) for (kind, colon, key), marked in parted if kind + colon == self._prefix
        )

    def mark(self, text: str, mark: TipMark) -> None:
        """Store that a text was shown today, or what the person thinks of it (one opinion replaces the other)."""
        marked = MarkedTip(self._prefix + text, self._core.today, mark)
        self._core.store.put_tip_mark(marked, _OPPOSITE.get(mark))

    def unmark(self, text: str, mark: TipMark) -> None:
        """Delete what the person thought of a text, or that it was shown."""
        self._core.store.drop_tip_mark(self._prefix + text, mark)
