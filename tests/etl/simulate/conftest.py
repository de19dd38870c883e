"""A simulated country of 30 organisations and three years, made once by the command, and the build of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from click.testing import Result
from typer.testing import CliRunner

from etl.command import app
from etl.load import Loaded, load
from etl.publish import publish
from tests.conftest import REFERENCE
from warehouse.reader import Warehouse, open_current
from warehouse.store import Store

# Both frameworks of plans, and the year whose ITA indicators nobody knows.
SPANS = {"two frameworks": "2564-2566", "first years": "2561-2563"}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="session")
def simulate(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Make a source by the command with these options and return its folder."""

    def make(*options: object) -> Path:
        out = tmp_path_factory.mktemp("simulated")
        result = run("simulate", "--out", out, *options)
        assert result.exit_code == 0, result.output
        [folder] = [path for path in out.iterdir() if path.is_dir()]
        return folder

    return make


@pytest.fixture(scope="session", params=SPANS, ids=str)
def folder(request: pytest.FixtureRequest, simulate: Callable[..., Path]) -> Path:
    return simulate("--organisations", 30, "--years", SPANS[request.param], "--seed", 1)


@pytest.fixture(scope="session")
def key(folder: Path) -> pl.DataFrame:
    """What must be found, as the file beside the folder lists it."""
    return pl.read_csv(folder.with_name(f"{folder.name}.faults.csv"), infer_schema=False)


@pytest.fixture(scope="session")
def loaded(folder: Path) -> Loaded:
    return load(REFERENCE, [folder])


@pytest.fixture(scope="session")
def built(loaded: Loaded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """The warehouse of the sound rows."""
    store = Store(tmp_path_factory.mktemp("built") / "warehouse")
    # What is published is taken out, and tests ask the same tables.
    publish(replace(loaded, tables=dict(loaded.tables), kept=dict(loaded.kept)), store)
    warehouse = open_current(store)
    yield warehouse
    warehouse.close()
