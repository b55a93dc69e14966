"""What one test changes in the folder it is lent, the next one does not see."""

from pathlib import Path

from tests.lent import LentFolder


def test_whatever_was_done_to_it_is_mended(tmp_path: Path) -> None:
    original = tmp_path / "original"
    (original / "words").mkdir(parents=True)
    for name in ("kept", "changed", "deleted", "words/deleted"):
        (original / name).write_text(name)
    lent = LentFolder(original, tmp_path / "copy")
    with lent.at(tmp_path / "first") as first:
        (first / "changed").write_text("CHANGED")
        (first / "deleted").unlink()
        (first / "words" / "deleted").unlink()
        (first / "words").rmdir()
        (first / "new").mkdir()
        (first / "new" / "file").write_text("new")
    with lent.at(tmp_path / "second") as second:
        assert not first.exists()
        found = {str(path.relative_to(second)): path for path in second.rglob("*") if path.is_file()}
        assert {name: path.read_text() for name, path in found.items()} == {
            name: name for name in ("kept", "changed", "deleted", "words/deleted")
        }
        assert not (second / "new").exists()
