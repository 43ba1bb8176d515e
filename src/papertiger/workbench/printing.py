"""A page as PDF, by a browser that is installed: without a window, a network or a profile of the user's."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from papertiger.datafiles import load_table
from papertiger.errors import SettingsError
from papertiger.workbench.files import whole_file

FILE: Final = Path(__file__).parent / "data" / "browsers.yaml"
SECONDS: Final = 120.0
"""How long a browser may take: a brief of thousands of claims takes some ten seconds."""
_VARIABLE = re.compile(r"\{([^{}]+)\}")
_OPTIONS: Final = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pdf-header-footer",
    # No name resolves and no address is reached but through a proxy that is not there: the file asks for nothing anyhow.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=127.0.0.1:9",
)


class Browsers(BaseModel):
    """Where browsers are looked for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    names: tuple[str, ...]
    places: tuple[str, ...]


@cache
def browsers() -> Browsers:
    """The shipped list; raises DataFileError when its file breaks its schema."""
    return load_table(FILE, Browsers)


def browser(known: Mapping[str, str] = os.environ) -> str | None:
    """The program of a browser that can print; None where none is installed.

    Args:
        known: environment variables; its ``PATH`` is where programs are looked for.
    """
    for name in browsers().names:
        if found := shutil.which(name, path=known.get("PATH", "")):
            return found
    for place in browsers().places:
        wanted = _VARIABLE.findall(place)
        if all(one in known for one in wanted):
            path = Path(_VARIABLE.sub(lambda one: known[one[1]], place))
            if path.is_file():
                return str(path)
    return None


def print_pdf(html: str, to: Path, program: str | None = None) -> None:
    """Write a page as PDF, whole or not at all.

    Args:
        html: the page, complete in itself.
        to: the file to write.
        program: the browser; by default the first that is installed.

    Raises:
        SettingsError: no browser is installed, it fails or takes too long, or the file cannot be written.
    """
    program = program or browser()
    if program is None:
        raise SettingsError(
            "no browser that can print is installed; install Chromium, Chrome or Edge, or write --html and print it from any browser"
        )
    with tempfile.TemporaryDirectory(prefix="papertiger-") as folder:
        page, pdf = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(html, encoding="utf-8", newline="")
        # Chromium refuses to sandbox for root; who runs this as root (in a container) has nothing between it and the page but the policy.
        root = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
        command = [
            program,
            *_OPTIONS,
            *root,
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={pdf}",
            page.as_uri(),
        ]
        try:
            done = subprocess.run(  # noqa: S603 - a program from our list, on a file that we wrote
                command, check=False, capture_output=True, timeout=SECONDS, stdin=subprocess.DEVNULL
            )
        except subprocess.TimeoutExpired:
            raise SettingsError(
                f"{program} did not print within {SECONDS:.0f} s; write --html and print that"
            ) from None
        except OSError as error:
            raise SettingsError(
                f"{program} cannot be started: {error.strerror}; write --html and print that"
            ) from None
        if not pdf.is_file() or not pdf.stat().st_size:
            last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["no message"]
            raise SettingsError(f"{program} printed nothing ({last[0]}); write --html and print that")
        with whole_file(to, binary=True) as stream:
            stream.write(pdf.read_bytes())
