"""Builds the main window around one journal, and passes requests from one page to another."""

import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache, partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QLibraryInfo,
    QLocale,
    QLoggingCategory,
    QSettings,
    Qt,
    QTimer,
    QtMsgType,
    QTranslator,
    qInstallMessageHandler,
)
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from diary.content.articles import PRIVACY
from diary.content.country import Country
from diary.content.language import Language, language_names, load_language
from diary.content.library import load_library
from diary.content.sentences import refusal_sentence
from diary.content.theme import load_themes
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal, preload_writing
from diary.paths import resources
from diary.ui.areas import pages
from diary.ui.background import Background, Collector, Task, give_back, share_heap
from diary.ui.icons import icon_file
from diary.ui.intake.area import section as intake_section
from diary.ui.notices import (
    LastingNotice,
    ReadOnlyNotice,
    SampleNotice,
    UpgradeNotice,
    UpgradeWatch,
    tell_later_days,
)
from diary.ui.pages import Context, Display, LockControl, PageSpec
from diary.ui.placement import keep_placed, show_instead_of, show_placed
from diary.ui.plan.area import AHEAD as PLAN_AHEAD
from diary.ui.plan.area import preload as preload_plan
from diary.ui.preferences import LookWatch, Preferences
from diary.ui.reminders.area import SECTION as REMINDER
from diary.ui.reminders.area import follow, is_possible, remove, start_again
from diary.ui.safety.sections import MERGING, SafetyContext, SafetySections
from diary.ui.safety.upkeep import BackupRunner, DamageWatch
from diary.ui.style import Space, apply_look
from diary.ui.trends.area import AHEAD as CHARTS_AHEAD
from diary.ui.trends.area import preload as preload_charts
from diary.ui.unhandled_errors import UnhandledErrors, log
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.labels import Text
from diary.ui.widgets.layouts import in_lines
from diary.ui.window import MainWindow

if TYPE_CHECKING:
    from diary.journal.backups import BackupService
    from diary.journal.rescue_options import RescueOptions
    from diary.ui.safety.external_changes import ExternalChanges


_NAME = "qt_words"


class _LeftInEnglish(QTranslator):
    """Says what Qt's own translation leaves in English; it is asked last."""

    def __init__(self, code: str, parent: QApplication) -> None:
        super().__init__(parent)
        self._code = code
        self._words: dict[str, str] | None = None

    def isEmpty(self) -> bool:
        return False

    def translate(self, _context: str, source: str, _meaning: str | None = None, _count: int = -1) -> str | None:
        if self._words is None:
            english, own = (
                load_language(code, resources()).phrases("qt", "dialogs") for code in ("en", self._code)
            )
            self._words = {words: own[key] for key, words in english.items()}
        return self._words.get(source)


def speak(qt: QApplication, code: str) -> None:
    """Let Qt speak this language from now on. Where nobody has words for it, it stays with English."""
    for before in qt.findChildren(QTranslator, _NAME):
        qt.removeTranslator(before)
        before.setParent(None)
        before.deleteLater()
    words, rest = QTranslator(qt), _LeftInEnglish(code, qt)
    for each in (rest, words):
        each.setObjectName(_NAME)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(f"qtbase_{code}", folder):
        qt.installTranslator(rest)
        qt.installTranslator(words)


PRELOAD_AFTER_MS = 400
"""Delay before the imports, in milliseconds: after the first paint, before anybody opens another page."""


PRELOAD_EVERY_MS = 30
"""From one module to the next, in milliseconds: a key that is pressed meanwhile is answered in between."""
OPENSSL, OWN_HASHES = "_hashlib", ("_md5", "_sha1", "_sha256", "_sha512", "_sha3", "_blake2")
"""The module that loads OpenSSL for hashlib, and Python's own that hashlib takes without it."""
TELL_REMINDER_AFTER_MS = 2000
ICON_AFTER_MS = 200
"""Delay before windows get their icon, in milliseconds: drawing it in all sizes can wait for the first paint."""
CHATTER = "qt.qpa.wayland.textinput", "qt.accessibility.atspi"
"""What Qt warns of at each change of the focus on GNOME, and for what is gone when a screen reader asks for it."""


