"""Keeps the journal's file open, and notices when others write in it, replace it or remove it."""

from collections.abc import Callable
from typing import TypeAlias

from msgspec import Struct

from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.domain.three_way import Merged
from diary.storage.store import FilePresence, Store

Joined: TypeAlias = tuple[Period | None, tuple[Merged, ...]]
Join: TypeAlias = Callable[[Store, Store], Joined]


class ExternalChange(Struct, frozen=True):
    """What others did to the file. `period` holds the days that may have changed, `both` the entries that were
    written here and by others, `is_gone` says that there is no file any more: what is typed now cannot be
    saved."""

    period: Period | None = None
    both: tuple[Merged, ...] = ()
    is_gone: bool = False


class OpenFile:
    """The open file of a journal. When another file has its name, that one is opened instead, and `join` brings
    over what only the old one had: it stays readable for as long as it is open."""

    def __init__(self, store: Store, join: Join) -> None:
        self.open = store
        self._join = join
        self._period: Period | None = None
        self._both: tuple[Merged, ...] = ()
        self._is_gone = False

    @property
    def store(self) -> Store:
        """The file that has the name of the diary, or as long as that cannot be used, the one that had it.

        Raises Refusal FILE_REPLACED when another diary was copied over it: no day of that is shown.
        """
        match self.open.presence:
            case FilePresence.REPLACED:
                self._open_replacement()
            case FilePresence.OVERWRITTEN:
                raise Refusal(Reason.FILE_REPLACED, path=self.open.path)
        return self.open

    def look(self) -> ExternalChange | None:
        """Return what others did since the last call; None when they did nothing. Raises Refusal when the file
        cannot be read any more."""
        store = self.store
        if not store.is_open:
            return None
        is_gone = store.presence is FilePresence.GONE
        if is_gone:
            news = None if self._is_gone else ExternalChange(is_gone=True)
            self._is_gone = True
            return news
        found = store.news()
        both, self._both = self._both, ()
        period, self._period = self._period, None
        was_gone, self._is_gone = self._is_gone, False
        if found is not None:
            both += found.both
            period = found.period if period is None or found.period is None else period.union(found.period)
        if found is None and period is None and not both and not was_gone:
            return None
        return ExternalChange(period, both)

    def _open_replacement(self) -> None:
        old = self.open
        try:
            new = old.again()
        except Refusal:
            return  # a file still being copied here: writing is refused until it is complete
        try:
            period, both = (None, ()) if new.reading_only else self._join(new, old)
        except Refusal:
            new.close()
            return
        self.open = new
        old.close()
        self._both += both
        span = new.span()
        for part in (period, span):
            if part is not None:
                self._period = part if self._period is None else self._period.union(part)
