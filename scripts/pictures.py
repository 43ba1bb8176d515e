"""Take the pictures of the README from the running app and from a brief, over a ledger of the bundled samples.

    python scripts/pictures.py [FOLDER]     # docs/pictures unless told otherwise; needs Chromium and the development packages

Each picture is a row of `pictures.yaml` beside this script: an address of the app, a window, a language, a look, and what to do first.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict

from papertiger.datafiles import load_table

HERE = Path(__file__).parent
FOLDER = HERE.parent / "docs" / "pictures"
sys.path.insert(0, str(HERE.parent / "tests" / "support"))

if TYPE_CHECKING:
    import browsing
    from playwright.sync_api import Browser


class Picture(BaseModel):
    """One picture."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    address: str
    width: int = 1280
    height: int = 800
    language: Literal["en", "uk", "ru"] = "en"
    look: Literal["light", "dark"] = "light"
    wait: str = "main"
    """Selector of what must be there before the picture is taken."""
    click: tuple[str, ...] = ()
    """Selectors of what is clicked first, in this order."""


class Pictures(BaseModel):
    """All of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pictures: tuple[Picture, ...]


def main() -> None:
    """Take every picture."""
    import browsing  # noqa: PLC0415 - beside the tests, whose path is set above

    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    wanted = load_table(HERE / "pictures.yaml", Pictures).pictures
    with _ledger() as place, browsing.served(place) as app, browsing.launched() as browser:
        for one in wanted:
            _take(one, browser, app, folder / one.file)
            print(folder / one.file, f"{(folder / one.file).stat().st_size / 1000:.0f} kB")


@contextlib.contextmanager
def _ledger() -> Iterator[Path]:
    """A ledger of the samples, made as a user makes it."""
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "papertiger", "demo", "--output", scratch],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        yield Path(scratch) / "demo.ledger"


def _take(one: Picture, browser: Browser, app: browsing.Served, file: Path) -> None:
    context = browser.new_context(
        viewport={"width": one.width, "height": one.height}, color_scheme=one.look, locale="en-GB"
    )
    for name, value in ((app.access.cookie, app.access.session), ("papertiger-language", one.language)):
        context.add_cookies([{"name": name, "value": value, "url": app.address, "sameSite": "Strict"}])
    page = context.new_page()
    page.goto(app.address + one.address)
    for selector in one.click:
        page.locator(selector).first.click()
    page.locator(one.wait).first.wait_for(timeout=60_000)
    page.wait_for_timeout(500)  # drawings come to rest
    page.screenshot(path=file)
    context.close()


if __name__ == "__main__":
    main()
