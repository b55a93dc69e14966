"""Takes the place of PyInstaller's own hook for pyqtgraph, which imports all of it, waits ten minutes, and finds
templates that this version imports by itself."""
