"""Sets up the project, then runs, tests or checks it: the one command for development.

Uses the standard library only, so that a bare Python can start it. It makes `.venv`, installs the locked packages
and (on Debian, as root) the system libraries that Qt needs. It removes nothing that somebody made.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
MINE = VENV / "made-by-dev.py"
STAMP = VENV / "installed.sha256"
OLDEST = (3, 11)
# A host, a path, a pip option, or the Qt release that ends the program on Python 3.11.
UNWANTED_IN_LOCK = re.compile(r"(?im)\S*://\S*|^\s*--(?!hash)\S+|\S*/\S*/\S*|^pyside6-essentials==6\.12\.0\b")

# Shared library, program or file -> the Debian package that brings it. Every one of them was found to be needed.
DRAWING = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
X_WINDOWS = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND_WINDOWS = {"libwayland-cursor.so.0": "libwayland-cursor0"}
TEST_PROGRAMS = {
    "pdftotext": "poppler-utils",
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "strace": "strace",
    "setxkbmap": "x11-xkb-utils",
    "/usr/share/X11/xkb/symbols/be": "xkb-data",
    "xdotool": "xdotool",
    "chromium": "chromium",
    "patchelf": "patchelf",
}
SCREEN_READER = {
    "dbus-run-session": "dbus-daemon",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "/usr/lib/*/girepository-1.0/Atspi-2.0.typelib": "gir1.2-atspi-2.0",
    "/usr/lib/python3/dist-packages/gi": "python3-gi",
}


class Stop(Exception):  # noqa: N818 - not an error of the program: it says why it goes no further
    """Ends a command; its text is the one sentence the person reads."""


def say(sentence: str) -> None:
    """Print one line, in order with what the programs below print."""
    print(sentence, flush=True)


COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}
"""Lets Python keep what it compiled: the tests start the program often, and compiling it each time costs half a
second."""


def call(command: Sequence[str | Path], **extra: str) -> int:
    """Run a program in the project's folder with extra environment variables; returns its exit code."""
    words = [str(part) for part in command]
    return subprocess.run(words, cwd=ROOT, env={**os.environ, **COMPILED, **extra}, check=False).returncode


# --- The machine -----------------------------------------------------------------------------------------------


def has_display() -> bool:
    """Return whether a window can open here."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform:
        return not platform.startswith(("offscreen", "minimal"))
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def window_libraries() -> dict[str, str]:
    """Return the libraries for the kind of display that is here."""
    if not has_display():
        return DRAWING
    if os.environ.get("DISPLAY"):
        return {**DRAWING, **X_WINDOWS}
    return {**DRAWING, **WAYLAND_WINDOWS}


def known_libraries() -> str:
    """Return what the system's linker can find, or an empty text where that cannot be asked."""
    ldconfig = shutil.which("ldconfig", path=os.pathsep.join([os.environ.get("PATH", ""), "/sbin", "/usr/sbin"]))
    if ldconfig is None:
        return ""
    return subprocess.run([ldconfig, "-p"], capture_output=True, text=True, check=False).stdout


def missing_packages(needed: dict[str, str]) -> list[str]:
    """Return the Debian packages of `needed` that this Linux machine lacks; none on other systems."""
    if not sys.platform.startswith("linux"):
        return []
    known = known_libraries()
    missing = []
    for name, package in needed.items():
        if name.startswith("/"):
            present = any(Path("/").glob(name[1:]))
        elif ".so." in name:
            present = f"\t{name} " in known or not known
        else:
            present = shutil.which(name) is not None
        if not present:
            missing.append(package)
    if not venv_works() and find_spec("ensurepip") is None:
        missing.insert(0, "python3-venv")
    return missing


