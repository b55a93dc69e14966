"""Runs in the packaged program before anything else, in place of PyInstaller's hooks: Python finds modules as
everywhere, and programs that the diary starts get the surroundings that the diary was given."""

import os
import sys

sys.path_hooks[:] = [hook for hook in sys.path_hooks if "PyiFrozenFinder" not in getattr(hook, "__qualname__", "")]
sys.path_importer_cache.clear()

kept = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
os.environ.pop("LD_LIBRARY_PATH", None)  # the linker read it when the program began
if kept is not None:
    os.environ["LD_LIBRARY_PATH"] = kept
for name in [name for name in os.environ if name.startswith("_PYI_")]:
    del os.environ[name]  # else this program, started by itself, would think that all is set up
