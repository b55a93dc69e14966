"""Writes a CSV table as Parquet, by the optional library duckdb, within bounds of memory and without a network."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from diary.domain.refusal import Reason, Refusal

_BOUNDS: Final = {
    "memory_limit": "200MB",
    "threads": "2",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def refuse_without_parquet() -> None:
    """Raise Refusal NO_PARQUET where the library is not installed."""
    try:
        import duckdb  # noqa: F401 - only whether it is there
    except ImportError:
        raise Refusal(Reason.NO_PARQUET) from None


def csv_to_parquet(source: Path, target: Path, columns: Mapping[str, str], rows: int, named: Path) -> None:
    """Write the table at `source`, with these columns and their types, to `target`, and count what is in it then;
    a refusal is about the file that was `named`.

    Raises Refusal NO_PARQUET, DISK_FULL, DISK_ERROR.
    """
    refuse_without_parquet()
    import duckdb

    types = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
    read, written = _quoted(source), _quoted(target)
    try:
        with duckdb.connect(config={**_BOUNDS, "temp_directory": str(target.parent)}) as db:
            db.execute(
                f"COPY (SELECT * FROM read_csv({read}, header = true, auto_detect = false, delim = ',',"
                f" columns = {{{types}}})) TO {written} (FORMAT parquet, COMPRESSION zstd)"
            )
            found = db.execute(f"SELECT count(*) FROM read_parquet({written})").fetchone()
    except duckdb.Error as error:
        full = "No space left" in str(error)
        raise Refusal(Reason.DISK_FULL if full else Reason.DISK_ERROR, path=named) from error
    if found is None or found[0] != rows:
        raise Refusal(Reason.DISK_ERROR, path=named)


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
