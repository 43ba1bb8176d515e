"""The data files of the package, read once a process: several commands read all of them anew, and no test changes a table that was read."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

import papertiger
from papertiger import datafiles
from papertiger.events.inventory import stock

PACKAGE = Path(papertiger.__file__).parent
_from_disk = datafiles.look_over
_once = cache(_from_disk)


def _look_over(path: Path, model: type[Any]) -> tuple[Any, list[Any]]:
    if not path.is_relative_to(PACKAGE):
        return _from_disk(path, model)
    table, wrong = _once(path, model)
    return table, list(wrong)


def shipped_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the test ends, a file of the package is read the first time only; files of a test's own are read as ever."""
    for module in (datafiles, stock):
        monkeypatch.setattr(module, "look_over", _look_over)
