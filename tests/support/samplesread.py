"""The bundled samples as read, once for all processes of a test run: the reading costs ten seconds, and many tests begin with it."""

from __future__ import annotations

import fcntl
import pickle
from collections.abc import Callable
from pathlib import Path

from papertiger.ledger import Ledger
from papertiger.news import Article, load
from papertiger.readers.frames import FrameReader
from papertiger.readers.reading import Reading
from papertiger.samples import paths
from papertiger.settings import Settings


def readings(shared: Path) -> list[Reading]:
    """Every sample, read, in the order of the files.

    Args:
        shared: a folder that all processes of the run have in common.
    """
    place = _once(shared / "samples.pickle", lambda part: part.write_bytes(pickle.dumps(_read())))
    made: list[Reading] = pickle.loads(place.read_bytes())  # noqa: S301 - written by the line above
    return made


def _read() -> list[Reading]:
    reader = FrameReader(Settings())
    return [reader.read(article) for article in load(paths()) if isinstance(article, Article)]


def ledger(shared: Path) -> Path:
    """A ledger of the samples with origins traced. Copy it before you write."""

    def make(part: Path) -> None:
        with Ledger.open(part) as opened:
            opened.add_all(readings(shared))
            opened.join(FrameReader(Settings()).fingerprint)

    return _once(shared / "samples.ledger", make)


def _once(place: Path, make: Callable[[Path], object]) -> Path:
    with place.with_suffix(f"{place.suffix}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            part = place.with_name(f"part-{place.name}")
            make(part)
            part.rename(place)
    return place
