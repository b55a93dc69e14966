"""The charts take their parts of pyqtgraph without the rest of it, and look as with all of it."""

import subprocess
import sys

WHOLE = "import pyqtgraph as pg\n"
PARTS = "from diary.ui.trends import pyqtgraph_parts as pg\n"
DRAWN = """
import hashlib, sys
import numpy as np
from PySide6.QtWidgets import QApplication
{parts}
qt = QApplication([])
view = pg.GraphicsView(background="w")
box = pg.ViewBox(enableMouse=False, enableMenu=False)
axis = pg.AxisItem("left", linkView=box)
view.setCentralItem(box)
axis.setParentItem(box)
x, y = np.arange(40.0), np.sin(np.arange(40.0))
for item in (
    pg.PlotCurveItem(x=x, y=y, pen=pg.mkPen("r", width=2), connect="finite", antialias=True),
    pg.ScatterPlotItem(x=x, y=y, size=6, pen=None, brush="b"),
    pg.BarGraphItem(x=x, width=0.5, y0=y, y1=y + 1.0, pen=pg.mkPen(None), brush="g"),
    pg.LinearRegionItem((3, 9), movable=False),
    pg.InfiniteLine(pos=5, angle=90),
):
    box.addItem(item)
view.resize(400, 300)
view.show()
image = view.grab().toImage()
assert len({{image.pixel(across, down) for across in range(400) for down in range(300)}}) > 20
print(hashlib.sha256(bytes(image.constBits())).hexdigest())
"""
LOADED = """
import sys
import PySide6.QtCore
print(sum(name.startswith("pyqtgraph") for name in sys.modules))
print([name for name in sys.modules if name.startswith(("PySide6.QtOpenGL", "PySide6.QtTest", "OpenGL"))])
others = "WidgetGroup", "colorama", "subprocess"
print([name for name in sys.modules if name.removeprefix("pyqtgraph.").split(".")[0] in others])
print({"QRadioButton", "QSlider", "QSpinBox", "QSplitter"} & set(vars(sys.modules["PySide6.QtWidgets"])))
print("QObject" in dir(PySide6.QtCore), "QAbstractProxyModel" in vars(PySide6.QtCore))
"""


def printed(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout


def test_what_is_drawn_looks_as_with_all_of_pyqtgraph() -> None:
    assert printed(DRAWN.format(parts=PARTS)) == printed(DRAWN.format(parts=WHOLE))


def test_only_what_the_charts_are_made_of_is_loaded() -> None:
    modules, opengl, others, fields, qt = printed(PARTS + LOADED).splitlines()
    assert int(modules) < 45
    assert opengl == others == "[]"
    assert fields == "set()", "no class of Qt is made for the fields in a menu that no chart shows"
    assert qt == "True False", "Qt lists its names as before, and none was asked for that no part needs"
