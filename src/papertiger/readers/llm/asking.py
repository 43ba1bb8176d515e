"""A client of an endpoint: with an account of its own, or of a run, and the answers that the user keeps."""

from __future__ import annotations

from pathlib import Path

from papertiger.readers.llm.answers import Answers, answers_file
from papertiger.readers.llm.client import Client
from papertiger.readers.llm.spending import Spending
from papertiger.settings import Endpoint


def client_of(endpoint: Endpoint, spending: Spending | None = None) -> Client:
    """A client of an endpoint, with its cap and its file of answers; `spending`: the account, if somebody else wants to look at it.

    Raises:
        SettingsError: the address, the key or the file of answers cannot be used.
    """
    kept = Answers(Path(endpoint.cache) if endpoint.cache else answers_file())
    return Client(endpoint, spending=spending or Spending(endpoint), answers=kept)
