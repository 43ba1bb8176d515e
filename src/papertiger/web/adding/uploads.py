"""A private place for files that were sent, until they are read: nobody else on the machine can look into it, and nothing stays there.

Names of files come from outside and are never used as paths (threat 9): what is stored goes by its number. A batch is removed when its
job is over, whatever became of it; what an app left behind that was killed is removed by the next one.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from pathlib import Path
from typing import BinaryIO, Final

_PREFIX: Final = "papertiger-sent-"
_CHUNK: Final = 1 << 20


class Batch:
    """The files of one request."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = 0

    def keep(self, stream: BinaryIO) -> Path:
        """Store the bytes of one file; where they are."""
        self._number += 1
        path = self._folder / f"{self._number:04}"
        with path.open("xb") as kept:
            shutil.copyfileobj(stream, kept, _CHUNK)
        return path

    def remove(self) -> None:
        """Remove all of it."""
        shutil.rmtree(self._folder, ignore_errors=True)


class Uploads:
    """The place of one app. Safe to use from several threads."""

    def __init__(self, under: Path | None = None) -> None:
        """Use the system's folder for temporary files, unless `under` says otherwise."""
        self._under = under or Path(tempfile.gettempdir())
        self._own: Path | None = None
        self._lock = threading.Lock()

    def batch(self) -> Batch:
        """A fresh, empty folder that only this user can enter (mode 0700)."""
        with self._lock:
            if self._own is None:
                self._sweep()
                self._own = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=self._under))
            return Batch(Path(tempfile.mkdtemp(dir=self._own)))

    def close(self) -> None:
        """Remove everything."""
        with self._lock:
            if self._own is not None:
                shutil.rmtree(self._own, ignore_errors=True)
                self._own = None

    def _sweep(self) -> None:
        """Remove what apps of this user left behind that run no more."""
        for left in self._under.glob(f"{_PREFIX}*-*"):
            owner = left.name.removeprefix(_PREFIX).partition("-")[0]
            ours = not left.is_symlink() and left.is_dir() and left.stat().st_uid == os.getuid()
            if ours and owner.isascii() and owner.isdigit() and not _runs(int(owner)):
                shutil.rmtree(left, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
