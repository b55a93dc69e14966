"""Reads a passphrase: typed unseen on a terminal, or from the first line of a file that is the person's own.

Never from an argument or the environment: other programs can read those, and they stay in a shell's history.
"""

import os
import stat
from pathlib import Path

from diary.domain.refusal import Reason, Refusal
from diary.storage.faults import reading

MOST_BYTES = 10_000


def read_passphrase(path: Path) -> str:
    """Return the first line of a file, without its end.

    Raises Refusal PASSPHRASE_FILE_OPEN when other accounts may read it, PASSPHRASE_FILE_EMPTY, SOURCE_ENCODING,
    and what reading a file raises. A pipe is always allowed, so that a password program can be used.
    """
    with reading(path):
        if not path.exists():
            raise Refusal(Reason.FILE_MISSING, path=path)
        if path.is_dir():
            raise Refusal(Reason.FILE_UNREADABLE, path=path)
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if os.name == "posix" and stat.S_ISREG(status.st_mode) and status.st_mode & 0o077:
                raise Refusal(Reason.PASSPHRASE_FILE_OPEN, path=path)
            line = file.read(MOST_BYTES).splitlines()[:1]
        try:
            text = line[0].decode("utf-8-sig") if line else ""
        except UnicodeDecodeError:
            raise Refusal(Reason.SOURCE_ENCODING, path=path) from None
        if not text:
            raise Refusal(Reason.PASSPHRASE_FILE_EMPTY, path=path)
        return text


def ask_on_terminal(question: str, *, unseen: bool = True) -> str:
    """Return what is typed on the terminal; a passphrase is not shown. The question goes to the error stream, so
    that the output of a command stays what it is."""
    from click import prompt

    typed: str = prompt(question, hide_input=unseen, err=True, default="", show_default=False)
    return typed
