"""Documents as one HTML file each that needs nothing else: no script, no request, no outside font.

Every value passes through autoescaping and `visible`; the style sheet is the only trusted text, and a content
security policy allows it by its digest and forbids all else, should a value ever get out of its place.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from papertiger.report.visible import visible

FOLDER = Path(__file__).parent / "templates"


def style_sheet(*more: str) -> Markup:
    """The content of the one style element of a document: the house's sheet, then those named in `more`."""
    sheets = [(FOLDER / f"{name}.css").read_text(encoding="utf-8").strip() for name in ("style", *more)]
    return Markup("\n{}\n").format(Markup("\n").join(map(Markup, sheets)))


def policy(style: str) -> str:
    """The content security policy for a document whose one style element holds exactly `style`."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    rules = ("default-src 'none'", f"style-src 'sha256-{digest}'", "base-uri 'none'", "form-action 'none'")
    return "; ".join(rules)


def environment() -> Environment:
    """Templates whose every value is escaped and made visible."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["capital"] = lambda text: text[:1].upper() + text[1:]
    return made


def _finalize(value: Any) -> Any:  # noqa: ANN401 - whatever the template prints
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
