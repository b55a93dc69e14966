"""The menu of one area of the body, shared by the map and the list."""

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from diary.content.language import Language
from diary.ui.body.marks import BRUSHES, BodyMarks, Layer


def open_area_menu(parent: QWidget, marks: BodyMarks, key: str, language: Language, place: QPoint) -> QMenu:
    menu = area_menu(parent, marks, key, language)
    menu.popup(place)
    return menu


def area_menu(parent: QWidget, marks: BodyMarks, key: str, language: Language) -> QMenu:
    """Offer the strength, whether touch hurts, and that this limb is missing; deletes itself when it closes."""
    t = language.t
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName(marks.names.get(key, key))
    heading = menu.addAction(marks.names.get(key, key))
    heading.setEnabled(False)
    menu.addSeparator()
    paint = partial(marks.paint_in, Layer.PAIN)
    strengths = (t("Pain: a little"), t("Pain: quite a bit"), t("Pain: very much"))
    for strength, words in zip(BRUSHES, strengths, strict=True):
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(marks.strength(key) == strength)
        action.triggered.connect(partial(_call, paint, {key: strength}))
    none = menu.addAction(t("No pain here"))
    none.setEnabled(bool(marks.strength(key)))
    none.triggered.connect(partial(_call, paint, {key: None}))
    menu.addSeparator()
    is_tender = key in marks.tender
    touch = menu.addAction(t("Touch or light pressure hurts here"))
    touch.setCheckable(True)
    touch.setChecked(is_tender)
    touch.triggered.connect(partial(_call, partial(marks.paint_in, Layer.TOUCH), {key: None if is_tender else 1}))
    limbs = marks.limbs.at(key)
    if limbs:
        menu.addSeparator()
        missing = menu.addMenu(t("This part is not there"))
        for limb in limbs:
            action = missing.addAction(marks.limbs.names.get(limb.key, limb.key))
            action.triggered.connect(partial(_call, marks.limbs.take_away, limb))
    return menu


def _call(do: object, what: object, _checked: bool = False) -> None:
    assert callable(do)
    do(what)
