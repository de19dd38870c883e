"""A file of a million rows goes out in the memory of a small one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from warehouse.home import DATA_VARIABLE
from warehouse.store import Store

ROWS = 1_000_000
# The file is several times as large, so that holding it would be seen.
MOST_MEGABYTES = 300
PROJECT = Path(__file__).parents[2]
# Asks for a file as a server does, lets go of every piece, and tells how much was sent and how memory grew.
ASKING = """
import asyncio, re, sys
from pathlib import Path
from starlette.applications import Starlette
from streamlit import config
from dashboard import downloads

config.set_option("server.address", "127.0.0.1")

def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024

async def ask(path):
    sent = [0, 0]
    async def receive():
        await asyncio.sleep(3600)
    async def send(message):
        if message["type"] == "http.response.start":
            sent[0] = message["status"]
        sent[1] += len(message.get("body", b""))
    scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b"",
             "headers": [(b"host", b"127.0.0.1")], "scheme": "http", "server": ("127.0.0.1", 80),
             "client": ("127.0.0.1", 50000), "root_path": "",
             "asgi": {"version": "3.0", "spec_version": "2.4"}}
    await Starlette(routes=downloads.ROUTES)(scope, receive, send)
    return sent

asyncio.run(ask("/download/sources.csv"))
before = peak()
status, size = asyncio.run(ask(sys.argv[1]))
print(status, size / 2**20, peak() - before)
"""


@pytest.fixture(scope="module")
def large_store(seed_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of the seeds with a large table beside the others.

    The texts repeat, so that the warehouse itself is small: what DuckDB keeps of its file is another matter.
    """
    folder = tmp_path_factory.mktemp("large")
    shutil.copytree(seed_store.folder, folder / "warehouse")
    with duckdb.connect(str(Store(folder / "warehouse").current_path())) as connection:
        connection.execute(
            f"""create table mart.large as
                select i as n, '=' || (i % 9) as code, repeat(md5((i % 97)::varchar), 14) as words,
                       [1, 2]::smallint[] as quarters, (i / 7)::decimal(18, 2) as budget_baht
                from range({ROWS}) as r(i);
                insert into mart.dictionary by name
                select 'large' as table_name, column_name, 'varchar' as data_type, column_name as name_th,
                       column_name as name_en, false as is_key, true as is_optional, 0 as sort_order
                from duckdb_columns() where table_name = 'large'"""
        )
    return folder


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read from /proc")
@pytest.mark.parametrize(("suffix", "least_megabytes"), [("csv", 450), ("parquet", 5)])
def test_a_million_rows_take_no_more_memory(large_store: Path, suffix: str, least_megabytes: int) -> None:
    environment = os.environ | {
        DATA_VARIABLE: str(large_store),
        "PYTHONPATH": str(PROJECT),
    }
    done = subprocess.run(
        [sys.executable, "-c", ASKING, f"/download/mart/large.{suffix}"],
        env=environment,
        cwd=large_store,
        capture_output=True,
        text=True,
        check=True,
    )
    status, size, growth = done.stdout.split()[-3:]
    assert status == "200"
    assert float(size) > least_megabytes
    assert float(growth) < MOST_MEGABYTES
