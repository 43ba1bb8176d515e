"""Data files: YAML tables validated on load, with file and line in every error.

All scalars are read as strings (YAML's BaseLoader), so that `NO` stays Norway and `010` stays a code; the
pydantic model of the table turns them into numbers and booleans. Line numbers cost a second parse and are
therefore looked up only when something is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from papertiger.errors import DataFileError

if TYPE_CHECKING:
    from pydantic import BaseModel

    Model = TypeVar("Model", bound=BaseModel)


def load_table(path: Path, model: type[Model]) -> Model:
    """Read the YAML file at `path` into `model`.

    Raises:
        DataFileError: the file is absent, is not YAML, or breaks the model; names the line.
    """
    import yaml  # noqa: PLC0415 - 20 ms that `--help` need not pay
    from pydantic import ValidationError  # noqa: PLC0415 - as above

    text = read_text(path)
    try:
        content = yaml.load(text, Loader=_strict_loader())  # noqa: S506 - it builds strings, lists and dicts only
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else None
        raise DataFileError(str(path), line, f"not valid YAML: {getattr(error, 'problem', error)}") from None
    try:
        return model.model_validate(content if content is not None else {})
    except ValidationError as error:
        first = error.errors()[0]
        line = _line_of(text, first["loc"])
        field = ".".join(str(part) for part in first["loc"]) or "the file"
        raise DataFileError(str(path), line, f"{field}: {first['msg']}") from None


@cache
def _strict_loader() -> Any:
    """YAML's BaseLoader, which refuses a key that stands twice: the first would be lost without a word."""
    import yaml  # noqa: PLC0415 - as above

    base = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the C one is absent where libyaml is

    class Strict(base):  # type: ignore[misc, valid-type]
        def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
            keys = [key.value for key, _ in node.value]
            doubled = {key for key in keys if keys.count(key) > 1} if len(keys) != len(set(keys)) else set()
            if doubled:
                problem = f"the key {min(doubled)!r} stands twice"
                raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
            return super().construct_mapping(node, deep=deep)  # type: ignore[no-any-return]

    return Strict


def read_text(path: Path) -> str:
    """Read a UTF-8 data file; raises DataFileError when it is absent or not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise DataFileError(str(path), None, "no such file") from None
    except UnicodeDecodeError as error:
        raise DataFileError(str(path), None, f"not UTF-8 at byte {error.start}; save it as UTF-8") from None


def _line_of(text: str, location: Sequence[Any]) -> int | None:
    """Line (from 1) of the deepest YAML node that `location` leads to."""
    import yaml  # noqa: PLC0415 - only when a file is wrong

    node = yaml.compose(text, Loader=yaml.BaseLoader)
    if node is None:
        return None
    for part in location:
        child = _child(node, part)
        if child is None:
            break
        node = child
    return int(node.start_mark.line) + 1


def _child(node: Any, part: Any) -> Any:
    """The child of a YAML node under key or index `part`, or None."""
    import yaml  # noqa: PLC0415 - only when a file is wrong

    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(part)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part]
    return None
