"""Opening files that others name or put in place: only plain ones. A pipe would be waited for without end, and
a device read without end."""

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path


def open_plain(path: Path) -> BufferedReader:
    """Return the file at `path`, open for reading. Raises OSError: ENODEV for a pipe, a device, a folder or a
    socket."""
    flags = os.O_RDONLY
    for name in ("O_CLOEXEC", "O_NONBLOCK", "O_NOCTTY", "O_BINARY"):
        flags |= getattr(os, name, 0)
    handle = os.open(path, flags)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV), str(path))
        return os.fdopen(handle, "rb")
    except BaseException:  # interrupted too: the handle would stay open
        os.close(handle)
        raise
