"""Shows a notification of the desktop and waits for what is clicked: org.freedesktop.Notifications 1.2."""

import os
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Final

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import DBusErrorResponse, unwrap_msg

from diary.paths import ACTIVATION_TOKEN

APP: Final = "symptom-diary"
_NAME = "org.freedesktop.Notifications"
_SERVICE = DBusAddress("/org/freedesktop/Notifications", bus_name=_NAME, interface=_NAME)
ANSWER_SECONDS = 10.0
LOOK_SECONDS = 60.0
"""How often is looked whether a notification on the screen is still meant."""
AS_THE_DESKTOP_LIKES = -1


class NotShownError(Exception):
    """There is no desktop that shows notifications."""


def notify(
    title: str, text: str, actions: Mapping[str, str], is_meant: Callable[[], bool], *, is_neutral: bool = False
) -> str | None:
    """Show a notification; return the key of the action that was clicked, None when it was closed, or taken away
    because it is not meant any more. A neutral one does not say which program it is of.

    `actions` are words by key; the key `default` is a click on the notification itself.

    Raises:
        NotShownError: no desktop took it.
    """
    try:
        connection = open_dbus_connection(bus="SESSION")
    except (OSError, KeyError, ValueError, RuntimeError) as error:  # no session, or none that can be reached
        raise NotShownError from error
    rule = MatchRule(type="signal", interface=_NAME, path=_SERVICE.object_path)
    with connection, connection.filter(rule, queue=deque()) as signals:
        try:
            unwrap_msg(connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=ANSWER_SECONDS))
            call = _call(title, text, actions, is_neutral=is_neutral)
            (number,) = unwrap_msg(connection.send_and_get_reply(call, timeout=ANSWER_SECONDS))
        except TimeoutError:  # a slow desktop may show it yet: it must not come twice
            return None
        except (OSError, DBusErrorResponse) as error:
            raise NotShownError from error
        with suppress(OSError):  # the session ended: it was shown
            return _clicked(connection, signals, number, is_meant)
    return None


def _call(title: str, text: str, actions: Mapping[str, str], *, is_neutral: bool) -> Message:
    buttons = [word for pair in actions.items() for word in pair]
    hints = {"urgency": ("y", 1)} if is_neutral else {"desktop-entry": ("s", APP), "urgency": ("y", 1)}
    name, icon = (title, "") if is_neutral else (APP, APP)
    body = name, 0, icon, title, text, buttons, hints, AS_THE_DESKTOP_LIKES
    return new_method_call(_SERVICE, "Notify", "susssasa{sv}i", body)


def _clicked(
    connection: DBusConnection, signals: "deque[Message]", number: int, is_meant: Callable[[], bool]
) -> str | None:
    while is_meant():
        try:
            signal = connection.recv_until_filtered(signals, timeout=LOOK_SECONDS)
        except TimeoutError:
            continue
        if signal.body[:1] != (number,):
            continue
        name = signal.header.fields.get(HeaderFields.member)
        if name == "ActivationToken":  # for the window that a click opens, which is told next
            os.environ[ACTIVATION_TOKEN] = str(signal.body[1])
        if name == "ActionInvoked":
            return str(signal.body[1])
        if name == "NotificationClosed":
            return None
    connection.send(new_method_call(_SERVICE, "CloseNotification", "u", (number,)))
    return None
