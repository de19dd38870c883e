"""One OpenID provider and one server with sign-in for all tests of who may see what."""

from collections.abc import Callable, Iterator

import httpx2
import pytest
import signing_in
from serving import dashboard

from warehouse.store import Store


@pytest.fixture(scope="session")
def issuer() -> Iterator[str]:
    """The address of the provider."""
    with signing_in.provider() as address:
        yield address


@pytest.fixture(scope="session")
def server(issuer: str, seed_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with sign-in over the seeds."""
    data = signing_in.folder_with_grants(tmp_path_factory.mktemp("access"), seed_store.folder, issuer)
    with dashboard(data) as (address, _):
        yield address


@pytest.fixture
def enter(server: str) -> Iterator[Callable[..., httpx2.Client]]:
    """People who come in: `enter("steward")` signed in, `enter()` not."""
    clients: list[httpx2.Client] = []

    def come(sub: str | None = None) -> httpx2.Client:
        clients.append(signing_in.signed_in(server, sub) if sub else signing_in.visitor(server))
        return clients[-1]

    yield come
    for client in clients:
        client.close()
