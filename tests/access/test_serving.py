"""Where the server listens, and what it answers there without sign-in."""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
import signing_in
from serving import dashboard
from typer.testing import CliRunner
from websockets.sync.client import connect

from etl import command
from etl.commands import serving as serve_command
from warehouse.store import Store


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], dict[str, str]]]:
    """The servers that the command has started, which do not run."""
    calls: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr(serve_command, "_served", lambda words, env: calls.append((words, env)) or 0)
    return calls


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_at_this_machine_it_listens_without_asking(
    data_folder: Path, started: list[tuple[list[str], dict[str, str]]], host: str
) -> None:
    assert CliRunner().invoke(command.app, ["serve", "--host", host]).exit_code == 0
    [(words, environment)] = started
    assert f"--server.address={host}" in words
    assert environment["SUTCHARIT_PUBLIC"] == "0"


@pytest.mark.attack
@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.168.1.20", "dashboard.example", "127.0.0.1.example", ""]
)
def test_elsewhere_it_does_not(
    data_folder: Path, started: list[tuple[list[str], dict[str, str]]], host: str
) -> None:
    answer = CliRunner().invoke(command.app, ["serve", "--host", host])
    assert answer.exit_code == 2
    assert "--public" in answer.output
    assert started == []


def test_with_public_it_does(data_folder: Path, started: list[tuple[list[str], dict[str, str]]]) -> None:
    assert CliRunner().invoke(command.app, ["serve", "--host", "0.0.0.0", "--public"]).exit_code == 0
    assert started[0][1]["SUTCHARIT_PUBLIC"] == "1"


def test_with_grants_it_does_and_is_not_public(
    data_folder: Path, started: list[tuple[list[str], dict[str, str]]]
) -> None:
    (data_folder / "access.toml").write_text(signing_in.GRANTS, encoding="utf-8")
    assert CliRunner().invoke(command.app, ["serve", "--host", "0.0.0.0"]).exit_code == 0
    assert CliRunner().invoke(command.app, ["serve", "--host", "0.0.0.0", "--public"]).exit_code == 2
    assert len(started) == 1


@pytest.fixture(scope="module")
def opened(seed_store: Store) -> Iterator[str]:
    """A server that Streamlit itself was told to open to everybody, without the command and without sign-in."""
    with dashboard(seed_store.folder.parent, listens_on="0.0.0.0") as (address, _):
        yield address


@pytest.fixture(scope="module")
def public(seed_store: Store) -> Iterator[str]:
    """A server for everybody to read."""
    with dashboard(seed_store.folder.parent, "--host", "0.0.0.0", "--public") as (address, _):
        yield address


@pytest.mark.attack
@pytest.mark.parametrize(
    "path", ["/", "/projects", "/download/projects.csv", "/form/4340701_2567_plan.xlsx", "/media/x"]
)
def test_what_nobody_was_told_to_open_stays_closed(opened: str, path: str) -> None:
    answer = httpx2.get(opened + path)
    assert answer.status_code == 403
    assert "sutcharit serve --public" in answer.text


def test_a_closed_server_still_says_that_it_runs(opened: str) -> None:
    assert httpx2.get(opened + "/_stcore/health").status_code == 200


@pytest.mark.attack
def test_a_public_server_is_for_reading(public: str) -> None:
    assert httpx2.get(public + "/download/mart/organisation.csv").status_code == 200
    assert httpx2.get(public + "/form/4340701_2567_plan.xlsx").status_code == 404
    assert httpx2.put(public + "/_stcore/upload_file/a/b", content=b"x").status_code == 403
    assert httpx2.get(public + "/_stcore/metrics").status_code == 403
    # Whoever reads there is outside every organisation.
    assert "5350108,2568,complaint,," in httpx2.get(public + "/download/mart/case_count.csv").text


def test_who_ends_the_command_ends_the_server(seed_store: Store, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(seed_store.folder, data / "warehouse")
    with dashboard(data) as (address, server), connect(f"{address.replace('http', 'ws')}/_stcore/stream"):
        command_of_it = int(
            Path(f"/proc/{server}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[1]
        )
        os.kill(command_of_it, signal.SIGTERM)
        end = time.monotonic() + 60
        while Path(f"/proc/{server}").exists():
            assert time.monotonic() < end, f"{address} goes on"
            time.sleep(0.05)
