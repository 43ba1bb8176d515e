"""The pages, one module each: a `router` whose routes take a visit and return a page. A new page is added here and to the navigation in the base template."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from fastapi import APIRouter

PAGES = (
    "overview",
    "partnerships",
    "patrons",
    "map",
    "brief",
    "jobs",
    "claims",
    "claim",
    "articles",
    "add",
    "review",
    "reviewed",
    "origins",
    "actors",
    "search",
    "coverage",
    "warnings",
    "watchlists",
    "sources",
    "assessment",
    "scenario",
)
"""Modules of this folder, in the order of the navigation."""


def routers() -> Iterator[APIRouter]:
    """The routes of every page."""
    for name in PAGES:
        router: APIRouter = import_module(f"papertiger.web.pages.{name}").router
        yield router
