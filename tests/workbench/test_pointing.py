"""Reading archives and exports into a ledger: what is counted, what is kept, what a second run does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from archived import Archive, page
from gdeltrows import event, gkg, zipped

import papertiger
from papertiger.ledger import Ledger
from papertiger.registry import BUILT_IN
from papertiger.workbench.batch import Outcome
from papertiger.workbench.pointing import chosen_pointers, without_exports

NAME = "20260115120000.export.CSV.zip"
CLAIM = "Посол Росії заявив, що Москва не надасть Венесуелі протиповітряну оборону."


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that costs nothing, and no families: neither is looked at here."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "cli"))
    monkeypatch.setitem(BUILT_IN["readers"], "frames.v1", "fake_reader:FakeReader")
    monkeypatch.setattr("papertiger.workbench.reading.join", lambda _: 0)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder with a web archive, an export with one bad row, a text."""
    folder = tmp_path / "news"
    folder.mkdir()
    made = (
        Archive()
        .info()
        .response(body=page(text=CLAIM))
        .response("https://example.org/gone", status="404 Not Found")
    )
    (folder / "crawl.warc.gz").write_bytes(made.raw)
    rows = [event(c0=str(n), c60=f"https://example.org/{n}") for n in range(3)]
    (folder / NAME).write_bytes(zipped("\n".join([*rows, "bad"]).encode()))
    (folder / "a.txt").write_text(f"Заголовок\n\n{CLAIM}\n", encoding="utf-8")
    return folder


def read(folder: Path, ledger: Path) -> Outcome:
    with papertiger.open(ledger) as bench:
        return bench.read(folder)


def test_a_folder_with_an_archive_and_an_export_is_read(news: Path, tmp_path: Path) -> None:
    outcome = read(news, tmp_path / "x.ledger")

    assert (outcome.read, outcome.pointers, outcome.pointers_known) == (2, 3, 0)
    assert outcome.passed == {"warcinfo": 1, "status other than 200": 1}
    assert [(refusal.row, refusal.problem) for refusal in outcome.refusals] == [
        (4, "has 1 columns where GDELT has 57, 58, 61")
    ]
    told = outcome.as_json("x")
    assert (told["pointers"], told["passed_over"]) == (3, {"warcinfo": 1, "status other than 200": 1})


def test_a_second_run_adds_nothing(news: Path, tmp_path: Path) -> None:
    read(news, tmp_path / "x.ledger")
    again = read(news, tmp_path / "x.ledger")

    assert (again.read, again.known, again.pointers, again.pointers_known) == (0, 2, 0, 3)


def test_how_a_page_came_is_kept_as_the_archive_says(news: Path, tmp_path: Path) -> None:
    read(news, tmp_path / "x.ledger")
    with Ledger.open(str(tmp_path / "x.ledger")) as ledger, ledger._reading() as connection:
        row = connection.exec_driver_sql(
            "select source, method, at, status, headers from fetches where method = 'warc'"
        ).one()
    assert row.source == f"{news}/crawl.warc.gz#2"
    assert (row.at, row.status) == ("2026-01-15T12:00:00+00:00", 200)
    for part in (
        '":address":"https://example.org/a"',
        '":ip":"93.184.216.34"',
        '":program":"tester/1.0"',
        '":digest":"verified"',
    ):
        assert part in row.headers.replace(": ", ":")


def test_exports_alone_need_no_reader(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(zipped(event().encode()))
    outcome = read(tmp_path / NAME, tmp_path / "x.ledger")

    assert (outcome.read, outcome.pointers, outcome.status) == (0, 1, 0)


def test_a_misspelt_export_is_refused(tmp_path: Path) -> None:
    outcome = read(tmp_path / NAME, tmp_path / "x.ledger")

    assert outcome.status == 2
    assert "no such file" in outcome.refusals[0].line


def test_pointers_are_chosen_by_country_kind_day_and_whether_they_were_read(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(
        zipped(
            "\n".join(
                [event(c60="https://example.org/a"), event(c60="https://example.org/a"), event(c60="")]
            ).encode()
        )
    )
    (tmp_path / "20260116120000.gkg.csv").write_text(gkg(c1="20260116120000"), encoding="utf-8")
    (tmp_path / "crawl.warc.gz").write_bytes(Archive().response("https://example.org/a").raw)
    read(tmp_path, tmp_path / "x.ledger")
    with Ledger.open(str(tmp_path / "x.ledger")) as ledger:

        def addresses(**how: object) -> list[str]:
            return [one.address[-1] for one in chosen_pointers(ledger, **how)]  # type: ignore[arg-type, index]

        assert sorted(addresses()) == ["a", "c"]  # each once; a row without an address is none
        assert addresses(countries=frozenset({"VEN"})) == ["a"]
        assert addresses(countries=frozenset({"RUS", "CUB"})) == ["c"]
        assert addresses(kind="gdelt-gkg") == ["c"]
        assert addresses(since=date(2026, 1, 16)) == ["c"]
        assert addresses(until=date(2026, 1, 15)) == ["a"]
        assert addresses(unread=True) == ["c"]


def test_a_folder_without_exports_stays_as_it_was_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    given = [tmp_path, "-", "https://example.org/x", tmp_path / "missing"]

    assert without_exports(given) == (given, [])


def test_the_other_files_of_a_folder_with_exports_are_named_one_by_one(tmp_path: Path) -> None:
    for name in ("b.txt", NAME, "a.txt", "a.meta.json"):
        (tmp_path / name).write_text("{}")
    rest, exports = without_exports([tmp_path])

    assert rest == [tmp_path / "a.txt", tmp_path / "b.txt"]
    assert [one.path for one in exports] == [tmp_path / NAME]