class Program:
    """Builds the window around a journal. `run` shows it and stays; `open` only shows it."""

    def __init__(
        self,
        journal: Journal,
        resources: Path,
        settings: Path,
        system_language: str,
        make_backups: "Callable[[], BackupService] | None" = None,
        rescue_options: "Callable[[], RescueOptions] | None" = None,
        lock_control: LockControl | None = None,
        *,
        is_sample: bool = False,
        system_country: Country = Country.ELSEWHERE,
    ) -> None:
        self._journal = journal
        self._resources = resources
        self._themes = load_themes(resources)
        self._languages = language_names(resources)
        self._preferences = Preferences(
            settings, self._languages, tuple(self._themes), system_language, system_country
        )
        self.language = system_language
        self._shown = journal.own_items, journal.week_starts
        self.qt = application()
        self.window: MainWindow | None = None
        self._backups = None if make_backups is None else cache(make_backups)
        self._is_sample = is_sample
        self._background = Background()
        self._copying: BackupRunner | None = None
        self.safety = None if self._backups is None else self._build_safety(self._backups, settings)
        self._notice: LastingNotice | None = None
        self._upgrades: UpgradeWatch | None = None
        self._upgrade: UpgradeNotice | None = None
        self._lock_control = lock_control
        self._rescuing = (
            None if rescue_options is None else DamageWatch(journal, rescue_options, self._language_in_use)
        )
        self._external_changes: ExternalChanges | None = None
        self._preload: QTimer | None = None

    def _build_safety(self, backups: "Callable[[], BackupService]", settings: Path) -> SafetySections:
        parts = SafetyContext(
            lambda: self.window, self._journal, self._background, self._language_in_use, self._show_again
        )
        safety = SafetySections(parts, backups, settings, is_sample=self._is_sample)
        safety.privacy_requested.connect(self._show_privacy)  # Qt would keep a partial for good
        safety.erased.connect(remove)
        safety.erased.connect(partial(self.qt.exit, 0))
        return safety

    def run(self, language: str | None = None, page: str | None = None) -> int:
        """Show the window until it is closed; the exit code of the program."""
        self.open(language, page)
        unhandled_errors = UnhandledErrors(lambda: self.window, self._language_in_use, lambda: flushed(self))
        unhandled_errors.refused.connect(self.rescue)
        try:
            with unhandled_errors.heard():
                return self.qt.exec()
        finally:
            self.wait()

    def offer_upgrade(self) -> None:
        """Offer to start the other version that was installed, unless that is offered already."""
        if self._upgrades is not None:
            self._upgrades.look()

    def _on_upgraded(self) -> None:
        assert self.window is not None
        assert self._lock_control is not None
        self._upgrade = UpgradeNotice(self.window, self._language_in_use, self._lock_control.start_again)

    def rescue(self, refusal: Refusal) -> None:
        """Offer to rescue a file that cannot be read any more."""
        if self._rescuing is not None:
            self._rescuing.offer(refusal)

    def wait(self) -> None:
        """Wait for background work and release the single instance."""
        if self.window is not None and isValid(self.window):
            for task in self.window.findChildren(Task):
                task.end()
        if self._preload is not None:
            self._preload.stop()
        if self._external_changes is not None:
            self._external_changes.close()
        if self._copying is not None:
            self._copying.finish()
        self._background.close()
        if self._rescuing is not None:
            self._rescuing.wait()

    def open(
        self,
        language: str | None = None,
        page: str | None = None,
        memories: Mapping[str, Any] | None = None,
        instead_of: QWidget | None = None,
    ) -> MainWindow:
        """Show the window, in a language, on a page and where the person was, if that is known; in the place of
        another window, else where it was left."""
        self.language = language or self._preferences.language
        context = self._apply_context()
        window = MainWindow(
            context,
            self._journal,
            self._pages(),
            can_lock=self._lock_control is not None and self._lock_control.has_passphrase,
            memories=memories,
        )
        window.preference_requested.connect(self._prefer)
        window.changes.changed.connect(self._on_changed)
        if self._lock_control is not None:
            window.lock_requested.connect(self._lock_control.lock)
        self.window = window
        if page is not None:
            window.open_page(page)
        self._show(window, instead_of)
        self._show_notice(window, can_begin=instead_of is not None)
        self._start_background(window)
        return window

    def _show_notice(self, window: MainWindow, *, can_begin: bool) -> None:
        """Say above the pages that the diary is read-only or a sample; any other is backed up."""
        if self._journal.reading_only is not None:
            self._notice = ReadOnlyNotice(window, self._journal, self._language_in_use)
        elif self._is_sample:
            self._notice = SampleNotice(window, self._language_in_use, can_begin=can_begin)
        elif self._backups is not None:
            self._copying = BackupRunner(window, self._backups, self._background, self._language_in_use)

    def _show(self, window: MainWindow, instead_of: QWidget | None) -> None:
        window.closing.connect(self._keep_place)
        if instead_of is None:
            show_placed(window, self._preferences)
        else:
            show_instead_of(window, instead_of)

    def _keep_place(self) -> None:
        if self.window is not None:
            keep_placed(self.window, self._preferences)

    def _after_the_first_page(self) -> None:
        if self.window is None:  # it was locked meanwhile
            return
        watch = LookWatch(self.window, self._preferences, lambda: self._journal.hour)
        watch.look_wanted.connect(lambda: self._show_again())  # noqa: PLW0108 - keeps the program until then
        preload(self.window)
        if self.window.isVisible():
            from diary.ui.safety.external_changes import ExternalChanges

            self._external_changes = ExternalChanges(
                self._journal, self.window, lambda: self._context().library, self._preferences.first_time
            )
            tell_later_days(self.window, self._journal, self._context().library.language, self.window.open_day)
        if self._copying is not None:
            self._copying.start()
            self._keep_reminder(self.window)
        if self._rescuing is not None:
            self._rescuing.start()

    def _keep_reminder(self, window: MainWindow) -> None:
        """Tell the reminder what is logged: now, a moment after each change, and when the window closes."""

        def tell() -> None:
            follow(self._journal, self.language)

        later = QTimer(window, singleShot=True, interval=TELL_REMINDER_AFTER_MS)
        later.timeout.connect(tell)
        window.changes.changed.connect(lambda _period: later.start())
        window.closing.connect(tell)
        tell()
        start_again(self._journal)

    def _start_background(self, window: MainWindow) -> None:
        """Start what is done beside the first page: the watch for damage, and the later imports."""
        if self._lock_control is not None:
            control = self._lock_control
            self._upgrades = UpgradeWatch(window, lambda: control.is_replaced)
            self._upgrades.noticed.connect(lambda: self._on_upgraded())  # noqa: PLW0108 - as below
        if self._rescuing is not None:
            self._rescuing.watch(window, self._show_again)
            window.blocked.connect(self._rescuing.on_blocked)
        # a timer of the window: `singleShot` would call a program that was locked and deleted
        self._preload = QTimer(window, singleShot=True)
        self._preload.timeout.connect(self._after_the_first_page)
        self._preload.start(PRELOAD_AFTER_MS)

    def _language_in_use(self) -> Language:
        return load_language(self.language, self._resources)

    def _context(self) -> Context:
        """Return the present context: the language in use, the theme chosen, the diary's own items."""
        starts = self._journal.week_starts
        if starts is None:
            starts = QLocale.system().firstDayOfWeek().value - 1
        library = load_library(self._resources, self.language, self._journal.own_items, starts)
        chosen = self._preferences
        themes = tuple(self._themes)
        display = Display(self._languages, themes, chosen.chosen_theme, chosen.text_size, chosen.dims_at_night)
        theme = self._themes[chosen.theme_at(self._journal.hour)]
        return Context(library, theme, chosen.country, display, chosen)

    def _apply_context(self) -> Context:
        """Return the present context, with Qt speaking its language and looking like its theme."""
        context = self._context()
        speak(self.qt, self.language)
        apply_look(self.qt, context.theme, self._preferences.text_scale)
        return context

    def _show_privacy(self) -> None:
        assert self.window is not None
        self.window.show_article(PRIVACY)

    def _pages(self) -> Sequence[PageSpec]:
        safety = [] if self.safety is None else [*self.safety.sections()]
        if self._lock_control is not None:
            lock = self._lock_control.build_section
            safety.insert(0, PageSpec("passphrase", lambda language: language.t("Passphrase"), lock))
        reminding = [REMINDER] if self._lock_control is not None and is_possible() else []
        intake = intake_section(is_sample=self._is_sample)
        return pages([intake, *reminding, *safety, MERGING], self._resources)

    def _on_changed(self, _period: Period) -> None:
        """Build every page anew when an own item was added, changed or removed, or weeks start on another day:
        every page shows them."""
        if (self._journal.own_items, self._journal.week_starts) != self._shown:
            QTimer.singleShot(0, lambda: self._show_again())  # noqa: PLW0108 - keeps the program until then

    def _prefer(self, what: str, value: object) -> None:
        """Keep a preference by its name in Preferences, and show everything as it asks."""
        if what == "theme" and self._preferences.theme_at(self._journal.hour) != self._preferences.theme:
            self._preferences.dims_at_night = False  # who chooses colours at night wants to see them
        setattr(self._preferences, what, value)
        if what == "language":
            self.language = str(value)
        self._show_again()

    def _show_again(self) -> None:
        if self.window is None:  # it was locked meanwhile
            return
        self._shown = self._journal.own_items, self._journal.week_starts
        self.window.show_context(self._apply_context())
        if self._copying is not None:
            self._copying.show_again()
        for notice in filter(None, (self._notice, self._upgrade)):
            notice.show_again()


