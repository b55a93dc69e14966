"""Where a window stands: inside the screen there is, where it was left, and in the place of another one."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QWidget

from diary.ui.preferences import Preferences, WindowPlace

LEAST = QSize(640, 420)
"""What a screen of 1024x600 leaves at 150 %, and one of 1920x1080 at 250 %: below it everything still scrolls."""
USUAL = QSize(1180, 820)
FRAME = 36
"""Height for the bar with the window's name, which only the system knows and only once the window is there."""
PANEL = 36
"""Height for a panel of the desktop on Wayland, which tells no program of it: all of a screen is called free."""


def room_on(screen: QScreen) -> QRect:
    """Return where on a screen the inside of a window may be."""
    return screen.availableGeometry().adjusted(0, FRAME + PANEL * _hides_panels(), 0, 0)


def _hides_panels() -> bool:
    return QGuiApplication.platformName() == "wayland"


def resize_in_room(window: QWidget, wanted: QSize) -> None:
    """Make a window this large, or as large as its screen has room for."""
    window.resize(wanted.boundedTo(room_on(window.screen()).size()))


def fitted(wanted: QRect, room: QRect) -> QRect:
    """Return the rectangle made as small and moved as far as it must be to lie in `room`."""
    size = wanted.size().boundedTo(room.size())
    left = min(max(wanted.left(), room.left()), room.right() + 1 - size.width())
    top = min(max(wanted.top(), room.top()), room.bottom() + 1 - size.height())
    return QRect(left, top, size.width(), size.height())


def show_placed(window: QWidget, preferences: Preferences) -> None:
    """Show a window where it was left on this screen, maximised when it was, else in its middle. Where the usual
    size does not fit it takes all room: with less, the last of the five questions of a day is out of sight. Where
    nobody knows how much that is, the desktop does: it is maximised."""
    screen = _last_screen(preferences)
    room, kept = room_on(screen), preferences.window_place(screen_key(screen))
    window.setMinimumSize(LEAST.boundedTo(room.size()))
    is_usual = USUAL.boundedTo(room.size()) == USUAL
    if kept is None:
        wanted = QRect(room.topLeft(), USUAL if is_usual else room.size())
        wanted.moveCenter(room.center())
    else:
        wanted = QRect(*kept[:4])
    window.setGeometry(fitted(wanted, room))
    if kept.is_maximised if kept is not None else _hides_panels() and not is_usual:
        window.showMaximized()
    else:
        window.show()


def keep_placed(window: QWidget, preferences: Preferences) -> None:
    """Remember where a window is that is about to close."""
    screen, key = window.screen(), screen_key(window.screen())
    place = window.normalGeometry() if window.isMaximized() or window.isFullScreen() else window.geometry()
    if window.isMaximized() and place.width() >= screen.availableGeometry().width():  # Wayland tells no other size
        before = preferences.window_place(key)
        place = QRect(QPoint(), USUAL) if before is None else QRect(*before[:4])
    preferences.keep_window_place(
        key,
        WindowPlace(place.x(), place.y(), place.width(), place.height(), is_maximised=window.isMaximized()),
    )


def show_instead_of(window: QWidget, other: QWidget) -> None:
    """Show a window where another one is, as large and as hidden as that."""
    window.setMinimumSize(other.minimumSize())
    place = other.normalGeometry() if other.isMaximized() else other.geometry()
    window.setGeometry(QRect(place))
    if other.isMinimized():
        window.showMinimized()
    elif other.isMaximized():
        window.showMaximized()
    else:
        window.show()


def bring_forward(window: QWidget) -> None:
    """Raise a window as large as it is, or at least ask the system to draw attention to it."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)


def screen_key(screen: QScreen) -> str:
    """Return what a screen is called in the preferences; the same one with other pixels is another one."""
    size = screen.geometry().size()
    return f"{screen.name() or 'screen'} {size.width()}x{size.height()}".replace("/", "-")


def _last_screen(preferences: Preferences) -> QScreen:
    last = preferences.last_screen
    found = [screen for screen in QGuiApplication.screens() if screen_key(screen) == last]
    return found[0] if found else QGuiApplication.primaryScreen()
