"""One request and one answer, over a connection to pinned addresses. Importing this module imports httpcore2."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import httpcore2

from papertiger import __version__
from papertiger.errors import FetchError
from papertiger.news.fetching.addresses import Target
from papertiger.news.fetching.budget import Budget
from papertiger.news.fetching.connecting import PinnedBackend
from papertiger.news.fetching.unpacking import ACCEPTED

PROGRAM = f"papertiger/{__version__}"
_CERTIFICATE = "open the page in a browser and see why its certificate fails"
_LATER = "try later, or save the page as a file"


@dataclass(frozen=True, slots=True)
class Answer:
    """The head of an answer; the body is read while `asked` is open."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case; of a field that is repeated, all values with commas between."""
    body: Iterator[bytes]


@contextmanager
def asked(
    target: Target,
    addresses: tuple[str, ...],
    trust: Callable[[], ssl.SSLContext],
    budget: Budget,
    connected: Callable[[str], None],
    more: Sequence[tuple[bytes, bytes]],
) -> Iterator[Answer]:
    """Ask `addresses` for `target` and yield the answer; the connection is closed at the end.

    `connected` is told the IP address that answers; `more` are header fields beyond those that every request has.

    Neither cookies nor a Referer nor credentials are sent, and nothing of the environment is looked at but where the
    system keeps its certificate authorities.

    Raises:
        FetchError: there is no connection, no valid certificate, or no valid answer.
    """
    backend = PinnedBackend(addresses, budget, connected)
    url = httpcore2.URL(
        scheme=target.scheme.encode(),
        host=target.host.encode(),
        port=target.port,
        target=target.path.encode("ascii"),
    )
    connection = httpcore2.HTTPConnection(
        url.origin, trust() if target.scheme == "https" else None, network_backend=backend
    )
    request = httpcore2.Request("GET", url, headers=_headers(target, more))
    budget.head_begins()
    with _told(target, budget), connection:
        response = connection.handle_request(request)
        budget.head_ends()
        yield Answer(response.status, _fields(response.headers), _chunks(response, budget))


def _headers(target: Target, more: Sequence[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    return [
        (b"Host", target.authority.encode("ascii")),
        (b"User-Agent", PROGRAM.encode()),
        (b"Accept-Encoding", ACCEPTED.encode()),
        (b"Connection", b"close"),
        *more,
    ]


def _chunks(response: httpcore2.Response, budget: Budget) -> Iterator[bytes]:
    for chunk in response.iter_stream():
        budget.seconds(budget.limits.read_seconds)
        yield chunk


def _fields(raw: list[tuple[bytes, bytes]]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("ascii", "replace").lower(), _text(value)
        fields[key] = f"{fields[key]}, {text}" if key in fields else text
    return fields


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


@contextmanager
def _told(target: Target, budget: Budget) -> Iterator[None]:
    """Errors of the library as ours."""
    address = str(target)
    try:
        yield
    except httpcore2.TimeoutException:
        budget.seconds(1)  # says so when it is the whole that took too long
        raise budget.too_slow(f"{target.host} does not answer in time") from None
    except httpcore2.ConnectError as error:
        if certificate_failed(error):
            problem = f"{target.host} has no valid certificate"
            raise FetchError(address, problem, kind="certificate", cure=_CERTIFICATE) from None
        problem = f"no connection to {target.host}"
        raise FetchError(address, problem, kind="connection", cure=_LATER) from None
    except httpcore2.NetworkError:
        raise FetchError(address, "the connection broke off", kind="connection", cure=_LATER) from None
    except (httpcore2.ProtocolError, httpcore2.UnsupportedProtocol):
        problem = f"{target.host} does not answer as a web server does"
        raise FetchError(address, problem, kind="protocol", cure=_LATER) from None


def certificate_failed(error: BaseException) -> bool:
    """Whether a connection failed because the other side has no valid certificate."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLCertVerificationError):
            return True
        seen = seen.__cause__ or seen.__context__
    return False
