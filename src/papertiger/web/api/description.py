"""The API's own description: OpenAPI 3.1."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi

from papertiger import __version__
from papertiger.web.api.failing import problems

router = APIRouter(tags=["description"], responses=problems())


@router.get("/openapi.json", operation_id="openapi", response_model=dict[str, Any])
def openapi(request: Request) -> dict[str, Any]:
    """This description."""
    return described(request.app)


def described(app: FastAPI) -> dict[str, Any]:
    """The description of all operations of an app that are in its schema."""
    if app.openapi_schema is None:
        made = get_openapi(
            title="papertiger",
            version=__version__,
            openapi_version="3.1.0",
            summary="A sourced ledger of security partnerships, read from the news",
            routes=app.routes,
        )
        made.setdefault("components", {})["securitySchemes"] = {
            "bearer": {
                "type": "http",
                "scheme": "bearer",
                "description": "The token that papertiger serve prints.",
            }
        }
        made["security"] = [{"bearer": []}]
        app.openapi_schema = made
    return app.openapi_schema
