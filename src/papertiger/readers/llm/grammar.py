"""A grammar of the answers that a window can bear, for servers of the llama.cpp kind, which hold a model to one sign by sign.

The JSON schema says which fields an answer has; what stands in a sentence it cannot say. The grammar can: the words of a claim are a run of
whole words of the sentence that the claim is of, the words of its parties are those that our linker reads there, and a predicate has its own
modes. It is written in GBNF (llama.cpp, ``grammars/README.md``). Nothing that could pass the checks is shut out by it but words that begin or
end inside a word, and every answer is checked as any other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from papertiger.readers.llm.instructions import UNKNOWN, instructions
from papertiger.readers.llm.windows import Line, Window
from papertiger.records import DOMAINS, MODALITIES, Polarity

_WORD = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
_COMPARES = "prioritises"
"""The one predicate that has somebody who comes second."""
_QUOTE, _END, _NULL = r'"\""', '"}"', '"null"'
"""Texts as they stand in a grammar."""


def grammar_of(window: Window) -> str:
    """The grammar of an answer about a window: the fields in the order of the worked examples, as `json.dumps` writes them."""
    # Where nobody is named, no claim could stand.
    lines = [line for line in window.told if _names(line) and _WORD.search(line.shown)]
    begins, ends = _text('{"claims": ['), _text("]}")
    subject, target, over = (_field(name) for name in ("subject", "object", "over"))
    rules = [
        f'root ::= {begins} (claim (", " claim){{0,{window.most - 1}}})? {ends}',
        f"claim ::= {' | '.join(f'claim{line.number}' for line in lines)}",
        f"who ::= {subject} party {target} anybody {over}",
        f"party ::= {_one_of([*window.parties, UNKNOWN])}",
        f"anybody ::= party | {_NULL}",
        f"kind ::= {_kinds()} {_field('mode')}",
    ]
    ways = []
    for number, (predicates, modes) in enumerate(_by_modes()):
        rules.append(f"predicate{number} ::= {_one_of(predicates)}")
        rules.append(f"mode{number} ::= {' | '.join([*map(_string, modes), _NULL])}")
        second = "anybody" if predicates == (_COMPARES,) else _NULL
        ways.append(f"predicate{number} who {second} {{said}} kind mode{number}")
    for line in lines:
        rules += _claim(line, ways)
    return "\n".join(rules) + "\n"


def _claim(line: Line, ways: Iterable[str]) -> Iterator[str]:
    """The rules for claims of one sentence."""
    number = line.number
    begins = _text(f'{{"sentence": {number}, "predicate": ')
    said = " | ".join(way.format(said=f"said{number}") for way in ways)
    yield f"claim{number} ::= {begins} ({said}) {_END}"
    yield f"name{number} ::= {_one_of([*_names(line), ''])}"
    names = f"{_field('subject_words')} name{number} {_field('object_words')} name{number}"
    yield f"said{number} ::= {names} {_field('words')} {_QUOTE} ({_starts(line)}) {_QUOTE}"
    yield from _runs(line)


def _starts(line: Line) -> str:
    count = sum(1 for _ in _WORD.finditer(line.shown))
    return " | ".join(f"run{line.number}x{place}" for place in range(count))


def _runs(line: Line) -> Iterator[str]:
    """For each word a rule: the word, and as many of those that follow as one likes."""
    words = list(_WORD.finditer(line.shown))
    for place, word in enumerate(words):
        rest = ""
        if place + 1 < len(words):
            gap = line.shown[word.end() : words[place + 1].start()]
            rest = f" ({_inside(gap)} run{line.number}x{place + 1})?"
        yield f"run{line.number}x{place} ::= {_inside(word.group())}{rest}"


def _names(line: Line) -> list[str]:
    """The words that name somebody in a sentence, as the model is shown them."""
    base = line.sentence.start
    found = [line.shown[party.start - base : party.end - base] for party in line.parties]
    return list(dict.fromkeys(name for name in found if name))


def _by_modes() -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The predicates in groups that have the same modes; the one that compares by itself."""
    table = instructions().predicates
    plain = tuple(name for name, one in table.items() if not one.modes and name != _COMPARES)
    own = [((name,), one.modes) for name, one in table.items() if one.modes]
    return [(plain, ()), ((_COMPARES,), ()), *own]


def _kinds() -> str:
    """Domain, polarity and modality."""
    lists: Iterable[tuple[str, Sequence[str]]] = (
        ("domain", DOMAINS),
        ("polarity", get_args(Polarity)),
        ("modality", MODALITIES),
    )
    return " ".join(f"{_field(name)} ({_one_of(values)})" for name, values in lists)


def _field(name: str) -> str:
    """What stands before the value of any field but the first."""
    return _text(f', "{name}": ')


def _one_of(values: Iterable[str]) -> str:
    return " | ".join(map(_string, values))


def _string(value: str) -> str:
    """A string of JSON."""
    return _text(json.dumps(value, ensure_ascii=False))


def _inside(text: str) -> str:
    """A text as it stands inside a string of JSON."""
    return _text(json.dumps(text, ensure_ascii=False)[1:-1])


def _text(text: str) -> str:
    """A text that is to stand there letter by letter."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
