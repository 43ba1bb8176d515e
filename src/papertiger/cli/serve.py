"""``papertiger serve``: the web app over a ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from papertiger.cli.options import LedgerOption
from papertiger.cli.output import tell
from papertiger.settings import from_environment

EXAMPLES = (
    "papertiger serve",
    "papertiger serve --ledger venezuela.ledger --port 9000 --no-browser",
)


def command(
    *,
    ledger: LedgerOption = None,
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=0, max=65535, help="Port; 0 takes any that is free.")
    ] = 8765,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the first page in your browser.")
    ] = True,
    person: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Who reviews.  [default: your login name]")
    ] = None,
    host: Annotated[
        str,
        typer.Option(
            "--host",
            metavar="ADDRESS",
            help="Address to listen on; others than loopback need --allow-remote.",
        ),
    ] = "127.0.0.1",
    remote: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-remote", metavar="NAME", help="Also answer to this host name, for whoever has the token."
        ),
    ] = None,
) -> None:
    """Look at the ledger and work on it in a web browser.

    Serves pages on this computer's loopback address only, to whoever has the token in the address that is printed; asks
    nothing of any other host. A ledger that is not there yet is made: add articles from the browser.
    """
    from papertiger.web.serving import Binding, serve  # noqa: PLC0415 - loads FastAPI

    serve(
        from_environment(ledger),
        Binding(port, host, tuple(remote or ())),
        person=person or "",
        browser=browser,
        tell=tell,
    )
