"""Reading over HTTP: texts, files and addresses, each by a job."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Query

from papertiger.web.api.answers import JobTold
from papertiger.web.api.failing import problems
from papertiger.web.api.kinds import IN_BYTES, IN_JSON, Address, Sent, Served, Words
from papertiger.web.api.kinds import Body as Text
from papertiger.web.api.working import started
from papertiger.web.jobs import tasks

router = APIRouter(tags=["read"], responses=problems(413, 415, 429))
FILE = 20_000_000
"""Bytes of a file."""


class TextSent(Sent):
    """One article as text; what is said of it goes before what it says itself."""

    text: Text
    title: Words | None = None
    outlet: Words | None = None
    published: Words | None = None
    """ISO 8601 date, or date and time."""
    url: Words | None = None


class AddressSent(Sent):
    """An address on the public web."""

    address: Address


@router.post("/read/text", status_code=202, operation_id="read_text", dependencies=IN_JSON)
def read_text(state: Served, sent: TextSent) -> JobTold:
    """Read one article that is sent as text."""
    about = sent.title or sent.outlet or ""
    return started(
        state, "read", tasks.read_text, {**sent.model_dump(), "settings": state.settings}, about=about
    )


@router.post("/read/file", status_code=202, operation_id="read_file", dependencies=IN_BYTES)
def read_file(
    state: Served,
    name: Annotated[str, Query(min_length=1, max_length=255, description="As the user calls the file.")],
    content: Annotated[bytes, Body(media_type="application/octet-stream", max_length=FILE)],
) -> JobTold:
    """Read the articles of one file: text, HTML, a feed, JSON or JSONL. Its name is never used as a path."""
    arguments = {"settings": state.settings, "name": name, "content": content}
    return started(state, "read", tasks.read_file, arguments, about=name)


@router.post("/read/address", status_code=202, operation_id="read_address", dependencies=IN_JSON)
def read_address(state: Served, sent: AddressSent) -> JobTold:
    """Fetch one page, feed or file from the public web and read its articles; the only operation that asks another machine."""
    arguments = {"settings": state.settings, "address": sent.address}
    return started(state, "read", tasks.read_address, arguments, about=sent.address)
