"""Writes a share, a diary file that no program writes in afterwards, and proves one against its checksum."""

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec
from msgspec.structs import replace

from diary.domain.manifest import VERSION, Manifest
from diary.domain.refusal import Reason, Refusal
from diary.storage.diary_file import create_file
from diary.storage.faults import refusing
from diary.storage.key import Key
from diary.storage.older import is_own_schema, tables_of
from diary.storage.queries import Connection
from diary.storage.store import Store
from diary.storage.version import SCHEMA_VERSION, SHARED
from diary.storage.whole_file import make_durable, publish

_KEY: Final = "share"
"""The name under which the settings of a share hold its manifest."""
_ID_BYTES: Final = 8
ROWS_AT_ONCE: Final = 4096
_LEFT: Final = ("-journal", "")


def make_share(
    target: Path, fill: Callable[[Store], None], manifest: Manifest, key: Key | None = None
) -> Manifest:
    """Make a share of what `fill` writes in it, complete or not at all; returns the manifest with its checksum.

    It is a new file in which nothing else ever was. Raises Refusal FILE_EXISTS, FOLDER_MISSING, NO_PERMISSION,
    DISK_FULL, DISK_ERROR, and what `fill` raises.
    """
    draft = target.with_name(f".{target.name}.{os.getpid()}.share.new")
    with refusing(target):
        if target.exists() or target.is_symlink():
            raise Refusal(Reason.FILE_EXISTS, path=target)
        draft.unlink(missing_ok=True)
        try:
            create_file(draft, key)
            with Store(draft, key=key) as store:
                fill(store)
                told = store.seal(lambda rows: _sealed(rows, manifest), _KEY, SHARED + SCHEMA_VERSION)
            make_durable(draft)
            publish(draft, target)
        except Refusal as refusal:
            raise Refusal(refusal.reason, **{**refusal.facts, "path": target}) from refusal
        finally:
            for end in _LEFT:
                draft.with_name(draft.name + end).unlink(missing_ok=True)
    return told


def _sealed(rows: Connection, manifest: Manifest) -> tuple[Manifest, str]:
    told = replace(manifest, checksum=_checksum(rows, manifest))
    return told, msgspec.json.encode(told).decode()


def read_manifest(store: Store, *, prove: bool = True) -> Manifest:
    """Return the manifest of a share that is open; with `prove` its rows are compared with it.

    Raises Refusal NOT_A_SHARE, SHARE_CHANGED, and FILE_NEWER for a manifest of a later form.
    """
    if store.reading_only is not Reason.FILE_SHARED:
        raise Refusal(Reason.NOT_A_SHARE, path=store.path)
    text = store.pairs("setting").get(_KEY, "")
    try:
        told = msgspec.json.decode(text, type=Manifest)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise Refusal(Reason.SHARE_CHANGED, path=store.path) from error
    if told.version > VERSION:
        raise Refusal(Reason.FILE_NEWER, path=store.path)
    if prove and store.look(lambda rows: is_own_schema(rows) and _checksum(rows, told)) != told.checksum:
        raise Refusal(Reason.SHARE_CHANGED, path=store.path)
    return told


def identity(store: Store) -> str:
    """Return what is the same in every copy of a diary and says nothing about it."""
    return store.look(_identity)


def _identity(rows: Connection) -> str:
    made = rows.execute("SELECT applied_at FROM _sqlite_migrations ORDER BY id LIMIT 1").fetchone()
    first = rows.execute("SELECT at FROM change ORDER BY id LIMIT 1").fetchone()
    return sha256(repr((made, first)).encode()).hexdigest()[: 2 * _ID_BYTES]


def _checksum(rows: Connection, manifest: Manifest) -> str:
    """Digest every row there is, in the order of its columns, but for the manifest, and what that says."""
    found = sha256(msgspec.json.encode(replace(manifest, checksum="")))
    for table, columns in sorted(tables_of(rows).items()):
        order = ", ".join(map(str, range(1, len(columns) + 1)))
        kept = f"WHERE key <> '{_KEY}'" if table == "setting" else ""
        found.update(table.encode())
        read = rows.execute(f"SELECT {', '.join(columns)} FROM {table} {kept} ORDER BY {order}")
        while some := read.fetchmany(ROWS_AT_ONCE):
            found.update("".join(map(repr, some)).encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def is_proven_share(path: Path, key: Key | None) -> bool:
    """Return whether the file is a share, which then is what it was when it was made. Raises Refusal as
    `read_manifest` does."""
    with Store(path, True, key) as store:
        if store.reading_only is not Reason.FILE_SHARED:
            return False
        read_manifest(store)
        return True
