"""Where everything is: each place in plain words, with the way to its folder."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from diary.content.language import Language
from diary.screens.my_data import PLACES, MyDataState, Place
from diary.ui.context import Context
from diary.ui.style import TOUCH, Space
from diary.ui.widgets.beside import Beside
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
        self.rows = {key: PlaceRow(key, context.language) for key in PLACES}
        self.privacy = TextButton(t("More about privacy"))
        self.privacy.setObjectName("privacy")
        self.privacy.setMinimumHeight(TOUCH)
        self.notice = NoticeText()
        rows = QVBoxLayout()
        rows.setSpacing(Space.MEDIUM)
        for row in self.rows.values():
            if rows.count():
                rows.addWidget(Rule())
            rows.addWidget(row)
            row.open.told.connect(self.notice.say)
        self.body.addLayout(rows)
        self._lines = Text()
        for widget in (self.notice, self._lines, self.privacy):
            self.body.addWidget(widget)

    def show_state(self, state: MyDataState) -> None:
        """Name these places."""
        for place in state.places:
            self.rows[place.key].show_place(place)
        self._lines.setText("\n".join(state.lines))
        self.notice.say("")


class PlaceRow(Beside):
    """One place."""

    def __init__(self, key: str, language: Language, parent: QWidget | None = None) -> None:
        self.title = Text("", bold=True)
        self.where = Text()
        self.open = FolderButton(language)
        self.open.setObjectName(f"open_folder:{key}")
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(self.title)
        words.addWidget(self.where)
        super().__init__(words, self.open, parent)

    def show_place(self, place: Place) -> None:
        """Say where it is now."""
        self.title.setText(place.title)
        self.where.setText(place.where)
        self.open.lead_to(place.folder, place.title)
