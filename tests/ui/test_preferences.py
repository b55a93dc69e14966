import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diary.app import keep_files_private, system_country
from diary.content.country import Country
from diary.ui.preferences import Preferences


def _preferences(file: Path) -> Preferences:
    return Preferences(file, ("en", "nl"), ("light", "dim"), "nl")


def test_what_was_chosen_is_there_next_time(tmp_path: Path) -> None:
    first = _preferences(tmp_path / "settings.ini")
    first.language, first.theme, first.text_size = "en", "dim", 175
    again = _preferences(tmp_path / "settings.ini")
    assert (again.language, again.theme, again.text_size) == ("en", "dim", 175)


def test_the_country_is_that_of_the_computer_until_another_is_chosen(tmp_path: Path) -> None:
    file = tmp_path / "settings.ini"
    first = Preferences(file, ("nl",), ("light",), "nl", Country.BELGIUM)
    assert first.country is Country.BELGIUM
    first.country = Country.NETHERLANDS
    assert Preferences(file, ("nl",), ("light",), "nl", Country.BELGIUM).country is Country.NETHERLANDS
    file.write_text("country=atlantis\n", encoding="utf-8")
    assert _preferences(file).country is Country.ELSEWHERE


@pytest.mark.parametrize(
    ("names", "country"),
    [
        ({"LANG": "nl_BE.UTF-8"}, Country.BELGIUM),
        ({"LANG": "nl_NL.UTF-8"}, Country.NETHERLANDS),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "nl_BE:nl:en"}, Country.BELGIUM),
        ({"LANG": "en_GB.UTF-8"}, Country.ELSEWHERE),
    ],
)
def test_the_country_of_the_computer_is_read_from_its_language(
    monkeypatch: pytest.MonkeyPatch, names: dict[str, str], country: Country
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, names.get(name, ""))
    assert system_country() is country


@pytest.mark.parametrize(
    "content",
    ["", "theme=\nlanguage=xx\n", "\x00\xff\x00", "[General]\ntheme=neon\nlanguage=@Invalid()\ntext_size=900"],
)
def test_a_broken_file_reads_as_the_defaults(tmp_path: Path, content: str) -> None:
    (tmp_path / "settings.ini").write_text(content, encoding="latin-1")
    preferences = _preferences(tmp_path / "settings.ini")
    assert (preferences.language, preferences.theme, preferences.text_size) == ("nl", "light", 100)


KEYS = st.sampled_from(["language", "theme", "text_size", "[General]", "[other]", "%General", ""])
VALUES = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "en",
            "dim",
            "175",
            "en, nl",
            "@Invalid()",
            "@ByteArray(x)",
            "@Variant(\\0\\0\\0)",
            "@Rect(1 2",
            '"',
            "\\x",
        ]
    ),
)
LINES = st.lists(st.tuples(KEYS, st.sampled_from(["=", "", " = ", ":"]), VALUES), max_size=6)
FILES = st.one_of(
    st.binary(max_size=300), LINES.map(lambda lines: "\n".join(map("".join, lines)).encode("utf-8", "replace"))
)


@given(content=FILES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_in_the_file_the_window_can_be_shown_and_a_choice_is_kept(
    tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "settings.ini"
    for old in tmp_path.iterdir():
        old.unlink()
    file.write_bytes(content)
    preferences = _preferences(file)
    assert preferences.language in {"en", "nl"}
    assert preferences.theme in {"light", "dim"}
    assert 100 <= preferences.text_size <= 200
    preferences.theme = "dim"
    del preferences
    assert _preferences(file).theme == "dim"
    kept = [each.read_bytes() for each in tmp_path.iterdir() if "unreadable" in each.name]
    assert kept in ([], [content])


def test_a_file_that_is_no_settings_is_kept_each_time(tmp_path: Path) -> None:
    for number in range(2):
        (tmp_path / "settings.ini").write_bytes(b"this is a letter %d" % number)
        _preferences(tmp_path / "settings.ini").theme = "dim"
    kept = {each.name: each.read_bytes() for each in tmp_path.iterdir() if "unreadable" in each.name}
    assert kept == {
        "settings unreadable.ini": b"this is a letter 0",
        "settings unreadable (2).ini": b"this is a letter 1",
    }


def test_a_folder_in_its_place_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "settings.ini").mkdir()
    preferences = _preferences(tmp_path / "settings.ini")
    preferences.theme = "dim"
    assert preferences.theme == "dim"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_nobody_may_read_is_no_obstacle(tmp_path: Path) -> None:
    file = tmp_path / "settings.ini"
    file.write_text("[General]\ntheme=dim\n", encoding="utf-8")
    file.chmod(0)
    assert _preferences(file).theme == "light"


@pytest.mark.skipif(os.name != "posix", reason="modes of other systems differ")
def test_the_settings_are_for_their_owner_only_under_any_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        keep_files_private()
        file = tmp_path / "config" / "symptom-diary" / "settings.ini"
        preferences = _preferences(file)
        preferences.language = "en"
        del preferences
    finally:
        os.umask(before)
    made = [file, file.parent, file.parent.parent]
    assert [path.stat().st_mode & 0o077 for path in made] == [0, 0, 0]


def test_at_night_a_light_window_is_dim_where_that_is_wanted(tmp_path: Path) -> None:
    chosen = Preferences(tmp_path / "settings.ini", ("en",), ("light", "dim", "dark"), "en")
    assert {chosen.theme_at(hour) for hour in range(24)} == {"light"}
    chosen.dims_at_night = True
    again = Preferences(tmp_path / "settings.ini", ("en",), ("light", "dim", "dark"), "en")
    assert [hour for hour in range(24) if again.theme_at(hour) == "dim"] == [0, 1, 2, 3, 4, 5, 21, 22, 23]
    again.theme = "dark"
    assert again.theme_at(23) == "dark"
