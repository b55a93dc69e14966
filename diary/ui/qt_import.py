"""Import Qt for Python without two parts that only its developers need: together a sixth of the start, and 7 MiB.

Both rest on names inside Qt for Python 6.11. Where another version has none of them, Qt is imported as usual.
"""

import builtins
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from threading import RLock
from types import ModuleType

_SIGNATURES = "shibokensupport.signature"
_ON_DEMAND = {
    _SIGNATURES: {"errorhandler", "layout", "mapping", "parser"},
    f"{_SIGNATURES}.lib": {"enum_sig", "pyi_generator", "tool"},
}
"""What words help and errors about a call of Qt and writes its type stubs, by package."""
_TAKEN = "update_mapping"
"""The function that Qt for Python takes out of the dictionary of `mapping`, without asking the module for it."""


def import_qt() -> None:
    """Import Qt; call this before anything else of it is imported.

    Its signatures are loaded when a wrong call asks for them: they are compiled anew at each start, for nothing.
    Its import hook is taken out: it reads the source of each module that is imported later, to find `__feature__`.
    """
    usual = vars(builtins).get("__orig_import__", builtins.__import__)
    builtins.__import__ = partial(_import_qt_module, usual)
    try:
        import PySide6.QtCore  # noqa: F401 - puts the hook in
    finally:
        builtins.__import__ = usual
        vars(builtins)["__orig_import__"] = usual


def _import_qt_module(
    usual: Callable[..., ModuleType],
    name: str,
    globals: object = None,  # noqa: A002 - the names of `__import__`
    locals: object = None,  # noqa: A002
    fromlist: Sequence[str] | None = (),
    level: int = 0,
) -> ModuleType:
    """Import `name` as usual; those modules in it that can wait are put in their places, not executed."""
    for part in _ON_DEMAND.get(name, set()).intersection(fromlist or ()):
        package = usual(name, fromlist=("",))
        spec = None if f"{name}.{part}" in sys.modules else find_spec(f"{name}.{part}")
        if spec is not None:
            sys.modules[spec.name] = module = _ModuleOnDemand(spec)
            setattr(package, part, module)
    return usual(name, globals, locals, fromlist, level)


class _ModuleOnDemand(ModuleType):
    """A module that is executed when the first of its names is asked for.

    As `importlib.util.LazyLoader` makes them, but that executes one when its `__spec__` is asked for, which Qt for
    Python does at once, to rename it.
    """

    def __init__(self, spec: ModuleSpec) -> None:
        super().__init__(spec.name)
        self.__spec__ = ModuleSpec(spec.name, None)
        self._waiting: ModuleSpec | None = spec
        self._lock = RLock()
        if spec.name.endswith(".mapping"):
            vars(self)[_TAKEN] = self._take

    def _take(self) -> object:
        """Execute the module, which puts the function of this name in its place, and call it."""
        self._execute()
        return vars(self)[_TAKEN]()

    def _execute(self) -> None:
        with self._lock:
            spec, self._waiting = self._waiting, None
            if spec is not None and spec.loader is not None:
                self.__spec__ = spec
                spec.loader.exec_module(self)

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # an import looks for these
            raise AttributeError(name)
        self._execute()
        if name not in vars(self):
            raise AttributeError(name)
        return vars(self)[name]
