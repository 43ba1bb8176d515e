"""Annotate the project's own news sentences: draft trees by the shipped pipeline, corrected by hand, checked by rule.

    python scripts/annotate.py draft uk FILE.txt           # FILE.conllu beside it, from one sentence a line
    python scripts/annotate.py show FILE.conllu [FROM TO]  # compact trees of sentences FROM..TO, to be read and corrected
    python scripts/annotate.py fix FILE.conllu FILE.fix    # apply corrections, then check
    python scripts/annotate.py check FILE.conllu...        # every doubt that a rule can raise
    python scripts/annotate.py find uk WORD...             # how gold treebanks annotate a word (TREEBANKS in the environment)

A line of a ``.fix`` file names sentence and word, then what changes: ``3.7 h=5 r=obl p=NOUN l=lemma Case=Gen -Gender``;
``3 delete`` drops a sentence; ``3.7 ok`` marks a warning as looked at. ``#`` opens a comment.
"""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path

from papertiger.language import analyser
from papertiger.language.sentence import Sentence
from papertiger.language.treebank import Word, read_conllu
from papertiger.settings import Settings
from treecheck import doubts

GOLD = {
    "uk": ("uk_parlamint/train", "uk_iu/dev"),
    "ru": ("ru_taiga/train", "ru_gsd/dev"),
    "en": ("en_ewt/train",),
}
SHORT = (
    "Case",
    "Number",
    "Gender",
    "Animacy",
    "Person",
    "Tense",
    "VerbForm",
    "Voice",
    "Mood",
    "Aspect",
    "Degree",
    "Polarity",
)
"""Features shown, in this order, by value only."""


def language_of(path: Path) -> str:
    """The language that a file's name begins with (``uk_…``)."""
    return path.name[:2]


def draft(language: str, path: Path) -> Path:
    """Parse each line of a text file; returns the CoNLL-U file written."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    sentences = [Sentence(i, 0, 0, len(text), text, "body") for i, text in enumerate(lines)]
    analyser(language, Settings()).parse(sentences, uniform=False)
    trees = [[_word(token) for token in s.doc if not token.is_space] for s in sentences if s.doc is not None]
    out = path.with_suffix(".conllu")
    write(out, trees)
    return out


def _word(token: object) -> Word:
    t: object = token
    head = 0 if t.head.i == t.i else t.head.i + 1  # type: ignore[attr-defined]
    return Word(
        form=t.text,  # type: ignore[attr-defined]
        lemma=t.lemma_,  # type: ignore[attr-defined]
        pos=t.pos_,  # type: ignore[attr-defined]
        morph=str(t.morph),  # type: ignore[attr-defined]
        head=head,
        relation=t.dep_ if head else "root",  # type: ignore[attr-defined]
        space=bool(t.whitespace_),  # type: ignore[attr-defined]
    )


def text_of(words: list[Word]) -> str:
    """The sentence as running text."""
    return "".join(word.form + (" " if word.space else "") for word in words).strip()


def write(path: Path, trees: list[list[Word]]) -> None:
    """CoNLL-U, sentence ids from the file's name and the order."""
    blocks = []
    for number, words in enumerate(trees, 1):
        rows = [f"# sent_id = {path.stem.replace('_', '-')}-{number}", f"# text = {text_of(words)}"]
        for i, w in enumerate(words, 1):
            misc = "_" if w.space or i == len(words) else "SpaceAfter=No"
            rows.append(
                "\t".join(
                    (
                        str(i),
                        w.form,
                        w.lemma or "_",
                        w.pos,
                        "_",
                        w.morph or "_",
                        str(w.head),
                        w.relation,
                        "_",
                        misc,
                    )
                )
            )
        blocks.append("\n".join(rows) + "\n\n")
    path.write_text("".join(blocks), encoding="utf-8")


def show(path: Path, first: int, last: int) -> None:
    """Print compact trees with the doubts beside the words."""
    for number, words in enumerate(read_conllu(path), 1):
        if first <= number <= last:
            _print(number, words, language_of(path))


