"""Takes the place of PyInstaller's own hook for pyqtgraph, which imports all of it, waits ten minutes, and finds
templates that this version imports by itself. Its bootstrap is what PyInstaller's start of a program asks for."""

hiddenimports = ["pyqtgraph.multiprocess.bootstrap"]
