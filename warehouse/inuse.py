"""Who has a file open: readers hold a lock that they share, and whoever would remove the file looks for it.

The lock is flock's, on a descriptor of its own: DuckDB's locks are of another kind and are lost when any
descriptor of the file is closed. It goes when the process ends, however it ends.
"""

import contextlib
import os
import re
import weakref
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: there the system itself refuses to remove a file that is open.
    fcntl = None  # type: ignore[assignment]

_LOCKS = Path("/proc/locks")
# One line of it: `1: FLOCK  ADVISORY  WRITE 1234 08:01:131 0 EOF`; those who wait have an arrow and are left out.
_LOCK = re.compile(r"^\d+: FLOCK +\S+ +\S+ +(\d+) +[0-9a-f]+:[0-9a-f]+:(\d+) ", re.MULTILINE)


class Hold:
    """A file that is in use until `release` is called or nobody refers to this any more."""

    def __init__(self, path: Path) -> None:
        """Open the file and hold it. OSError when it cannot be opened."""
        descriptor = os.open(path, os.O_RDONLY)
        self.release = weakref.finalize(self, os.close, descriptor)
        if fcntl:
            # Where the file system knows no locks, reading goes on without.
            with contextlib.suppress(OSError):
                fcntl.flock(descriptor, fcntl.LOCK_SH)


def remove_unless_held(path: Path) -> bool:
    """Remove a file that nobody holds; False when somebody does, and the file stays."""
    if not fcntl:
        with contextlib.suppress(PermissionError):
            path.unlink(missing_ok=True)
        return not path.exists()
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return True
    try:
        if _is_held(descriptor):
            return False
        path.unlink(missing_ok=True)
    finally:
        os.close(descriptor)
    return True


def holders(path: Path, locks: Path = _LOCKS) -> list[int]:
    """The processes that hold a lock of the file, where the system tells (Linux)."""
    try:
        inode, text = path.stat().st_ino, locks.read_text(encoding="ascii")
    except OSError:
        return []
    return sorted({int(process) for process, held in _LOCK.findall(text) if int(held) == inode})


def _is_held(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
