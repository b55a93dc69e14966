"""Tries a frozen program on any system: its commands work, and each page opens without a display.

python packaging/smoke.py build/frozen/symptom-diary/diary
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

PAGES = ("today", "calendar", "trends", "understand", "plan", "share", "settings")
OPEN_SECONDS = 20


def commands(folder: Path) -> list[list[str]]:
    """Return the commands to try, each verb at least once, in an order in which each finds what it needs."""
    diary, day = str(folder / "d.diary"), "2026-03-31"
    other, share, secret = (str(folder / name) for name in ("o.diary", "people/one.diary", "secret"))
    (folder / "people").mkdir()
    (folder / "secret").touch(0o600)
    (folder / "secret").write_text("purple lamp under seven rivers\n", encoding="utf-8")
    return [
        ["--version"],
        ["demo", diary, "--days", "60", "--today", day],
        ["log", diary, day, "stress=3"],
        ["show", diary, "--from", day],
        ["find", diary, "a"],
        ["record", diary, "medicine", "name=Example"],
        ["list", diary, "medicine"],
        ["measures", diary, "--json"],
        ["findings", diary, "--json"],
        *(["export", diary, "-o", str(folder / f"d.{ending}")] for ending in ("csv", "xlsx", "html", "json")),
        ["import", other, str(folder / "d.json"), "--new"],
        *(["report", diary, "-o", str(folder / f"r.{ending}")] for ending in ("pdf", "html", "svg", "png")),
        ["handout", "filter", "-o", str(folder / "h.pdf")],
        ["sheet", diary, "-o", str(folder / "w.pdf")],
        ["export", diary, "--format", "share", "-o", share],
        ["review", str(folder / "people"), "--json"],
        ["collect", str(folder / "people"), "-o", str(folder / "study.csv")],
        ["remind"],
        ["backup", diary, "-o", str(folder / "kept")],
        ["check", diary],
        ["merge", diary, other, "--as-import"],
        ["forget", diary, "2026-03-30"],
        ["salvage", diary, str(folder / "s.diary")],
        ["restore", str(folder / "s.diary"), str(folder / "back.diary")],
        ["passphrase", other, "--new-passphrase-file", secret],
        ["show", other, "--passphrase-file", secret, "--from", day],
    ]


def main(program: str) -> int:
    """Run everything; returns 1 at the first thing that fails, which is printed."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for words in commands(folder):
            done = subprocess.run(
                [program, *words], capture_output=True, check=False, encoding="utf-8", errors="replace"
            )
            if done.returncode:
                print(words, done.stdout, done.stderr, sep="\n")
                return 1
        for page in PAGES:
            said = opened([program, str(folder / "d.diary"), "--page", page])
            if said:
                print(page, said, sep="\n")
                return 1
    print("All commands and pages work.")
    return 0


def opened(command: list[str]) -> str:
    """Open a page for some seconds; returns what was said when it ended by itself or failed, else nothing."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as running:
        try:
            said, _ = running.communicate(timeout=OPEN_SECONDS)
        except subprocess.TimeoutExpired:
            running.terminate()
            said, _ = running.communicate()
            return said if "Traceback" in said else ""
    return said or f"ended with {running.returncode}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
