"""The app in a real browser: Chromium that is installed, driven by Playwright, which watches every request and every word on the console."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvicorn

from papertiger.settings import Settings
from papertiger.web.security import Access
from papertiger.web.serving import Binding, configuration, listen

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Dialog, Page

AXE = Path(__file__).parent / "axe" / "axe.min.js"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--disable-gpu",
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SERIOUS = {"serious", "critical"}


def chromium() -> str | None:
    """The path of a Chromium, or None."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@contextlib.contextmanager
def launched() -> Iterator[Browser]:
    """A browser for some tests."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a development dependency, 0.3 s

    with sync_playwright() as playwright:
        flags = [*FLAGS, *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])]
        browser = playwright.chromium.launch(executable_path=chromium(), args=flags)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Served:
    """The app as a user runs it: its own thread, a port of its own."""

    address: str
    access: Access
    state: Any

    @property
    def entrance(self) -> str:
        """What `papertiger serve` prints."""
        return f"{self.address}/#token={self.access.token}"


@contextlib.contextmanager
def served(ledger: Path, person: str = "anna") -> Iterator[Served]:
    """The app over a ledger, until the block ends."""
    listening: socket.socket = listen(Binding(port=0))
    port = listening.getsockname()[1]
    access = Access.of(port)
    config = configuration(Settings(ledger=str(ledger)), access, person)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    end = time.monotonic() + 30
    while not server.started and time.monotonic() < end:
        time.sleep(0.02)
    try:
        yield Served(f"http://127.0.0.1:{port}", access, config.app.state.papertiger)  # type: ignore[union-attr]
    finally:
        server.should_exit = True
        thread.join(15)
        listening.close()


@dataclass
class Watched:
    """A page and all that it did behind the user's back."""

    page: Page
    home: str
    requests: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    """Errors and warnings on the console, uncaught exceptions, dialogs."""
    allowed: set[int] = field(default_factory=set)
    """Statuses of answers that a test asks for on purpose, of which Chromium speaks on the console."""

    def go(self, path: str) -> Page:
        """Open a page of the app and wait until it is quiet."""
        self.page.goto(self.home + path)
        self.page.wait_for_load_state("load")
        return self.page

    def violations(self) -> list[str]:
        """What axe finds serious or critical on the page as it is now, a line each."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(
            "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
        )
        return [
            f"{one['id']} ({one['impact']}): {one['help']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
            for one in found["violations"]
            if one["impact"] in SERIOUS
        ]

    def check(self) -> None:
        """Fail where a request left the app or something was said on the console."""
        away = [one for one in self.requests if not one.startswith((self.home + "/", "data:", "blob:"))]
        assert not away, f"requests that left the app: {away}"
        said = [one for one in self.said if not any(f"status of {status}" in one for status in self.allowed)]
        assert not said, f"said on the console: {said}"


def watched(context: BrowserContext, home: str) -> Watched:
    """A new page, watched from the beginning."""
    page = context.new_page()
    made = Watched(page, home)
    page.on("request", lambda request: made.requests.append(request.url))
    page.on(
        "console",
        lambda message: made.said.append(message.text) if message.type in {"error", "warning"} else None,
    )
    page.on("pageerror", lambda error: made.said.append(f"exception: {error}"))

    def dialog(opened: Dialog) -> None:
        made.said.append(f"dialog: {opened.message}")
        opened.dismiss()

    page.on("dialog", dialog)
    return made
