"""Write Russian news trees parsed by natasha as CoNLL-U: silver data for ``train_language.py``.

natasha learned from news that a strong parser had annotated, and its trees teach the joint pipeline how Russian, and
through shared features Ukrainian, news is built. It is no dependency of the project: run this in an environment of
its own (``pip install natasha setuptools``).

    python scripts/russian_silver.py OUT.conllu TEXT.txt...
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

Parser: TypeAlias = Callable[[str], Any]
"""From text to natasha's document, which has no type information."""
SHORTEST, LONGEST = 5, 60
"""Tokens of a sentence worth learning from."""
MOST = 6_000
"""Code points read of one text, so that a few long ones do not dominate."""


def main() -> None:
    """Parse every text and keep the well-formed trees."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    arguments.add_argument("out", type=Path)
    arguments.add_argument("texts", type=Path, nargs="+")
    options = arguments.parse_args()
    files = sorted(options.texts)
    random.Random(1).shuffle(files)  # noqa: S311 - an order, not a secret
    parse = _parser()
    sentences = words = 0
    with options.out.open("w", encoding="utf-8") as out:
        for file in files:
            for rows in _trees(parse, file.read_text(encoding="utf-8")[:MOST]):
                out.write("".join("\t".join(row) + "\n" for row in rows) + "\n")
                sentences, words = sentences + 1, words + len(rows)
    print(f"{sentences} sentences, {words} words")


def _parser() -> Parser:
    """A function from text to natasha's document."""
    import natasha  # type: ignore[import-not-found]  # noqa: PLC0415 - lives in an environment of its own

    embedding = natasha.NewsEmbedding()
    segmenter = natasha.Segmenter()
    tagger, parser = natasha.NewsMorphTagger(embedding), natasha.NewsSyntaxParser(embedding)

    def parse(text: str) -> Any:  # noqa: ANN401 - natasha has no types
        doc = natasha.Doc(text)
        doc.segment(segmenter)
        doc.tag_morph(tagger)
        doc.parse_syntax(parser)
        return doc

    return parse


def _trees(parse: Parser, text: str) -> Iterator[list[list[str]]]:
    """CoNLL-U rows of the sentences whose tree has one root and no cycle; a line break ends a sentence."""
    sentences = [s for line in text.split("\n") if line.strip() for s in parse(line.strip()).sents]
    for sentence in sentences:
        tokens = sentence.tokens
        if not SHORTEST <= len(tokens) <= LONGEST:
            continue
        number = {token.id: i for i, token in enumerate(tokens, start=1)}
        heads = [0 if t.head_id == t.id else number.get(t.head_id, 0) for t in tokens]
        if heads.count(0) == 1 and not _has_cycle(heads):
            yield [_row(i, tokens, heads[i]) for i in range(len(tokens))]


def _has_cycle(heads: list[int]) -> bool:
    """Whether following heads from some word never reaches the root."""
    for start in range(1, len(heads) + 1):
        at = start
        for _ in heads:
            at = heads[at - 1] if at else 0
        if at:
            return True
    return False


def _row(i: int, tokens: list[Any], head: int) -> list[str]:
    token = tokens[i]
    features = "|".join(f"{k}={v}" for k, v in sorted((token.feats or {}).items())) or "_"
    is_last = i + 1 == len(tokens)
    space = "_" if is_last or tokens[i + 1].start > token.stop else "SpaceAfter=No"
    relation = token.rel if head else "root"
    return [str(i + 1), token.text, "_", token.pos or "X", "_", features, str(head), relation, "_", space]


if __name__ == "__main__":
    main()
