"""Templates into pages. Every value is escaped and made visible, as in `papertiger.report.html`; a template that asks for what is not there fails."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from papertiger import report
from papertiger.report.visible import visible
from papertiger.web.languages import Interface, languages

HERE = Path(__file__).parent
STATIC = HERE / "static"
SHEETS = Path(report.__file__).parent / "templates"
"""Style sheets that pages share with files: those of drawings and charts, served under ``/static/report``."""
_SHARED = "report/"
_SHOWN = 12
"""Characters of a digest in the address of a file, so that a new version is asked for anew."""


@cache
def templates() -> Environment:
    """The templates of pages."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals["static"] = static
    made.globals["languages"] = languages
    return made


def _finalize(value: Any) -> Any:  # noqa: ANN401 - whatever the template prints
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def static(name: str) -> str:
    """The address of a file of ours, which changes with its content."""
    shared = name.startswith(_SHARED)
    file = SHEETS / name.removeprefix(_SHARED) if shared else STATIC / name
    digest = hashlib.sha256(file.read_bytes()).hexdigest()[:_SHOWN]
    return f"/static/{name}?v={digest}"


def render(template: str, words: Interface, **context: object) -> str:
    """A page without a visit: what is shown to whoever has no session."""
    return (
        templates()
        .get_template(template)
        .render(t=words.text, n=words.counted, has=words.has, day=words.day, words=words, **context)
    )
