"""Measures how long programs take to open, side by side on one computer, and draws it as bars.

python packaging/starts.py packaging/starts.toml -o packaging/starts.svg [--turns 7]

`starts.toml` names each program, the command that opens it and a line of shell that makes what it opens;
`{work}` is a folder of this run, `{python}` the Python that runs this. The first program is the floor the
others are compared with. Programs take turns, so that a busy moment meets all of them; the first turn is not
counted.

What is measured is seen from outside, on a display of its own (Xvfb) with a window manager (openbox): from the
start of the process until a window is managed and shown, and until the program has had nothing to do for a
tenth of a second after that: then it answers at once. Medians, milliseconds.
"""

from __future__ import annotations

import argparse
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import IO, NamedTuple
from xml.sax.saxutils import escape

LONGEST_SECONDS = 40.0
QUIET_SECONDS = 0.1
IDLE_SHARE = 0.03
"""Who is on a processor, or waits for one, for less than this share of the time has nothing to do."""
LOOK_SECONDS = 0.01
SCREEN = "1366x768x24"
NEEDED = ("Xvfb", "openbox", "xprop", "dbus-daemon")
BAR, GAP, LEFT, WIDTH, FIGURES = 18, 14, 210, 700, 110


class Program(NamedTuple):
    """A program to open: its name, its command, and a line of shell that makes what it opens."""

    name: str
    command: list[str]
    prepare: str = ""


class Start(NamedTuple):
    """Milliseconds from the start of the process until a window is seen, and until nothing is left to do."""

    seen: float
    ready: float


def read_programs(file: Path, work: Path) -> list[Program]:
    """Read the programs; those that are not on this computer are left out, in a sentence."""

    def filled(text: str) -> str:
        return text.replace("{work}", str(work)).replace("{python}", sys.executable)

    found = []
    for block in tomllib.loads(file.read_text(encoding="utf-8"))["program"]:
        command = [filled(word) for word in block["command"]]
        if shutil.which(command[0]) is None:
            print(f"{block['name']}: not on this computer", file=sys.stderr)
            continue
        found.append(Program(block["name"], command, filled(block.get("prepare", ""))))
    return found


@contextmanager
def desktop(work: Path) -> Iterator[dict[str, str]]:
    """Yield the surroundings of programs on a display, a message bus and with a home of their own."""
    with running(["Xvfb", "-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"]) as display:
        bus_command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
        with running(bus_command) as bus:
            folders = {"HOME": "home", "XDG_RUNTIME_DIR": "run", "XDG_CONFIG_HOME": "home/.config"}
            surroundings = {key: value for key, value in os.environ.items() if not key.startswith(("QT_", "XDG_"))}
            for name, folder in folders.items():
                (work / folder).mkdir(parents=True, exist_ok=True, mode=0o700)
                surroundings[name] = str(work / folder)
            surroundings |= {"DISPLAY": f":{first_line(display)}", "DBUS_SESSION_BUS_ADDRESS": first_line(bus)}
            surroundings |= {"QT_QPA_PLATFORM": "xcb", "NO_AT_BRIDGE": "1"}
            with running(["openbox", "--sm-disable"], surroundings):
                time.sleep(1)
                yield surroundings