def install_system_packages(needed: dict[str, str]) -> None:
    """Install missing libraries where that is allowed, otherwise say how."""
    missing = missing_packages(needed)
    if not missing:
        return
    listed = ", ".join(missing)
    if shutil.which("apt-get") is None:
        raise Stop(f"This computer lacks {listed} (Debian's names); please install them and try again.")
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0:  # type: ignore[attr-defined,unused-ignore]
        line = f"sudo apt-get update && sudo {' '.join(install)}"
        raise Stop(
            f"Some parts of the system are missing. Please run this one line, then try again:\n\n    {line}\n"
        )
    say(f"Installing what the system lacks; this can take a minute: {listed}.")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", "update"], env=quiet, check=False)
    done = subprocess.run(
        install, env=quiet, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        say(done.stdout)
        raise Stop(f"The system packages {listed} could not be installed; apt-get's words stand above.")


# --- The virtual environment -----------------------------------------------------------------------------------


def venv_works() -> bool:
    """Return whether `.venv` holds a Python that starts, is new enough, and has pip."""
    if not PYTHON.exists():
        return False
    probe = f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"
    return subprocess.run([PYTHON, "-c", probe], capture_output=True, check=False).returncode == 0


def make_venv() -> None:
    """Make `.venv`, or make it anew when it is ours and no longer works."""
    if venv_works():
        return
    if VENV.exists() and not MINE.exists():
        raise Stop(f"There is a folder {VENV} that I did not make and that does not work; please move it away.")
    say(f"Making a virtual environment in {VENV}.")
    if VENV.exists():
        shutil.rmtree(VENV)
    VENV.mkdir()
    MINE.write_text("packaging/dev.py made this folder and may make it anew.\n", encoding="utf-8")
    if call([sys.executable, "-m", "venv", VENV]):
        raise Stop("The virtual environment could not be made; Python's words stand above.")


def fingerprint() -> str:
    """Return a text that changes when the packages, the project's own description, its folder or the Python
    changes."""
    parts = [LOCK.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), str(ROOT).encode()]
    parts.append((VENV / "pyvenv.cfg").read_bytes())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def install_packages() -> None:
    """Install exactly the locked packages, then the project itself in place; nothing when nothing changed."""
    wanted = fingerprint()
    if STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    say("Installing the locked packages; the first time this takes a minute or two.")
    pip: list[str | Path] = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if call([*pip, "--require-hashes", "--requirement", LOCK]):
        raise Stop("The packages could not be installed (pip's words stand above); is this computer online?")
    if call([*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT]):
        raise Stop("The diary itself could not be installed; pip's words stand above.")
    STAMP.write_text(wanted, encoding="utf-8")


def compile_translations() -> None:
    """Compile every translation that is newer than its compiled form."""
    for source in (ROOT / "resources" / "locale").glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            if call([PYTHON, "packaging/translate.py", "compile"]):
                raise Stop("The translations could not be compiled; the reason stands above.")
            return


def set_up(needed: dict[str, str]) -> None:
    """Prepare everything a subcommand needs before it can start."""
    install_system_packages(needed)
    make_venv()
    install_packages()
    compile_translations()


# --- The sub-commands ------------------------------------------------------------------------------------------


def run(arguments: list[str]) -> int:
    """Open the diary; where no window can open, show it on paper and in pictures instead."""
    set_up(window_libraries())
    if not has_display() and not {"-h", "--help"}.intersection(arguments):
        return show_sample()
    code = call([PYTHON, "-m", "diary", *arguments])
    if code < 0:
        raise Stop(f"The diary was ended by signal {-code}; what it said last stands above.")
    return code


def show_sample() -> int:
    """Write a sample diary, its printed page and a picture of every page to out/sample."""
    folder = ROOT / "out" / "sample"
    diary = folder / "sample.diary"
    say(f"There is no display here, so no window can open. Making a sample in {folder} instead.")
    folder.mkdir(parents=True, exist_ok=True)
    if not diary.exists() and call([PYTHON, "-m", "diary", "demo", diary]):
        raise Stop("The sample diary could not be made; the reason stands above.")
    for language in ("nl", "en"):
        page = folder / f"report-{language}.pdf"
        if call([PYTHON, "-m", "diary", "report", diary, "--language", language, "-o", page]):
            raise Stop("The sample's report could not be made; the reason stands above.")
    draw_pages(folder, "--themes", "light", "--scales", "100")
    say(f"The report and a picture of every page are in {folder}.")
    return 0


