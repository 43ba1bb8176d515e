"""How warnings are told by ``papertiger warnings``: lines for a terminal, values for JSON."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from papertiger.cli.output import width

if TYPE_CHECKING:
    from papertiger.report.languages import Language
    from papertiger.workbench.handling import Handled


def rows(found: Sequence[Handled], language: Language) -> list[str]:
    """One line a warning, as wide as the terminal where it is one."""
    from papertiger.report.digest import digest_words  # noqa: PLC0415 - loads the words
    from papertiger.report.visible import clipped  # noqa: PLC0415 - as above
    from papertiger.report.warnings import told_of  # noqa: PLC0415 - as above

    states = digest_words(language).state
    wide = max((len(states[one.state]) for one in found), default=0)
    lines = [
        f"{one.warning.id[:10]}  {one.warning.day}  {states[one.state]:<{wide}}  {told_of(one.warning, language).title}"
        for one in found
    ]
    return [clipped(line, max(width(), 60)) if sys.stdout.isatty() else line for line in lines]


def became(one: Handled, language: Language) -> list[str]:
    """What was done about a warning and what came of it, with its hash and what it rests on."""
    from papertiger.report.digest import digest_words  # noqa: PLC0415 - as above
    from papertiger.report.visible import one_line  # noqa: PLC0415 - as above

    words = digest_words(language)
    lines = ["", f"  SHA-256 {one.warning.digest}", f"  {one.warning.at}, {one.warning.upto}"]
    lines += [
        f"  {did.at[:16]}  {words.action[did.action]}: {one_line(did.by)}, {one_line(did.why)}"
        + (f" (→ {did.until})" if did.until else "")
        for did in one.handlings
    ]
    lines.append(f"  {words.state[one.state]}")
    if one.outcome is not None:
        day = f" ({one.outcome.day})" if one.outcome.day else ""
        lines.append(f"  {words.verdict[one.outcome.verdict]}{day}")
    return lines


def value(one: Handled, language: Language) -> dict[str, Any]:
    """A warning with how it was handled, as JSON."""
    from papertiger.report.warned import warning_value  # noqa: PLC0415 - as above

    return warning_value(one.warning, language) | one.as_json()
