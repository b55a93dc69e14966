"""Builds what people install: the frozen program, a Debian package and the wheel; `--check` tries the package out.

Run by `dev.py package`. Everything goes to `build` (steps between) and `dist` (results). The recipe of the frozen
program is `symptom-diary.spec`, the same on every system; a Debian package is made on Debian only.
"""

from __future__ import annotations

import argparse
import compileall
import gzip
import hashlib
import os
import py_compile
import re
import shutil
import struct
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from importlib.metadata import distribution, packages_distributions
from itertools import chain
from pathlib import Path
from runpy import run_path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from diary.content.language import Language

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
BUILD = ROOT / "build"
DIST = ROOT / "dist"
HERE = ROOT / "packaging"
ICONS = ROOT / "resources" / "icons"
FROZEN = BUILD / "frozen" / "symptom-diary"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
SMALL = 24
"""Icons up to this many pixels are drawn from the simpler drawing."""
MOST_BYTES = 70_000_000
SUITES = ("bookworm", "trixie")
PYTHONS_OWN = ("_internal/libpython3*", "_internal/python3*/lib-dynload/*.so")
"""What the Python that builds brings; each file may name the folder that this one was installed in."""
STRIPPED = (
    "_internal/typst/*.so",
    "_internal/sqlcipher3/*.so",
    "_internal/python_calamine/*.so",
    "_internal/msgspec/*.so",
    "_internal/numpy/**/*.so",
    "_internal/PySide6/Qt/lib/libicu*",
    *PYTHONS_OWN,
)
"""Libraries with many names for debugging; those in `numpy.libs` do not load any more when they are taken away."""
OTHERS_LICENCES = "licences-of-others.txt"
OTHERS_HEAD = "\n\nWhat the package brings of others; GNU licences stand in /usr/share/common-licenses:\n\n"
LICENCE_FILE = re.compile(r"(?i)(licen[cs]e|copying|notice)(?!.*\.pyc?$)[^/]*$")
PYTHON_LICENCE = "Python Software Foundation License Version 2\n"
CONTENT_TIME = 1_577_836_800  # 2020-01-01
HOME = "usr/lib/symptom-diary"


class Stop(Exception):  # noqa: N818 - not an error of the program: it says why it goes no further
    """Ends the work; its text is the one sentence the person reads."""


def version() -> str:
    """Return the version, from its one place."""
    from diary.paths import VERSION

    return VERSION


def maintainer() -> str:
    """Return who the project names as its author; there is an address only when it names one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    author: dict[str, str] = project["authors"][0]
    return f"{author['name']} <{author.get('email', '')}>"


def say(sentence: str) -> None:
    """Print a step, at once."""
    print(sentence, flush=True)


def call(*command: str | Path, cwd: Path = ROOT, **variables: str) -> str:
    """Run a program and return what it printed.

    Raises:
        Stop: it failed; its words are printed before.
    """
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        say(done.stdout)
        raise Stop(f"{Path(command[0]).name} failed with code {done.returncode}; its words stand above.")
    return done.stdout


def fill(source: Path, target: Path, **places: str) -> None:
    """Write a template with its `@PLACES@` filled."""
    text = source.read_text(encoding="utf-8")
    for name, value in places.items():
        text = text.replace(f"@{name}@", value)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


# --- Icons -----------------------------------------------------------------------------------------------------


def draw_icons(folder: Path) -> dict[int, Path]:
    """Draw the icon of the program in every size as PNG; returns the files by size in pixels."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        QSvgRenderer(str(ICONS / ("app_small.svg" if size <= SMALL else "app.svg"))).render(painter)
        painter.end()
        files[size] = folder / f"{size}.png"
        image.save(str(files[size]))
    return files


def write_ico(files: dict[int, Path], target: Path) -> None:
    """Write the PNG files as one icon for Windows: a head, an entry a size, then the pictures as they are."""
    pictures = [(size, path.read_bytes()) for size, path in files.items() if size <= 256]
    offset = 6 + 16 * len(pictures)
    head = struct.pack("<HHH", 0, 1, len(pictures))
    for size, picture in pictures:
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    target.write_bytes(head + b"".join(picture for _, picture in pictures))


