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
    """Return the page about keys: of the actions those they have, of all else what `keys.toml` says."""
    keys = {"everywhere": key_lines(language), "today": key_lines(language, TODAY)}
    sections = []
    for part in ("everywhere", "today", "map", "trends", "lists"):
        title, first, *others = language.phrases("keys", part).values()
        sections.append(ArticleSection(title, (), (first, *keys.get(part, ()), *others)))
    return Article(key="keys", title=language.t("Keys"), summary="", sections=tuple(sections))


def _add_section(column: QVBoxLayout, section: ArticleSection) -> None:
    if section.title:
        column.addSpacing(Space.SMALL)
        column.addWidget(Heading(section.title))
    for paragraph in section.paragraphs:
        column.addWidget(Text(paragraph))
    for bullet in section.bullets:
        column.addLayout(bulleted(bullet))
