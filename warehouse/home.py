"""Where things are kept: the user's data folder and the builds in it."""

import os
from ipaddress import ip_address
from pathlib import Path

from platformdirs import user_data_path

from warehouse.lake.address import address_given
from warehouse.shelf import Shelf
from warehouse.store import Store

DATA_VARIABLE = "SUTCHARIT_DATA"
# Set by `sutcharit serve --public`: the server may show itself to everybody, for reading alone.
PUBLIC_VARIABLE = "SUTCHARIT_PUBLIC"


def data_folder() -> Path:
    """The user's data folder: `SUTCHARIT_DATA`, or the usual place of the operating system."""
    given = os.environ.get(DATA_VARIABLE)
    return Path(given).expanduser() if given else user_data_path("sutcharit", appauthor=False)


def sources_folder() -> Path:
    """Where the user's own sources lie, one folder each."""
    return data_folder() / "sources"


def access_file() -> Path:
    """The file that says who may see what once they are signed in; without it nobody signs in."""
    return data_folder() / "access.toml"


def own_folder() -> Path:
    """Where the builds and imports of this user lie; of a lake that several machines share, this machine's copy."""
    return data_folder() / "lake" if address_given() else data_folder()


def default_store() -> Store:
    """The builds of this user; the lake's where the environment names one, which WrongAddress says it does not."""
    address = address_given()
    folder = own_folder() / "warehouse"
    if address is None:
        return Store(folder)
    # What reaches the lake is loaded only by those who have one.
    from warehouse.lake.copy import LakeStore  # noqa: PLC0415

    return LakeStore(folder, address)


def imports_folder() -> Path:
    """Where the imports lie that hold, one folder each, as sources."""
    return own_folder() / "sources"


def default_shelf() -> Shelf:
    """Who keeps the folders of imports: this machine, or the lake for all machines."""
    address = address_given()
    if address is None:
        return Shelf()
    from warehouse.lake.catalogue import Catalogue  # noqa: PLC0415
    from warehouse.lake.shelf import LakeShelf  # noqa: PLC0415

    return LakeShelf(Catalogue(address.catalogue), own_folder())


def is_loopback(address: str) -> bool:
    """Whether an address or name is this machine's own, which no other reaches."""
    if address.lower() == "localhost":
        return True
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
