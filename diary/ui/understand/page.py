"""The page Understand: its first page and the topics one reads, with the way back through them."""

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from diary.content.articles import FACTOR_ARTICLES
from diary.content.topics import Topics, load_topics, with_factors
from diary.domain.factors.state import THRESHOLDS
from diary.domain.item import RiskFactor
from diary.domain.period import Period
from diary.domain.refusal import Refusal
from diary.domain.tip_choice import TipMark
from diary.journal.choices import TOPIC
from diary.journal.journal import Journal
from diary.screens.find import FindState, build_found_pages
from diary.screens.trends import first_view
from diary.screens.understand import (
    OWN_WORDS,
    TopicMarks,
    build_own_picture,
    build_topic,
    build_understand,
    named,
    search_topics,
)
from diary.ui.pages import Context, refusals_to
from diary.ui.retry import KeptWrites, again_words
from diary.ui.style import Space
from diary.ui.understand.home import BookletDialog, HomeView
from diary.ui.understand.topic import TopicView
from diary.ui.widgets.key_press import shortcut
from diary.ui.widgets.layouts import Stack, in_column, take_out
from diary.ui.widgets.saving import SavedLine, ask_save

if TYPE_CHECKING:
    from diary.report.handout import Paper
    from diary.ui.find_dialog import FindDialog

_UNSAFE = re.compile(r'[<>:"/\\|?*]')
"""What no name of a file may hold."""
OWN_PICTURES = "own_pictures"
"""The setting that says that nothing from the diary is wanted beside topics."""
SETTLE_MS = 400
"""How long a topic is looked at before it is where one was."""


class UnderstandMemory(Struct, frozen=True):
    """The topics that were opened one after the other (empty: the first page), which is shown, how far it was
    scrolled, and what was last ticked for paper (None: nothing yet)."""

    been: tuple[str, ...]
    place: int
    scrolled: int
    booklet: tuple[str, ...] | None


