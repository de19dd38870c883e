"""A PostgreSQL of the tests' own: a cluster in a folder, started, stopped and started again."""

import itertools
import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# PostgreSQL refuses to run as root, as tests in a container do.
_numbers = itertools.count(1)
_SERVER_USER = "postgres"
_SETTINGS = "-c fsync=off -c max_connections=200 -c unix_socket_directories="


def programs() -> Path | None:
    """The folder of PostgreSQL's programs; None where it is not installed."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    found = shutil.which("pg_dump")
    return folders[-1] if folders else Path(found).parent if found else None


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@dataclass
class Postgres:
    """A cluster in a folder, listening on all addresses of this machine for whoever knows the password."""

    folder: Path
    port: int = field(default_factory=free_port)
    password: str = "geheim und lang"

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(self.folder, _SERVER_USER)
        secret = self.folder / "password"
        secret.write_text(self.password, encoding="utf-8")
        if os.geteuid() == 0:
            shutil.chown(secret, _SERVER_USER)
        self._run(
            "initdb", "-D", "data", "-U", "sutcharit", "-A", "scram-sha-256", f"--pwfile={secret}", "-N"
        )
        with (self.folder / "data" / "pg_hba.conf").open("a", encoding="utf-8") as rules:
            rules.write("host all all all scram-sha-256\n")
        self.start()

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=* {_SETTINGS}"
        self._run("pg_ctl", "-D", "data", "-o", options, "-l", "log", "-w", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", "data", "-m", "immediate", "-w", "stop")

    def address(self, database: str, host: str = "127.0.0.1") -> str:
        return f"host={host} port={self.port} user=sutcharit dbname={database} password='{self.password}'"

    def new_database(self, template: str = "template1") -> str:
        import psycopg

        name = f"lake{next(_numbers)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"create database {name} template {template}")
        return name

    def run_sql(self, database: str, statement: str) -> list[tuple[Any, ...]]:
        import psycopg

        with psycopg.connect(self.address(database), autocommit=True) as connection:
            return connection.execute(statement).fetchall()

    def _run(self, program: str, *arguments: str) -> None:
        folder = programs()
        assert folder
        subprocess.run(
            [folder / program, *arguments],
            cwd=self.folder,
            preexec_fn=_other_user(),
            check=True,
            stdout=subprocess.DEVNULL,
        )


def _other_user() -> Callable[[], None] | None:
    if os.geteuid() != 0:
        return None
    user = pwd.getpwnam(_SERVER_USER)

    def become() -> None:
        os.setgroups([])
        os.setgid(user.pw_gid)
        os.setuid(user.pw_uid)

    return become
