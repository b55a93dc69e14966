"""What people install: icons, the manual page, and a version that is said in one place."""

import os
import re
import shutil
import struct
import subprocess
import sys
import sysconfig
from importlib.metadata import version as installed_version
from importlib.util import find_spec
from pathlib import Path
from runpy import run_path
from xml.etree import ElementTree

import pytest
import shiboken6

from diary.app import run
from diary.cli.main import VERBS
from diary.cli.world import World
from diary.content.language import available_languages, load_language
from diary.journal.give_back import ENDING
from diary.paths import VERSION, own_command, resources
from diary.ui import areas
from tests.factory import NOW, ZONE

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"
package = run_path(str(PACKAGING / "package.py"))


@pytest.fixture(scope="module")
def icons(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    files: dict[int, Path] = package["draw_icons"](tmp_path_factory.mktemp("icons"))
    return files


def test_changelog_and_metadata_tell_the_version_of_the_program() -> None:
    released = re.findall(r"^## \[(\d[^]]*)\]", (PACKAGING / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert released[:1] in ([], [VERSION])
    assert installed_version("symptom-diary") == VERSION
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", package["released_on"]())


def test_every_size_of_the_icon_has_a_picture(icons: dict[int, Path]) -> None:
    for size, path in icons.items():
        head = path.read_bytes()[:24]
        assert head[:4] == b"\x89PNG"
        assert struct.unpack(">II", head[16:24]) == (size, size)
        assert path.stat().st_size > 100


def test_the_icons_of_windows_and_macos_hold_the_same_pictures(icons: dict[int, Path], tmp_path: Path) -> None:
    package["write_ico"](icons, tmp_path / "app.ico")
    ico = (tmp_path / "app.ico").read_bytes()
    count = struct.unpack("<HHH", ico[:6])[2]
    for place in range(6, 6 + 16 * count, 16):
        width, length, offset = ico[place], *struct.unpack("<II", ico[place + 8 : place + 16])
        assert ico[offset : offset + length] == icons[width or 256].read_bytes()
    package["write_icns"](icons, tmp_path / "app.icns")
    icns = (tmp_path / "app.icns").read_bytes()
    assert icns[:4] == b"icns"
    assert struct.unpack(">I", icns[4:8])[0] == len(icns)
    assert icons[512].read_bytes() in icns


def test_every_system_opens_diaries_and_what_a_therapist_gives_back() -> None:
    types = ElementTree.parse(PACKAGING / "linux" / "symptom-diary.xml").getroot()
    names = {kind.get("type") for kind in types}
    patterns = {glob.get("pattern") for kind in types for glob in kind if glob.tag.endswith("glob")}
    assert patterns == {"*.diary", f"*{ENDING}"}
    desktop = (PACKAGING / "linux" / "symptom-diary.desktop").read_text("utf-8")
    opened = re.search(r"^MimeType=(.*);$", desktop, re.MULTILINE)
    assert opened is not None
    assert set(opened.group(1).split(";")) == names
    told = ElementTree.parse(PACKAGING / "linux" / "metainfo.xml").getroot()
    assert {kind.text for kind in told.iter("mediatype")} == names
    windows = (PACKAGING / "windows" / "symptom-diary.iss").read_text("utf-8")
    assert set(re.findall(r"Classes\\(\.[a-z-]+)\"", windows)) == {".diary", ENDING}
    assert f'["diary", "{ENDING[1:]}"]' in (PACKAGING / "symptom-diary.spec").read_text("utf-8")


@pytest.mark.parametrize("code", sorted(available_languages(resources())))
def test_the_manual_page_names_every_verb_and_option_in_each_language(code: str) -> None:
    page, t = package["man_page"](code), load_language(code, resources()).t
    for verb in VERBS:
        assert f"\\fBdiary {verb}\\fR" in page
    assert VERSION in page
    assert "\\fB\\-\\-new\\-passphrase\\-file PATH\\fR" in page
    assert t("Show the version and stop.") not in page  # of no verb
    assert t("Say what would happen and change nothing.") in page
    assert package["MAN_WORDS"][code].exit_status in page
    assert "symptom\\-diary\\-remind.timer" in page


@pytest.mark.skipif(shutil.which("dpkg-parsechangelog") is None, reason="there is no dpkg-dev here")
def test_debian_reads_the_changelog(tmp_path: Path) -> None:
    (tmp_path / "changelog").write_text(package["debian_changelog"](), encoding="utf-8")
    command = "dpkg-parsechangelog", "-l", str(tmp_path / "changelog"), "-S", "Version"
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == (VERSION, "")


def test_debian_is_told_the_maintainer_that_the_project_names(monkeypatch: pytest.MonkeyPatch) -> None:
    name = package["maintainer"]().removesuffix(" <>")
    assert f"Copyright (c) 2026 {name}\n" in (ROOT / "LICENSE").read_text("utf-8"), "there is no address to tell"
    assert f"\n -- {name} <>  " in package["debian_changelog"]()


@pytest.mark.skipif(shutil.which("patchelf") is None, reason="there is no patchelf here")
def test_the_package_names_no_folder_of_the_python_that_built_it(tmp_path: Path) -> None:
    inside = tmp_path / "_internal"
    libraries = inside / "python3.11" / "lib-dynload"
    libraries.mkdir(parents=True)
    for name in ("_bz2", "_json"):
        (spec,) = filter(None, [find_spec(name)])
        shutil.copy(str(spec.origin), libraries)
    settings = find_spec(sysconfig._get_sysconfigdata_name())  # type: ignore[attr-defined]
    assert settings is not None
    (inside / f"{settings.name}.pyc").touch()
    package["forget_builder"](tmp_path)
    told = [path for path in inside.rglob("*") if path.is_file() and sys.base_prefix.encode() in path.read_bytes()]
    assert told == []
    code = "import _bz2, _json, sysconfig, zoneinfo; print(_json.__file__, sysconfig.get_config_var('EXT_SUFFIX'))"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {[str(inside), str(libraries)]}; {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    place, ending = done.stdout.split()
    assert Path(place).parent == libraries
    assert ending == sysconfig.get_config_var("EXT_SUFFIX")


def test_whose_work_the_package_brings_is_said_with_their_licences(tmp_path: Path) -> None:
    for name in ("numpy", "click", "PySide6"):
        (tmp_path / name).mkdir()
    said = package["others_licences"](tmp_path)
    heads = [part.strip().partition("\n")[0].split()[0] for part in said.split("=" * 78)]
    assert heads == ["Python", "click", "numpy", "PySide6_Essentials"]
    assert "Redistribution and use in source and binary forms" in said
    assert "OpenBLAS" in said  # which numpy brings
    assert "LGPL-3.0-only" in said


def test_pictures_stand_in_the_catalogue_only_where_they_can_be_seen() -> None:
    assert package["screenshots"](None) == ""
    assert "https://example.org/p/today-nl.png" in package["screenshots"]("https://example.org/p")


def test_the_package_is_tried_with_every_verb_and_page() -> None:
    smoke = run_path(str(PACKAGING / "smoke.py"))
    tried = {words[0] for words in smoke["commands"]()}
    assert VERBS.keys() - tried == set(), "packaging/smoke.py: a line in COMMANDS for each of these"
    pages = {page.key for page in areas.pages((), resources())}
    assert pages ^ set(smoke["PAGES"]) == set(), "packaging/smoke.py: PAGES names every page of the window"


def test_the_commands_that_are_tried_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    smoke = run_path(str(PACKAGING / "smoke.py"))
    monkeypatch.chdir(tmp_path)
    smoke["prepare"](tmp_path)
    world = World(lambda: NOW, ZONE, resources(), "en", lambda _world, _request: 0)
    assert [words for words in smoke["commands"]() if run(words, world)] == []


def test_the_script_runs_the_same_commands(tmp_path: Path) -> None:
    smoke = run_path(str(PACKAGING / "smoke.py"))
    (tmp_path / "diary").write_text('#!/bin/sh\necho "$*" >>ran\nexit 124\n', encoding="utf-8")
    (tmp_path / "diary").chmod(0o700)
    script = smoke["script"]().replace(" >/dev/null", " >/dev/null || true")
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    subprocess.run(["sh", "-c", script], cwd=tmp_path, env=environment, check=True)
    opened = [f"{smoke['DIARY']} --page {page}" for page in smoke["PAGES"]]
    assert (tmp_path / "ran").read_text("utf-8").splitlines() == [*map(" ".join, smoke["commands"]()), *opened]
    assert "mood,activities" in (tmp_path / "daylio.csv").read_text("utf-8")


def test_what_shiboken_carries_is_compiled_once(tmp_path: Path) -> None:
    """A start of the package reads these files; packed in a library they would be compiled each time."""
    package["unpack_support"](tmp_path / "shiboken6", tmp_path / "work")
    shutil.copytree(Path(shiboken6.__file__).parent, tmp_path / "shiboken6", dirs_exist_ok=True)
    code = "import shibokensupport.signature.loader as loader; print(loader.__spec__.cached)"
    done = subprocess.run(
        [sys.executable, "-c", f"import shiboken6; {code}"],
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    cached = Path(done.stdout.strip())
    assert cached.is_relative_to(tmp_path)
    assert cached.is_file()


@pytest.mark.parametrize("mine", [{}, {"LD_LIBRARY_PATH": "/mine"}])
def test_what_the_package_starts_gets_the_surroundings_it_was_given(mine: dict[str, str]) -> None:
    """With the libraries of the package a file manager would not start, and the diary itself not start again."""
    packaged = {f"{name}_ORIG": place for name, place in mine.items()}
    packaged |= {"LD_LIBRARY_PATH": "/inside", "_PYI_PARENT_PROCESS_LEVEL": "1"}
    hook = str(PACKAGING / "hooks" / "as_installed.py")
    code = "import os, runpy, sys; runpy.run_path(sys.argv[1]); print(sorted(os.environ.items()))"
    told = [
        subprocess.run(
            [sys.executable, "-I", "-c", code, file], env=given, capture_output=True, text=True, check=True
        )
        for file, given in ((hook, packaged), (os.devnull, mine))
    ]
    assert told[0].stdout == told[1].stdout


def test_what_is_inside_an_appimage_is_started_by_its_own_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/mounted/usr/lib/symptom-diary/symptom-diary")
    monkeypatch.setenv("APPIMAGE", "/my/diary.AppImage")
    for inside, command in (("/mounted", "/my/diary.AppImage"), ("/other", sys.executable)):
        monkeypatch.setenv("APPDIR", inside)
        assert own_command() == [command]
