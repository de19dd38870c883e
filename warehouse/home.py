"""Where things are kept: the user's data folder and the builds in it."""

import os
from pathlib import Path

from platformdirs import user_data_path

from warehouse.store import Store

DATA_VARIABLE = "SUTCHARIT_DATA"


def data_folder() -> Path:
    """The user's data folder: `SUTCHARIT_DATA`, or the usual place of the operating system."""
    given = os.environ.get(DATA_VARIABLE)
    return Path(given).expanduser() if given else user_data_path("sutcharit", appauthor=False)


def sources_folder() -> Path:
    """Where the user's own sources lie, one folder each."""
    return data_folder() / "sources"


def default_store() -> Store:
    """The builds of this user."""
    return Store(data_folder() / "warehouse")
