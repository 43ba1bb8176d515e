"""CoNLL-U treebanks (https://universaldependencies.org/format.html): reading them, with clear errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from papertiger.datafiles import read_text
from papertiger.errors import DataFileError

_COLUMNS = 10


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word of a treebank."""

    form: str
    lemma: str
    pos: str
    morph: str
    """``Feature=Value|…``, or empty."""
    head: int
    """Number of the head from 1; 0 for the root."""
    relation: str
    space: bool
    """Whether white-space follows."""


@dataclass(frozen=True, slots=True)
class Tree:
    """One sentence of a treebank as its file has it."""

    words: list[Word]
    multiword: list[tuple[int, int]]
    """First and last word (from 1) of each token that holds several syntactic words ("don't")."""
    opens_paragraph: bool = False


def read_conllu(path: Path) -> Iterator[list[Word]]:
    """The words of each sentence of a CoNLL-U file, as `read_trees` reads it."""
    for tree in read_trees(path):
        yield tree.words


def read_trees(path: Path) -> Iterator[Tree]:
    """The sentences of a CoNLL-U file (https://universaldependencies.org/format.html); empty nodes are left out.

    A sentence without exactly one root is passed over, as its tree says nothing.

    Raises:
        DataFileError: the file is absent or not UTF-8, a line does not have ten columns, a head is no number or no word
            of its sentence, or words are each other's heads.
    """
    words: list[Word] = []
    multiword: list[tuple[int, int]] = []
    opens, span = (
        False,
        (0, 0, True),
    )  # a multiword token's first and last word, and whether white-space follows it
    for number, line in enumerate([*read_text(path).split("\n"), ""], start=1):
        if not line.strip():
            if words and sum(word.head == 0 for word in words) == 1:
                _check_tree(words, path, number - 1)
                yield Tree(words, multiword, opens)
                opens = False
            words, multiword, span = [], [], (0, 0, True)
            continue
        if line.startswith("#"):
            opens = opens or line.startswith(("# newpar", "# newdoc"))
            continue
        columns = line.rstrip("\r").split("\t")
        if len(columns) != _COLUMNS:
            raise DataFileError(
                str(path),
                number,
                f"{len(columns)} columns in place of {_COLUMNS}; CoNLL-U separates them by tabs",
            )
        has_space = "SpaceAfter=No" not in columns[9].split("|")
        if "-" in columns[0]:
            span = (*_range(columns[0], path, number), has_space)
            multiword.append(span[:2])
        elif "." not in columns[0]:
            position = len(words) + 1
            if span[0] <= position <= span[1]:
                has_space = span[2] if position == span[1] else False
            words.append(_word(columns, has_space, path, number))


def _check_tree(words: Sequence[Word], path: Path, number: int) -> None:
    """Raise DataFileError, at the sentence's last line, where heads lead from some word to no root."""
    for i, word in enumerate(words, 1):
        head, steps = word.head, 0
        while 0 < head <= len(words) and steps < len(words):
            head, steps = words[head - 1].head, steps + 1
        if head:
            raise DataFileError(
                str(path), number, f"from word {i}, {word.form!r}, the heads of this sentence lead to no root"
            )


def _range(column: str, path: Path, number: int) -> tuple[int, int]:
    first, _, last = column.partition("-")
    if not (first.isdecimal() and last.isdecimal()):
        raise DataFileError(str(path), number, f"{column!r} is no range of words; write it as 3-4")
    return int(first), int(last)


def _word(columns: Sequence[str], has_space: bool, path: Path, number: int) -> Word:
    if not columns[6].isdecimal():
        raise DataFileError(str(path), number, f"head {columns[6]!r} is no number; a tree is needed here")
    return Word(
        form=columns[1].replace(" ", "\u00a0"),
        lemma="" if columns[2] == "_" else columns[2],
        pos="X" if columns[3] == "_" else columns[3],
        morph="" if columns[5] == "_" else columns[5],
        head=int(columns[6]),
        relation=columns[7],
        space=has_space,
    )
