"""Scenario: `papertiger read` of a folder with the bundled articles, the whole command."""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from breaking.adding import LEDGER, READINGS, checkpoint_often, expect, sound
from breaking.trial import Scenario
from papertiger import registry, samples
from papertiger.cli import app
from papertiger.ledger import Ledger
from papertiger.news import Article, load
from papertiger.readers import Reading
from papertiger.readers.frames import FrameReader
from papertiger.settings import Settings

ARTICLES = "articles"


def scenario() -> Scenario:
    """Reading the bundled articles; the key of each is printed once the command has stored it."""
    readings: dict[str, Reading] = {}

    def prepare(folder: Path) -> None:
        (folder / ARTICLES).mkdir()
        for path in samples.paths():
            shutil.copy(path, folder / ARTICLES)
        with contextlib.chdir(folder):  # an article remembers by what path it was named
            readings.update({one.article.key: one for one in read()})
        (folder / READINGS).write_bytes(pickle.dumps(tuple(readings.values())))

    def check(folder: Path, promised: Sequence[str], done: bool) -> None:
        path = folder / LEDGER
        if not path.exists():
            assert not promised
            assert not done
            return
        sound(path)
        with Ledger.open(path) as ledger:
            there = expect(ledger, readings, whole=done)
            lost = set(promised) - there
            assert not lost, f"{len(lost)} stored articles are lost"
            placed = [one.member.key for family in ledger.families() for one in family.articles]
            assert len(placed) == len(set(placed)), "an article in two families"
            assert not done or set(placed) == there, "an article without a family at the end"

    return Scenario("reading", "breaking.reading:work", prepare, check)


def read() -> list[Reading]:
    """What the reader makes of the articles in the working folder."""
    reader = FrameReader(Settings())
    return [reader.read(one) for one in load([Path(ARTICLES)]) if isinstance(one, Article)]


def work(folder: Path) -> None:
    """Run the command."""
    checkpoint_often()
    os.chdir(folder)
    store = Ledger.add

    def add(ledger: Ledger, reading: Reading) -> bool:
        new = store(ledger, reading)
        print(reading.article.key, file=sys.__stdout__, flush=True)
        return new

    Ledger.add = add  # type: ignore[method-assign] - to see each promise when it is given
    command()


def command() -> None:
    """`papertiger read articles`, in the working folder."""
    with contextlib.redirect_stdout(io.StringIO()):  # its own summary is no promise
        status = app(args=["read", ARTICLES, "--ledger", LEDGER, "--quiet"], standalone_mode=False)
    if status:
        raise RuntimeError(f"papertiger read ended with {status}")


def warm() -> None:
    """Make the reader and load its models, so that every run finds that done."""
    made, resolve = FrameReader(Settings()), registry.resolve

    def resolved(kind: str, name: str) -> Any:  # noqa: ANN401 - as the registry
        return (lambda _: made) if kind == "readers" else resolve(kind, name)

    registry.resolve = resolved
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        shutil.copytree(next(iter(samples.paths())).parent, ARTICLES)
        command()
