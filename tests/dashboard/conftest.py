"""The language of the reader, without a page: a stand-in for the parameters of the address."""

from collections.abc import Callable

import pytest
import streamlit as st

from dashboard.access import entry
from dashboard.access.entry import Reader
from warehouse.narrow import WHOLE


class Parameters(dict[str, str]):
    """The part of `st.query_params` that the dashboard uses."""

    def to_dict(self) -> dict[str, str]:
        return dict(self)

    def from_dict(self, values: dict[str, str]) -> None:
        self.clear()
        self.update(values)


@pytest.fixture
def address_is(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Parameters]:
    """Set the parameters of the address: `address_is(lang="en", year="2565")`."""

    def put(**values: str) -> Parameters:
        parameters = Parameters(values)
        monkeypatch.setattr(st, "query_params", parameters)
        return parameters

    return put


@pytest.fixture(autouse=True)
def _thai_and_no_parameters(address_is: Callable[..., Parameters]) -> None:
    address_is()


@pytest.fixture(autouse=True)
def _read_at_this_machine() -> None:
    """Whoever reads is let in to everything; requests are asked anew."""
    entry._current.set(Reader("", WHOLE, is_steward=True))
