"""Data files: YAML tables validated on load, with file and line in every error.

All scalars are read as strings (YAML's BaseLoader), so that `NO` stays Norway and `010` stays a code; the
pydantic model of the table turns them into numbers and booleans. Line numbers cost a second parse and are
therefore looked up only when something is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, Union, get_args, get_origin

from papertiger.errors import DataFileError

if TYPE_CHECKING:
    from pydantic import BaseModel

    Model = TypeVar("Model", bound=BaseModel)

_DEEPEST = 100
"""Most levels of a data file; the largest has eight."""
_HARMLESS = 1_000
"""So many levels end in an error of their own, if in any."""
_INDENTED = re.compile(rf"^[ \t?:-]{{{_HARMLESS // 2}}}", re.MULTILINE)
_KEY = re.compile(r"( *)([\"']?)([\w:.-]+)\2:(?=\s|$)")


def load_table(path: Path, model: type[Model]) -> Model:
    """Read the YAML file at `path` into `model`.

    Raises:
        DataFileError: the file is absent, is not YAML, or breaks the model; names the line.
    """
    table, wrong = look_over(path, model)
    if table is None:
        raise wrong[0]
    return table


def look_over(path: Path, model: type[Model]) -> tuple[Model | None, list[DataFileError]]:
    """The YAML file at `path` as `model`; or None, and everything that is wrong with it, one error a problem."""
    from pydantic import ValidationError  # noqa: PLC0415 - 20 ms that `--help` need not pay

    try:
        text = read_text(path)
        content = parsed(str(path), text)
    except DataFileError as error:
        return None, [error]
    try:
        return model.model_validate(content if content is not None else {}), []
    except ValidationError as error:
        lines = Lines(text)
        return None, [_as_error(path, one, model, lines) for one in in_order(error.errors())]


def parsed(file: str, text: str) -> Any:
    """The content of a YAML text, all scalars as strings; raises DataFileError with `file` and line where it is no YAML."""
    import yaml  # noqa: PLC0415 - 20 ms that `--help` need not pay

    try:
        _refuse_deep(file, text)
        return yaml.load(text, Loader=_strict_loader())  # noqa: S506 - it builds strings, lists and dicts only
    except RecursionError:
        raise DataFileError(file, None, "nested too deep; mend what stands there") from None
    except UnicodeEncodeError as error:
        place = text.count("\n", 0, error.start) + 1
        raise DataFileError(file, place, "half a character (a lone surrogate) in it; remove it") from None
    except yaml.reader.ReaderError as error:
        place = text.count("\n", 0, error.position) + 1
        says = f"not valid YAML: a control character in it ({chr(error.character)!a}); remove it"
        raise DataFileError(file, place, says) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else None
        says = f"not valid YAML: {getattr(error, 'problem', error)}; mend what stands there"
        raise DataFileError(file, line, says) from None


def _refuse_deep(file: str, text: str) -> None:
    """Refuse a text nested deeper than any table: the composer of libyaml's binding ends the process some ten thousand levels down."""
    import yaml  # noqa: PLC0415 - as above

    # Depth takes brackets, or a line that begins with many signs. Few texts have so many, and counting events costs a tenth of reading.
    if text.count("[") + text.count("{") <= _HARMLESS and _INDENTED.search(text) is None:
        return
    depth = 0
    event: Any
    for event in yaml.parse(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            line = event.start_mark.line + 1
            raise DataFileError(
                file, line, f"nested more than {_DEEPEST} levels deep; mend what stands there"
            )


def in_order(errors: Sequence[Any]) -> list[Any]:
    """What pydantic found, unknown fields first in each place: a field that is missing may stand there misspelt, which says more."""
    order: dict[tuple[Any, ...], int] = {}
    for one in errors:
        order.setdefault(one["loc"][:-1], len(order))
    return sorted(errors, key=lambda one: (order[one["loc"][:-1]], one["type"] != "extra_forbidden"))


def _as_error(path: Path, error: Any, model: type[BaseModel], lines: Lines) -> DataFileError:
    field = ".".join(str(part) for part in error["loc"]) or "the file"
    return DataFileError(str(path), lines.of(*error["loc"]), f"{field}: {problem_of(error, model)}")


def problem_of(error: Any, model: type[BaseModel]) -> str:
    """What pydantic says; for a field that is not known, the ones that are."""
    known = _fields(model, error["loc"][:-1]) if error["type"] == "extra_forbidden" else []
    if not known:
        return str(error["msg"])
    from difflib import get_close_matches  # noqa: PLC0415 - only when a file is wrong

    near = get_close_matches(str(error["loc"][-1]), known, 1)
    meant = f"; did you mean {near[0]!r}?" if near else ";"
    return f"no such field{meant} there are: {', '.join(known)}"


def _fields(kind: Any, location: Sequence[Any]) -> list[str]:
    """The fields that a table has at `location`; empty where that cannot be told."""
    for part in location:
        kind = next(
            (inner for option in _options(kind) if (inner := _inside(option, part)) is not None), None
        )
    return [field for option in _options(kind) for field in getattr(option, "model_fields", {})]


def _options(kind: Any) -> Sequence[Any]:
    """The types that a value may have."""
    if get_origin(kind) is Annotated:
        return _options(get_args(kind)[0])
    return get_args(kind) if get_origin(kind) in {Union, UnionType} else (kind,)


def _inside(kind: Any, part: Any) -> Any:
    """The type of what stands in a model under field `part`, or in a mapping or sequence; None where there is none."""
    if fields := getattr(kind, "model_fields", None):
        return fields[part].annotation if part in fields else None
    return next((inner for inner in reversed(get_args(kind)) if inner is not ...), None)


@cache
def _strict_loader() -> Any:
    """YAML's BaseLoader, which refuses a key that stands twice: the first would be lost without a word."""
    import yaml  # noqa: PLC0415 - as above

    base = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the C one is absent where libyaml is

    class Strict(base):  # type: ignore[misc, valid-type]
        def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
            keys = [key for key, _ in node.value]
            strange = next((key for key in keys if not isinstance(key, yaml.ScalarNode)), None)
            if strange is not None:
                problem = "a key that is no text; write a word before the colon"
                raise yaml.constructor.ConstructorError(None, None, problem, strange.start_mark)
            if len({key.value for key in keys}) != len(keys):
                values = [key.value for key in keys]
                second = next(key for n, key in enumerate(keys) if key.value in values[:n])
                problem = f"the key {second.value!r} stands twice; join the two entries"
                raise yaml.constructor.ConstructorError(None, None, problem, second.start_mark)
            return super().construct_mapping(node, deep=deep)  # type: ignore[no-any-return]

    return Strict


def read_text(path: Path) -> str:
    """Read a UTF-8 data file; raises DataFileError when it is absent, unreadable or not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise DataFileError(str(path), None, "no such file") from None
    except OSError as error:
        raise DataFileError(str(path), None, f"cannot be read: {error.strerror}; name another file") from None
    except UnicodeDecodeError as error:
        raise DataFileError(str(path), None, f"not UTF-8 at byte {error.start}; save it as UTF-8") from None


def key_lines(text: str) -> dict[tuple[str, ...], int]:
    """Where in block-style YAML each key stands: the keys that lead to it → line from 1; keys within braces are left out.

    Parsing says the same, but takes seconds on the largest files.
    """
    found: dict[tuple[str, ...], int] = {}
    above: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        match = _KEY.match(line)
        if match is None:
            continue
        while above and above[-1][0] >= len(match[1]):
            above.pop()
        above.append((len(match[1]), match[3]))
        found.setdefault(tuple(key for _, key in above), number)
    return found


class Lines:
    """Where each value of a YAML text stands; parses the text, so it is made only when a line has to be told."""

    def __init__(self, text: str) -> None:
        """`text` must be YAML."""
        import yaml  # noqa: PLC0415 - only when a file is wrong

        self._root = yaml.compose(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))

    def of(self, *location: str | int) -> int | None:
        """Line (from 1) of the deepest key or item that `location` leads to; None for an empty text."""
        node = found = self._root
        for part in location:
            first, node = _child(node, part)
            if node is None:
                break
            found = first
        if found is None:
            return None
        return int(found.start_mark.line) + 1


def _child(node: Any, part: Any) -> tuple[Any, Any]:
    """What stands in a YAML node under key or index `part`: the node that begins it (its key, if any) and itself; or None twice."""
    import yaml  # noqa: PLC0415 - only when a file is wrong

    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == str(part)), (None, None))
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part]
    return None, None
