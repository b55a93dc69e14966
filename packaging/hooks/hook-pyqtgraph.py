"""Takes the place of PyInstaller's own hook for pyqtgraph, which imports all of it and waits ten minutes."""
