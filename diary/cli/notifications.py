"""Shows a notification of the desktop and waits for what is clicked: org.freedesktop.Notifications 1.2."""

from collections.abc import Mapping
from time import monotonic
from typing import Final

from jeepney import DBusAddress, HeaderFields, MatchRule, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import DBusErrorResponse, unwrap_msg

APP: Final = "symptom-diary"
_NAME = "org.freedesktop.Notifications"
_SERVICE = DBusAddress("/org/freedesktop/Notifications", bus_name=_NAME, interface=_NAME)
ANSWER_SECONDS = 10.0
AS_THE_DESKTOP_LIKES = -1


class NotShownError(Exception):
    """There is no desktop that shows notifications."""


def notify(title: str, text: str, actions: Mapping[str, str], wait_seconds: float) -> str | None:
    """Show a notification; return the key of the action that was clicked, None when it was closed or left alone.

    `actions` are words by key; the key `default` is a click on the notification itself.

    Raises:
        NotShownError: no desktop took it.
    """
    try:
        connection = open_dbus_connection(bus="SESSION")
    except (OSError, KeyError, ValueError, RuntimeError) as error:  # no session, or none that can be reached
        raise NotShownError from error
    with connection:
        try:
            return _shown(connection, title, text, actions, wait_seconds)
        except (OSError, TimeoutError, DBusErrorResponse) as error:
            raise NotShownError from error


def _shown(
    connection: DBusConnection, title: str, text: str, actions: Mapping[str, str], wait_seconds: float
) -> str | None:
    rule = MatchRule(type="signal", interface=_NAME, path=_SERVICE.object_path)
    unwrap_msg(connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=ANSWER_SECONDS))
    buttons = [word for pair in actions.items() for word in pair]
    hints = {"desktop-entry": ("s", APP), "urgency": ("y", 1)}
    call = new_method_call(
        _SERVICE, "Notify", "susssasa{sv}i", (APP, 0, APP, title, text, buttons, hints, AS_THE_DESKTOP_LIKES)
    )
    with connection.filter(rule) as signals:
        (number,) = unwrap_msg(connection.send_and_get_reply(call, timeout=ANSWER_SECONDS))
        ends = monotonic() + wait_seconds
        while (left := ends - monotonic()) > 0:
            try:
                signal = connection.recv_until_filtered(signals, timeout=left)
            except TimeoutError:
                return None
            if signal.body[:1] != (number,):
                continue
            name = signal.header.fields.get(HeaderFields.member)
            if name == "ActionInvoked":
                return str(signal.body[1])
            if name == "NotificationClosed":
                return None
    return None
