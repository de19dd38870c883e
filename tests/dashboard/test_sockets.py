"""What a server listens on and sends by."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import sockets


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """A socket as Streamlit opens it: it does not say that it is TCP's."""
    with socket.socket(family=socket.AF_INET) as opened:
        opened.bind(("127.0.0.1", 0))
        opened.listen()
        yield opened


def accepted_option(listening: socket.socket) -> int:
    with socket.create_connection(listening.getsockname()), listening.accept()[0] as accepted:
        return accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_connections_send_at_once(listening: socket.socket) -> None:
    assert not accepted_option(listening)
    sockets.send_at_once()
    assert accepted_option(listening)


def test_sockets_that_do_not_listen_are_left_alone(listening: socket.socket) -> None:
    with socket.create_connection(listening.getsockname()) as other:
        other.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 0)
        sockets.send_at_once()
        assert not other.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_no_file_stays_open_of_those_looked_at(listening: socket.socket, tmp_path: Path) -> None:
    with (tmp_path / "other").open("w"):
        before = len(list(Path("/dev/fd").iterdir()))
        sockets.send_at_once()
        assert len(list(Path("/dev/fd").iterdir())) == before


def test_where_files_cannot_be_listed_all_stays_as_it_is(
    listening: socket.socket, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sockets, "_OPEN", tmp_path / "none")
    sockets.send_at_once()
    assert not accepted_option(listening)
