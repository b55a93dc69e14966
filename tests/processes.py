"""Processes that a test starts and watches: none outlives its test, and none is waited for without an end."""

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Timer
from typing import Any

import pytest

LONGEST_SECONDS = 120.0
"""More than the slowest of them takes on a machine that does ten other things."""


@contextmanager
def running(
    command: Sequence[str],
    seconds: float = LONGEST_SECONDS,
    **how: Any,  # noqa: ANN401 - what Popen takes
) -> "Iterator[subprocess.Popen[str]]":
    """A process with its output to read, killed at the end of the block, also when the block fails.

    `Popen` alone would wait for a process that nobody ends. After `seconds` it is killed, so that no `readline`
    waits for good, and the test fails.
    """
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **how) as process:
        alarm = Timer(seconds, process.kill)
        alarm.start()
        try:
            yield process
        finally:
            is_late = not alarm.is_alive()
            alarm.cancel()
            process.kill()
            if is_late:
                pytest.fail(f"{' '.join(command)[-200:]!r} was not done after {seconds:g} seconds")


def said(process: "subprocess.Popen[str]") -> str:
    """The next line that a process says, without its end."""
    assert process.stdout is not None
    return process.stdout.readline().rstrip("\n")
