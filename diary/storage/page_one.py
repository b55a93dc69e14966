"""Page 1 of an encrypted diary, read by the driver without the file it belongs to.

The driver rolls a journal back before it can be asked anything, so whether the journal may be rolled back has to
be known earlier (see `storage.rollback`). So page 1 alone is shown to it, where no journal lies beside.
"""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlcipher3.dbapi2 as driver

from diary.storage.header import PAGE_BYTES
from diary.storage.key import SALT_BYTES, Key
from diary.storage.reading import Connection
from diary.storage.version import APPLICATION_ID


@dataclass(frozen=True)
class PageOne:
    """What tells one state of an encrypted diary from another: its salt, and the schema's cookie, in which every
    change of such a diary counts (see `Store.change`)."""

    salt: bytes
    cookie: int


def read_page_one(page: bytes, key: Key, size: int) -> PageOne | None:
    """What this page 1 of a file of `size` bytes says; None when it was encrypted with another key, was torn by a
    power cut, or is no diary's. Still encrypted it lies in a private folder for a moment. Raises OSError."""
    with TemporaryDirectory(prefix="symptom-diary-") as folder:
        alone = Path(folder) / "page"
        with alone.open("wb") as file:
            file.write(page)
            file.truncate(max(size, len(page)))
        try:
            with closing(connect_untouched(alone, key)) as connection:
                (application,) = connection.execute("PRAGMA application_id").fetchone()
                (cookie,) = connection.execute("PRAGMA schema_version").fetchone()
        except driver.DatabaseError:
            return None
    return PageOne(page[:SALT_BYTES], cookie) if application == APPLICATION_ID else None


def is_key_of(path: Path, key: Key) -> bool:
    """Whether page 1 of the file at `path` can be read with this key. Not for a file this process has open (see
    `storage.header`). Raises OSError."""
    with path.open("rb") as file:
        return read_page_one(file.read(PAGE_BYTES), key, path.stat().st_size) is not None


def connect_untouched(path: Path, key: Key) -> Connection:
    """A connection that reads the bytes at `path` as they are: no lock, no journal, nothing is written."""
    connection = driver.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.execute("PRAGMA cipher_log_level = none")  # or what cannot be read is told on the error stream
    connection.execute(f'PRAGMA key = "{key.spelled}"')
    return connection
