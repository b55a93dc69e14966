"""Finds the backups in a folder by name, checks them one by one, and thins them by age.

A backup is called `<diary> 2026-11-22 21.04.diary`. Its name says when it was made, in local time, and keeps
saying so when the file is moved to another disk.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from diary.domain.refusal import Reason, Refusal
from diary.storage.diary_file import open_file
from diary.storage.faults import reading, refusing
from diary.storage.health import inspect
from diary.storage.key import Key
from diary.storage.plain_file import open_plain
from diary.storage.queries import Connection
from diary.storage.whole_file import write_whole

_LINE = r"(?P<sum>[0-9a-f]{64}) [ *](?P<name>[^/\\]+)"


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, as 64 hexadecimal digits. Raises Refusal."""
    from hashlib import file_digest

    with refusing(path), open_plain(path) as file:
        return file_digest(file, "sha256").hexdigest()


def read_checksums(folder: Path, stem: str) -> dict[str, str]:
    """Return file name -> checksum of the backups of one diary. A line that cannot be parsed is skipped."""
    try:
        with open_plain(_list_of(folder, stem)) as file:
            text = file.read().decode("utf-8", "surrogateescape")  # a name may be no UTF-8
    except OSError:
        return {}
    lines = (re.fullmatch(_LINE, line) for line in text.splitlines())
    return {found["name"]: found["sum"] for found in lines if found}


def is_unchanged(copy: Path) -> bool | None:
    """Return whether a backup is byte for byte what it was when it was proven; None when it has no checksum."""
    for file in sorted(copy.parent.glob("*.sha256")):
        noted = read_checksums(copy.parent, file.stem).get(copy.name)
        if noted is not None:
            return checksum(copy) == noted
    return None


def note_checksums(folder: Path, stem: str, new: Mapping[str, str], gone: Collection[str] = ()) -> None:
    """Add some backups to the list and remove others from it. Raises Refusal."""
    known = read_checksums(folder, stem)
    wanted = {name: value for name, value in {**known, **new}.items() if name not in gone}
    if wanted != known:
        lines = [f"{value}  {name}\n" for name, value in sorted(wanted.items())]
        write_whole(_list_of(folder, stem), "".join(lines).encode("utf-8", "surrogateescape"), is_ours=True)


def _list_of(folder: Path, stem: str) -> Path:
    return folder / f"{stem}.sha256"


DAILY, WEEKLY, MONTHLY = 12, 10, 9
"""How many days, weeks and months keep their newest backup."""
ALL_OF_DAYS = 2
"""Every backup of today and yesterday stays: one of them may be what a restore replaced."""
SUFFIX = ".diary"
_NAME = r"(?s)(?P<stem>.+) (?P<day>\d{4}-\d\d-\d\d) (?P<hour>\d\d)\.(?P<minute>\d\d)(?: \((?P<number>\d+)\))?"


class Backup(Struct, frozen=True):
    """One backup. `made_at` is local time; a backup that is not `sound` is never relied on, and `reason` says why
    it is not.

    `origin` identifies the diary it is of: the moment of that diary's very first change, None when it cannot be
    read. `is_other`: it is known to be of another diary than the one whose place it is to take.
    """

    path: Path
    made_at: datetime
    days: int
    last_day: date | None
    sound: bool
    reason: Reason | None = None
    origin: int | None = None
    is_other: bool = False

    @property
    def locked(self) -> bool:
        """Whether it is encrypted with another key than it was checked with, so that its state is unknown."""
        return self.reason in {Reason.FILE_ENCRYPTED, Reason.WRONG_PASSPHRASE}


def list_backups(folder: Path, stem: str | None = None, key: Key | None = None) -> tuple[Backup, ...]:
    """Return the backups in `folder`, newest first, each checked, with `key` where it is encrypted; `stem` selects
    those of one diary."""
    return tuple(look_at_each(find_backups(folder, stem), key))


def look_at_each(paths: Iterable[Path], key: Key | None = None) -> Iterator[Backup]:
    """Check backups one by one, so that progress can be shown."""
    lists: dict[tuple[Path, str], dict[str, str]] = {}
    for path in paths:
        place = path.parent, stem_of(path)
        if place not in lists:
            lists[place] = read_checksums(*place)
        yield look_at(path, lists[place].get(path.name), key)


