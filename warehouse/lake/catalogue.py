"""The catalogue of the lake as PostgreSQL shows it: which builds there are, and who makes the next one."""

import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from warehouse.faults import LakeFault
from warehouse.store import UNKNOWN, Change

# Whoever commits a build says so in the snapshot; maintenance makes snapshots, too.
AUTHOR = "sutcharit"
# "sutcharit" as a number: the name of the lock of whoever makes a build.
_LOCK = 0x5355_5443_4841
# A machine that was cut off lets go of its lock after some seconds.
_PATIENCE = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
    "options": "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3",
}
_BUILDS = """
    select snapshot_id, commit_message, commit_extra_info
    from ducklake_snapshot join ducklake_snapshot_changes using (snapshot_id)
    where author = %s order by snapshot_id
"""
_MAKERS = """
    select application_name from pg_locks join pg_stat_activity using (pid)
    where locktype = 'advisory' and granted and objsubid = 1 and (classid::bigint << 32) | objid::bigint = %s
          and pg_locks.database = (select oid from pg_database where datname = current_database())
"""


@dataclass(frozen=True)
class Committed:
    """A build in the lake: its snapshot, its id, the build before it, and what changed from that to this.

    `change` is None where that may be everything.
    """

    snapshot: int
    build_id: str
    base: str | None
    change: Change | None


@dataclass(frozen=True)
class Catalogue:
    """The catalogue in PostgreSQL; `address` is in the words of libpq."""

    address: str

    @property
    def conninfo(self) -> str:
        """The address with how long to wait for an answer, and who asks."""
        given = conninfo_to_dict(self.address)
        me = f"{socket.gethostname()} {os.getpid()}"
        return str(make_conninfo(**{"application_name": me, **_PATIENCE, **given}))

    @property
    def shown(self) -> str:
        """The address for people: without what is secret."""
        given = conninfo_to_dict(self.address)
        return " ".join(
            f"{name}={given[name]}" for name in ("host", "port", "dbname", "user") if given.get(name)
        )

    def without_secret(self, text: str) -> str:
        """A text, such as the reason of a fault, without the password."""
        password = conninfo_to_dict(self.address).get("password")
        return text.replace(str(password), "…") if password else text

    @contextmanager
    def connected(self) -> Iterator[psycopg.Connection]:
        """A connection that commits by itself. Raises LakeFault when PostgreSQL cannot be reached, or goes away."""
        try:
            with psycopg.connect(self.conninfo, autocommit=True) as connection:
                yield connection
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            raise LakeFault(
                f"PostgreSQL ({self.shown}): {self.without_secret(_first_line(error))}"
            ) from error

    def builds(self) -> list[Committed]:
        """All builds of the lake, the oldest first."""
        with self.connected() as connection:
            return builds_of(connection)

    def next_snapshot(self) -> int:
        """The number that the next snapshot has, if nobody else makes one."""
        with self.connected() as connection:
            return last_snapshot(connection) + 1 if _is_there(connection) else 1

    def makers(self) -> list[str]:
        """The machine and process that has the lock of whoever makes a build."""
        with self.connected() as connection:
            return [name or UNKNOWN for (name,) in connection.execute(_MAKERS, [_LOCK]).fetchall()]

    @contextmanager
    def lock(self, on_wait: Callable[[list[str]], None]) -> Iterator[None]:
        """The lock of whoever makes a build, for all machines; it goes when the process or its connection ends.

        Those who wait get it in the order in which they came.
        """
        with self.connected() as connection:
            [(is_mine,)] = connection.execute("select pg_try_advisory_lock(%s)", [_LOCK]).fetchall()
            if not is_mine:
                on_wait(self.makers())
                connection.execute("select pg_advisory_lock(%s)", [_LOCK])
            try:
                yield
            finally:
                # What is no longer held, because the connection went, is told at the commit.
                with suppress(psycopg.Error):
                    connection.close()


def builds_of(connection: psycopg.Connection) -> list[Committed]:
    """All builds of the lake, the oldest first."""
    if not _is_there(connection):
        return []
    return [_committed(*row) for row in connection.execute(_BUILDS, [AUTHOR]).fetchall()]


def last_snapshot(connection: psycopg.Connection) -> int:
    """The number of the newest snapshot."""
    [(number,)] = connection.execute("select max(snapshot_id) from ducklake_snapshot").fetchall()
    return int(number)


def extra_info(base: str | None, change: Change | None) -> str:
    """What a snapshot tells of its build, for those who follow."""
    return json.dumps({"base": base, "change": asdict(change) if change else None})


def _committed(snapshot: int, build_id: str, extra: str) -> Committed:
    told = json.loads(extra)
    return Committed(snapshot, build_id, told["base"], Change(**told["change"]) if told["change"] else None)


def _is_there(connection: psycopg.Connection) -> bool:
    [(table,)] = connection.execute("select to_regclass('ducklake_snapshot_changes')").fetchall()
    return table is not None


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
