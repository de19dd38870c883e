"""A visitor of the dashboard: opens pages, and keeps what console and network complained of."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, expect

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
# Streamlit asks for these two below the address of a sub-page that is opened directly, before it asks at the
# root, and the browser writes each 404 into the console. Nothing else is overlooked.
PROBES = ("/_stcore/health", "/_stcore/host-config")
# What stands in the place of an element until its program has come, and a chart without a picture yet.
UNDRAWN = "[data-testid=stSkeleton], [data-testid=stVegaLiteChart]:not(:has(svg, canvas))"


class Visitor:
    """One page of a browser: what it opens, and what its console and its requests complained of."""

    def __init__(self, context: BrowserContext, server: str, viewport: dict[str, int]) -> None:
        self.server = server
        self.complaints: list[str] = []
        self.page = context.new_page()
        self.page.set_viewport_size(viewport)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._answered)

    def open(self, path: str = "/") -> Page:
        """Open an address of the dashboard and wait until the page is drawn."""
        self.page.goto(path if path.startswith("http") else self.server + path)
        return self.settled()

    def settled(self) -> Page:
        """Wait until Streamlit has finished the run."""
        self.page.locator('.stApp[data-test-script-state="notRunning"]').wait_for()
        self.page.locator(".builds").wait_for()
        # The boxes come a moment later than the rest of the page.
        self.page.locator(".st-key-filters input").last.wait_for()
        # The first chart brings the program that draws it.
        expect(self.page.locator(UNDRAWN)).to_have_count(0, timeout=30_000)
        return self.page

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not _is_probe(message.location.get("url", "")):
            self.complaints.append(f"{message.type}: {message.text} {message.location.get('url', '')}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and not _is_probe(response.url):
            self.complaints.append(f"{response.status} {response.url}")

    def _failed(self, request: Request) -> None:
        # The file of a download button is broken off when the page is left or the browser saves it.
        if "/media/" in request.url and request.failure == "net::ERR_ABORTED":
            return
        self.complaints.append(f"failed: {request.url} {request.failure}")


def _is_probe(address: str) -> bool:
    path = "/" + address.partition("://")[2].partition("/")[2]
    return path.endswith(PROBES) and path not in PROBES