def look_at(path: Path, noted: str | None, key: Key | None = None) -> Backup:
    """Open a backup, check it, and compare it with its checksum, if one was `noted` when it was proven."""
    unknown = Backup(path, made_at(path), 0, None, sound=False)
    try:
        with closing(open_file(path, read_only=True, key=key)) as connection:
            health = inspect(connection, path)
            origin = origin_of(connection, path)
        found = replace(unknown, days=health.days, last_day=health.last, origin=origin)
        if noted is not None and checksum(path) != noted:
            return replace(found, reason=Reason.COPY_CHANGED)
    except Refusal as refusal:
        return replace(unknown, reason=refusal.reason)
    return replace(found, sound=True)


def origin_of(connection: Connection, path: Path) -> int | None:
    """Return when the diary's first change was made (UTC seconds): the same in all its backups, however old."""
    with reading(path):
        found = connection.execute("SELECT at FROM change ORDER BY id LIMIT 1").fetchone()
        return int(found[0]) if found else None


def find_backups(folder: Path, stem: str | None = None) -> list[Path]:
    """Return the backups by name, newest first; nothing is opened. Raises Refusal for an unreadable folder."""
    with refusing(folder):
        paths = list(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []
    ours = [path for path in paths if (named := re.fullmatch(_NAME, path.stem)) and stem in (None, named["stem"])]
    return sorted((path for path in ours if _is_dated(path)), key=_order, reverse=True)


def stem_of(path: Path) -> str:
    """Return the name of the diary a backup was made of."""
    named = re.fullmatch(_NAME, path.stem)
    return named["stem"] if named else path.stem


def moment_name(path: Path) -> str:
    """Return the name of a backup without what distinguishes it from others of the same minute."""
    named = re.fullmatch(_NAME, path.stem)
    assert named is not None
    return f"{named['stem']} {named['day']} {named['hour']}.{named['minute']}"


def made_at(path: Path) -> datetime:
    """Return when a backup was made, by its name, or when a diary of another name was last written; aware local
    time."""
    named = re.fullmatch(_NAME, path.stem)
    if named is None:
        return datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    return datetime.fromisoformat(f"{named['day']} {named['hour']}:{named['minute']}").astimezone()


def thin(folder: Path, stem: str, now: datetime, newest: Backup, key: Key | None = None) -> None:
    """Remove sound backups of the same diary that are neither recent nor the newest of a day, week or month that
    is kept.

    `newest` was proven just now. A backup that is not sound, or not of this diary, does not count and stays: it
    may be all there is of some day. Raises Refusal.
    """
    paths = find_backups(folder, stem)
    if set(paths) == keep(paths, now) | {newest.path}:
        return  # nothing would go even if all of them were sound
    noted = read_checksums(folder, stem)
    looked = [newest if path == newest.path else look_at(path, noted.get(path.name), key) for path in paths]
    ours = [copy.path for copy in looked if copy.sound and copy.origin == newest.origin]
    gone = [path for path in ours if path not in keep(ours, now) | {newest.path}]
    with refusing(folder):
        for path in gone:
            path.unlink(missing_ok=True)
    note_checksums(folder, stem, {}, [path.name for path in gone])


def keep(paths: Iterable[Path], now: datetime) -> set[Path]:
    """Return which of these backups of one diary (newest first) stay.

    Those with a date in the future stay too, but do not count: the clock was wrong then, or is now.
    """
    paths = list(paths)
    ages = {path: (now.date() - made_at(path).date()).days for path in paths}
    past = [path for path in paths if ages[path] >= 0]
    kept = {path for path in paths if ages[path] < ALL_OF_DAYS}
    kept |= _newest_of(past, DAILY, lambda day: day)
    kept |= _newest_of(past, WEEKLY, lambda day: day.isocalendar()[:2])
    kept |= _newest_of(past, MONTHLY, lambda day: (day.year, day.month))
    return kept


def is_past(path: Path, now: datetime) -> bool:
    """Return whether the name is not ahead of the clock."""
    return made_at(path).replace(tzinfo=None) < now.replace(tzinfo=None) + timedelta(minutes=1)


def _newest_of(paths: Iterable[Path], count: int, stretch: Callable[[date], object]) -> set[Path]:
    """Return the newest backup of each of the newest `count` stretches of time; `paths` come newest first."""
    chosen: dict[object, Path] = {}
    for path in paths:
        chosen.setdefault(stretch(made_at(path).date()), path)
    return set(list(chosen.values())[:count])


def _order(path: Path) -> tuple[datetime, int, str]:
    named = re.fullmatch(_NAME, path.stem)
    assert named is not None
    return made_at(path), int(named["number"] or 1), path.name


def _is_dated(path: Path) -> bool:
    try:
        made_at(path)
    except (ValueError, OverflowError):
        return False
    return True
