"""The pages of the start window: welcome at the first start, and unlock with the recovery sheet behind it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from diary.content.articles import PURPOSE, RED_FLAGS
from diary.content.language import Language
from diary.content.sentences import refusal_sentence
from diary.content.theme import Theme
from diary.domain.refusal import Reason, Refusal
from diary.storage.key import Key
from diary.ui.background import Task
from diary.ui.icons import icon_pixmap
from diary.ui.pages import FROM_ELSEWHERE, INTAKE, refusals_to
from diary.ui.start.pictures import DrawnPicture, WeeksPicture
from diary.ui.start.window import TOLD
from diary.ui.style import ACCENT, NOTICE, QUIET, TOUCH, Space, Type
from diary.ui.widgets.buttons import MainButton, QuietButton, TextButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.keys import Choices
from diary.ui.widgets.labels import NoticeText, QuietText, SteadyText, Text, Title, announce
from diary.ui.widgets.layouts import (
    STRETCH,
    Beside,
    boxed,
    fill,
    follow,
    in_column,
    in_columns,
    in_lines,
    in_row,
)
from diary.ui.widgets.line import Line
from diary.ui.widgets.new_passphrase import NewPassphrase, PassphraseField, both_sides, wrong_words
from diary.ui.widgets.scrolling import BeginsAt, CentredColumn

FREE = 2
LONGEST_SECONDS = 30


def pause_seconds(wrong: int) -> int:
    """Return the seconds to wait after this many wrong passphrases in a row: 0, 0, 2, 4, 8, 16, 30, 30 ..."""
    return 0 if wrong <= FREE else min(2 ** (wrong - FREE), LONGEST_SECONDS)


class Recovery(CentredColumn):
    """Emits `recovered` with the sheet's key and the new passphrase, or `left`."""

    recovered = Signal(object, str)
    left = Signal()

    def __init__(self, language: Language, key_of_sheet: Callable[[str], Key]) -> None:
        super().__init__()
        t = language.t
        self._language = language
        self._key_of_sheet = key_of_sheet
        self._task: Task | None = None
        name = t("The characters on the recovery sheet")
        self.code = Line(name=name, key="recovery_code")
        self.code.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhSensitiveData)
        self.notice = NoticeText()
        self.fresh = NewPassphrase(language)
        self.done = MainButton(t("Open with the new passphrase"), on_click=self._try)
        self.back = TextButton(t("Go back"), on_click=self._leave)
        self._lay_out(name)
        self.code.returnPressed.connect(self.fresh.setFocus)
        self.fresh.entered.connect(self._try)
        self.setFocusProxy(self.code)

    def _lay_out(self, name: str) -> None:
        t = self._language.t
        fill(
            self.column,
            Title(t("Open with the recovery sheet")),
            Text(t("Type the characters, and choose a new passphrase. Your diary stays as it is.")),
            in_column(
                Text(name),
                self.code,
                QuietText(t("Nine groups of six. Small letters are fine, and spaces do not matter.")),
                spacing=Space.HAIR,
            ),
            self.notice,
            self.fresh,
            QuietText(t("Print a new sheet afterwards, in Settings: this one does not fit the new passphrase.")),
        )
        self.column.addLayout(in_lines(self.done, self.back, spacing=Space.MEDIUM))

    def _try(self) -> None:
        if self._task is not None:
            return
        typed = self.code.text()
        self.done.setEnabled(False)
        self.notice.say("")
        self._task = Task(lambda: self._key_of_sheet(typed), self._on_key, self._on_refused, self)
        self._task.ended.connect(self._on_ended)
        self._task.start()

    def _on_ended(self) -> None:
        """Enable the fields again, also after an unhandled error."""
        self._task = None
        self.done.setEnabled(True)

    def _on_key(self, key: Key) -> None:
        passphrase = self.fresh.read()
        if passphrase is not None:
            self.code.clear()
            self.fresh.clear()
            self.recovered.emit(key, passphrase)

    def _on_refused(self, refusal: Refusal) -> None:
        if refusal.reason is Reason.SHEET_OTHER:
            t = self._language.t
            said = t("This sheet does not fit. It is of another diary, or of a passphrase you had before.")
        else:
            said = refusal_sentence(self._language, None, refusal)
        self.notice.say(said)
        self.code.setFocus()

    def _leave(self) -> None:
        self.code.clear()
        self.fresh.clear()
        self.notice.say("")
        self.left.emit()


