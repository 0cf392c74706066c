"""The built site on localhost, read by a real browser that can reach nothing else."""

from __future__ import annotations

import io
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pytest

from built import BUILT

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-default-apps --disable-extensions --disable-dev-shm-usage "
    # the browser's own calls home, which are none of the site's
    "--allow-browser-signin=false --disable-domain-reliability --disable-client-side-phishing-detection "
    "--disable-features=AutofillServerCommunication,OptimizationHints,Translate,MediaRouter,InterestFeedContentSuggestions"
)
#: Hosts that a fresh browser calls by itself, whatever page it shows; no page may even try, by the policy below.
BROWSERS_OWN = ("google.com", "googleapis.com", "gvt1.com", "duckduckgo.com")
#: What pages and their workers may load; anything else is stopped, and stands in the console as an error.
POLICY = "default-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob: data:"
#: The page before each other one, and a script that tells whether it is gone and the other one whole.
BLANK = "about:blank"
IS_LOADED = f"return location.href !== '{BLANK}' && document.readyState === 'complete'"
SIZES = {"wide": (1400, 900), "desktop": (1280, 900), "phone": (390, 844)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is here, and skip it where there is nothing to look at or to look with."""
    here = [item for item in items if Path(__file__).parent in item.path.parents]
    site = {"the built site": (BUILT / "index.html").exists()}
    shown = site | {"chromium": CHROMIUM is not None, "chromedriver": DRIVER is not None}
    for item in here:
        item.add_marker("site")
        needed = shown if "browser" in getattr(item, "fixturenames", ()) else site
        if lacking := [what for what, found in needed.items() if not found]:
            item.add_marker(pytest.mark.skip(reason=f"missing: {', '.join(lacking)}"))


class Site:
    """The server of the built site, with what was asked of it in vain; and the door to all else, which is shut."""

    def __init__(self) -> None:
        self.missing: list[str] = []
        self.withheld: set[str] = set()
        self.abroad: list[str] = []
        outer = self

        class Handler(SimpleHTTPRequestHandler):
            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

            def send_head(self) -> io.BytesIO | BinaryIO | None:
                """Answer that there is no such file, for those that a test withholds."""
                if Path(self.path).name not in outer.withheld:
                    return super().send_head()
                self.send_error(HTTPStatus.NOT_FOUND)
                return None

            def end_headers(self) -> None:
                self.send_header("Content-Security-Policy", POLICY)
                super().end_headers()

            def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
                outer.missing.append(self.path)
                super().send_error(code, message, explain)

        self.server = ThreadingHTTPServer(("localhost", 0), partial(Handler, directory=str(BUILT)))
        self.proxy = socket.create_server(("127.0.0.1", 0))
        for work in (self.server.serve_forever, self._refuse):
            threading.Thread(target=work, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://localhost:{self.server.server_port}/"

    @property
    def shut_door(self) -> str:
        return f"http://127.0.0.1:{self.proxy.getsockname()[1]}"

    def _refuse(self) -> None:
        """Write down what a browser wants from outside, and give it nothing."""
        with suppress(OSError):  # the socket is closed at the end
            while True:
                connection, _ = self.proxy.accept()
                with connection, suppress(OSError):
                    connection.settimeout(2)  # a browser may open a connection ahead of need, and say nothing
                    words = connection.recv(4096).split(b"\r\n", 1)[0].decode("latin-1").split()
                    host = "".join(words[1:2]).removeprefix("http://").split("/")[0].split(":")[0]
                    if host and not host.endswith(BROWSERS_OWN):
                        self.abroad.append(" ".join(words))

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.proxy.close()


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """Serve the site for all tests."""
    served = Site()
    yield served
    served.close()


@pytest.fixture(scope="session")
def chromium(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """Start one browser for all tests, with a profile of its own."""
    from selenium.common import WebDriverException
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.support.wait import WebDriverWait

    class Patient(Chrome):
        """Waits for a page: one in a hundred times, chromedriver is back while the empty page before it is shown."""

        def get(self, url: str) -> None:
            super().get(url)
            if url != BLANK:
                wait = WebDriverWait(self, 30, ignored_exceptions=[WebDriverException])
                wait.until(lambda _: self.execute_script(IS_LOADED))

    options = ChromeOptions()
    options.binary_location = str(CHROMIUM)
    profile = tmp_path_factory.mktemp("profile")
    for flag in (*FLAGS.split(), f"--user-data-dir={profile}", f"--proxy-server={site.shut_door}"):
        options.add_argument(flag)
    options.add_experimental_option(
        "prefs", {"autofill.profile_enabled": False, "autofill.credit_card_enabled": False, "signin.allowed": False}
    )
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = Patient(options=options, service=Service(str(DRIVER)))
    driver.set_script_timeout(60)
    yield driver
    driver.quit()


@pytest.fixture
def browser(chromium: Chrome, site: Site) -> Iterator[Chrome]:
    """Hand out the browser, and hold the test to it that no page complained or asked for what is not here."""
    site.missing.clear()
    site.abroad.clear()
    chromium.get_log("browser")  # type: ignore[no-untyped-call] # selenium's own
    yield chromium
    entries = chromium.get_log("browser")  # type: ignore[no-untyped-call] # selenium's own
    errors = [entry["message"] for entry in entries if entry["level"] == "SEVERE"]
    assert (errors, site.missing, site.abroad) == ([], [], [])


@pytest.fixture
def without(browser: Chrome, site: Site) -> Callable[[str], AbstractContextManager[None]]:
    """Withhold a file from the browser; what the browser says of that file, and nothing else, is expected."""

    @contextmanager
    def withheld(name: str) -> Iterator[None]:
        browser.execute_cdp_cmd("Network.clearBrowserCache", {})
        site.withheld.add(name)
        try:
            yield
        finally:
            site.withheld.clear()
        assert {Path(each).name for each in site.missing} == {name}
        site.missing.clear()
        entries = browser.get_log("browser")  # type: ignore[no-untyped-call] # selenium's own
        assert [each["message"] for each in entries if each["level"] == "SEVERE" and name not in each["message"]] == []

    return withheld


@pytest.fixture
def visit(browser: Chrome, site: Site) -> Callable[..., Chrome]:
    """Open a page of the site in a window of some size, light or dark."""

    def opened(page: str, size: str = "desktop", scheme: str = "light") -> Chrome:
        width, height = SIZES[size]
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": size == "phone"}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        features = [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        browser.get(BLANK)  # a new address that differs in its fragment alone would not be loaded anew
        browser.get(site.address + page)
        return browser

    return opened
