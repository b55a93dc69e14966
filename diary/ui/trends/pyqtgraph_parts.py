"""Imports those parts of pyqtgraph that the charts are made of, without the rest of it: 37 modules instead of
145, in a fifth of the time and with 17 MiB less.

The package as a whole loads every widget it has and three OpenGL modules, and copies all names of Qt, whose
classes Qt for Python makes only when a name is asked for. So the package is put in its place without being
executed, with the few names that its parts ask it for. This rests on version 0.14, to which `pyproject.toml`
holds it.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from types import ModuleType
from typing import Any

import PySide6.QtCore
import PySide6.QtGui
import PySide6.QtWidgets

__all__ = [
    "AxisItem",
    "BarGraphItem",
    "GraphicsObject",
    "GraphicsView",
    "InfiniteLine",
    "LinearRegionItem",
    "PlotCurveItem",
    "ScatterPlotItem",
    "ViewBox",
    "arrayToQPath",
    "mkPen",
]

_SETTINGS = {
    "antialias": False,
    "background": "k",
    "crashWarning": False,
    "enableExperimental": False,
    "foreground": "d",
    "leftButtonPan": True,
    "mouseRateLimit": 100,
    "segmentedLineMode": "auto",
    "useCupy": False,
    "useNumba": False,
    "useOpenGL": False,
}
"""How pyqtgraph is set before anybody changes it, as far as the parts ask for it."""
_COPIED = PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets


class _NoOpenGLWidget:
    """What a chart is drawn on is none of these: a curve asks at each paint."""


class _NoMenu:
    """The menu of a view, which no chart shows; it makes nine classes of Qt for the fields in it."""


def _module(name: str, **names: object) -> ModuleType:
    module = ModuleType(name)
    vars(module).update(names)
    return module


def _stand_ins() -> dict[str, ModuleType]:
    """Return what stays in the place of modules: of the package itself, which is asked for its settings and to end
    views that have a name when the program ends (no chart names its view); of its copies of Qt; of what draws
    with OpenGL; of the menu of a view; of what prints in colours on a terminal."""
    spec = find_spec("pyqtgraph")
    assert spec is not None
    names = {"getConfigOption": _SETTINGS.__getitem__, "_connectCleanup": lambda: None}
    package = _module("pyqtgraph", __spec__=spec, __path__=spec.submodule_search_locations, **names)
    opengl = _module("pyqtgraph.Qt.OpenGLHelpers", GraphicsViewGLWidget=_NoOpenGLWidget)
    menu = _module("pyqtgraph.graphicsItems.ViewBox.ViewBoxMenu", ViewBoxMenu=_NoMenu)
    printer = _module("pyqtgraph.util.cprint")
    copies = [
        _module(module.__name__.replace("PySide6", "pyqtgraph.Qt"), __getattr__=partial(getattr, module))
        for module in _COPIED
    ]
    return {module.__name__: module for module in (package, opengl, menu, printer, *copies)}


@contextmanager
def _parts_only() -> Iterator[None]:
    """Let the parts be imported inside, without OpenGL, without copying the names of Qt, and without what measures
    time, reads XML and starts other programs, which no chart does."""
    sys.modules.update(_stand_ins())
    absent: dict[str, Any] = {
        "PySide6.QtOpenGL": ModuleType("none"),
        "PySide6.QtOpenGLWidgets": None,
        "PySide6.QtTest": None,
        "cProfile": ModuleType("none"),
        "subprocess": ModuleType("none"),
        "xml.etree.ElementTree": _module("none", Element=object),
    }
    before = {name: sys.modules[name] for name in absent if name in sys.modules}
    sys.modules.update(absent)
    for module in _COPIED:
        vars(module)["__dir__"] = list
    try:
        yield
    finally:
        for module in _COPIED:
            del vars(module)["__dir__"]
        for name in absent:
            del sys.modules[name]
        sys.modules.update(before)


with _parts_only():
    from pyqtgraph.functions import arrayToQPath, mkPen
    from pyqtgraph.graphicsItems.AxisItem import AxisItem
    from pyqtgraph.graphicsItems.BarGraphItem import BarGraphItem
    from pyqtgraph.graphicsItems.GraphicsObject import GraphicsObject
    from pyqtgraph.graphicsItems.InfiniteLine import InfiniteLine
    from pyqtgraph.graphicsItems.LinearRegionItem import LinearRegionItem
    from pyqtgraph.graphicsItems.PlotCurveItem import PlotCurveItem
    from pyqtgraph.graphicsItems.ScatterPlotItem import ScatterPlotItem
    from pyqtgraph.graphicsItems.ViewBox import ViewBox
    from pyqtgraph.widgets.GraphicsView import GraphicsView
