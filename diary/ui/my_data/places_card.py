"""Where everything is: each place in plain words, with the way to its folder."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from diary.content.language import Language
from diary.screens.my_data import MyDataState, Place
from diary.ui.context import Context
from diary.ui.style import TOUCH, Space
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.card import Card, Rule
from diary.ui.widgets.folder_button import FolderButton
from diary.ui.widgets.labels import NoticeText, Text


class PlacesCard(Card):
    """The button `privacy` leads to the article about it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        t = context.language.t
        super().__init__(t("Where is my data?"), parent=parent)
        self._language = context.language
        self.rows: dict[str, PlaceRow] = {}
        self.privacy = TextButton(t("More about privacy"))
        self.privacy.setObjectName("privacy")
        self.privacy.setMinimumHeight(TOUCH)
        self.notice = NoticeText()
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.MEDIUM)
        self._lines = Text()
        self.body.addLayout(self._list)
        for widget in (self.notice, self._lines, self.privacy):
            self.body.addWidget(widget)

    def show_state(self, state: MyDataState) -> None:
        """Name these places; the rows stay, so that whoever is on a button stays there."""
        for place in state.places:
            if place.key not in self.rows:
                self._add(place)
            self.rows[place.key].show_place(place)
        self._lines.setText("\n".join(state.lines))
        self.notice.say("")

    def _add(self, place: Place) -> None:
        if self.rows:
            self._list.addWidget(Rule())
        row = PlaceRow(place, self._language)
        row.open.told.connect(self.notice.say)
        self.rows[place.key] = row
        self._list.addWidget(row)


class PlaceRow(QWidget):
    """One place."""

    def __init__(self, place: Place, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Text(place.title, bold=True)
        self.where = Text()
        self.open = FolderButton(language, place.title)
        self.open.setObjectName(f"open_folder:{place.key}")
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(self.title)
        words.addWidget(self.where)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.LARGE)
        whole.addLayout(words, 1)
        whole.addWidget(self.open)

    def show_place(self, place: Place) -> None:
        """Say where it is now."""
        self.where.setText(place.where)
        self.open.show_folder(place.folder)