SECOND = 1000
SIGN = 40


class UnlockPage(QWidget):
    """Asks for the passphrase. `key_of` derives a key, `open_with` opens the diary with it, and `key_of_sheet`
    returns the key for the characters of a recovery sheet; each raises Refusal. `wrong` is the number of wrong
    attempts on this page before a change of language; a file that is not `is_own` may be somebody else's share."""

    opened = Signal()
    red_flags_requested = Signal()
    language_requested = Signal()

    def __init__(
        self,
        language: Language,
        key_of: Callable[[str], Key],
        open_with: Callable[[Key], None],
        key_of_sheet: Callable[[str], Key],
        other_language: str = "",
        wrong: int = 0,
        *,
        is_own: bool = True,
    ) -> None:
        super().__init__()
        t = language.t
        self._language = language
        self._key_of = key_of
        self._open_with = open_with
        self.wrong = wrong
        self._left = 0
        self._task: Task | None = None
        self.field = PassphraseField(t("Passphrase"), "passphrase", language)
        self.notice = SteadyText([self._wrong_words(LONGEST_SECONDS)], Type.SMALL, NOTICE)
        self.told = NoticeText()
        self.told.setObjectName(TOLD)
        self.open = MainButton(t("Open"), on_click=self._try)
        self.sheet = QuietButton(t("I have a recovery sheet"), on_click=self._show_recovery)
        self.doctor = QuietButton(t("When to call a doctor"), "doctor", on_click=self.red_flags_requested)
        self.change_language = QuietButton(other_language, "language", on_click=self.language_requested)
        self.recovery = Recovery(language, key_of_sheet)
        self._tick = QTimer(self, interval=SECOND)
        self._tick.timeout.connect(self._on_tick)
        if is_own:
            self._lay_out(t("Your diary is locked"), t("Type your passphrase to open it."))
        else:
            self._lay_out(t("This file is locked"), t("Type its passphrase to open it."))
        self.field.entered.connect(self._try)
        self.recovery.left.connect(self._show_field)
        self._pauses()

    def _lay_out(self, title: str, lead: str) -> None:
        self._pages = QStackedLayout(self)
        first = CentredColumn()
        column = first.column
        fill(column, _Sign(), Title(title), Text(lead), self.told, self.field, self.notice)
        fill(column, in_lines(self.open, self.sheet, spacing=Space.MEDIUM), Space.HUGE)
        quiet = in_lines(self.doctor, spacing=Space.MEDIUM)
        if self.change_language.text():
            quiet.addWidget(self.change_language)
        column.addLayout(quiet)
        for button in (self.sheet, self.doctor, self.change_language):
            button.setMinimumHeight(TOUCH)
        self._pages.addWidget(first)
        self._pages.addWidget(self.recovery)
        self.setFocusProxy(self.field)

    def _try(self) -> None:
        if self._task is not None or self._left:
            return
        passphrase = self.field.text
        self._let_type(False)
        self._say("")
        self._task = Task(lambda: self._key_of(passphrase), self._on_key, self._on_refused, self)
        self._task.ended.connect(self._on_ended)
        self._task.start()

    def _on_ended(self) -> None:
        """Enable the fields again, also after an unhandled error."""
        self._task = None
        self._let_type(True)

    def _on_key(self, key: Key) -> None:
        with refusals_to(self._on_refused):
            self._open_with(key)
            self.field.clear()
            self.opened.emit()

    def _on_refused(self, refusal: Refusal) -> None:
        if refusal.reason is Reason.WRONG_PASSPHRASE:
            self.wrong += 1
            if self._pauses():
                return
            self._say_wrong()
        else:
            self._say(refusal_sentence(self._language, None, refusal))
        self._let_type(True)

    def _pauses(self) -> bool:
        """Disable the field for the delay that belongs to the wrong attempts, if any."""
        self._left = pause_seconds(self.wrong)
        if self._left:
            self._let_type(False)
            self._say_wrong()
            announce(self.notice, self.notice.text())  # the field waits, and has no keyboard
            self._tick.start()
        return bool(self._left)

    def _on_tick(self) -> None:
        self._left -= 1
        self._say_wrong()
        if not self._left:
            self._tick.stop()
            self._let_type(True)

    def _say(self, words: str) -> None:
        """Say why it stays locked: once the keyboard is back in the field, it is heard there."""
        self.notice.setText(words)
        self.field.line.setAccessibleDescription(words)

    def _say_wrong(self) -> None:
        self._say(self._wrong_words(self._left))

    def _wrong_words(self, left: int) -> str:
        """Return the refusal without the name of the file, which this page must not show."""
        said = wrong_words(self._language)
        wait = self._language.n(
            "You can try again in {count} second.", "You can try again in {count} seconds.", left
        )
        return f"{said} {wait}" if left else said

    def _let_type(self, may: bool) -> None:
        self.field.setEnabled(may)
        self.open.setEnabled(may)
        self.change_language.setEnabled(may or bool(self._left))  # a page that is deriving a key must be notified
        if may:
            self.field.setFocus()
            self.field.line.selectAll()

    def _show_recovery(self) -> None:
        self._pages.setCurrentWidget(self.recovery)
        self.recovery.setFocus()

    def _show_field(self) -> None:
        self._pages.setCurrentIndex(0)
        self.field.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.field.setFocus()


