"""Writes the part of docs/warnings.md that says what each rule finds: the rules' own docstrings."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from papertiger.warning.rules import documentation

PAGE = Path(__file__).parents[1] / "docs" / "warnings.md"
BEGIN, END = "<!-- rules: made by scripts/warnings_page.py -->", "<!-- end of rules -->"
FIELDS = ("Score", "About", "Reason", "Probability", "Also", "Indications", "A hit")
"""What begins a line of its own in a docstring."""


def rules_text() -> str:
    """The rules as Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    for name, text in documentation().items():
        yield f"### `{name}`"
        yield ""
        for block in text.split("\n\n"):
            starts = block.startswith(tuple(f"{field}:" for field in FIELDS))
            yield from (_fields(block) if starts else [" ".join(block.split()), ""])


def _fields(block: str) -> Iterator[str]:
    """Each field as an item, whatever lines it is wrapped over."""
    items: list[str] = []
    for line in block.split("\n"):
        if line.startswith(tuple(f"{field}:" for field in FIELDS)):
            items.append(line)
        else:
            items[-1] += f" {line.strip()}"
    for item in items:
        field, _, rest = item.partition(":")
        yield f"- **{field}:**{rest}".replace("``", "`")
    yield ""


def page_with(text: str, page: str) -> str:
    """The page with the rules in their place."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{text}\n{END}{after}"


if __name__ == "__main__":
    made = page_with(rules_text(), PAGE.read_text(encoding="utf-8"))
    if "--check" in sys.argv and made != PAGE.read_text(encoding="utf-8"):
        sys.exit(f"{PAGE}: not what the rules say; run scripts/warnings_page.py")
    PAGE.write_text(made, encoding="utf-8")
