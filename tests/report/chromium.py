"""A real browser without a display or network, driven through pipes by its own protocol: nothing but the standard
library."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
needs_chromium = pytest.mark.skipif(CHROMIUM is None or os.name != "posix", reason="no Chromium on this machine")
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run")


class Tab:
    """One page: what it says, which requests it made, and what it complained of."""

    def __init__(self, write: int, read: int) -> None:
        self._write, self._read, self._rest, self._number = write, read, b"", 0
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self._session: str | None = None

    def open(self, path: Path) -> None:
        """Open a file with the network off, and wait until it is there."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for part in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{part}.enable")
        offline = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
        self.call("Network.emulateNetworkConditions", **offline)
        self.call("Page.navigate", url=path.as_uri())
        while self.run("document.readyState") != "complete":
            pass

    def run(self, script: str) -> Any:  # noqa: ANN401 - whatever the page answers
        """Return what an expression is in the page."""
        found = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def press(self, key: str) -> None:
        """Press a key."""
        codes = {"Tab": 9, "End": 35, "Home": 36, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "Enter": 13}
        for kind in ("keyDown", "keyUp"):
            code = {"key": key, "code": key, "windowsVirtualKeyCode": codes[key]}
            text = {"text": "\r"} if key == "Enter" and kind == "keyDown" else {}
            self.call("Input.dispatchKeyEvent", type=kind, **code, **text)

    def call(self, method: str, **given: Any) -> Any:  # noqa: ANN401 - JSON
        """Call a method of the protocol; what the page tells meanwhile is kept."""
        self._number += 1
        order: dict[str, Any] = {"id": self._number, "method": method, "params": given}
        if self._session:
            order["sessionId"] = self._session
        os.write(self._write, json.dumps(order).encode() + b"\0")
        while True:
            told = self._next()
            if told.get("id") == self._number:
                assert "error" not in told, told
                return told["result"]
            self._hear(told)

    def _next(self) -> Any:  # noqa: ANN401 - JSON
        while b"\0" not in self._rest:
            part = os.read(self._read, 1 << 20)
            assert part, "the browser has gone"
            self._rest += part
        told, _, self._rest = self._rest.partition(b"\0")
        return json.loads(told)

    def _hear(self, told: Any) -> None:  # noqa: ANN401 - JSON
        match told.get("method"):
            case "Network.requestWillBeSent":
                self.requests.append(told["params"]["request"]["url"])
            case "Runtime.exceptionThrown" | "Log.entryAdded" | "Runtime.consoleAPICalled":
                self.complaints.append(json.dumps(told["params"])[:500])


@contextmanager
def a_browser(folder: Path) -> Iterator[Tab]:
    """Start a browser with a profile of its own in `folder`."""
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    assert CHROMIUM is not None

    def hand_over() -> None:
        os.dup2(theirs_in, 3)
        os.dup2(theirs_out, 4)

    command = [CHROMIUM, *FLAGS, f"--user-data-dir={folder}"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    inherited = [descriptor for descriptor in (theirs_in, theirs_out) if descriptor > 4]
    process = subprocess.Popen(command, pass_fds=(3, 4, *inherited), preexec_fn=hand_over, **quiet)  # type: ignore[call-overload]  # noqa: PLW1509
    try:
        yield Tab(ours_out, ours_in)
    finally:
        process.kill()
        process.wait()
        for descriptor in (theirs_in, theirs_out, ours_in, ours_out):
            os.close(descriptor)
