"""The size of what is printed, as poppler reads it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

LEAST = 8.0
HEIGHT = 1.21
"""How high a word of the report's font is, in parts of its size."""


def too_small(pdf: Path) -> list[str]:
    """The words on paper that are smaller than 8 points."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler) is not installed")
    read = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, check=True, text=True).stdout
    words = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(.*?)</word>', read)
    assert words
    return [word for top, bottom, word in words if (float(bottom) - float(top)) / HEIGHT < LEAST - 0.02]
