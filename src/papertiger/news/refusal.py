"""What the loader yields in place of an article that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass

from papertiger.errors import ArticleError


@dataclass(frozen=True, slots=True)
class Refusal:
    """One input, or one row of it, that is not read; `str()` gives one printable line."""

    path: str
    """The file as the user named it, ``-`` for standard input."""
    row: int | None
    """Row from 1 in a file of rows, item from 1 in a feed; None when the whole file is meant."""
    problem: str
    cure: str
    """What the user can do about it; empty when nothing helps."""

    @property
    def line(self) -> str:
        """The refusal as one line: place, problem, cure. Control characters in a path are escaped."""
        return printable(str(ArticleError(self.path, self.problem, row=self.row, cure=self.cure)))

    def __str__(self) -> str:
        return self.line


def refusal_of(error: ArticleError) -> Refusal:
    """The refusal that an error raised further down stands for."""
    return Refusal(error.path, error.row, error.problem, error.cure)


def printable(text: str) -> str:
    """`text` without line breaks, terminal codes or undecodable bytes: those become backslash escapes."""
    clean = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in clean)
