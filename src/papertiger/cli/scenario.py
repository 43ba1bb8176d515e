"""``papertiger scenario``: scenarios of the partnership system, checked, shown and studied; `papertiger simulate` runs them."""

from __future__ import annotations

from papertiger.cli import scenariodraft, scenariofiles, scenariopatterns, scenariostudies

EXAMPLES = (
    "papertiger scenario presets",
    "papertiger scenario show preset:motive > mine.toml",
    "papertiger scenario validate mine.toml",
    "papertiger scenario parameters",
    "papertiger scenario sensitivity preset:motive --method morris",
    "papertiger scenario draft RUS -o russia.toml",
)
COMMANDS = {
    **scenariofiles.COMMANDS,
    **scenariodraft.COMMANDS,
    **scenariostudies.COMMANDS,
    **scenariopatterns.COMMANDS,
}
"""Subcommand → function and examples."""
