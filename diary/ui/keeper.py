"""What the window asks of whoever keeps the diary's passphrase."""

from typing import Protocol

from PySide6.QtWidgets import QWidget

from diary.ui.context import Context


class Keeper(Protocol):
    """Locks the diary, and has a part of the Settings page about it."""

    @property
    def has_passphrase(self) -> bool:
        """Whether there is anything to lock."""

    def lock(self) -> None:
        """Lock the diary now, unless something typed would be lost."""

    def build_section(self, context: Context) -> QWidget:
        """The part of Settings about the passphrase."""
