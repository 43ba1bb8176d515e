"""Bare sentences that show by their form that they are reported, in a language without cases (rule 7 of `discourse`).

"…, the envoy said. Another team was turned back." opens by what points back, "The first units would leave in May." is shifted into the
past of what is reported. Neither is so after a statement that its clause opened ("The envoy said …").
"""

from __future__ import annotations

from papertiger.sourcing.discourse.passage import Passage
from papertiger.sourcing.words import starts_with


def is_reported(passage: Passage, at: int, since: int) -> bool:
    """Whether sentence `at` is more of an account that a reporting clause has closed; its speaker spoke in sentence `since`."""
    line, reports = passage.lines[at], passage.reports
    signals = line.cues.table.signals
    closes = any(r.postposed for r in reports[at - 1]) or (not reports[at - 1] and since < at - 1)
    if not signals.accounts or reports[at] or not closes or passage.newsroom(at):
        return False
    first = next((i for i, word in enumerate(line.words) if word.is_word), 0)
    verbs = line.words[first : line.clause_end(first)]
    return bool(starts_with(line.words, first, signals.accounts)) or any(
        word.norm in signals.backshifted for word in verbs
    )
