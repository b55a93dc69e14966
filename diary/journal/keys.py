"""The keys of the files a command works with, from passphrases that are asked for when they are needed."""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from diary.storage.header import is_encrypted, salt_of
from diary.storage.key import Key


class Keys(Struct, frozen=True):
    """Derives keys. `ask` gives the passphrase of the file at a path, `ask_other` that of another copy when it has
    one of its own, `for_new` that of a diary that is made now (None = without).

    None of the paths may be open in this process. Whether a key is the right one, opening tells. All raise Refusal
    as `ask` does.
    """

    ask: Callable[[Path], str]
    ask_other: Callable[[Path], str] | None = None
    for_new: Callable[[], str] | None = None

    def of(self, path: Path, *, create: bool = False) -> Key | None:
        """The key of a diary; None when it is not encrypted. With `create` it may not be there yet."""
        if create and self.for_new is not None and not path.exists():
            return Key.new(self.for_new())
        return Key.of(path, self.ask(path)) if is_encrypted(path) else None

    def of_other(self, path: Path, present: Key | None) -> Key | None:
        """The key of another copy: `present`, that of the diary, when the copy was made with it."""
        if self.ask_other is not None:
            return Key.of(path, self.ask_other(path)) if is_encrypted(path) else None
        if present is not None and is_of(path, present):
            return present
        return self.of(path)


def is_of(path: Path, key: Key) -> bool:
    """Whether a file was encrypted with this key, as far as can be told without opening it."""
    return is_encrypted(path) and salt_of(path) == key.salt