class _Sign(QWidget):
    """Shows a lock, hidden from screen readers."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(SIGN)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, icon_pixmap("lock", self.palette().color(ACCENT), SIGN))
        painter.end()


NONE, WITH = "none", "with"
SIDES = (Space.WIDE, 0, Space.WIDE, 0)
WELCOME_LETTERS = 132
"""Width of the welcome, in letters: three pictures side by side."""


class WelcomePage(BeginsAt, CentredColumn):
    """Emits `begun` with the passphrase, or None for a diary without one, and the address of the first page, empty
    for the usual one; nothing is written before that. `article_requested` emits the key of an article."""

    begin: MainButton
    begun = Signal(object, str)
    sample_requested = Signal()
    language_chosen = Signal(object)
    article_requested = Signal(str)

    def __init__(
        self, language: Language, resources: Path, languages: Sequence[tuple[str, str]], theme: Theme
    ) -> None:
        super().__init__(WELCOME_LETTERS)
        t = language.t
        self.languages = Choices("language", t("Language"), languages)
        self.languages.show_value(language.code)
        self.languages.chosen.connect(self.language_chosen)
        self.passphrase = Choices("passphrase", t("Passphrase"), [(NONE, t("No")), (WITH, t("Yes"))])
        self.passphrase.show_value(NONE)
        self.passphrase.chosen.connect(self._on_passphrase)
        self._meanings = dict(zip((NONE, WITH), both_sides(language), strict=True))
        self.meaning = SteadyText(self._meanings.values(), Type.SMALL, QUIET)
        self.meaning.setText(self._meanings[NONE])
        self.fresh = NewPassphrase(language)
        self.fresh.hide()
        self.begin = MainButton(t("Begin"), on_click=self._begin)
        self.sample = TextButton(t("Look round in a sample first"), on_click=self.sample_requested)
        self.intake = TextButton(t("Bring notes from elsewhere"), on_click=lambda: self._begin_on(INTAKE))
        self.moved = TextButton(t("I already have a diary"), on_click=lambda: self._begin_on(FROM_ELSEWHERE))
        self.doctor = QuietButton(t("When to call a doctor"), "doctor", on_click=self._way_to(RED_FLAGS))
        self.purpose = QuietButton(
            t("What this diary is for, and what not"), role=ACCENT, on_click=self._way_to(PURPOSE)
        )
        self.told, self.notice = NoticeText(), NoticeText()
        self.told.setObjectName(TOLD)
        self._lay_out(language, resources, theme)
        self.fresh.entered.connect(self._begin)

    def _lay_out(self, language: Language, resources: Path, theme: Theme) -> None:
        t = language.t
        day, page = (DrawnPicture(name, resources, theme) for name in ("day", "page"))
        weeks = WeeksPicture(resources, theme)
        pictures = in_columns(
            _card(day, t("Five taps each evening"), t("Done in half a minute. You can always skip a day.")),
            _card(weeks, t("Look back over weeks"), t("Where it hurt, how you slept and what you could do.")),
            _card(page, t("One page for your appointment"), t("Read in a minute. You choose what is on it.")),
            most=3,
            letters=24,
        )
        for choices in (self.languages, self.passphrase):
            choices.setMinimumWidth(choices.sizeHint().width())
        for button in (self.doctor, self.purpose):
            button.setMinimumHeight(TOUCH)
        private = Text(t("Everything stays on this computer. No account, nothing is sent anywhere."), bold=True)
        asked = in_row(Text(t("With a passphrase?")), self.passphrase, STRETCH, spacing=Space.MEDIUM)
        fill(
            self.column,
            Beside(in_column(Title(t("A quiet diary for pain that stays"))), self.languages),
            self.told,
            pictures,
            in_column(Beside(in_column(private), boxed(asked)), self.meaning, self.fresh, spacing=Space.SMALL),
            in_lines(self.begin, self.sample, self.intake, self.moved, spacing=Space.MEDIUM),
            self.notice,
            in_lines(self.purpose, self.doctor, spacing=Space.MEDIUM),
            STRETCH,  # else the rest is shared out while the fields of a passphrase go, and all jumps
        )
        follow([self])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand where the fields of a passphrase leave it: what was clicked stays under the pointer."""
        super().resizeEvent(event)
        is_there = self.fresh.isVisibleTo(self)
        self.hold_top(0 if is_there else self.fresh.heightForWidth(self.meaning.width()) + Space.SMALL)

    def _way_to(self, article: str) -> Callable[[], None]:
        return lambda: self.article_requested.emit(article)

    @property
    def choice(self) -> tuple[object, str, str]:
        """What was chosen and typed about a passphrase, for the same page in another language."""
        return self.passphrase.value, self.fresh.first.line.text(), self.fresh.second.line.text()

    def take_choice(self, choice: tuple[object, str, str]) -> None:
        """Show what was chosen in another language."""
        value, first, second = choice
        self.passphrase.show_value(value)
        self._show_choice(value)
        self.fresh.first.line.setText(first)
        self.fresh.second.line.setText(second)

    def say(self, sentence: str) -> None:
        """Show why the diary could not be created."""
        self.notice.say(sentence)

    def _show_choice(self, value: object) -> None:
        self.meaning.setText(self._meanings[str(value)])
        self.fresh.setVisible(value == WITH)

    def _on_passphrase(self, value: object) -> None:
        self._show_choice(value)
        if value == WITH:
            self.fresh.setFocus()
            QTimer.singleShot(0, self, self._show_fields)
        else:
            self.fresh.clear()

    def _show_fields(self) -> None:
        """Bring the fields in sight with the button after them; where both do not fit, the first one."""
        for widget in (self.begin, self.fresh.first):
            self.ensureWidgetVisible(widget, 0, Space.SMALL)

    def _begin(self) -> None:
        self._begin_on("")

    def _begin_on(self, first_page: str) -> None:
        if self.passphrase.value != WITH:
            self.begun.emit(None, first_page)
            return
        passphrase = self.fresh.read()
        if passphrase is not None:
            self.fresh.clear()
            self.begun.emit(passphrase, first_page)


def _card(picture: QWidget, title: str, words: str) -> Card:
    card = Card(margins=(1, 1, 1, Space.LARGE), spacing=Space.MEDIUM)
    about = Text(words)
    about.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    about.setMinimumHeight(2 * about.fontMetrics().lineSpacing())  # all cards are as high
    said = in_column(Text(title, bold=True), about, margins=SIDES, spacing=Space.HAIR)
    fill(card.body, picture, said, STRETCH)
    return card
