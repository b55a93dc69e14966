"""The button behind which counts, intervals and chance stand: the same words on every page."""

from diary.content.language import Language
from diary.ui.style import ACCENT, Type
from diary.ui.widgets.buttons import QuietButton, Step


class SureButton(QuietButton):
    """Checked while it is told how sure something is."""

    def __init__(self, language: Language, on_toggled: Step | None = None) -> None:
        super().__init__(language.t("How sure is this?"), "down", size=Type.BODY, role=ACCENT)
        self.setCheckable(True)
        self.toggled.connect(self._on_toggled)
        if on_toggled is not None:
            self.toggled.connect(on_toggled)

    def _on_toggled(self, is_open: bool) -> None:
        self._icon_name, self._drawn = "up" if is_open else "down", None
        self.update()