def _print(number: int, words: list[Word], language: str) -> None:
    print(f"#{number} {text_of(words)}")
    raised = doubts(words, language)
    for i, w in enumerate(words, 1):
        features = dict(f.split("=") for f in w.morph.split("|") if f)
        short = ".".join(features[name] for name in SHORT if name in features)
        lemma = "" if w.lemma.lower() == w.form.lower() else f"({w.lemma})"
        target = f"{w.head}:{words[w.head - 1].form}" if w.head else "0"
        doubt = "".join(f"  !! {d}" for d in raised.get(i, ()))
        if w.pos == "PUNCT" and not doubt:
            print(f"{i} {w.form} >{w.head}", end="\n")
        else:
            print(f"{i} {w.form}{lemma} {w.pos} {short} {w.relation}>{target}{doubt}")


def fix(path: Path, corrections: Path) -> None:
    """Apply a file of corrections in place; an unreadable line stops before anything is written."""
    trees: dict[int, list[Word]] = dict(enumerate(read_conllu(path), 1))
    touched = set()
    for line_number, line in enumerate(corrections.read_text(encoding="utf-8").splitlines(), 1):
        text = line.partition("#")[0].split()
        if not text:
            continue
        try:
            number, _, at = text[0].partition(".")
            touched.add(int(number))
            if text[1:] == ["delete"]:
                trees.pop(int(number))
            elif text[1:] != ["ok"]:
                words = trees[int(number)]
                words[int(at) - 1] = _corrected(words[int(at) - 1], text[1:])
        except (KeyError, IndexError, ValueError) as error:
            sys.exit(f"{corrections}:{line_number}: cannot apply {line!r}: {error!r}")
    print(f"{len(touched)} sentences touched")
    write(path, list(trees.values()))
    if len(trees) == max(trees):
        check(path, only=touched)


def _corrected(word: Word, changes: list[str]) -> Word:
    features = dict(f.split("=") for f in word.morph.split("|") if f)
    for change in changes:
        key, _, value = change.partition("=")
        if key == "h":
            word = replace(word, head=int(value))
        elif key == "r":
            word = replace(word, relation=value)
        elif key == "p":
            word = replace(word, pos=value)
        elif key == "l":
            word = replace(word, lemma=value)
        elif key == "f":
            features = dict(f.split("=") for f in change[2:].split("|") if f and f != "_")
        elif change.startswith("-"):
            features.pop(change[1:], None)
        elif key[0].isupper() and value:
            features[key] = value
        else:
            raise ValueError(change)
    return replace(word, morph="|".join(f"{k}={v}" for k, v in sorted(features.items())))


def check(path: Path, only: set[int] | None = None) -> int:
    """Print the doubts of a file; returns their number."""
    count = 0
    for number, words in enumerate(read_conllu(path), 1):
        if only is None or number in only:
            for i, found in sorted(doubts(words, language_of(path)).items()):
                for doubt in found:
                    count += 1
                    w = words[i - 1]
                    print(
                        f"{path.name} {number}.{i} {w.form} {w.pos} {w.morph} {w.relation}>{w.head}: {doubt}"
                    )
    return count


def find(language: str, wanted: list[str], most: int = 8) -> None:
    """Print a few gold places of a word (or of a run of words) with their arcs."""
    root = Path(os.environ.get("TREEBANKS", "../shared/data/treebanks"))
    run = [w.lower() for w in wanted]
    for name in GOLD[language]:
        found = 0
        for words in read_conllu(root / f"{name}.conllu"):
            forms = [w.form.lower() for w in words]
            for i in range(len(forms) - len(run) + 1):
                if forms[i : i + len(run)] == run and found < most:
                    found += 1
                    near = range(max(0, i - 3), min(len(words), i + len(run) + 4))
                    arcs = " ".join(
                        f"{words[j].form}/{words[j].pos}>{words[words[j].head - 1].form if words[j].head else 'ROOT'}:{words[j].relation}"
                        for j in near
                    )
                    print(f"{name}: {arcs}")


def main() -> None:
    """Run one verb."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("verb", choices=["draft", "show", "fix", "check", "find"])
    parser.add_argument("arguments", nargs="+")
    options = parser.parse_args()
    given: list[str] = options.arguments
    if options.verb == "draft":
        print(draft(given[0], Path(given[1])))
    elif options.verb == "show":
        first, last = (int(given[1]), int(given[2])) if len(given) > 2 else (1, 10**9)  # noqa: PLR2004 - FILE FROM TO
        show(Path(given[0]), first, last)
    elif options.verb == "fix":
        fix(Path(given[0]), Path(given[1]))
    elif options.verb == "check":
        sys.exit(1 if sum(check(Path(path)) for path in given) else 0)
    else:
        find(given[0], given[1:])


if __name__ == "__main__":
    main()
