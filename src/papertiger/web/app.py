"""The app: every route behind the guard, errors as pages or problems."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from papertiger import __version__
from papertiger.settings import Settings
from papertiger.web import api, pages, session
from papertiger.web.failing import handlers
from papertiger.web.rendering import SHEETS, STATIC
from papertiger.web.security import Access, Guard
from papertiger.web.state import State

_FOREVER = "public, max-age=31536000, immutable"


class _Files(StaticFiles):
    """Our own files; what is asked for by the digest of its content never changes."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file, or 404."""
        answer = await super().get_response(path, scope)
        if scope["query_string"].startswith(b"v=") and Headers(raw=answer.raw_headers).get("etag"):
            answer.headers["cache-control"] = _FOREVER
        return answer


def create_app(settings: Settings, access: Access, *, person: str = "") -> FastAPI:
    """The app over the ledger that `settings` name.

    Args:
        settings: ledger, reader, limits.
        access: token and host names.
        person: who reviews where nobody named themselves; the login name by default.
    """
    state = State(settings, access, person)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        state.close()

    app = FastAPI(
        title="papertiger",
        version=__version__,
        docs_url=None,  # these pages would load scripts from another host
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
        exception_handlers=dict(handlers()),
    )
    app.state.papertiger = state
    served = _served()
    app.router.routes.extend(served.routes)
    state.paths.update(served.paths)
    app.add_middleware(Guard, access=access)
    return app


@dataclass(frozen=True)
class _Served:
    """What every app serves, whatever its ledger."""

    routes: Sequence[BaseRoute]
    paths: Mapping[str, tuple[str, tuple[str, ...]]]
    """As `State.paths`."""


@cache
def _served() -> _Served:
    """Files, pages and API, put together once a process: what each route takes is worked out on the way, which costs a quarter second."""
    router = APIRouter()
    router.mount("/static/report", _Files(directory=SHEETS), name="sheets")
    router.mount("/static", _Files(directory=STATIC), name="static")
    paths = {}
    for pages_of_one in (session.router, *pages.routers()):
        router.include_router(pages_of_one, include_in_schema=False)
        for route in pages_of_one.routes:
            if isinstance(route, APIRoute):
                paths[route.name] = (route.path_format, tuple(route.param_convertors))
    router.include_router(api.router())
    return _Served(router.routes, paths)
