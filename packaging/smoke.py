"""Tries an installed or frozen program on any system: its commands work, and each page opens without a display.

python packaging/smoke.py build/frozen/symptom-diary/diary
"""

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

PAGES = ("today", "calendar", "trends", "understand", "plan", "share", "settings")
OPEN_SECONDS = 20
DIARY, DAY = "d.diary", "2026-03-31"
DAYLIO = 'full_date,date,weekday,time,mood,activities,note\n2026-03-02,March 2,Monday,20:10,good,"walk",""\n'
FILES = {"daylio.csv": DAYLIO, "secret": "purple lamp under seven rivers\n"}
"""What the commands read, by name; each is for its owner only."""
COMMANDS = f"""
--version
demo {DIARY} --days 90 --today {DAY}
log {DIARY} {DAY} stress=3
show {DIARY} --from {DAY}
find {DIARY} a
record {DIARY} medicine name=Example
list {DIARY} medicine
measures {DIARY} --json
findings {DIARY} --json
export {DIARY} -o d.csv
export {DIARY} -o d.xlsx
export {DIARY} -o d.html
export {DIARY} --notes -o d.json
import o.diary d.json --new
import o.diary daylio.csv
report {DIARY} -o r.pdf
report {DIARY} -o r.html
report {DIARY} -o r.svg
report {DIARY} -o r.png
handout filter -o h.pdf
sheet {DIARY} -o w.pdf
export {DIARY} --format share -o people/one.diary
review people --json
collect people -o study.csv
remind
check {DIARY}
backup {DIARY} -o kept
merge {DIARY} o.diary --as-import
forget {DIARY} 2026-03-30
salvage {DIARY} s.diary
restore s.diary back.diary
passphrase o.diary --new-passphrase-file secret
show o.diary --passphrase-file secret --from {DAY}
"""
"""Each verb at least once, in an order in which each finds what it needs; `people` is a folder beside them."""


def commands() -> list[list[str]]:
    """Return the commands to try, without the name of the program."""
    return [shlex.split(line) for line in COMMANDS.strip().splitlines()]


def prepare(folder: Path) -> None:
    """Write what the commands read."""
    (folder / "people").mkdir()
    for name, text in FILES.items():
        (folder / name).touch(0o600)
        (folder / name).write_text(text, encoding="utf-8")


def script(pages: Iterable[str] = PAGES) -> str:
    """Return the same as a shell script that ends with the first thing that fails, for a system without Python."""
    lines = [f"printf %s {shlex.quote(text)} >{name}" for name, text in FILES.items()]
    runs = [f"diary {shlex.join(words)} >/dev/null" for words in commands()]
    runs_on = '[ "$code" = 124 ] && ! grep -q Traceback said'
    opens = [
        f"code=0; timeout 12 diary {DIARY} --page {page} >said 2>&1 || code=$?\n"
        f'{runs_on} || {{ cat said; echo "{page} ended with $code"; exit 1; }}'
        for page in pages
    ]
    return "\n".join(("set -eu", "umask 077", "mkdir people", *lines, *runs, *opens, ""))


def main(program: str) -> int:
    """Run everything; returns 1 at the first thing that fails, which is printed."""
    program = str(Path(program).resolve())
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        prepare(folder)
        for words in commands():
            done = subprocess.run(
                [program, *words], cwd=folder, capture_output=True, check=False, encoding="utf-8", errors="replace"
            )
            if done.returncode:
                print(words, done.stdout, done.stderr, sep="\n")
                return 1
        for page in PAGES:
            said = opened([program, str(folder / DIARY), "--page", page])
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