def draw_pages(folder: Path, *arguments: str) -> None:
    """Draw pictures of every page without a display."""
    command: list[str | Path] = [PYTHON, "packaging/shots.py", folder, *arguments]
    if call(command, QT_QPA_PLATFORM="offscreen"):
        raise Stop("The pictures of the pages could not be made; the reason stands above.")


def shots(arguments: list[str]) -> int:
    """Draw a picture of every page in every language and theme, in out/shots."""
    set_up(DRAWING)
    folder = ROOT / "out" / "shots"
    draw_pages(folder, *arguments)
    say(f"The pictures are in {folder}.")
    return 0


CHECKS: dict[str, Sequence[str | Path]] = {
    "types": [PYTHON, "-m", "mypy"],
    "lint": [PYTHON, "-m", "ruff", "check", "."],
    "format": [PYTHON, "-m", "ruff", "format", "--check", "."],
    "import rules": [SCRIPTS / "lint-imports"],
    "translations": [PYTHON, "packaging/translate.py", "check"],
    "checked texts": [PYTHON, "packaging/fingerprints.py", "check"],
    "content": [PYTHON, "packaging/content.py"],
}


Begun = dict[str, "Future[subprocess.CompletedProcess[str]]"]


def begun_checks(pool: ThreadPoolExecutor) -> Begun:
    """Begin all checks, side by side."""
    return {name: pool.submit(outcome, command) for name, command in CHECKS.items()}


def failed_checks(begun: Begun) -> list[str]:
    """Wait for the checks and print what each found; returns the names of those that found something."""
    failed = []
    for name, check in begun.items():
        done = check.result()
        say(f"--- {name}\n{done.stdout}".rstrip())
        if done.returncode:
            failed.append(name)
    return failed


def outcome(command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run a check in the project's folder; returns all it said, and its exit code."""
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **COMPILED},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def check(_arguments: list[str]) -> int:
    """Run lint, format, types, import rules, translations, checked texts and content files."""
    set_up({})
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return verdict(failed_checks(begun_checks(pool)))


MEMORY = Path("/dev/shm")
ROOM = 512 << 20
"""Bytes that the files of the tests need at most, with much to spare."""


def in_memory() -> dict[str, str]:
    """Return where temporary files go: into memory where there is room for them. The tests make thousands of small
    files durable, and a disk would take longer for that than all the rest."""
    is_roomy = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    return {"TMPDIR": str(MEMORY)} if is_roomy else {}


ALL_CORES = [f"--numprocesses={1 + (os.cpu_count() or 1)}", "--dist=worksteal"]
"""How the whole suite runs: in one process more than there are cores, as some tests wait for a timer, a disk or
another program. A few tests are quicker in one process."""


COMPILED_TESTS = ROOT / "tests" / "__pycache__"
"""Where this is missing, one process compiles all before several begin: each would do it for itself."""


def without_network() -> list[str]:
    """Return what starts a program without any network, so that a test that uses it fails.

    Empty where this machine or this account cannot do that.
    """
    inside = ["unshare", "--net"]
    if (
        shutil.which(inside[0])
        and subprocess.run([*inside, "true"], capture_output=True, check=False).returncode == 0
    ):
        return inside
    return []


