"""The HTTP API, under ``/api/v1``: what a workbench can do with the ledger, as JSON, for programs.

Operations are named after the methods of `papertiger.workbench.workbench.Workbench` that they call; `named` has the exceptions, each with
its reason. Errors are problems (RFC 9457) with a title, a detail and a cure. The description (OpenAPI 3.1) is at ``/api/v1/openapi.json``.
"""

from __future__ import annotations

from fastapi import APIRouter

from papertiger.web.api import (
    asking,
    description,
    entering,
    gathering,
    judging,
    reviewing,
    sharing,
    warning,
    working,
)

PREFIX = "/api/v1"


def router() -> APIRouter:
    """All operations."""
    made = APIRouter(prefix=PREFIX)
    for module in (entering, working, asking, gathering, judging, reviewing, warning, sharing, description):
        made.include_router(module.router)
    return made
