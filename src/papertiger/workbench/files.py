"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from papertiger.errors import SettingsError


@contextmanager
def whole_file(path: Path, *, binary: bool = False) -> Iterator[IO[Any]]:
    """A file of text (UTF-8) or of bytes that appears under `path` when it is complete, and not at all when something fails.

    A link stays a link, and the file it leads to is written. A device or a pipe (``/dev/stdout``) is written to as it
    comes: a file put in its place would destroy it.

    Raises:
        SettingsError: the file cannot be written there.
    """
    how: dict[str, Any] = {"mode": "wb"} if binary else {"mode": "w", "encoding": "utf-8", "newline": ""}
    path = path.resolve() if path.is_symlink() and path.is_file() else path
    if path.exists() and not path.is_file() and not path.is_dir():
        with _straight(path, **how) as stream:
            yield stream
        return
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise _unwritable(path, error) from None
    part = Path(name)
    try:
        with open(descriptor, **how) as stream:  # noqa: PTH123 - from a descriptor
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(0o666 & ~umask())
        part.replace(path)
    except BaseException as error:
        part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _unwritable(path, error) from None
        raise


@contextmanager
def _straight(path: Path, **how: Any) -> Iterator[IO[Any]]:  # noqa: ANN401 - what `open` takes
    """A device or pipe, opened to be written to as it is; whoever reads it may stop reading."""
    try:
        with path.open(**how) as stream:
            yield stream
    except BrokenPipeError:
        pass
    except OSError as error:
        raise _unwritable(path, error) from None


def _unwritable(path: Path, error: OSError) -> SettingsError:
    return SettingsError(f"{path} cannot be written: {error.strerror}; name another place")


def umask() -> int:
    """The permission bits that new files lack; mkstemp gives its file to the owner alone."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
