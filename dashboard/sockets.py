"""Answers leave as they are written, not when the browser has told that it got the piece before."""

import os
import socket
import stat
from contextlib import suppress
from pathlib import Path

# The files that this process has open, by their numbers, on Linux and macOS.
_OPEN = Path("/dev/fd")


def send_at_once() -> None:
    """Set `TCP_NODELAY` on the sockets that this process listens on; connections have it from them.

    Streamlit opens its socket without saying that it is TCP's, and asyncio sets the option on no such one. The
    system then holds a small piece back until the one before is acknowledged, which the other side delays: 40 ms
    at most answers and messages. Where the open files cannot be listed, as on Windows, all stays as it is.
    """
    with suppress(OSError):
        for file in list(_OPEN.iterdir()):
            # One of the files was the list itself, which is closed by now.
            with suppress(OSError):
                _send_at_once(int(file.name))


def _send_at_once(descriptor: int) -> None:
    """Raises OSError when the file is gone by now, or when it is a socket, but none of TCP."""
    if not stat.S_ISSOCK(os.fstat(descriptor).st_mode):
        return
    with socket.socket(fileno=os.dup(descriptor)) as listening:
        if listening.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
