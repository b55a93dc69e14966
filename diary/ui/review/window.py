"""The window of a therapist: people side by side, and one of them as they see themselves."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QSplitter, QWidget

from diary.content.articles import PRIVACY, RED_FLAGS
from diary.content.country import read_article
from diary.content.library import load_library
from diary.content.sentences import refusal_sentence
from diary.domain.manifest import Manifest
from diary.domain.refusal import Reason, Refusal
from diary.domain.register import RegisterRecord
from diary.domain.therapist_mark import MARKS
from diary.journal.give_back import GIVEN, OwnMarks, written_by
from diary.journal.journal import Journal
from diary.journal.people import PeopleFolder
from diary.journal.shares import find_shares, key_of_share, open_share
from diary.paths import resources
from diary.screens.review import OF_SHARE, PersonLine, about_words, build_line, present_of
from diary.storage.key import Key
from diary.storage.store import Store
from diary.ui.background import Background, Job
from diary.ui.pages import Context, Follows, HasUnsaved, PageSpec, ShowsPlace, TakesDropped, refusals_to
from diary.ui.placement import LEAST, keep_placed
from diary.ui.review.area import DAYS
from diary.ui.review.people import PeopleCard
from diary.ui.review.person import GiveBackDialog, PersonView
from diary.ui.style import Space
from diary.ui.widgets.buttons import quiet_button
from diary.ui.widgets.key_press import page_number, shortcut
from diary.ui.widgets.labels import QuietText
from diary.ui.widgets.layouts import boxed, in_column, in_row
from diary.ui.widgets.new_passphrase import wrong_words
from diary.ui.widgets.question_dialog import ListDialog, is_wanted
from diary.ui.widgets.scrolling import ShowsFocus

_SIDE_BY_SIDE = 130
"""Letters of width from which the list stays beside a person."""
_LIST_PARTS, _PERSON_PARTS = 400, 600
_AT_ONCE, _PARTS = 25, 4
"""People that are read before the list is shown again, at least, and at least one of so many parts of those
who are shown: a list that is very long is not filled again and again."""
AHEAD_AFTER_MS = 400
"""Milliseconds after the list stands until charts are made ahead."""


class ReviewWindow(TakesDropped, ShowsFocus, QMainWindow):
    """Shows the people of `paths`, and is the shell of the pages of the one who is chosen: they read its journal
    and lead nowhere but to each other."""

    closing = Signal()
    marked = Signal(object)
    """Marks beside the share changed."""
    _found = Signal(object, int)
    _writer = ""

    def __init__(
        self,
        context: Context,
        people: PeopleFolder,
        paths: Sequence[Path],
        open_journal: Callable[[Store, Manifest], Journal],
        marks: OwnMarks,
        sections: Sequence[PageSpec],
        topics: PageSpec,
        find_key: Callable[[Path], Key | None] = lambda _path: None,
    ) -> None:
        """`sections` are shown of each person, the charts first; `topics` is the page with texts to read. `marks`
        are the therapist's own, `find_key` returns the key of a share that is known before it is asked for."""
        super().__init__()
        self.resources = resources()
        self._context = replace(context, refusals=OF_SHARE)
        self._people = people
        self._paths = paths
        self._open_journal = open_journal
        self._topics = topics
        self._background = Background()
        self._find_key = find_key
        self._keys: dict[Path, Key] = {}
        self._open: Any = None
        self._journal: Journal | None = None
        self._own_marks = marks
        self._marks_open = ExitStack()
        self._marks: Journal | None = None
        self._manifest: Manifest | None = None
        self._visit: date | None = None
        self._shown: PersonLine | None = None
        self._sections = sections
        self._section = sections[0].key
        self._ahead = QTimer(self, singleShot=True)
        self._build()
        self._add_keys(sections)
        self._found.connect(self._on_found)
        self._ahead.timeout.connect(self._prepare)
        self._fit()
        self.card.rows.setFocus()

    def show_context(self, context: Context) -> None:
        """Build everything anew in another look: the list, and the person who is shown, as they were."""
        if not self._is_stored():
            return
        card, sections, line, sizes = self.card, self.pane.sections, self._shown, self.split.sizes()
        memory = None if sections is None or line is None else sections.memory()
        has_focus = self.pane.isAncestorOf(focused) if (focused := QApplication.focusWidget()) else False
        self._leave()
        self.setFocus()  # what has it now goes
        self._context = replace(context, refusals=OF_SHARE)
        self._build(card)
        self.split.setSizes(sizes)
        self._fit()
        self.card.rows.setFocus()
        if line is not None:
            self.pane.memory = memory
            self.show_line(line)
            if has_focus and self.pane.sections is not None:
                self.pane.sections.setFocus()

    def _build(self, before: PeopleCard | None = None) -> None:
        """Lay everything out; the list shows what that of `before` did."""
        context = self._context
        t = context.language.t
        self.card = PeopleCard(context)
        if before is not None:
            self.card.show_as(before)
        self.pane = PersonView(context.language, self._sections)
        self.forget_button = quiet_button(t("Forget on this computer"), on_click=self.forget)
        self.card.chosen.connect(self.show_line)
        self.card.entered.connect(self._enter)
        self.card.pointed.connect(self._follow)
        self.pane.back_requested.connect(self.show_list)
        self.pane.give_requested.connect(self.show_given)
        self.pane.unlocked.connect(self._unlock)
        self.setWindowTitle(t("Symptom Diary: review"))
        self.setMinimumSize(LEAST)
        self.setAcceptDrops(True)
        self._list = boxed(in_column((self.card, 1)))
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(Space.SMALL)
        for part in (self._list, self.pane):
            self.split.addWidget(part)
        self.split.setSizes([_LIST_PARTS, _PERSON_PARTS])
        foot = in_row(
            (QuietText(t("Only to read: nothing can change in these files. Nobody watches them for you.")), 1),
            self.forget_button,
            spacing=Space.MEDIUM,
            margins=(Space.WIDE, 0, Space.WIDE, Space.SMALL),
        )
        self.foot = boxed(foot)
        self.setCentralWidget(boxed(in_column((self.split, 1), self.foot, spacing=0)))

    def _add_keys(self, sections: Sequence[PageSpec]) -> None:
        shortcut("Ctrl+F", self).activated.connect(lambda: self.card.field.setFocus())  # noqa: PLW0108 - it is built anew
        self._addresses = [f"trends/{spec.key}" for spec in sections]
        for number, address in enumerate(self._addresses, start=1):
            shortcut(f"Ctrl+{number}", self).activated.connect(partial(self.open_page, address))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the list on Escape, unless what has the keyboard uses it itself, as a form does; and a section by
        the place of the key, where the layout has no digit there."""
        number = page_number(event)
        if event.key() == Qt.Key.Key_Escape:
            self.show_list()
        elif number is not None and number <= len(self._addresses):
            self.open_page(self._addresses[number - 1])
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go on with Tab in the order of reading: the foot comes after all that was built of a person by then.
        Only this window is asked for what comes before it: Qt for Python takes who is asked for the owner of what
        is returned, and would delete both together."""
        last: QWidget | None = self.previousInFocusChain()
        if last is not None and last is not self.forget_button:
            policy = last.focusPolicy()
            last.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # else it has no place in the order
            self.setTabOrder(last, self.forget_button)
            last.setFocusPolicy(policy)
        return super().focusNextPrevChild(forward)

    def sizeHint(self) -> QSize:
        return QSize(1500, 900)

    def read(self) -> None:
        """Read the people in a thread of its own; the list grows meanwhile."""
        self._background.do(self._look, refused=self._say, owner=self)

    def forget(self) -> None:
        """Forget what this computer keeps to show lists at once, and close: the shares stay where they are."""
        t = self._context.language.t
        asked = t("Forget what this computer keeps of these people, and close? The files stay where they are.")
        if is_wanted(self, asked, t("Forget and close"), t("Keep it")):
            self._background.close()
            with refusals_to(self._say):
                self._people.forget()
                self.close()

    def _look(self, job: Job) -> None:
        lines: list[PersonLine] = []
        shown = 0
        self._say_found(lines, len(self._paths))
        for number, (path, found) in enumerate(self._people.look(self._paths, self._known_key), start=1):
            lines.append(build_line(path, found, self._context.library))
            if number % _AT_ONCE == 0 and not job.told(number, len(self._paths)):
                return
            grown = number - shown >= max(1, shown // _PARTS)
            if grown or number == len(self._paths):
                shown = number
                self._say_found(lines, len(self._paths) - number)
        self._people.keep()

    def _say_found(self, lines: Sequence[PersonLine], left: int) -> None:
        with suppress(RuntimeError, TypeError):  # what Qt for Python says of a window that is deleted meanwhile
            self._found.emit(tuple(lines), left)

    def _known_key(self, path: Path) -> Key | None:
        if path not in self._keys and (key := self._find_key(path)) is not None:
            self._keys[path] = key
        return self._keys.get(path)

    def _on_found(self, lines: tuple[PersonLine, ...], left: int) -> None:
        self.card.show_lines(lines, left)
        if not left and len(lines) == 1:
            self.show_line(lines[0])
        elif not left:
            self._ahead.start(AHEAD_AFTER_MS)

    def _prepare(self) -> None:
        """Make the charts of the first who can be shown, out of sight, before anybody is chosen: plots take longer
        to make than to fill, and they are filled anew for everybody."""
        able = next((line for line in self.card.lines if line.row is not None), None)
        if able is None or self._journal is not None:
            return
        with suppress(Refusal):
            self._show(able, self._keys.get(able.path) or key_of_share(able.path, None))
            self.pane.fill_ahead()
        self._leave()

    # ------------------------------------------------------------------ one person

    def show_line(self, line: PersonLine) -> None:
        """Show the person of a line, or why that cannot be. What the disk does not take stays in sight."""
        if not self._is_stored():
            self.card.rows.show_current(self.journal.path)
            return
        self._leave()
        self._shown = line
        self.card.rows.show_current(line.path)
        with refusals_to(partial(self._refused, line.path)):
            self._show(line, self._keys.get(line.path) or key_of_share(line.path, None))
        if not self._is_beside and self.card.isVisible() and not self.pane.asks:
            self.pane.show()  # the list goes out of sight with the focus in it
            self.pane.back.setVisible(not self._is_wide)
            (self.pane.sections if self._is_wide and self.pane.sections else self.pane.back).setFocus()
        self._fit()

    def _shows(self, line: PersonLine) -> bool:
        return self._open is not None and self.journal.path == line.path

    def _follow(self, line: PersonLine) -> None:
        """Show who is marked in the list beside it; the keyboard stays in the list."""
        if self._is_beside and not self._shows(line):
            self.show_line(line)
            self.card.rows.setFocus()

    def _enter(self, line: PersonLine) -> None:
        """Show the person, and go into the page with the keyboard."""
        if not self._shows(line):
            self.show_line(line)
        if self._is_beside and self._shows(line) and self.pane.sections is not None:
            self.pane.sections.setFocus()

    def show_refused(self, refusal: Refusal) -> None:
        """Say why no more of the share that is open can be shown, and close it."""
        if self._open is not None:
            self._refused(self.journal.path, refusal)

    def _refused(self, path: Path, refusal: Refusal) -> None:
        self._is_stored()
        self._leave()
        line = build_line(path, refusal, self._context.library)
        if refusal.reason in (Reason.FILE_ENCRYPTED, Reason.WRONG_PASSPHRASE):
            self.pane.ask_passphrase(line)
        else:
            self.pane.show_problem(line)

    def _show(self, line: PersonLine, key: Key | None) -> None:
        self._open = open_share(line.path, self._turned, key, prove=not self._people.is_proven(line.path))
        self._journal, manifest = self._open.__enter__()
        self._manifest = manifest
        if line.row is None or line.row.manifest != manifest:  # another share has the name of that one
            line = build_line(line.path, self._people.person(line.path, key), self._context.library)
            line = self.card.replace_line(line)
        self._visit = None if line.row is None else line.row.since
        about = about_words(line, manifest, self._context.library)
        self.pane.show_person(line, about, self._own_context(self._journal), self, self._section)
        assert self.pane.sections is not None
        self.pane.sections.section_shown.connect(self._on_section, Qt.ConnectionType.UniqueConnection)

    def _turned(self, store: Store, manifest: Manifest) -> Journal:
        """Return the one journal that the pages read, turned to this share."""
        if self._journal is None:
            return self._open_journal(store, manifest)
        self._journal.file.turn_to(store, present_of(manifest))
        return self._journal

    def _own_context(self, journal: Journal) -> Context:
        """Return the context with the words of the person's own items."""
        if not journal.own_items:
            return self._context
        known = self._context.library
        words = load_library(self.resources, known.language.code, journal.own_items, known.language.week_starts)
        return replace(self._context, library=words.for_others())

    def _on_section(self, key: str) -> None:
        self._section = key

    def _unlock(self, path: Path, passphrase: str) -> None:
        line = next(line for line in self.card.lines if line.path == path)
        try:
            key = key_of_share(path, passphrase)
            row = self._people.person(path, key)
        except Refusal as refusal:
            is_wrong = refusal.reason is Reason.WRONG_PASSPHRASE
            said = wrong_words(self._context.language) if is_wrong else self._context.sentence(refusal)
            self.pane.ask_passphrase(line, said)
            return
        if key is not None:
            self._keys[path] = key
        opened = build_line(path, row, self._context.library)
        self.show_line(self.card.replace_line(opened))

    def _is_stored(self) -> bool:
        """Store what is half typed; show the list it is in where the disk does not take it."""
        sections = self.pane.sections
        if sections is None or self._marks is None:
            return True
        for key in GIVEN:
            part = sections.section(key)
            if isinstance(part, HasUnsaved) and not part.flush():
                sections.show_section(key)
                return False
        return True

    def _leave(self) -> None:
        """Close the share that is open; nothing of it stays on screen."""
        self.pane.show_nobody()
        self._shown = None
        self._marks, self._manifest = None, None
        self._marks_open.close()
        if self._open is not None:
            self._open.__exit__(None, None, None)
        self._open = None

    def show_list(self) -> None:
        """Go back to the list, to the same person in it, unless it has nobody else."""
        if len(self._paths) == 1 and self._is_wide:
            return
        if not self._is_beside:
            if not self._is_stored():
                return
            self._leave()
        self._fit()
        self.card.rows.setFocus()

    @property
    def _is_beside(self) -> bool:
        """Whether list and person are side by side: of one person alone the list would only take room."""
        return len(self._paths) > 1 and self._is_wide

    @property
    def _is_wide(self) -> bool:
        return self.width() >= self.fontMetrics().averageCharWidth() * _SIDE_BY_SIDE

    def _fit(self) -> None:
        """Show either the list or the person where there is little room, or one person only."""
        is_beside = self._is_beside
        has_person = bool(self.pane.name.text())
        edge = Space.SMALL if is_beside else Space.WIDE
        self._list.setContentsMargins(Space.WIDE, Space.SMALL, edge, Space.SMALL)
        self._list.setVisible(is_beside or not has_person)
        self.pane.setVisible(is_beside or has_person)
        self.foot.setVisible(self._is_wide or not has_person)
        self.pane.back.setVisible(not self._is_wide)

    def take_dropped(self, path: str) -> None:
        """Read the share, or those of the folder, that was dropped on the window too."""
        with refusals_to(self._say):
            found = list(find_shares([Path(path)]))
            if not found:
                raise Refusal(Reason.NO_SHARES, path=path)
            self._paths = tuple(dict.fromkeys([*self._paths, *found]))
            self._fit()
            self.read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._is_stored():
            event.ignore()
            return
        self._ahead.stop()
        self._background.close()
        self._leave()
        if self._context.preferences is not None:
            keep_placed(self, self._context.preferences)
        self.closing.emit()
        super().closeEvent(event)

    # ------------------------------------------------------------------ the shell of the pages

    @property
    def journal(self) -> Journal:
        """The share that is open."""
        assert self._journal is not None
        return self._journal

    def follow(self, page: Follows) -> Follows:
        """Tell a page when the therapist's own marks changed; the share, and the day it was made on, never do."""
        self.marked.connect(page.on_changed)
        return page

    def own_marks(self) -> Journal:
        """Return the therapist's own marks at this share, open until another one is shown. Raises Refusal."""
        if self._marks is None:
            assert self._manifest is not None
            self._marks = self._marks_open.enter_context(self._own_marks.open(self._manifest))
            self._marks.subscribe(self.marked.emit)
            self.marked.connect(self.writer, Qt.ConnectionType.UniqueConnection)
        return self._marks

    def writer(self) -> str:
        """Return the name at the last mark or proposal for this person, else the last one in this window; it is
        remembered for the next person."""
        if self._marks is not None:
            own = [(key, record.data) for key in GIVEN for record in self._marks.records(key)]
            self._writer = written_by(own) or self._writer
        return self._writer

    def therapist_marks(self) -> Sequence[RegisterRecord]:
        """Return the marks in the share, and the therapist's own as far as they can be read."""
        assert self._manifest is not None
        own: Sequence[RegisterRecord] = ()
        with suppress(Refusal):  # the page of the marks says why
            own = self._own_marks.records(self._manifest) if self._marks is None else self._marks.records(MARKS)
        return (*self.journal.records(MARKS), *own)

    def last_visit(self) -> date | None:
        """Return the day the list counts what changed from, so that Compare tells the same."""
        return self._visit

    def show_given(self) -> GiveBackDialog | None:
        """Show what is given back of this share, with what is being typed, in a dialog that saves it."""
        assert self._manifest is not None
        if not self._is_stored():
            return None
        manifest, dialog = self._manifest, None
        try:
            given = self._own_marks.given(manifest)
        except Refusal as refusal:
            self._say(refusal)
        else:
            by, name = written_by(given) or self._writer or manifest.for_whom, self.journal.path.stem
            dialog = GiveBackDialog(self._context, given, by, name, partial(self._give_back, manifest), self)
            dialog.write_requested.connect(lambda section: self.open_page(f"trends/{section}"))
            dialog.open()
        return dialog

    def _say(self, refusal: Refusal) -> None:
        """Say what could not be done, where no page has a place for it."""
        language = self._context.language
        ListDialog(self.windowTitle(), refusal_sentence(language, None, refusal), language, self).open()

    def _give_back(self, manifest: Manifest, by: str, path: Path) -> None:
        self._own_marks.give_back(manifest, by, path)
        self._writer = by or self._writer

    def look_at_clock(self) -> None:
        """Do nothing: the present day stays the one on which the share was made."""

    def open_day(self, day: date) -> None:
        """Show the values of this day in the table."""
        from diary.ui.review.days import DaysPage

        self.open_page(f"trends/{DAYS}")
        page = None if self.pane.sections is None else self.pane.sections.section(DAYS)
        if isinstance(page, DaysPage):
            page.show_day(day)

    def open_today(self) -> None:
        """Nothing is filled in here."""

    def open_page(self, address: str) -> None:
        """Show a section of the person, or a page to read in a dialog; others are only in one's own diary."""
        page, _, place = address.partition("/")
        if page == "understand":
            self._show_topic(place)
        elif page == "trends" and self.pane.sections is not None:
            self.pane.sections.show_place(place)

    def _show_topic(self, key: str) -> None:
        dialog = QDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self._topics.title(self._context.language))
        page = self._topics.build(self._context, self)
        in_column(page, within=dialog)
        if isinstance(page, ShowsPlace):
            page.show_place(key)
        dialog.resize(LEAST)
        dialog.open()

    def show_article(self, key: str = PRIVACY) -> None:
        from diary.ui.article_dialog import ArticleDialog

        language = self._context.language
        article = read_article(self.resources, language.code, key, self._context.country)
        ArticleDialog([article], language, self).open()

    def show_red_flags(self) -> None:
        """Open the article about when to call a doctor."""
        self.show_article(RED_FLAGS)

    def tell_blocked(self, refusal: Refusal | None) -> None:
        """Nothing is ever stored here, so nothing is blocked."""

    def prefer(self, what: str, value: object) -> None:
        """Preferences are changed in the window of a diary."""