def test(arguments: list[str]) -> int:
    """Run the whole test suite, and all checks meanwhile: the types alone keep one core busy for half a minute.

    With arguments for pytest, only those tests.
    """
    set_up({**DRAWING, **X_WINDOWS, **TEST_PROGRAMS, **SCREEN_READER})
    alone = without_network()
    how = {"QT_QPA_PLATFORM": "offscreen", **in_memory()}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        begun = {} if arguments else begun_checks(pool)
        if not arguments and not COMPILED_TESTS.exists():
            outcome([PYTHON, "-m", "pytest", "--collect-only", "--quiet"])
        say("--- tests, where there is no network" if alone else "--- tests")
        code = call([*alone, PYTHON, "-m", "pytest", *(arguments or ALL_CORES)], **how)
        failed = [*failed_checks(begun), *(["tests"] if code else [])]
    return verdict(failed)


def verdict(failed: list[str]) -> int:
    """Print the result in one sentence."""
    if failed:
        raise Stop(f"Not good yet: {', '.join(failed)}.")
    say("All good.")
    return 0


def lock(arguments: list[str]) -> int:
    """Resolve requirements.lock anew from pyproject.toml; `--upgrade` takes the newest versions."""
    set_up({})
    command = "pip compile pyproject.toml --extra dev --python-version 3.11 --universal --generate-hashes"
    quiet = "--no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet -o requirements.lock"
    if call([PYTHON, "-m", "uv", *command.split(), *quiet.split(), *arguments]):
        raise Stop("The lock could not be made; uv's words stand above.")
    unwanted = sorted(set(UNWANTED_IN_LOCK.findall(LOCK.read_text(encoding="utf-8"))))
    if unwanted:
        raise Stop(f"requirements.lock holds what must not be in it: {', '.join(unwanted)}.")
    install_packages()
    return 0


def translate(_arguments: list[str]) -> int:
    """Update the translation files with the code and compile them."""
    set_up({})
    return call([PYTHON, "packaging/translate.py", "update"])


def fingerprints(_arguments: list[str]) -> int:
    """List every text that a professional can check, with its fingerprint for resources/content/reviewed.toml."""
    set_up({})
    return call([PYTHON, "packaging/fingerprints.py"])


PACKAGING_PROGRAMS = {
    "dpkg-shlibdeps": "dpkg-dev",
    "patchelf": "patchelf",
    "desktop-file-validate": "desktop-file-utils",
    "appstreamcli": "appstream",
    "debootstrap": "debootstrap",
    "lintian": "lintian",
}


def package(arguments: list[str]) -> int:
    """Build the frozen program, the Debian package and the wheel; `--check` tries the package in fresh systems."""
    python = f"libpython{sys.version_info.major}.{sys.version_info.minor}"
    own = (
        {f"{python}.so.1.0": python} if sys.base_prefix == "/usr" else {}
    )  # which Debian's own Python does without
    set_up({**DRAWING, **X_WINDOWS, **WAYLAND_WINDOWS, **PACKAGING_PROGRAMS, **own})
    return call([PYTHON, "packaging/package.py", *arguments])


COMMANDS = {
    "run": run,
    "package": package,
    "test": test,
    "check": check,
    "shots": shots,
    "translate": translate,
    "fingerprints": fingerprints,
    "lock": lock,
}


def main() -> int:
    """Run the command line, and turn every Stop into one sentence and exit code 1."""
    if sys.version_info < OLDEST:
        raise Stop("Symptom Diary needs Python 3.11 or newer; this is Python {}.{}.".format(*sys.version_info[:2]))
    parser = argparse.ArgumentParser(
        description="Set up, run and test Symptom Diary.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="\n".join(f"  {name:12} {action.__doc__}" for name, action in COMMANDS.items()),
    )
    parser.add_argument("command", choices=COMMANDS)
    handed_on = parser.add_argument(
        "arguments", nargs=argparse.REMAINDER, help="handed on to what the command starts"
    )
    handed_on.required = False  # else a call without a command would ask for them too
    options = parser.parse_args()
    return COMMANDS[options.command](options.arguments)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Stop as stop:
        print(stop, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        sys.exit(1)