def flushed(program: Program | None) -> bool:
    """Store what was typed in the window, if there is one; true when nothing is left to store."""
    return program is None or program.window is None or program.window.flush()


def chosen_language(resources: Path, settings: Path, usual: str) -> str:
    """Return the code of the language that was chosen in Settings, else `usual`."""
    with suppress(Refusal):  # a mistake in a content file is told later, by who runs into it
        return Preferences(settings, language_names(resources), (), usual).language
    return usual


def tell(sentences: Sequence[str], language: Language, again: str = "") -> bool:
    """Show in a window why the diary cannot be opened: a start from an icon has no terminal. With a button for
    `again`, if that may help; returns whether it was chosen."""
    from diary.ui.widgets.question_dialog import FittedDialog

    application()
    dialog, close = FittedDialog(language.t("Symptom Diary")), language.t("Close")
    buttons: list[QWidget] = [MainButton(again or close, on_click=dialog.accept)]
    if again:
        buttons.append(TextButton(close, on_click=dialog.reject))
    dialog.lay_out(*map(Text, sentences), answers=in_lines(*buttons, spacing=Space.MEDIUM))
    dialog.fit()
    return dialog.exec() == FittedDialog.DialogCode.Accepted and bool(again)


def tell_why_not(refusal: Refusal, resources: Path, settings: Path, language: Language) -> bool:
    """Show why the diary cannot be opened; returns whether to try again, which is offered where another window has
    it open and does not answer."""
    with suppress(Refusal):  # a content file that is wrong is told without the look
        _look_as_chosen(resources, settings, language)
    t = language.t
    if refusal.reason is not Reason.FILE_LOCKED:
        return tell([refusal_sentence(language, None, refusal)], language)
    said = [
        t("Your diary is open in another window, which does not answer at this moment. Nothing is lost."),
        t("Wait a moment and try again. If it stays like this, close the other window or restart the computer."),
    ]
    return tell(said, language, t("Try again"))