def write_icns(files: dict[int, Path], target: Path) -> None:
    """Write the PNG files as one icon for macOS, whose format names each size by four letters."""
    names = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}
    parts = [(names[size], path.read_bytes()) for size, path in files.items() if size in names]
    body = b"".join(name + struct.pack(">I", len(picture) + 8) + picture for name, picture in parts)
    target.write_bytes(b"icns" + struct.pack(">I", len(body) + 8) + body)


# --- The frozen program, the wheel -----------------------------------------------------------------------------


def freeze(*asked: str) -> None:
    """Make the folder with Python, Qt and the program in `build/frozen`; `asked` is for the recipe."""
    files = draw_icons(BUILD / "icon")
    write_ico(files, BUILD / "icon" / "app.ico")
    write_icns(files, BUILD / "icon" / "app.icns")
    say("Freezing the program; this takes some minutes.")
    call(sys.executable, HERE / "translate.py", "compile")
    folders = ("--distpath", BUILD / "frozen", "--workpath", BUILD / "work")
    call(
        sys.executable,
        "-m",
        "PyInstaller",
        "--noconfirm",
        "--log-level",
        "WARN",
        *folders,
        HERE / "symptom-diary.spec",
        *(("--", *asked) if asked else ()),
    )
    bundle = FROZEN.parent / "Symptom Diary.app"  # of macOS
    for inside in (FROZEN / "_internal", bundle / "Contents" / "Resources"):
        if inside.is_dir():
            keep_parsed(inside / "diary" / "resources")
    unpack_support(FROZEN / "_internal" / "shiboken6")
    if sys.platform == "linux":
        call("strip", "--strip-unneeded", *chain.from_iterable(map(FROZEN.glob, STRIPPED)))
        forget_builder(FROZEN)
    (FROZEN / OTHERS_LICENCES).write_text(others_licences(FROZEN / "_internal"), encoding="utf-8")
    say(f"{FROZEN}: {sum(size_of(FROZEN)) / 1e6:.0f} MB")


def keep_parsed(resources: Path) -> None:
    """Parse the content once for all: the program cannot write where it is installed. What is kept belongs to
    the time of its file, which is the same at every build."""
    from diary.content.block import ContentFile

    sys.dont_write_bytecode, sys.pycache_prefix = False, None
    for path in chain(resources.rglob("*.toml"), resources.rglob("*.md")):
        os.utime(path, (CONTENT_TIME, CONTENT_TIME))
        ContentFile(path)


