"""The examples for several machines: a real nginx in front of two dashboards, and units that systemd takes."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import sync_playwright

from tests import serving
from warehouse.store import Store

DEPLOY = serving.PROJECT / "deploy"
VISITORS = [f"visitor-{number}" for number in range(12)]


def tool(name: str) -> str:
    """A program of the system; without it a test skips, in CI it fails."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    if found is None:
        reason = f"no {name} on this machine"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@dataclass
class Front:
    """The address that visitors know, the ports behind it, and what ends the dashboard of a build."""

    address: str
    plain: str
    ends: dict[str, ExitStack]

    def visitor(self, route: str = "") -> httpx2.Client:
        """Somebody who comes by TLS, with the cookie of a route if they have one."""
        cookies = {"sutcharit_route": route} if route else {}
        return httpx2.Client(base_url=self.address, verify=False, cookies=cookies)

    def build_of(self, route: str) -> str:
        """Which dashboard answers: each shows a build of its own."""
        with self.visitor(route) as visitor:
            return str(visitor.get("/readyz").json()["build"])


def _configuration(folder: Path, dashboards: list[str], plain: int, tls: int) -> str:
    """The example with the addresses of this test, in the frame that a system has around it."""
    subprocess.run(
        [tool("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    own = "".join(f"    server {place} max_fails=1 fail_timeout=10s;\n" for place in dashboards)
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("    server 10.")]
    text = "".join(lines).replace("consistent;\n", f"consistent;\n{own}")
    for example, here in {
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ": f"listen 127.0.0.1:{tls} ",
        "/etc/ssl/sutcharit": str(folder),
        "https://$host$": f"https://$host:{tls}$",
    }.items():
        assert example in text
        text = text.replace(example, here)
    return (
        f"daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;\nevents {{}}\n"
        f"http {{ access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;\n{text}}}\n"
    )


@pytest.fixture(scope="module")
def two_builds(seed_store: Store, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two data folders that differ by the name of their build."""
    folders = []
    for number in (1, 2):
        folder = tmp_path_factory.mktemp("machine") / "data"
        shutil.copytree(seed_store.folder, folder / "warehouse")
        store = Store(folder / "warehouse")
        build = store.current_id()
        copied = f"{build[:-8]}{number:08d}"
        shutil.copyfile(store.path_of(build), store.path_of(copied))
        store.point_to(copied)
        folders.append(folder)
    return folders


@pytest.fixture
def front(two_builds: list[Path], tmp_path: Path) -> Iterator[Front]:
    nginx, plain, tls = tool("nginx"), serving.free_port(), serving.free_port()
    with ExitStack() as all_of_it:
        ends, places = {}, []
        for folder in two_builds:
            one = all_of_it.enter_context(ExitStack())
            address, _ = one.enter_context(serving.dashboard(folder, "--public"))
            places.append(address.removeprefix("http://"))
            ends[Store(folder / "warehouse").current_id()] = one
        configuration = tmp_path / "nginx.conf"
        configuration.write_text(_configuration(tmp_path, places, plain, tls), encoding="utf-8")
        process = subprocess.Popen([nginx, "-p", str(tmp_path), "-c", str(configuration)])
        all_of_it.callback(process.wait, 20)
        all_of_it.callback(process.terminate)
        _wait_for(tls)
        yield Front(f"https://localhost:{tls}", f"http://localhost:{plain}", ends)


def _wait_for(port: int) -> None:
    end = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            assert time.monotonic() < end, "nginx did not start"
            time.sleep(0.05)


def test_visitors_come_by_tls_and_stay_with_their_dashboard_until_it_is_gone(front: Front) -> None:
    sent = httpx2.get(f"{front.plain}/targets?year=2566", follow_redirects=False)
    assert sent.status_code == 308
    assert sent.headers["location"] == f"{front.address}/targets?year=2566"

    with front.visitor() as visitor:
        first = visitor.get("/")
        assert "sutcharit_route=" in first.headers["set-cookie"]
        assert {"Secure", "HttpOnly"} <= set(first.headers["set-cookie"].split("; "))
        # The dashboard knows that the visitor came by TLS.
        assert "max-age=" in first.headers["strict-transport-security"]
        assert "set-cookie" not in visitor.get("/healthz").headers

    found = {route: front.build_of(route) for route in VISITORS}
    assert set(found.values()) == set(front.ends)
    assert found == {route: front.build_of(route) for route in VISITORS}

    gone, stays = found[VISITORS[0]], next(build for build in front.ends if build != found[VISITORS[0]])
    front.ends[gone].close()
    end = time.monotonic() + 30
    # A server that was told to end may answer those who are on their way.
    while (answering := {front.build_of(route) for route in VISITORS}) != {stays}:
        assert time.monotonic() < end, answering


def test_a_page_opens_and_changes_through_the_proxy(front: Front) -> None:
    # In a thread of its own: in this one the browser of other tests may be at work.
    with ThreadPoolExecutor(1) as alone:
        assert alone.submit(_protocol_of_a_page_that_changed, front.address).result() == "https:"


def _protocol_of_a_page_that_changed(address: str) -> str:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tool_of_browser(), args=serving.FLAGS)
        page = browser.new_page(ignore_https_errors=True)
        page.goto(f"{address}/?org=2650101&year=2565")
        page.locator("h1.message").wait_for()
        page.get_by_text("English", exact=True).click()
        page.locator("h1.message", has_text="projects").wait_for()
        protocol = str(page.evaluate("location.protocol"))
        browser.close()
        return protocol


def tool_of_browser() -> str:
    return serving.chromium() or tool("chromium")


@pytest.mark.parametrize("unit", sorted(path.name for path in DEPLOY.glob("sutcharit*")))
def test_systemd_takes_the_units(unit: str, tmp_path: Path) -> None:
    # Systemd looks whether the program is there: here it is any.
    for path in DEPLOY.glob("sutcharit*"):
        text = path.read_text(encoding="utf-8").replace("/opt/sutcharit/bin/sutcharit", "/bin/true")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    told = subprocess.run(
        [tool("systemd-analyze"), "verify", "--man=no", str(tmp_path / unit)],
        capture_output=True,
        text=True,
        check=False,
    )
    complaints = [line for line in told.stderr.splitlines() if unit.partition(".")[0] in line]
    assert not complaints
    assert told.returncode == 0, told.stderr
