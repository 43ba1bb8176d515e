"""Every route of the app, found in the app itself, so that a new one is tested as soon as it is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from starlette.routing import Mount, Route


@dataclass(frozen=True, order=True)
class Reached:
    """One method at one path."""

    method: str
    template: str
    name: str

    @property
    def path(self) -> str:
        """The path with something in place of its parameters."""
        return self.filled("x")

    def filled(self, value: str) -> str:
        """The path with `value` in place of every parameter."""
        text, rest = "", self.template
        while "{" in rest:
            before, _, rest = rest.partition("{")
            text, rest = text + before + value, rest.partition("}")[2]
        return text + rest

    def __str__(self) -> str:
        return f"{self.method} {self.template}"


def routes_of(app: FastAPI) -> list[Reached]:
    """All of them, in order."""
    found = sorted(set(_walk(app.routes, "")))
    known = {route.template for route in found}
    missing = {path for path, _ in app.state.papertiger.paths.values()} - known
    assert not missing, f"routes that the search does not see: {missing}"
    return found


def _walk(routes: Iterable[Any], before: str) -> Iterator[Reached]:
    for route in routes:
        if isinstance(route, Route):
            for method in route.methods or {"GET"}:
                yield Reached(method, before + route.path_format, route.name)
        elif isinstance(route, Mount):
            inner = list(_walk(route.routes or (), before + route.path))
            yield from inner or [Reached("GET", f"{before}{route.path}/{{path}}", route.name)]
        elif (router := getattr(route, "original_router", None)) is not None:
            context = getattr(route, "include_context", None)
            yield from _walk(router.routes, before + (getattr(context, "prefix", "") or ""))
        else:
            raise AssertionError(f"a kind of route that is not known here: {route!r}")
