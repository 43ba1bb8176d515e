"""What ``papertiger frames check`` prints: how much there is, and everything that is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from papertiger.events.inventory import Finding, Inventory, counts, findings, take_stock
from papertiger.report.visible import counted, one_line

_COLUMNS = {
    "frames": "frames",
    "entries": "entries",
    "verbs": "verbs",
    "nouns": "nouns",
    "adjectives": "adjectives",
    "phrases": "phrases",
    "classes": "classes",
    "cues": "cues",
    "sense_words": "by sense",
}
"""Count → its title."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found."""

    files: tuple[Path, ...]
    """Files that were named; none when the shipped ones were checked."""
    stock: Inventory
    errors: list[Finding]
    warnings: list[Finding]

    @classmethod
    def of(cls, files: Sequence[Path]) -> Report:
        """Check the files, or the shipped ones.

        Raises:
            DataFileError: a file is absent, or no lexicon file at all.
            SettingsError: two of them are of one kind and language.
        """
        stock = take_stock(files)
        found = findings(stock, {str(path) for path in files})
        by_level = ([one for one in found if one.level == level] for level in ("error", "warning"))
        return cls(tuple(files), stock, *by_level)

    def as_json(self) -> dict[str, Any]:
        """The report as ``frames check --format json`` prints it."""
        return {
            "files": [str(path) for path in self.files],
            "frames": self._frames(),
            "senses": len(self.stock.senses.table.senses) if self.stock.senses is not None else 0,
            "languages": counts(self.stock),
            "errors": [asdict(one) for one in self.errors],
            "warnings": [asdict(one) for one in self.warnings],
        }

    def lines(self) -> Iterator[str]:
        """The counts, then the problems, errors first."""
        own = counts(self.stock)
        entries, words = (sum(row[name] for row in own.values()) for name in ("entries", "words"))
        yield f"{', '.join(map(shown, self.files)) or 'the shipped files'}"
        yield ""
        yield f"{'':4}" + "".join(f"{title:>12}" for title in _COLUMNS.values())
        for language, row in own.items():
            yield f"{language:4}" + "".join(f"{row[name]:>12,}" for name in _COLUMNS)
        yield ""
        yield ", ".join(
            (
                counted(self._frames(), "frame"),
                counted(len(own), "language"),
                f"{entries:,} entries",
                counted(words, "word"),
                counted(len(self.errors), "error"),
                counted(len(self.warnings), "warning"),
            )
        )
        yield from map(_line, (*self.errors, *self.warnings))

    def _frames(self) -> int:
        return len(self.stock.frames.table.frames) if self.stock.frames is not None else 0


def _line(finding: Finding) -> str:
    place = f"{shown(finding.file)}:{finding.line}" if finding.line else shown(finding.file)
    about = f"{finding.about}: " if finding.about else ""
    return one_line(f"{place}: {finding.level}: {about}{finding.problem} [{finding.rule}]")


def shown(path: str | Path) -> str:
    """A path as short as it can be told from here."""
    here = Path.cwd()
    return str(Path(path).relative_to(here)) if Path(path).is_relative_to(here) else str(path)
