"""Strings that make a regular expression slow, made from the expression itself, and how long they take.

An attack is what may stand before a repetition, the repeated unit many times, and something that lets the match fail at
the end. That finds nested and adjacent repetitions, and searches that begin anew at every character.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

LENGTH = 100_000
_COMMON = (
    "a",
    "я",
    "1",
    " ",
    "\n",
    ".",
    "-",
    "<",
    "(",
    '"',
    "a ",
    "1.",
    "<a",
    "a.a",
    "\u0301",
    "А.",
    ", ",
    "<!--",
    "&",
)
_ENDINGS = ("\x00", "\n!")
_METHODS = ("search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer")


@dataclass(frozen=True)
class Used:
    """One expression of a module, and how the module's code uses it."""

    module: str
    name: str
    pattern: re.Pattern[Any]
    method: str

    def __str__(self) -> str:
        return f"{self.module}.{self.name}.{self.method}"


def patterns_of(package: str) -> list[Used]:
    """Every expression that a module of `package` keeps under a name, or compiles in place, with each way it is used."""
    root = importlib.import_module(package)
    modules = [
        root,
        *(importlib.import_module(m.name) for m in pkgutil.walk_packages(root.__path__, f"{package}.")),
    ]
    return sorted((used for module in modules for used in _used_in(module)), key=str)


def _used_in(module: ModuleType) -> Iterator[Used]:
    tree = _tree(module)
    named = {name: found for name, value in vars(module).items() if (found := _pattern(value)) is not None}
    seen = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or node.attr not in _METHODS:
            continue
        owner = node.value.func if isinstance(node.value, ast.Call) else node.value
        if isinstance(owner, ast.Name) and owner.id in named:
            seen.add(owner.id)
            yield Used(module.__name__, owner.id, named[owner.id], node.attr)
    for name, pattern in named.items():  # passed on under another name
        if name not in seen and getattr(module, "__name__", "") == _home(module, name):
            yield from (Used(module.__name__, name, pattern, method) for method in ("search", "fullmatch"))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in _METHODS
            and isinstance(node.args[0], ast.Constant)
        ):
            pattern = re.compile(node.args[0].value)
            yield Used(module.__name__, f"line {node.lineno}", pattern, node.func.attr)


@lru_cache(maxsize=1)
def _tree(module: ModuleType) -> ast.Module:
    return ast.parse(Path(str(module.__file__)).read_text("utf-8"))


def _home(module: ModuleType, name: str) -> str:
    """The module that defines `name`, as far as its source says."""
    imported = {
        a.asname or a.name for n in ast.walk(_tree(module)) if isinstance(n, ast.ImportFrom) for a in n.names
    }
    return "" if name in imported else module.__name__


def _pattern(value: object) -> re.Pattern[Any] | None:
    """An expression, or the one that a cached function without arguments makes."""
    if isinstance(value, re.Pattern):
        return value
    if hasattr(value, "cache_info") and not getattr(value, "__wrapped__", int).__code__.co_argcount:
        with contextlib.suppress(Exception):
            made = value()  # type: ignore[operator]
            return made if isinstance(made, re.Pattern) else None
    return None