def _look_as_chosen(resources: Path, settings: Path, language: Language) -> None:
    """Let what is shown before the diary's window look as was chosen, and Qt speak this language."""
    qt, themes = application(), load_themes(resources)
    preferences = Preferences(settings, (language.code,), tuple(themes), language.code)
    speak(qt, language.code)
    apply_look(qt, themes[preferences.theme], preferences.text_scale)


def ask_to_rescue(
    outcome: "RescueOptions", reason: Reason, resources: Path, settings: Path, language: Language
) -> bool:
    """Offer to rescue a diary that cannot be opened; true when it can be opened now."""
    from PySide6.QtWidgets import QDialog

    from diary.ui.safety.rescue import RescueDialog

    _look_as_chosen(resources, settings, language)
    return RescueDialog(outcome, reason, language).exec() == QDialog.DialogCode.Accepted


def start_qt(no_screen: str) -> QApplication:
    """Begin with Qt before anything is held or written: where it finds no screen to draw on (a display that is
    gone, a platform or a library that is not there) it ends the process. `no_screen` is said then, exit code 1."""

    def on_message(kind: QtMsgType, _context: object, text: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            log(no_screen)
            os._exit(1)
        held.append(text)

    held: list[str] = []
    before = qInstallMessageHandler(on_message)
    try:
        qt = application()
    finally:
        qInstallMessageHandler(before)
    for text in held:
        log(text)
    return qt


def application() -> QApplication:
    """Return the application, with its names; from now on garbage is collected in this thread only."""
    running = QApplication.instance()
    qt = running if isinstance(running, QApplication) else QApplication(["symptom-diary"])
    qt.setApplicationName("symptom-diary")
    qt.setDesktopFileName("symptom-diary")
    QLoggingCategory.setFilterRules("\n".join(f"{each}.warning=false" for each in CHATTER))
    if sys.platform == "linux":  # the dialogs of GTK and of the portal list files as recent; Qt's keep folders
        qt.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
    if qt.findChild(Collector) is None:
        gc.freeze()  # what is imported by now stays: no collection looks at it again
        Collector(qt)
        QTimer.singleShot(ICON_AFTER_MS, qt, lambda: qt.setWindowIcon(QIcon(str(icon_file("app")))))
    gc.disable()
    return qt


def preload(window: QWidget) -> None:
    """Import what the first save, the first chart and Plan need while the first page is read: in a thread what has
    nothing of Qt, then in the window's thread what has, a module at a time. Qt for Python makes a class when it is
    first named; where another thread is in Qt meanwhile, as for a screen reader, that ends the process. The
    program's end waits for the thread."""
    share_heap()
    import_hashes()
    thread = Thread(target=load_the_rest, name="preload")
    waiting = iter((*CHARTS_AHEAD, *PLAN_AHEAD))
    beat = QTimer(window, interval=PRELOAD_EVERY_MS)

    def load_one() -> None:
        if thread.is_alive():
            return
        name = next(waiting, None)
        if name is not None:
            import_module(name)
            return
        beat.stop()
        give_back()

    beat.timeout.connect(load_one)
    thread.start()
    beat.start()


def import_hashes() -> None:
    """Import hashlib and hmac with Python's own algorithms, as where there is no OpenSSL: its library takes 3 MiB
    and is faster where nobody waits. `storage.key` asks for it by itself. This rests on names of Python 3.11."""
    if all(map(find_spec, OWN_HASHES)) and not {"hashlib", OPENSSL} & sys.modules.keys():
        sys.modules[OPENSSL] = None  # type: ignore[assignment]  # imported as if it were missing
        try:
            import_module("hmac")
        finally:
            del sys.modules[OPENSSL]


def load_the_rest() -> None:
    """Import what saving, charts and Plan need and has nothing of Qt; takes long, so `preload` calls it in a
    thread."""
    preload_writing()
    preload_charts()
    preload_plan()
