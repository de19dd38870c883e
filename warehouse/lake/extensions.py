"""The extensions of DuckDB that the lake needs: from packages of `sutcharit[lake]`, else as DuckDB installs them."""

from importlib.util import find_spec
from pathlib import Path

import duckdb

from warehouse.faults import StorageFault
from warehouse.proof import quoted

_ALWAYS = ("ducklake", "postgres_scanner")
_FOR_S3 = ("httpfs",)


def load_extensions(connection: duckdb.DuckDBPyConnection, *, with_s3: bool) -> None:
    """Load what a lake needs. Raises StorageFault, saying what to install, when an extension is missing."""
    for name in (*_ALWAYS, *(_FOR_S3 if with_s3 else ())):
        file = _packaged(name)
        try:
            if file:
                connection.load_extension(str(file))
            else:
                connection.execute(f"install {name}; load {name}")
        except duckdb.Error as error:
            reason = str(error).partition("\n")[0]
            raise StorageFault(
                f"DuckDB {duckdb.__version__}, {quoted(name)}: pip install 'sutcharit[lake]'; {reason}"
            ) from error


def _packaged(name: str) -> Path | None:
    """The file of an extension in the package made for this version of DuckDB; None where there is none."""
    spec = find_spec(f"duckdb_extension_{name}")
    for folder in spec.submodule_search_locations or () if spec else ():
        file = Path(folder, "extensions", f"v{duckdb.__version__}", f"{name}.duckdb_extension")
        if file.is_file():
            return file
    return None
