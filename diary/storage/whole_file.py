"""Writing a file whole or not at all: nobody ever finds half a report."""

import os
import tempfile
from pathlib import Path

from diary.storage.faults import refusing


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path`, readable by its owner only; a file that is there is replaced in one step.

    Raises Refusal FOLDER_MISSING, NO_PERMISSION, FILE_READ_ONLY, DISK_FULL or DISK_ERROR, and nothing has changed.
    """
    with refusing(path):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
