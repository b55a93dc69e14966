"""Drawings as pictures: sized for print, and without boxes for letters the report's font lacks."""

import struct
from pathlib import Path

from diary.report.pdf import draw_png


def drawing(words: str) -> str:
    text = f'<text x="4" y="20" font-family="Inter, sans-serif" font-size="12">{words}</text>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="72" height="36" viewBox="0 0 72 36">{text}</svg>'


def test_an_inch_has_as_many_dots_as_asked_for(resources: Path) -> None:
    picture = draw_png(drawing("Pijn"), resources, "#FFFFFF", 100)
    assert struct.unpack(">II", picture[16:24]) == (100, 50)
    place = picture.index(b"pHYs")
    assert struct.unpack(">IIB", picture[place + 4 : place + 13]) == (3937, 3937, 1)


def test_the_same_drawing_is_the_same_picture(resources: Path) -> None:
    assert draw_png(drawing("Slaap"), resources, "#FFFFFF") == draw_png(drawing("Slaap"), resources, "#FFFFFF")


def test_letters_of_other_scripts_do_not_stop_it(resources: Path) -> None:
    assert draw_png(drawing("Ąéß 痛み 🙂"), resources, "#FFFFFF").startswith(b"\x89PNG")