@contextmanager
def running(
    command: Sequence[str], surroundings: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program of a group of its own meanwhile."""
    with subprocess.Popen(
        command,
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,  # what was read ahead could not be waited for
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def first_line(process: subprocess.Popen[bytes]) -> str:
    """Return the first line a program prints."""
    assert process.stdout is not None
    return process.stdout.readline().decode().strip()


def start(program: Program, surroundings: dict[str, str]) -> Start:
    """Open a program once and end it. Raises TimeoutError when no window is seen."""
    watch = ["xprop", "-root", "-spy", "_NET_CLIENT_LIST"]
    with running(watch, surroundings) as windows:
        assert windows.stdout is not None
        wait_for_windows(windows.stdout, has_some=False)
        began = time.monotonic()
        with running(program.command, surroundings) as process:
            wait_for_windows(windows.stdout, has_some=True)
            seen = time.monotonic()
            ready = wait_until_idle(process.pid)
        wait_for_windows(windows.stdout, has_some=False)
    return Start((seen - began) * 1000, (ready - began) * 1000)


def wait_for_windows(lines: IO[bytes], *, has_some: bool) -> None:
    """Wait until the window manager has windows, or has none."""
    ends = time.monotonic() + LONGEST_SECONDS
    while (left := ends - time.monotonic()) > 0 and select.select([lines], [], [], left)[0]:
        if bool(re.search(b"0x[0-9a-f]+", lines.readline())) == has_some:
            return
    raise TimeoutError


def wait_until_idle(session: int) -> float:
    """Return since when the processes of a session had nothing to do for a while."""
    quiet_since, before = time.monotonic(), busy_seconds(session)
    while (now := time.monotonic()) - quiet_since < QUIET_SECONDS:
        time.sleep(LOOK_SECONDS)
        used = busy_seconds(session)
        if used - before > IDLE_SHARE * QUIET_SECONDS:
            quiet_since, before = time.monotonic(), used
        if now - quiet_since > LONGEST_SECONDS:
            raise TimeoutError
    return quiet_since


def busy_seconds(session: int) -> float:
    """Return for how long the threads of a session were on a processor or waited for one."""
    nanoseconds = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            if int((folder / "stat").read_text().rsplit(")", 1)[1].split()[3]) == session:
                for thread in (folder / "task").glob("*/schedstat"):
                    nanoseconds += sum(map(int, thread.read_text().split()[:2]))
    return nanoseconds / 1e9


def measure(programs: Sequence[Program], turns: int, surroundings: dict[str, str]) -> dict[str, Start]:
    """Let the programs take turns; return the medians by name, without those that showed no window."""
    starts: dict[str, list[Start]] = {program.name: [] for program in programs}
    for turn in range(turns + 1):
        for program in programs:
            try:
                found = start(program, surroundings)
            except TimeoutError:
                print(f"{program.name}: no window", file=sys.stderr)
                continue
            if turn:
                starts[program.name].append(found)
    return {
        name: Start(median(each.seen for each in found), median(each.ready for each in found))
        for name, found in starts.items()
        if found
    }


def table(starts: dict[str, Start]) -> str:
    """Return the figures as a table of Markdown."""
    floor = next(iter(starts.values()))
    lines = [
        "| program | a window is seen (ms) | x bare | nothing left to do (ms) | x bare |",
        "|---|---|---|---|---|",
    ]
    for name, each in starts.items():
        ratios = each.seen / floor.seen, each.ready / floor.ready
        lines.append(f"| {name} | {each.seen:.0f} | {ratios[0]:.2f} | {each.ready:.0f} | {ratios[1]:.2f} |")
    return "\n".join(lines) + "\n"


def chart(starts: dict[str, Start], said: str) -> str:
    """Return the bars as an SVG: dark until a window is seen, pale until nothing is left to do."""
    most = max(each.ready for each in starts.values())
    height = 78 + len(starts) * (BAR + GAP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + FIGURES} {height}" role="img"'
        ' font-family="Inter, sans-serif" font-size="15" fill="#2f2a26">',
        "<title>How long programs take to open</title>",
        f'<rect width="{LEFT + WIDTH + FIGURES}" height="{height}" fill="#faf7f2"/>',
        '<text x="16" y="26">Milliseconds until a window is seen (dark), and nothing is left to do (pale)</text>',
    ]
    for row, (name, each) in enumerate(sorted(starts.items(), key=lambda pair: pair[1].seen)):
        top = 44 + row * (BAR + GAP)
        seen, ready = (value / most * WIDTH for value in each)
        weight = ' font-weight="600"' if "Symptom Diary" in name else ""
        parts += [
            f'<text x="{LEFT - 10}" y="{top + 14}" text-anchor="end"{weight}>{escape(name)}</text>',
            f'<rect x="{LEFT}" y="{top}" width="{ready:.1f}" height="{BAR}" rx="3" fill="#cfdcd6"/>',
            f'<rect x="{LEFT}" y="{top}" width="{seen:.1f}" height="{BAR}" rx="3" fill="#3f6f63"/>',
            f'<text x="{LEFT + ready + 8:.1f}" y="{top + 14}">{each.seen:.0f} · {each.ready:.0f}</text>',
        ]
    parts += [f'<text x="16" y="{height - 12}" font-size="12">{escape(said)}</text>', "</svg>"]
    return "\n".join(parts) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Measure, draw and print."""
    parser = argparse.ArgumentParser(prog="starts.py", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("programs", type=Path, help="a TOML file, as in the head of this file")
    parser.add_argument("-o", "--output", type=Path, required=True, help="where the bars go, an SVG")
    parser.add_argument("--turns", type=int, default=7)
    parser.add_argument("--say", default="", help="a line below the bars")
    asked = parser.parse_args(arguments)
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        print(f"This needs {', '.join(missing)}.", file=sys.stderr)
        return 1
    with TemporaryDirectory() as place, desktop(Path(place)) as surroundings:
        programs = read_programs(asked.programs, Path(place))
        for program in programs:
            subprocess.run(["sh", "-c", program.prepare], env=surroundings, check=True, capture_output=True)
        starts = measure(programs, asked.turns, surroundings)
    asked.output.write_text(chart(starts, asked.say), encoding="utf-8")
    sys.stdout.write(table(starts))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
