"""Finds the readers: every module of `diary.exchange.readers` is one, and there is no other list."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import diary.exchange.readers as package
from diary.exchange.reader import Reader


@cache
def all_readers() -> Mapping[str, Reader]:
    """Return every reader by its key."""
    names = sorted(module.name for module in iter_modules(package.__path__))
    found: list[Reader] = [import_module(f"{package.__name__}.{name}").READER for name in names]
    return {reader.key: reader for reader in found}
