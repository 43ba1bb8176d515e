"""Requests made from the API's own description, valid and not: no server error, and every answer is what the description says.

A longer run by hand: ``PAPERTIGER_EXAMPLES=500 pytest tests/web/api/test_any_request.py``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from papertiger.settings import Settings
from papertiger.web.api.description import described as description
from papertiger.web.app import create_app
from papertiger.web.jobs import Job, Jobs
from papertiger.web.security import Access

PORT = 8765
HOST = f"127.0.0.1:{PORT}"
TOKEN = "a-token-for-tests"  # noqa: S105 - it opens nothing
HEADERS = {"host": HOST, "authorization": f"Bearer {TOKEN}"}
EXAMPLES = int(os.environ.get("PAPERTIGER_EXAMPLES", "5"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


class Idle(Jobs):
    """A board on which nothing is ever begun: what jobs do has its own tests, and no address is fetched for this one."""

    def start(
        self,
        kind: str,
        task: Any,  # noqa: ANN401, ARG002 - as above
        arguments: Mapping[str, Any],
        *,
        about: str = "",
        lane: str = "figures",  # noqa: ARG002 - as above
        seconds: float = 3600,  # noqa: ARG002 - as above
    ) -> Job:
        """A job that waits for ever."""
        job = Job(f"{len(self._jobs):016x}", kind, about, "2026-01-15T10:00:00+00:00", arguments=arguments)
        self._jobs[job.id] = job
        return job


OPERATIONS = sorted(
    (path, method)
    for path, methods in description(create_app(Settings(ledger="none"), Access.of(PORT)))["paths"].items()
    for method in methods
)


@pytest.fixture(scope="module")
def schema(samples_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> BaseSchema:
    """The description, of an app over a ledger of its own."""
    place = tmp_path_factory.mktemp("any") / "samples.ledger"
    place.write_bytes(samples_ledger.read_bytes())
    app = create_app(Settings(ledger=str(place)), Access.of(PORT, token=TOKEN), person="anna")
    app.state.papertiger.__dict__["jobs"] = Idle()
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers=HEADERS)


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_any_request_is_answered_as_described(
    schema: BaseSchema, path: str, method: str, mode: GenerationMode
) -> None:
    operation = schema[path][method.upper()]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=EXAMPLES < 100,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(headers=HEADERS, checks=CHECKS)

    ask()