class UnderstandPage(QWidget):
    """Shows the first page or a topic. What was read is remembered in the diary; nothing is ever counted up."""

    page_requested = Signal(str)

    def __init__(self, context: Context, journal: Journal, resources: Path) -> None:
        super().__init__()
        self.setObjectName("understand_page")
        self._context = context
        self._journal = journal
        self._resources = resources
        self._kept = KeptWrites(self)
        self._topics: Topics | None = None
        self._been: tuple[str, ...] = ("",)
        self._place = 0
        self._scrolled = 0
        self._booklet: tuple[str, ...] | None = None
        self._is_stale = True
        self._can_undo = False
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._remember)
        self._own = QTimer(self, singleShot=True)
        self._own.timeout.connect(self._show_own)
        self.home = HomeView(context.language)
        self.home.topic_requested.connect(self.open_topic)
        self.home.search_requested.connect(self.ask_words)
        self.home.booklet_requested.connect(self.choose_booklet)
        self.topic: TopicView | None = None
        self._stack = Stack()
        self._stack.addWidget(self.home)
        self.saved = SavedLine(context.language)
        """What was saved, or why something was refused: below what is read, wherever that is scrolled to."""
        self.saved.setContentsMargins(Space.WIDE, 0, Space.WIDE, Space.MEDIUM)
        in_column((self._stack, 1), self.saved, within=self, spacing=Space.SMALL)
        for keys, step in (("Alt+Left", -1), ("Alt+Right", 1)):
            shortcut(keys, self, inside=True).activated.connect(partial(self.go_by, step))

    def show_place(self, key: str) -> None:
        """Show a topic, or a text of it by `topic/number`; the first page with an empty key."""
        key, _, number = key.partition("/")
        self.open_topic(key)
        if self.topic is not None and number.isdecimal():
            QTimer.singleShot(0, self, partial(self._bring_in_sight, key, int(number)))

    def _bring_in_sight(self, key: str, number: int) -> None:
        if self.topic is not None and self.topic.state.topic.key == key:
            self.topic.bring_in_sight(number)

    def open_topic(self, key: str) -> None:
        """Go to a topic; the first page when there is no topic with this key."""
        self._flush_words()
        if key != self._been[self._place]:
            self._been = (*self._been[: self._place + 1], key)
            self._place += 1
        self._scrolled = 0
        self._show()

    def go_by(self, steps: int) -> None:
        """Go back to what was open before, or forward again."""
        place = self._place + steps
        if 0 <= place < len(self._been):
            self._place, self._scrolled = place, 0
            self._show()

    def memory(self) -> UnderstandMemory:
        scrolled = 0 if self.topic is None else self.topic.area.verticalScrollBar().value()
        return UnderstandMemory(self._been, self._place, scrolled, self._booklet)

    def recall(self, memory: UnderstandMemory) -> None:
        """Show what was remembered when the page is next shown."""
        self._been, self._place, self._scrolled = memory.been, memory.place, memory.scrolled
        self._booklet = memory.booklet

    def flush(self) -> bool:
        if self._settle.isActive():
            self._remember()
        self._flush_words()
        return self._kept.flush()

    def _flush_words(self) -> None:
        if self.topic is not None and self.topic.own_words is not None:
            self.topic.own_words.flush()

    def undo(self) -> None:
        """Take back what was last written in own words, if that was done here."""
        self.flush()
        if not self._can_undo:
            return
        with refusals_to(self._tell):
            self._journal.history.undo()
            self._can_undo = False
            self._show()

    def on_changed(self, _period: Period | None = None) -> None:
        """Draw the picture of the diary again when the page is next shown: it changed."""
        self._is_stale = True

    def on_day(self, _today: date) -> None:
        self._is_stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            if self.topic is not None:
                self._scrolled = self.topic.area.verticalScrollBar().value()
            self._show()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Put the keyboard where reading begins. Not a focus proxy: with one, Tab would skip the search field."""
        (self.topic or self.home.resume).setFocus()

    # ------------------------------------------------------------------ showing

    def _read_topics(self, key: str = "", factors: Iterable[RiskFactor] = ()) -> Topics:
        """Return the topics, with the articles about the factor of this one and those about `factors`."""
        language, country = self._context.language, self._context.country
        if self._topics is None:
            self._topics = named(load_topics(self._resources, language.code, country), language)
        topic = self._topics.find(key)
        wanted = [factor for factor, article in FACTOR_ARTICLES.items() if article == key]
        if topic is not None and topic.factor is not None:
            wanted.append(topic.factor)
        self._topics = with_factors(self._topics, [*wanted, *factors], self._resources, language.code, country)
        return self._topics

    def _marks(self) -> TopicMarks:
        last = self._journal.choices.chosen(TOPIC) or ("",)
        return TopicMarks.of(self._journal.topics.marks(), last[0])

    def _show(self) -> None:
        self._is_stale = False
        key = self._been[self._place]
        try:
            topics, marks = self._read_topics(key), self._marks()
            found = self._journal.registers.find(OWN_WORDS, "page", key)
        except Refusal as refusal:
            self._tell(refusal)
            return
        words = "" if found is None else str(found.data.get("words", ""))
        state = build_topic(topics, key, self._context.library, marks, words)
        old, self.topic = self.topic, None
        if state is None:
            self.home.show_state(build_understand(topics, self._context.language, marks))
            self._stack.setCurrentWidget(self.home)
        else:
            is_only_read = self._journal.reading_only is not None
            self.topic = TopicView(state, self._context, self._resources, is_only_read=is_only_read)
            self._listen(self.topic)
            self._stack.addWidget(self.topic)
            self._stack.setCurrentWidget(self.topic)
            if self._scrolled:
                self.topic.complete()
                self.topic.area.verticalScrollBar().setValue(self._scrolled)
            self._settle.start()
        if old is not None:
            take_out(old, self._stack)
        if self.isVisible():
            self.setFocus()

    def _listen(self, view: TopicView) -> None:
        view.topic_requested.connect(self.open_topic)
        view.home_requested.connect(partial(self.open_topic, ""))
        view.chart_requested.connect(lambda key: self.page_requested.emit(f"trends/lines/{key}"))
        view.tool_requested.connect(lambda key: self.page_requested.emit(f"plan/{key}"))
        view.read_to_end.connect(self._on_read)
        view.marked.connect(self._on_marked)
        view.worded.connect(partial(self._on_worded, view.state.topic.key))
        view.own_picture_wanted.connect(self._on_own_picture)
        view.paper_requested.connect(self.ask_paper)
        if view.state.factor is not None:
            self._own.start()

    def _show_own(self) -> None:
        """Show the small picture of the diary that belongs to the topic, once its text is there."""
        view, span = self.topic, self._journal.span()
        if view is None or view.state.factor is None or span is None:
            return
        last = first_view(span, self._journal.today).last
        table = self._journal.table(Period.ending(last, THRESHOLDS.month))
        picture = build_own_picture(table, view.state.factor, self._context.library, last, self._journal.began())
        view.show_own(picture, is_wanted=not self._journal.choices.chosen(OWN_PICTURES))

    def ask_words(self) -> "FindDialog":
        """Ask for words, and go to where they stand in a topic."""
        from diary.ui.find_dialog import FindDialog

        language = self._context.language

        def look(typed: str) -> FindState:
            if not typed.strip():
                return FindState("")
            return build_found_pages(search_topics(self._read_topics(factors=RiskFactor), typed), language)

        hint = language.t("A word, or how it begins")
        dialog = FindDialog(language.t("Search all pages"), hint, language, look, self.window())
        dialog.chosen.connect(lambda address: self.show_place(address.partition("/")[2]))
        dialog.open()
        return dialog

    # ------------------------------------------------------------------ paper

    def choose_booklet(self) -> BookletDialog:
        """Ask which pages go to paper together: at first those found helpful, or else the five to begin with."""
        language = self._context.language
        state = build_understand(self._read_topics(factors=RiskFactor), language, self._marks())
        sets = dict(state.sets)
        first = sets.get(language.t("Helpful pages"), sets[language.t("Start here")])
        dialog = BookletDialog(state, first if self._booklet is None else self._booklet, language, self.window())

        def take(chosen: tuple[str, ...]) -> None:
            self._booklet = chosen
            names = (name for name, keys in state.sets if keys == chosen)
            self.ask_paper(next(names, language.t("Pages on paper")), chosen)

        dialog.wanted.connect(take)
        dialog.open()
        return dialog

    def ask_paper(self, title: str, keys: Sequence[str]) -> QFileDialog:
        """Ask where these topics go as a PDF, on which paper, and write it."""
        t = self._context.language.t
        kinds = ";;".join((t("PDF document, A4 (*.pdf)"), t("PDF document, A5 (*.pdf)")))

        def save(path: Path) -> None:
            is_small = dialog.selectedNameFilter() == dialog.nameFilters()[-1]
            self.save_paper(path, "a5" if is_small else "a4", keys)

        window, preferences = self.window(), self._context.preferences
        name = f"{_UNSAFE.sub('', title)}.pdf"
        dialog = ask_save(window, self._context.language, t("Save as PDF"), kinds, name, save, preferences)
        return dialog

    def save_paper(self, path: Path, paper: "Paper", keys: Sequence[str]) -> None:
        """Write these topics, without anything of the diary, as a PDF."""
        from diary.report.handout import build_handout, write_handout

        library = self._context.library
        with refusals_to(self._tell):
            pages = build_handout(keys, library, self._resources, self._context.country)
            write_handout(pages, library, self._resources, path, self._journal.today, paper)
            self.saved.saved(path)

    # ------------------------------------------------------------------ writing

    def _remember(self) -> None:
        """Store which topic is read, once it was looked at for a moment."""
        self._settle.stop()
        key = "" if self.topic is None else self.topic.state.topic.key
        if key and self._journal.choices.chosen(TOPIC) != (key,):
            with suppress(Refusal):  # it matters less than reading: a diary may be read-only
                self._kept.write(TOPIC, partial(self._journal.choices.choose, TOPIC, [key]))

    def _on_read(self) -> None:
        assert self.topic is not None
        key = self.topic.state.topic.key
        if key not in self._marks().read:
            with suppress(Refusal):
                self._kept.write(f"read {key}", partial(self._journal.topics.mark, key, TipMark.SHOWN))

    def _on_marked(self, mark: str, is_on: bool) -> None:
        assert self.topic is not None
        topics, key = self._journal.topics, self.topic.state.topic.key
        self._write(f"opinion {key}", partial(topics.mark if is_on else topics.unmark, key, TipMark(mark)))

    def _on_own_picture(self, is_wanted: bool) -> None:
        assert self.topic is not None
        choose = partial(self._journal.choices.choose, OWN_PICTURES, None if is_wanted else ["none"])
        self._write(OWN_PICTURES, choose)
        self._show_own()
        self.topic.own_picture.setFocus()

    def _on_worded(self, key: str, words: str) -> None:
        self._write(f"words {key}", partial(self._store_words, key, words))

    def _store_words(self, key: str, words: str) -> None:
        """Make this what somebody says about a topic. Raises Refusal, then nothing was written."""
        registers = self._journal.registers
        there = registers.find(OWN_WORDS, "page", key)
        if there is not None and not words:
            registers.remove(there)
        else:
            data, _ = self._context.library.register(OWN_WORDS).parse({"page": key, "words": words})
            if there is None:
                registers.add(OWN_WORDS, data)
            else:
                registers.change(there, data)
        self._can_undo = True

    def _write(self, key: str, write: Callable[[], object]) -> None:
        with refusals_to(self._tell):
            self._kept.write(key, write)
            self.saved.done("")

    def _tell(self, refusal: Refusal) -> None:
        self.saved.refused(again_words(self._context.language, refusal, self._context.sentence(refusal)))
