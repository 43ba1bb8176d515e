"""The command line with a reader of our own, in this process and in another."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import readonce

from papertiger.cli import main
from papertiger.registry import BUILT_IN

HERE = Path(__file__).parent
FAKE = "fake_reader:FakeReader"
RADARS = """Радари без техніків

2026-01-14

RUS withheld VEN air_defence @officials: Техніки так і не приїхали.

RUS delivered VEN arms: Торік прибули радари.

VEN distrusts RUS unspecified: У Каракасі більше не вірять обіцянкам.
"""
POWER = """Без світла

2026-02-03

RUS insufficient CUB cyber possible: Допомоги могло не вистачити.
"""
OWN = """sources:
  mine: {title: Our own archive, checked: 2026-11-01}
actors:
  UKR-testovych: {name: Hordii Testovych, offices: [{post: defence_minister, since: 2090-01-01}], sources: [mine]}
names:
  uk:
    UKR-testovych: {name: [Гордій Тестович]}
    "org:nato": {name: [Союз Атлантиди]}
  ru:
    UKR-testovych: {name: [Гордий Тестович]}
  en:
    UKR-testovych: {name: [Hordii Testovych]}
"""
LAUNCH = """
import sys
from papertiger.registry import BUILT_IN
if {fake}:
    BUILT_IN["readers"]["frames.v1"] = "fake_reader:FakeReader"
from papertiger.cli import main
main()
"""


@dataclass(frozen=True)
class Ran:
    """What a run of the command line did."""

    status: int
    out: str
    err: str


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ran]:
    """Run the command line in this process, in a folder of its own."""
    monkeypatch.syspath_prepend(str(HERE))
    monkeypatch.setitem(BUILT_IN["readers"], "frames.v1", FAKE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PAPERTIGER_LEDGER", raising=False)
    monkeypatch.delenv("PAPERTIGER_ACTORS", raising=False)

    def run_here(*arguments: str) -> Ran:
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        captured = capsys.readouterr()
        return Ran(int(stopped.value.code or 0), captured.out, captured.err)

    return run_here


@pytest.fixture
def shipped_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The data files of the package are read once for all tests of a process that ask for this."""
    readonce.shipped_once(monkeypatch)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder with two articles, of three claims and of one."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(RADARS, encoding="utf-8")
    (folder / "b.txt").write_text(POWER, encoding="utf-8")
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A file with actors of one's own, where the program looks for it."""
    path = tmp_path / "papertiger.actors.yaml"
    path.write_text(OWN, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def kept() -> dict[str, bytes]:
    """The ledger of `filled` once it was read: joining articles makes a reader, which takes seconds."""
    return {}


@pytest.fixture
def filled(run: Callable[..., Ran], news: Path, tmp_path: Path, kept: dict[str, bytes]) -> Callable[..., Ran]:
    """`run`, with those two articles in the default ledger."""
    ledger = tmp_path / "papertiger.ledger"
    if "ledger" in kept:
        ledger.write_bytes(kept["ledger"])
    else:
        assert run("read", news.name, "--quiet").status == 0
        assert list(tmp_path.glob("papertiger.ledger?*")) == []
        kept["ledger"] = ledger.read_bytes()
    return run


@pytest.fixture
def start(tmp_path: Path) -> Callable[..., subprocess.Popen[str]]:
    """Start the command line in a process of its own, with the fake reader or the shipped one."""

    def start_there(*arguments: str, fake: bool = True, **environment: str) -> subprocess.Popen[str]:
        settings = {name: value for name, value in os.environ.items() if name != "PAPERTIGER_LEDGER"}
        return subprocess.Popen(
            [sys.executable, "-c", LAUNCH.format(fake=fake), *arguments],
            cwd=tmp_path,
            env={**settings, "PYTHONPATH": str(HERE), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    return start_there
