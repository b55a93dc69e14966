"""A folder that others write in too is known by its name, its marks or the settings of the service."""

from pathlib import Path

import pytest

from diary.storage.sync_folder import FolderKind, copies_beside, folder_kind_of

NOBODY = Path("/nonexistent/mounts")


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("Dropbox/health", FolderKind.DROPBOX),
        ("Dropbox (Practice)", FolderKind.DROPBOX),
        ("OneDrive - Ziekenhuis/notes", FolderKind.ONEDRIVE),
        ("Library/CloudStorage/OneDrive-Personal", FolderKind.ONEDRIVE),
        ("Nextcloud", FolderKind.NEXTCLOUD),
        ("Library/Mobile Documents/com~apple~CloudDocs", FolderKind.ICLOUD),
        ("Library/CloudStorage/GoogleDrive-ans@example/My Drive", FolderKind.GOOGLE_DRIVE),
        ("Documents", None),
        ("my dropbox notes", None),
    ],
)
def test_folders_are_known_by_their_names(tmp_path: Path, folder: str, service: FolderKind | None) -> None:
    assert folder_kind_of(tmp_path / folder / "my.diary", tmp_path, NOBODY) is service


@pytest.mark.parametrize(
    ("mark", "service"),
    [
        (".dropbox.cache", FolderKind.DROPBOX),
        (".sync_0a1b2c.db", FolderKind.NEXTCLOUD),
        (".stfolder", FolderKind.SYNCTHING),
        (".tmp.driveupload", FolderKind.GOOGLE_DRIVE),
        (".849C9593-D756-4E56-8D6E-42412F2A707B", FolderKind.ONEDRIVE),
        (".hidden", None),
    ],
)
def test_folders_are_known_by_what_services_leave_there(
    tmp_path: Path, mark: str, service: FolderKind | None
) -> None:
    (tmp_path / "shared" / "deep").mkdir(parents=True)
    (tmp_path / "shared" / mark).mkdir()
    assert folder_kind_of(tmp_path / "shared" / "deep" / "my.diary", tmp_path, NOBODY) is service


@pytest.mark.parametrize(
    ("file", "text", "service"),
    [
        (".dropbox/info.json", '{"personal": {"path": "HOME/notes", "host": 1}}', FolderKind.DROPBOX),
        (".config/Nextcloud/nextcloud.cfg", "[Accounts]\n0\\localPath=HOME/notes/\n", FolderKind.NEXTCLOUD),
        (".config/onedrive/config", 'sync_dir = "~/notes"\n', FolderKind.ONEDRIVE),
        (".config/syncthing/config.xml", '<folder id="a" path="~/notes" type="x">', FolderKind.SYNCTHING),
        (".dropbox/info.json", '{"personal": {"path": "HOME/other"}}', None),
        (".dropbox/info.json", "\x00\xff broken {", None),
    ],
)  # fmt: skip
def test_folders_are_known_by_the_settings_of_services(
    tmp_path: Path, file: str, text: str, service: FolderKind | None
) -> None:
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_text(text.replace("HOME", str(tmp_path)), encoding="utf-8")
    assert folder_kind_of(tmp_path / "notes" / "my.diary", tmp_path, NOBODY) is service


def test_a_link_leads_to_where_the_diary_really_is(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "Dropbox" / "my.diary").touch()
    (tmp_path / "my.diary").symlink_to(tmp_path / "Dropbox" / "my.diary")
    assert folder_kind_of(tmp_path / "my.diary", tmp_path, NOBODY) is FolderKind.DROPBOX


@pytest.mark.parametrize(
    ("kind", "service"), [("nfs4", FolderKind.NETWORK), ("cifs", FolderKind.NETWORK), ("ext4", None)]
)
def test_a_network_drive_is_known_by_its_mount(tmp_path: Path, kind: str, service: FolderKind | None) -> None:
    drive = tmp_path / "the drive"
    mounts = tmp_path / "mounts"
    point = str(drive).replace(" ", "\\040")
    mounts.write_text(f"/dev/a / ext4 rw 0 0\nserver:/b {point} {kind} rw 0 0\nbroken\n", encoding="utf-8")
    assert folder_kind_of(drive / "deep" / "my.diary", tmp_path, mounts) is service
    assert folder_kind_of(tmp_path / "my.diary", tmp_path, mounts) is None


def test_copies_are_found_by_the_names_services_give_them(tmp_path: Path) -> None:
    theirs = [
        "my (Ans's conflicted copy 2026-11-22).diary",
        "my (conflicterend exemplaar van Ans 2026-11-22).diary",
        "my (conflicted copy 2026-11-22 210400).diary",
        "my.sync-conflict-20261122-210400-ABCDEFG.diary",
        "my_conflict-20261122-210400.diary",
        "my-LAPTOP-7.diary",
        "my (1).diary",
        "my 2.diary",
        "my - Copy.diary",
        "my - kopie.diary",
        "my kopie 2.diary",
    ]
    others = ["my.diary", "myself.diary", "my 2026-11-22 21.04.diary", "my.diary-journal", "other (1).diary"]
    for name in theirs + others:
        (tmp_path / name).touch()
    (tmp_path / "my (2).diary").mkdir()
    assert [path.name for path in copies_beside(tmp_path / "my.diary")] == sorted(theirs)
    assert copies_beside(tmp_path / "missing" / "my.diary") == ()
