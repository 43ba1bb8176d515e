"""Real workers: processes that die, hang or are given nothing to do, and a Dask cluster."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from papertiger.errors import DataFileError, SettingsError
from papertiger.ledger import Ledger
from papertiger.settings import Settings
from papertiger.workbench.batch import Outcome, Unheard
from papertiger.workbench.parallel import sizing
from papertiger.workbench.reading import read_paths
from papertiger.workbench.workbench import Workbench

Rows = Callable[[Sequence[str]], Path]
CHANGING = {"readings": ("id", "at"), "fetches": ("id", "at"), "claims": ("reading",), "joined": ("at",)}
"""What differs between two ledgers of the same content: when things were stored."""


def content(place: str) -> list[str]:
    """What a ledger holds, whoever stored it when and in which order."""
    found = []
    with Ledger.open(place, create=False) as ledger:
        for line in ledger.log_lines():
            row = json.loads(line)
            if row.get("table") not in {None, "entries", "custody"}:
                found.append(
                    json.dumps({k: v for k, v in row.items() if k not in CHANGING.get(row["table"], ())})
                )
    return sorted(found)


def read(settings: Settings, path: Path, **how: object) -> Outcome:
    outcome = Outcome()
    read_paths(settings, [path], Unheard(), outcome, **how)  # type: ignore[arg-type]
    return outcome


def test_one_dies_another_runs_wild_and_the_rest_is_read(
    rows: Rows, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papertiger.workbench.parallel.line.PIECES", 5)
    monkeypatch.setattr("papertiger.workbench.parallel.hands.LIMIT", 1.5)
    texts = [f"Text {n}." for n in range(10)]
    texts[2], texts[7] = f"Chance. ONCE:{tmp_path / 'died'} then.", "HANG now."
    outcome = read(settings, path := rows(texts), workers=2)
    assert outcome.read == 9
    assert (tmp_path / "died").exists()
    assert [one.line.split(" (")[0] for one in outcome.refusals] == [
        f"{path}#8: its reading took more than 1.5 seconds of computing",
    ]
    with Ledger.open(settings.ledger) as ledger:
        assert len(list(ledger.articles())) == 9


def test_a_reader_that_cannot_be_used_ends_the_run(rows: Rows, settings: Settings) -> None:
    with pytest.raises(DataFileError, match=r"frames.yaml:3: broken"):
        read(settings, rows(["One.", "BROKEN now."]), workers=2)


class TestSameContent:
    @pytest.fixture
    def path(self, rows: Rows) -> Path:
        return rows([f"Text {n % 17}. {'CRASH' * (n == 5)}" for n in range(40)])

    @pytest.fixture
    def serial(self, path: Path, settings: Settings) -> list[str]:
        read(settings, path)
        return content(settings.ledger)

    def test_with_processes(self, path: Path, settings: Settings, serial: list[str], tmp_path: Path) -> None:
        with Workbench(Settings(str(tmp_path / "other.ledger"), settings.reader)) as bench:
            outcome = bench.read(path, workers=2)
        assert (outcome.read, outcome.known, len(outcome.refusals)) == (17, 22, 1)
        assert content(str(tmp_path / "other.ledger")) == serial

    @pytest.mark.filterwarnings("ignore")  # the library's own
    def test_on_a_cluster(self, path: Path, settings: Settings, serial: list[str], tmp_path: Path) -> None:
        distributed = pytest.importorskip("distributed")
        other = Settings(str(tmp_path / "other.ledger"), settings.reader)
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None
        ) as cluster:
            outcome = read(other, path, cluster=cluster.scheduler_address)
        assert (outcome.read, outcome.known, len(outcome.refusals)) == (17, 22, 1)
        assert content(other.ledger) == serial


def test_a_cluster_that_does_not_answer_is_told(
    rows: Rows, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("papertiger.scenario.running.clusters.PATIENCE", 0.5)
    with pytest.raises(SettingsError, match=r"no Dask scheduler at tcp://127\.0\.0\.1:9: "):
        read(settings, rows(["One."]), cluster="tcp://127.0.0.1:9")
    assert not Path(settings.ledger).exists()


def test_no_workers_cannot_read(rows: Rows, settings: Settings) -> None:
    with pytest.raises(SettingsError, match="0 processes cannot read anything"):
        read(settings, rows(["One."]), workers=0)


def test_what_is_misspelt_leaves_no_ledger(settings: Settings, tmp_path: Path) -> None:
    outcome = read(settings, tmp_path / "absent.jsonl", workers=2)
    assert outcome.status == 2
    assert not Path(settings.ledger).exists()


class TestHowMany:
    def test_one_for_what_is_soon_read(self, rows: Rows) -> None:
        assert sizing.workers_for([rows(["One."])]) == 1

    def test_more_for_an_archive(self, rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sizing, "LARGE", 1_000)
        monkeypatch.setattr(sizing, "most_workers", lambda: 7)
        assert sizing.workers_for([rows(["A text. " * 200])]) == 7

    def test_a_text_takes_longer_than_a_page_of_its_size(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sizing, "LARGE", 1_000)
        monkeypatch.setattr(sizing, "most_workers", lambda: 7)
        for name, workers in (("a.warc", 1), ("a.html", 1), ("a.jsonl", 7), ("a.warc.gz", 7)):
            path = tmp_path / name
            path.write_bytes(b"a" * 300)
            assert sizing.workers_for([path]) == workers, name

    def test_as_many_as_the_memory_holds(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        told = tmp_path / "meminfo"
        told.write_text("MemTotal: 99 kB\nMemAvailable:    4800000 kB\n", encoding="ascii")
        monkeypatch.setattr(sizing, "_MEMORY_TOLD", str(told))
        monkeypatch.setattr("os.sched_getaffinity", lambda _: range(64), raising=False)
        assert sizing.most_workers() == 3
        told.write_text("MemAvailable: 8 kB\n", encoding="ascii")
        assert sizing.most_workers() == 1
        told.unlink()
        assert sizing.most_workers() == 64
