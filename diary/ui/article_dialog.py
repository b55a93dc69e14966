"""Fixed texts in a quiet dialog: when to call a doctor, what this program is for, the keys it knows."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from diary.content.articles import Article, ArticleSection
from diary.content.language import Language
from diary.ui.actions import key_lines
from diary.ui.pages import TODAY, ClosesOnLock
from diary.ui.style import Space
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.labels import Heading, Text, Title, bulleted
from diary.ui.widgets.question_dialog import SheetDialog


class ArticleDialog(SheetDialog, ClosesOnLock):
    """One or more articles below each other, and a way back."""

    def __init__(self, articles: Iterable[Article], language: Language, parent: QWidget | None = None) -> None:
        articles = tuple(articles)
        super().__init__(articles[0].title, language, parent)
        self.let_scroll_by_keys()
        for article in articles:
            self.column.addWidget(Title(article.title))
            for section in article.sections:
                _add_section(self.column, section)
            self.column.addSpacing(Space.LARGE)
        self.column.addStretch(1)

    def offer(self, button: TextButton, do: Callable[[], None]) -> None:
        """Put another button below the text, for a step that follows from reading it."""
        button.clicked.connect(do)
        self.buttons.insertWidget(0, button)


def keys_article(language: Language) -> Article:
    t = language.t
    return Article(
        key="keys",
        title=t("Keys"),
        summary="",
        sections=(
            ArticleSection(
                t("Everywhere"),
                (),
                (
                    t("Ctrl+1, Ctrl+2 and so on: the pages"),
                    *key_lines(language),
                ),
            ),
            _today_keys(language),
            ArticleSection(
                t("Body map"),
                (),
                (
                    t("Arrow keys: the next area"),
                    t("1 to 9: how much pain; 1 and then 0 is ten; 0 clears; Space paints with the brush"),
                    t("In the list: letters find an area, the arrow keys go on"),
                ),
            ),
            _trends_keys(language),
            ArticleSection(
                t("Lists"),
                (),
                (
                    t("Alt+Up and Alt+Down: the line you are in goes up or down"),
                    t("Enter in a line: save; Escape: do not change it"),
                ),
            ),
        ),
    )


def _today_keys(language: Language) -> ArticleSection:
    t = language.t
    return ArticleSection(
        t("Today"),
        (),
        (
            t("Page Up and Page Down, Alt with left and right: the day before and after, not while you write"),
            *key_lines(language, TODAY),
            t("Ctrl+Enter: fold the card you are in, or open it"),
            t("Tab: the next question; after the last one what stands beside them"),
            t("Ctrl+R: fill in the card you are in as the day before"),
            t("0 to 9: answer a scale; 1 and then 0 is ten; Delete takes the answer back"),
            t("No and Yes, and other words: their first letter, or 1, 2, 3 in their order"),
            t("Up and down in a time or a number: a little more, a little less"),
        ),
    )


def _trends_keys(language: Language) -> ArticleSection:
    t = language.t
    return ArticleSection(
        t("Trends"),
        (),
        (
            t("Left and right: from day to day; Enter opens that day, Escape takes the line away"),
            t("Shift with left and right: earlier and later; Home and End: the ends of the diary"),
            t("Plus and minus, or Ctrl and the wheel: less and more time"),
            t("Space and Ctrl with an arrow, in the list of charts: tick a chart, move it"),
        ),
    )


def _add_section(column: QVBoxLayout, section: ArticleSection) -> None:
    if section.title:
        column.addSpacing(Space.SMALL)
        column.addWidget(Heading(section.title))
    for paragraph in section.paragraphs:
        column.addWidget(Text(paragraph))
    for bullet in section.bullets:
        column.addLayout(bulleted(bullet))
