"""What an operation may be given: texts, ids, dates and numbers with their bounds, and the filters made of them."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import Depends, HTTPException, Path, Query, Request
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from papertiger.ledger import ClaimFilter
from papertiger.ledger.browsing import ArticleFilter
from papertiger.web.state import State

MOST: Final = 500
"""Claims, articles and such of one answer at most."""
PAGE: Final = 50
LONGEST: Final = 300
"""Characters of a name, a filter or a question."""
TEXT: Final = 2_000_000
"""Characters of one article's text, as the loader takes them."""
JSON: Final = "application/json"


def _storable(text: str) -> str:
    """`text`, unless no database or file can hold it."""
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError("holds NUL or half a character; leave it out")
    return text


Name = Annotated[str, Field(min_length=1, max_length=LONGEST), AfterValidator(_storable)]
Words = Annotated[str, Field(max_length=LONGEST), AfterValidator(_storable)]
Reason = Annotated[str, Field(max_length=2_000), AfterValidator(_storable)]
Body = Annotated[str, Field(min_length=1, max_length=TEXT), AfterValidator(_storable)]
Address = Annotated[str, Field(min_length=1, max_length=2_000), AfterValidator(_storable)]
Named = Annotated[str, Path(min_length=1, max_length=LONGEST), AfterValidator(_storable)]
"""In the path: an id or what else names something."""
Asked = Annotated[str | None, Query(max_length=LONGEST), AfterValidator(lambda v: v and _storable(v))]
Wanted = Annotated[str, Query(min_length=1, max_length=LONGEST), AfterValidator(_storable)]
Day = Annotated[
    str | None,
    Query(
        pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$",
        description="YYYY, YYYY-MM or YYYY-MM-DD",
    ),
]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Size of the page.")]
After = Annotated[
    str | None,
    Query(max_length=100, description="Where the page before ended: its `next`. None for the first page."),
]


class Sent(BaseModel):
    """Base of what is sent: unknown fields are an error."""

    model_config = ConfigDict(extra="forbid")


async def _is_json(request: Request) -> None:
    """Refuse a body that does not say it is JSON: forms of other sites cannot say so (CSRF)."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
        raise HTTPException(415, f"the body must be sent as {JSON}")


async def _is_bytes(request: Request) -> None:
    if (
        request.headers.get("content-type", "").partition(";")[0].strip().lower()
        != "application/octet-stream"
    ):
        raise HTTPException(415, "the body must be sent as application/octet-stream")


IN_JSON = [Depends(_is_json)]
IN_BYTES = [Depends(_is_bytes)]


def _state(request: Request) -> State:
    state: State = request.app.state.papertiger
    return state


Served = Annotated[State, Depends(_state)]


def _claims(
    family: Asked = None,
    predicate: Asked = None,
    subject: Asked = None,
    object: Asked = None,  # noqa: A002 - as claims call it
    domain: Asked = None,
    polarity: Asked = None,
    modality: Asked = None,
    outlet: Asked = None,
    speaker: Asked = None,
    since: Day = None,
    until: Day = None,
    article: Asked = None,
    text: Asked = None,
    reader: Asked = None,
) -> dict[str, Any]:
    """Fields of a `ClaimFilter`; what no claim can have is refused when one is made of them."""
    given = {name: value for name, value in locals().items() if value}
    return dict(given)


Claims = Annotated[dict[str, Any], Depends(_claims)]


def claim_filter(asked: dict[str, Any], **more: Any) -> ClaimFilter:  # noqa: ANN401 - limit and order
    """The filter; raises LedgerError for a value that no claim can have."""
    return ClaimFilter(**asked, **more)


def _articles(
    outlet: Asked = None, language: Asked = None, since: Day = None, until: Day = None
) -> ArticleFilter:
    return ArticleFilter(outlet or None, language or None, since, until)


Articles = Annotated[ArticleFilter, Depends(_articles)]
