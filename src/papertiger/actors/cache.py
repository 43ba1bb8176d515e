"""Where compiled data files are kept, and for how long.

The folder is named after what the files hold, so a changed file is compiled anew and an old folder is never read again.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from papertiger.actors.compiled import packed, unpacked, unpacked_file

_KEPT_DAYS = 30
_DAY = 86_400


def cache_folder() -> Path:
    """``PAPERTIGER_CACHE``, else ``papertiger`` in the user's cache folder (XDG Base Directory Specification)."""
    own = os.environ.get("PAPERTIGER_CACHE")
    if own:
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "papertiger"


def kept(digest: str, name: str, build: Callable[[], Mapping[str, bytes]]) -> Mapping[str, memoryview]:
    """The sections called `name` that were compiled from data with this digest, built when there are none.

    Several processes may build at once: each writes a file of its own and puts it in place whole. Where nothing can be
    written, what was built serves this process alone.
    """
    folder = cache_folder() / "actors" / digest
    path = folder / f"{name}.names"
    found = unpacked_file(path)
    if found is not None:
        return found
    content = packed(build())
    with contextlib.suppress(OSError):
        _put(path, content)
        _forget_old(folder)
    fresh = unpacked(content)
    assert fresh is not None  # noqa: S101 - what was packed can be unpacked
    return fresh


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, own = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(own).replace(path)
    except OSError:
        Path(own).unlink(missing_ok=True)
        raise


def _forget_old(folder: Path) -> None:
    """Remove what was compiled from earlier data and has not been touched for a month."""
    oldest = time.time() - _KEPT_DAYS * _DAY
    for other in folder.parent.iterdir():
        if other != folder and other.is_dir() and other.stat().st_mtime < oldest:
            shutil.rmtree(other, ignore_errors=True)
