from pathlib import Path

import pytest

from diary.ui.preferences import Preferences


def _preferences(file: Path) -> Preferences:
    return Preferences(file, ("en", "nl"), ("light", "dim"), "nl")


def test_what_was_chosen_is_there_next_time(tmp_path: Path) -> None:
    first = _preferences(tmp_path / "settings.ini")
    first.language, first.theme, first.text_size = "en", "dim", 175
    again = _preferences(tmp_path / "settings.ini")
    assert (again.language, again.theme, again.text_size) == ("en", "dim", 175)


@pytest.mark.parametrize(
    "content",
    ["", "theme=\nlanguage=xx\n", "\x00\xff\x00", "[General]\ntheme=neon\nlanguage=@Invalid()\ntext_size=900"],
)
def test_a_broken_file_reads_as_the_defaults(tmp_path: Path, content: str) -> None:
    (tmp_path / "settings.ini").write_text(content, encoding="latin-1")
    preferences = _preferences(tmp_path / "settings.ini")
    assert (preferences.language, preferences.theme, preferences.text_size) == ("nl", "light", 100)