def attacks(pattern: re.Pattern[Any]) -> list[str]:
    """Strings of about `LENGTH` characters."""
    tree = _parser.parse(
        pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1"),
        pattern.flags & ~re.DEBUG & ~(0 if isinstance(pattern.pattern, str) else re.UNICODE),
    )
    found = set()
    for before, unit in _repetitions(list(tree), ""):
        for one in {unit, unit * 2 + "x", unit + " "}:
            if one:
                for end in _ENDINGS:
                    found.add(before + one * (LENGTH // len(one)) + end)
                    found.add((before + one * 40) * (LENGTH // (len(before) + len(one) * 40)) + end)
    for unit in _COMMON:
        for end in _ENDINGS:
            found.add(unit * (LENGTH // len(unit)) + end)
    return sorted(found)


def _repetitions(nodes: list[Any], before: str) -> Iterator[tuple[str, str]]:
    """What stands before each open repetition, and its unit."""
    for kind, argument in nodes:
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            least, most, inner = argument
            if most > 20:
                yield before, _shortest(list(inner))
            yield from _repetitions(list(inner), before)
            before += _shortest(list(inner)) * int(least)
            continue
        for inner in _inside(kind, argument):
            yield from _repetitions(inner, before)
        before += _shortest([(kind, argument)])


def _inside(kind: object, argument: Any) -> list[list[Any]]:  # noqa: ANN401 - trees of the parser have no types
    if kind is op.SUBPATTERN:
        return [list(argument[3])]
    if kind is op.BRANCH:
        return [list(branch) for branch in argument[1]]
    if kind is op.ATOMIC_GROUP:
        return [list(argument)]
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return [list(argument[1])]
    return []


_CLASSES = {op.CATEGORY_DIGIT: "1", op.CATEGORY_SPACE: " ", op.CATEGORY_WORD: "a", op.CATEGORY_NOT_DIGIT: "a", op.CATEGORY_NOT_SPACE: "a", op.CATEGORY_NOT_WORD: "!"}  # fmt: skip
_TRIED = "a1 !.-<я\n\"'_:,А"


def _shortest(nodes: list[Any]) -> str:
    """A short string that `nodes` match, roughly."""
    text = ""
    for kind, argument in nodes:
        if kind is op.LITERAL:
            text += chr(argument)
        elif kind is op.NOT_LITERAL:
            text += "a" if argument != 97 else "b"
        elif kind is op.ANY:
            text += "a"
        elif kind is op.IN:
            text += _member(argument)
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            text += _shortest(list(argument[2])) * max(int(argument[0]), 0)
        elif kind is op.SUBPATTERN:
            text += _shortest(list(argument[3]))
        elif kind is op.ATOMIC_GROUP:
            text += _shortest(list(argument))
        elif kind is op.BRANCH:
            text += _shortest(list(argument[1][0]))
    return text


def _member(items: list[Any]) -> str:
    if items and items[0][0] is op.NEGATE:
        return next((c for c in _TRIED if not any(_has(item, c) for item in items[1:])), "\u2603")
    kind, argument = items[0]
    if kind is op.LITERAL:
        return chr(argument)
    return chr(argument[0]) if kind is op.RANGE else _CLASSES.get(argument, "a")


def _has(item: tuple[Any, Any], char: str) -> bool:
    kind, argument = item
    if kind is op.LITERAL:
        return ord(char) == int(argument)
    if kind is op.RANGE:
        return bool(argument[0] <= ord(char) <= argument[1])
    tests: dict[Any, Callable[[str], bool]] = {
        op.CATEGORY_DIGIT: str.isdigit, op.CATEGORY_SPACE: str.isspace, op.CATEGORY_WORD: lambda c: c.isalnum() or c == "_",
        op.CATEGORY_NOT_DIGIT: lambda c: not c.isdigit(), op.CATEGORY_NOT_SPACE: lambda c: not c.isspace(),
        op.CATEGORY_NOT_WORD: lambda c: not (c.isalnum() or c == "_"),
    }  # fmt: skip
    return tests[argument](char) if argument in tests else False


class TooSlowError(Exception):
    """A match took longer than allowed."""


def seconds(used: Used, text: str, most: float) -> float:
    """Seconds of work that the use takes on `text`; more than `most` is broken off and told as infinite."""
    value: Any = text.encode("utf-8", "replace") if isinstance(used.pattern.pattern, bytes) else text

    def stop(*_: object) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, most)
    began = time.process_time()
    try:
        if used.method in ("sub", "subn"):
            used.pattern.sub(b"" if isinstance(value, bytes) else "", value)
        elif used.method == "finditer":
            for _ in used.pattern.finditer(value):
                pass
        else:
            getattr(used.pattern, used.method)(value)
    except TooSlowError:
        return float("inf")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return time.process_time() - began
