"""Import Qt for Python without two parts that only its developers need, and make its enumerations quickly.

That is a third of the start, and 7 MiB. It rests on names inside Qt for Python 6.11 and inside the enumerations of
Python 3.11. Where another version has none of them, Qt is imported as usual.
"""

import builtins
import linecache
import sys
from collections.abc import Callable, Sequence
from enum import Enum, EnumType, Flag, FlagBoundary
from functools import cache, partial, reduce
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from operator import or_
from threading import RLock
from types import ModuleType
from typing import Any

_SIGNATURES = "shibokensupport.signature"
_ON_DEMAND = {
    _SIGNATURES: {"errorhandler", "layout", "mapping", "parser"},
    f"{_SIGNATURES}.lib": {"enum_sig", "pyi_generator", "tool"},
}
"""What words help and errors about a call of Qt and writes its type stubs, by package."""
_TAKEN = "update_mapping"
"""The function that Qt for Python takes out of the dictionary of `mapping`, without asking the module for it."""

_MAKER = "_create_"
"""The method of `EnumType` that makes an enumeration from its name and members."""
_USUAL: Callable[..., EnumType] = getattr(EnumType, _MAKER)


def import_qt() -> None:
    """Import Qt; call this before anything else of it is imported.

    Its signatures are loaded when a wrong call asks for them: they are compiled anew at each start, for nothing.
    Its import hook is taken out: it reads the source of each module that is imported later, to find `__feature__`.
    """
    if sys.version_info[:2] == (3, 11):
        setattr(EnumType, _MAKER, _make_enum)
    usual = vars(builtins).get("__orig_import__", builtins.__import__)
    builtins.__import__ = partial(_import_qt_module, usual)
    try:
        import PySide6.QtCore  # noqa: F401 - puts the hook in
    finally:
        builtins.__import__ = usual
        vars(builtins)["__orig_import__"] = usual
        linecache.clearcache()  # which the hook filled


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


def _make_enum(kind: type[Enum], name: str, members: Sequence[Any], **asked: object) -> EnumType:
    """Make an enumeration: one of Qt's, which asks for KEEP and names no module, in a fifth of the usual time.

    The start makes 300 of them, with 4,000 members. The result is the same; what is left out looks at each member
    for what only a class that somebody wrote can hold.
    """
    if (asked["boundary"], asked["module"]) != (FlagBoundary.KEEP, None) or not _are_pairs(members):
        asked["module"] = asked["module"] or sys._getframe(2).f_globals["__name__"]  # noqa: SLF001 - as usual
        return _USUAL(kind, name, members, **asked)
    names: list[str] = []
    by_name: dict[str, Any] = {}
    by_value: dict[int, Any] = {}
    maps = {"_member_names_": names, "_member_map_": by_name, "_value2member_map_": by_value}
    held = {**_without_members(kind), **maps, "_unhashable_values_": []}
    made = type.__new__(EnumType, name, (kind,), held)
    new, takes_value, is_flag = held["_new_member_"], held["_use_args_"], issubclass(kind, Flag)
    for key, value in members:
        member = by_value.get(value)
        if member is None:
            member = by_value[value] = new(made, value) if takes_value else new(made)
            member._value_, member._name_, member.__objclass__, member._sort_order_ = value, key, made, len(names)
            if not is_flag or _is_single(value):
                names.append(key)
        by_name[key] = member
        type.__setattr__(made, key, member)
    if is_flag:
        _add_masks(made, by_value)
    return made


def _are_pairs(members: object) -> bool:
    return isinstance(members, list) and all(isinstance(each, tuple) for each in members[:1])


@cache
def _without_members(kind: type[Enum]) -> dict[str, Any]:
    """Return what an enumeration without members holds."""
    held = vars(_USUAL(kind, "Empty", [], boundary=FlagBoundary.KEEP))
    return {name: value for name, value in held.items() if name not in {"__dict__", "__weakref__"}}


def _add_masks(made: EnumType, by_value: dict[int, Any]) -> None:
    """Add what combines and lists flags."""
    single = [*filter(_is_single, by_value)]
    mask = reduce(or_, by_value, 0)
    masks = {"_flag_mask_": mask, "_singles_mask_": sum(single), "_all_bits_": 2 ** mask.bit_length() - 1}
    for name, value in masks.items():
        type.__setattr__(made, name, value)
    if single != sorted(single):
        type.__setattr__(made, "_iter_member_", vars(Flag)["_iter_member_by_def_"].__get__(None, made))


def _is_single(value: int) -> bool:
    """Return whether this flag is one bit; any other is a name for several, or for none."""
    return value & (value - 1) == 0 != value