def unpack_support(target: Path, work: Path = BUILD / "support") -> None:
    """Put the Python files that shiboken carries in its library into `target`, compiled: packed, they are compiled
    anew at each start (20 ms). `SBK_EMBED` is the variable of Qt for Python for this; it writes into the folder of
    shiboken, so a copy of that is used, in `work`."""
    from shiboken6 import __file__ as shiboken

    copy = work / "shiboken6"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(Path(shiboken).parent, copy)
    call(sys.executable, "-c", "import shiboken6", PYTHONPATH=str(copy.parent), SBK_EMBED="0")
    files = target / "files.dir"
    shutil.copytree(copy / files.name, files, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
    compileall.compile_dir(files, quiet=1, stripdir=str(target.parent), invalidation_mode=unchecked)


def forget_builder(frozen: Path) -> None:
    """Take out where Python was installed on the computer that builds: libraries would be looked for there, and a
    path of somebody's computer is nobody else's business. Of how Python was built, a start only reads where the
    time zones are (`zoneinfo`), and the ending of a library."""
    own = list(chain.from_iterable(map(frozen.glob, PYTHONS_OWN)))
    call("patchelf", "--set-rpath", "", *own)  # which writes over the path; taken away alone, it stays in the file
    call("patchelf", "--remove-rpath", *own)
    for path in (frozen / "_internal").glob("_sysconfigdata*.pyc"):
        known = {name: sysconfig.get_config_var(name) for name in ("EXT_SUFFIX", "TZPATH")}
        source = path.with_suffix(".py")
        source.write_text(f"build_time_vars = {known!r}\n", encoding="utf-8")
        unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
        py_compile.compile(str(source), str(path), path.stem, doraise=True, invalidation_mode=unchecked)
        source.unlink()


def others_licences(inside: Path) -> str:
    """Return whose work lies in the frozen folder, each with its licence and the texts that have to go with it."""
    modules = {path.name.partition(".")[0] for path in inside.iterdir()}
    owners = chain.from_iterable(found for name, found in packages_distributions().items() if name in modules)
    python = Path(os.__file__).with_name("LICENSE.txt")
    parts = [
        f"Python {sys.version.split()[0]}\n\n{python.read_text('utf-8') if python.exists() else PYTHON_LICENCE}"
    ]
    for name in sorted(set(owners) - {"symptom-diary"}, key=str.lower):
        found = distribution(name)
        said = found.metadata.json.get("license_expression") or found.metadata.json.get("license", "")
        files = (found.locate_file(file) for file in found.files or () if LICENCE_FILE.search(str(file)))
        texts = (Path(str(file)).read_text("utf-8") for file in files)
        parts.append("\n\n".join((f"{name} {found.version} {said}".strip(), *map(str.strip, texts))))
    return f"\n\n{'=' * 78}\n".join(parts) + "\n"


def size_of(folder: Path) -> Iterator[int]:
    """Yield the size of each file in a folder, in bytes."""
    return (path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def wheel() -> Path:
    """Build the wheel in `dist`."""
    call(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", DIST)
    return DIST / f"symptom_diary-{version()}-py3-none-any.whl"


# --- The Debian package ----------------------------------------------------------------------------------------


class ManWords(NamedTuple):
    """What the manual page says besides the help of the commands."""

    manual: str
    name: str
    about: str
    synopsis: str
    description: str
    described: str
    commands: str
    files: str
    own_file: str
    own_settings: str
    reminder: str
    exit_status: str
    codes: str


MAN_WORDS = {
    "en": ManWords(
        manual="User Commands",
        name="NAME",
        about="a private notebook for widespread, long-lasting pain",
        synopsis="SYNOPSIS",
        description="DESCRIPTION",
        described="Without a command the window opens. A diary is one file; the program never uses the network.",
        commands="COMMANDS",
        files="FILES",
        own_file="is the diary that opens when none is named.",
        own_settings="has how the window looks, where second backups go, and the reminder.",
        reminder="{}, or {} where there is no such timer, starts the reminder while that is on.",
        exit_status="EXIT STATUS",
        codes="0 done, 1 refused in one sentence, 2 wrong use.",
    ),
    "nl": ManWords(
        manual="Opdrachten voor gebruikers",
        name="NAAM",
        about="een privé notitieboek bij pijn op veel plekken die lang duurt",
        synopsis="SAMENVATTING",
        description="BESCHRIJVING",
        described="Zonder opdracht gaat het venster open. Een dagboek is één bestand. Netwerk is nooit nodig.",
        commands="OPDRACHTEN",
        files="BESTANDEN",
        own_file="is het dagboek dat opengaat als je er geen noemt.",
        own_settings="bewaart hoe het venster eruitziet, waar de tweede reservekopie staat en de herinnering.",
        reminder="{}, of {} waar zo'n timer niet bestaat, start de herinnering zolang die aan staat.",
        exit_status="AFSLUITCODES",
        codes="0 gelukt, 1 geweigerd met één zin waarom, 2 verkeerd gebruikt.",
    ),
}


def man_page(code: str) -> str:
    """Return the manual page in a language, from the help of the command line."""
    from diary.content.language import load_language
    from diary.paths import resources

    words = MAN_WORDS[code]
    config = r"~/.config/"
    timer = rf"\fI{config}systemd/user/symptom\-diary\-remind.timer\fR"
    autostart = rf"\fI{config}autostart/symptom\-diary\-remind.desktop\fR"
    lines = (
        f'.TH DIARY 1 "{released_on()}" "Symptom Diary {version()}" "{words.manual}"',
        f".SH {words.name}",
        rf"diary, symptom\-diary \- {troff(words.about)}",
        f".SH {words.synopsis}",
        r".B diary",
        r"[\fIFILE\fR]",
        ".br",
        r".B diary",
        r"\fICOMMAND\fR [\fIOPTION\fR]... [\fIARGUMENT\fR]...",
        f".SH {words.description}",
        words.described,
        f".SH {words.commands}",
        *verbs_of_man_page(load_language(code, resources())),
        f".SH {words.files}",
        rf"\fI~/.local/share/symptom\-diary/my.diary\fR {words.own_file}",
        ".PP",
        rf"\fI{config}symptom\-diary/\fR {words.own_settings}",
        ".PP",
        words.reminder.format(timer, autostart),
        f".SH {words.exit_status}",
        words.codes,
    )
    return "\n".join(lines) + "\n"


def verbs_of_man_page(language: Language) -> Iterator[str]:
    """Yield what the manual page says of each verb and its options."""
    import click

    from diary.cli.main import diary
    from diary.cli.usage import option_rows, usage_words

    with click.Context(diary, info_name="diary") as context:
        for name in diary.list_commands(context):
            command = diary.get_command(context, name)
            assert command is not None
            within = click.Context(command, parent=context)
            usage = usage_words(command, within, language)
            yield from (
                ".TP",
                rf"\fBdiary {troff(name)}\fR {troff(usage)}",
                troff(language.help(command.help)),
                ".RS",
            )
            for written, help_text in option_rows(command, within, language):
                yield from (".TP", rf"\fB{troff(written)}\fR", troff(help_text))
            yield ".RE"


def troff(text: str) -> str:
    """Return a text as troff prints it letter by letter."""
    return re.sub(r"^([.'])", r"\\&\1", text.replace("\\", r"\e").replace("-", r"\-"))


def released_on() -> str:
    """Return the date of this version: of its heading in the changelog, else of the newest commit."""
    heading = re.search(
        rf"^## \[{re.escape(version())}\] - (\S+)", (HERE / "CHANGELOG.md").read_text("utf-8"), re.M
    )
    if heading:
        return heading.group(1)
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH") or call("git", "log", "-1", "--format=%ct"))
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d}"


def debian_changelog() -> str:
    """Return what Debian's tools read of this version (deb-changelog(5)); what has changed is in our own."""
    at = format_datetime(datetime.fromisoformat(released_on()).replace(tzinfo=UTC))
    head = f"symptom-diary ({version()}) stable; urgency=medium"
    return f"{head}\n\n  * What has changed is in CHANGELOG.md.\n\n -- {maintainer()}  {at}\n"


def screenshots(address: str | None) -> str:
    """Return the pictures of the software catalogue; none without an address where they can be seen."""
    if address is None:
        return ""
    image = f'<image type="source" xml:lang="nl">{address}/today-nl.png</image>'
    return f'<screenshots><screenshot type="default">{image}</screenshot></screenshots>'


def lay_out(root: Path, pictures_at: str | None) -> None:
    """Lay the files of the Debian package out as they will be installed."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(FROZEN, root / HOME, symlinks=True, ignore=from_debian)
    licences = [path.read_text("utf-8") for path in (ROOT / "LICENSE", root / HOME / OTHERS_LICENCES)]
    (root / HOME / OTHERS_LICENCES).unlink()
    (root / "usr/bin").mkdir(parents=True)
    for name in ("diary", "symptom-diary"):
        (root / "usr/bin" / name).symlink_to("../lib/symptom-diary/symptom-diary")
    share = root / "usr/share"
    linux = HERE / "linux"
    fill(linux / "symptom-diary.desktop", share / "applications/symptom-diary.desktop")
    fill(linux / "symptom-diary.xml", share / "mime/packages/symptom-diary.xml")
    catalogue = {"VERSION": version(), "DATE": released_on(), "SCREENSHOTS": screenshots(pictures_at)}
    fill(linux / "metainfo.xml", share / "metainfo/org.symptom_diary.diary.metainfo.xml", **catalogue)
    for size, path in draw_icons(BUILD / "icon").items():
        place = share / f"icons/hicolor/{size}x{size}/apps"
        place.mkdir(parents=True)
        shutil.copy(path, place / "symptom-diary.png")
    scalable = share / "icons/hicolor/scalable/apps"
    scalable.mkdir(parents=True)
    shutil.copy(ICONS / "app.svg", scalable / "symptom-diary.svg")
    documents = share / "doc/symptom-diary"
    documents.mkdir(parents=True)
    (documents / "copyright").write_text(OTHERS_HEAD.join(licences), encoding="utf-8")
    fill(linux / "lintian-overrides", share / "lintian/overrides/symptom-diary")
    pack(documents / "changelog.gz", debian_changelog().encode())
    pack(documents / "CHANGELOG.md.gz", (HERE / "CHANGELOG.md").read_bytes())
    for code in MAN_WORDS:
        folder = Path("man", *([] if code == "en" else [code]), "man1")
        pack(share / folder / "diary.1.gz", man_page(code).encode())
        (share / folder / "symptom-diary.1.gz").symlink_to("diary.1.gz")


def from_debian(folder: str, names: list[str]) -> list[str]:
    """Return the libraries that Debian brings itself: the package depends on them instead. Python stays: it is of
    the version this was built with, whatever the system has."""
    if Path(folder).name != "_internal":
        return []
    brought = Path("/usr/lib", f"{os.uname().machine}-linux-gnu")
    libraries = [name for name in names if ".so" in name and not name.startswith("libpython")]
    return [name for name in libraries if (brought / name).exists()]


def pack(target: Path, data: bytes) -> None:
    """Write a packed file that is the same at every build."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(data, 9, mtime=0))


def needed_packages(root: Path) -> str:
    """Return the Debian packages whose libraries the program uses, as a `Depends` line."""
    work = BUILD / "shlibdeps"
    (work / "debian").mkdir(parents=True, exist_ok=True)
    (work / "debian/control").write_text("Source: symptom-diary\n\nPackage: symptom-diary\nArchitecture: any\n")
    (root / "DEBIAN").mkdir(exist_ok=True)  # by which it knows where the package begins
    files = (path for path in (root / HOME).rglob("*") if path.is_file() and not path.is_symlink())
    binaries = [path for path in files if path.read_bytes()[:4] == b"\x7fELF"]
    own = {path.parent for path in binaries}
    folders = [f"-l{folder}" for folder in sorted(own)]
    said = call("dpkg-shlibdeps", "--ignore-missing-info", "-O", *folders, *binaries, cwd=work)
    line = re.search(r"^shlibs:Depends=(.*)$", said, re.M)
    if line is None:
        raise Stop("dpkg-shlibdeps named no package.")
    return line.group(1)


def deb(pictures_at: str | None) -> Path:
    """Build the Debian package in `dist` from the frozen program."""
    root = BUILD / "deb"
    lay_out(root, pictures_at)
    call("desktop-file-validate", root / "usr/share/applications/symptom-diary.desktop")
    call("appstreamcli", "validate", "--no-net", "--pedantic", *(root / "usr/share/metainfo").iterdir())
    for path in root.rglob("*"):
        if not path.is_symlink():
            path.chmod(
                0o755
                if path.is_dir() or (path.name == "symptom-diary" and path.parent.name == "symptom-diary")
                else 0o644
            )
    places = {
        "VERSION": version(),
        "MAINTAINER": maintainer().removesuffix(" <>"),
        "ARCHITECTURE": call("dpkg", "--print-architecture").strip(),
        "SIZE": str(sum(size_of(root)) // 1024),
        "DEPENDS": needed_packages(root),
    }
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    sums = "".join(f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(root)}\n" for path in files)
    fill(HERE / "linux/control", root / "DEBIAN/control", **places)
    (root / "DEBIAN/md5sums").write_text(sums, encoding="utf-8")
    package = DIST / f"symptom-diary_{version()}_{places['ARCHITECTURE']}.deb"
    DIST.mkdir(exist_ok=True)
    call("dpkg-deb", "--root-owner-group", "-Zxz", "-z9", "--build", root, package)
    size = package.stat().st_size
    say(f"{package}: {size / 1e6:.1f} MB")
    if size > MOST_BYTES:
        raise Stop(f"The package may have {MOST_BYTES / 1e6:.0f} MB.")
    return package


# --- Trying it out ---------------------------------------------------------------------------------------------


def try_out(package: Path, suite: str) -> None:
    """Install the package in a fresh Debian, use every verb and page as a normal user, upgrade and purge it, and
    prove that the diary is untouched.

    Raises:
        Stop: something of that failed.
    """
    chroot = BUILD / f"chroot-{suite}"
    shutil.rmtree(chroot, ignore_errors=True)
    say(f"Making a fresh Debian ({suite}).")
    call("debootstrap", "--variant=minbase", suite, chroot, mirror())
    newer = repacked(package)
    for name, source in (("first.deb", package), ("newer.deb", newer), ("try.sh", HERE / "linux/try.sh")):
        shutil.copy(source, chroot / name)
    (chroot / "smoke.sh").write_text(run_path(str(HERE / "smoke.py"))["script"](), encoding="utf-8")
    say(f"Trying the package out ({suite}).")
    say(call("unshare", "--mount", "--pid", "--fork", "chroot", chroot, "sh", "/try.sh", LC_ALL="C.UTF-8"))
    shutil.rmtree(chroot)


def repacked(package: Path) -> Path:
    """Return the same package with a later version, to try an upgrade."""
    root = BUILD / "deb"
    control = root / "DEBIAN/control"
    kept = control.read_text(encoding="utf-8")
    newer = BUILD / "newer.deb"
    try:
        control.write_text(kept.replace(f"Version: {version()}", f"Version: {version()}+later"), encoding="utf-8")
        call("dpkg-deb", "--root-owner-group", "-Znone", "--build", root, newer)
    finally:
        control.write_text(kept, encoding="utf-8")
    return newer


def mirror() -> str:
    """Return where this computer gets its Debian packages."""
    listed = [*Path("/etc/apt").glob("sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*"))]
    text = "\n".join(path.read_text("utf-8") for path in listed)
    found = re.search(r"(?m)^(?:URIs:|deb(?: \[.*\])?) (\S+/debian/?)(?:\s|$)", text)
    if found is None:
        raise Stop("This computer names no place that Debian packages come from.")
    return found.group(1)


def main(arguments: Sequence[str]) -> int:
    """Build everything that can be built here; with `--check` try the Debian package out in fresh systems."""
    parser = argparse.ArgumentParser(prog="dev.py package", description=main.__doc__)
    parser.add_argument("--check", action="store_true", help="install and use the package in fresh systems")
    parser.add_argument("--suite", action="append", choices=SUITES, help="only this Debian")
    parser.add_argument(
        "--probe", action="store_true", help="only the frozen program, with what measures its start"
    )
    parser.add_argument("--pictures-at", metavar="ADDRESS", help="where the pictures of the catalogue can be seen")
    asked = parser.parse_args(arguments)
    try:
        if asked.probe:
            freeze("--probe")
            return 0
        say(f"{wheel()} is built.")
        freeze()
        if sys.platform == "linux" and shutil.which("dpkg-deb"):
            package = deb(asked.pictures_at)
            if asked.check:
                say("Asking lintian what Debian says of it.")
                call("lintian", "--allow-root", "--fail-on", "error,warning", package)
            for suite in (asked.suite or SUITES) if asked.check else ():
                try_out(package, suite)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
