"""What tests of the register share: registers by hand, and warehouses of organisations alone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from etl.load import load
from etl.publish import publish
from tests.conftest import ORIGIN, REFERENCE
from warehouse.reader import Warehouse, open_current
from warehouse.store import Store

HEADINGS = "dla_code,lao_type_th,name_th,province_code,province_th,district_name_th"
COLUMNS = "org_code,type_code,name_th,district_th,province_code,is_former,locator"


@pytest.fixture
def write_register(tmp_path: Path) -> Callable[..., Path]:
    """Write a register of these lines below its headings."""

    def write(*lines: str, headings: str = HEADINGS) -> Path:
        path = tmp_path / "register.csv"
        path.write_text("\n".join([headings, *lines]) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="module")
def build_organisations(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Warehouse]]:
    """Build a warehouse in which one source registers the organisations of these lines."""
    opened: list[Warehouse] = []

    def build(*lines: str) -> Warehouse:
        folder = tmp_path_factory.mktemp("organisations")
        source = folder / "organisations"
        source.mkdir()
        (source / "origin.toml").write_text(ORIGIN, encoding="utf-8")
        text = "\n".join([COLUMNS, *(f"{line},line" for line in lines)])
        (source / "organisation.csv").write_text(text, encoding="utf-8")
        store = Store(folder / "warehouse")
        publish(load(REFERENCE, [source]), store)
        opened.append(open_current(store))
        return opened[-1]

    yield build
    for warehouse in opened:
        warehouse.close()
