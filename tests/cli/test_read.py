"""``papertiger read``: what is read, what is refused, and the exit status."""

from __future__ import annotations

import io
import json
import os
import socket
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from webservers import PAGE, answer, here, loopback, serving

import papertiger.news.fetching as stage
from papertiger import __version__
from papertiger.ledger import Ledger
from papertiger.news.fetching import getting

if TYPE_CHECKING:
    import fake_reader
    from tests.cli.conftest import Ran

    from papertiger.news.article import Article
    from papertiger.news.sources import Source
    from papertiger.readers.reading import Reading

Run = Callable[..., "Ran"]


def summary(run: Run, *arguments: str) -> tuple[int, dict[str, Any]]:
    ran = run("read", "--format", "json", *arguments)
    return ran.status, json.loads(ran.out)


def test_a_folder_is_read_and_summed_up(run: Run, news: Path) -> None:
    status, told = summary(run, str(news))
    assert status == 0
    assert (told["read"], told["known"], told["refused"], told["without_claims"]) == (2, 0, 0, 0)
    assert told["claims"] == {"support": 3, "relation": 1, "event": 0}


def test_what_is_in_the_ledger_is_not_read_again(run: Run, news: Path) -> None:
    summary(run, str(news))
    (news / "a.txt").rename(news / "moved.txt")
    status, told = summary(run, str(news))
    assert (status, told["read"], told["known"]) == (0, 0, 2)


def test_known_articles_never_reach_the_reader(run: Run, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary(run, str(news))
    monkeypatch.setattr("fake_reader.FakeReader.read", lambda *_: pytest.fail("was read again"))
    assert summary(run, str(news))[0] == 0


def test_an_article_without_claims_is_read_and_counted(run: Run, news: Path) -> None:
    (news / "c.txt").write_text("Заголовок\n\nНічого про підтримку.\n", encoding="utf-8")
    status, told = summary(run, str(news))
    assert (status, told["read"], told["without_claims"]) == (0, 3, 1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("REFUSE", "a language that nobody reads (try another)"),
        ("CRASH", "ValueError: the fake reader was told to crash"),
    ],
)
def test_a_bad_article_is_one_line_and_the_rest_is_read(run: Run, news: Path, text: str, told: str) -> None:
    (news / "aa.txt").write_text(f"Заголовок\n\n{text} і ще слова\n", encoding="utf-8")
    ran = run("read", str(news))
    assert ran.status == 1
    refused = [line for line in ran.err.splitlines() if line.startswith("refused: ")]
    assert len(refused) == 1
    assert f"{news / 'aa.txt'}: " in refused[0]
    assert told in refused[0]
    assert "Traceback" not in ran.err
    assert "articles read       2" in ran.out


def test_the_traceback_of_a_crash_is_shown_on_demand(run: Run, news: Path) -> None:
    (news / "aa.txt").write_text("Заголовок\n\nCRASH і ще слова\n", encoding="utf-8")
    ran = run("read", str(news), "--debug")
    assert "Traceback" in ran.err
    assert "in obey" in ran.err


def test_a_loader_that_fails_on_one_file_loses_only_that_file(
    run: Run, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from papertiger.news import loading  # noqa: PLC0415 - only here

    real = loading.load_source

    def load_source(source: Source, **options: int) -> Iterator[object]:
        if source.name.endswith("a.txt"):
            raise RuntimeError("loader broke")
        return real(source, **options)

    monkeypatch.setattr(loading, "load_source", load_source)
    ran = run("read", str(news))
    assert ran.status == 1
    assert "a.txt: could not be read: RuntimeError: loader broke" in ran.err
    assert "articles read       1" in ran.out


def test_a_missing_file_among_others_is_refused(run: Run, news: Path) -> None:
    status, told = summary(run, str(news), "nosuch.txt")
    assert status == 1
    assert [refusal["path"] for refusal in told["refusals"]] == ["nosuch.txt"]


@pytest.mark.parametrize("given", ["nosuch.txt", "empty"])
def test_when_nothing_can_be_read_the_status_is_two_and_no_ledger_is_made(
    run: Run, tmp_path: Path, given: str
) -> None:
    (tmp_path / "empty").mkdir()
    ran = run("read", given)
    assert ran.status == 2
    assert "nothing" in ran.err
    assert not (tmp_path / "papertiger.ledger").exists()


def test_a_reader_that_cannot_work_at_all_ends_the_batch(run: Run, news: Path) -> None:
    (news / "b.txt").write_text("Заголовок\n\nBROKEN і ще слова\n", encoding="utf-8")
    (news / "c.txt").write_text("Заголовок\n\nНічого.\n", encoding="utf-8")
    ran = run("read", str(news))
    assert ran.status == 2
    assert "papertiger: frames.yaml:3: broken" in ran.err
    assert "articles read       1" in ran.out


def test_a_reader_that_does_not_exist_is_named(run: Run, news: Path) -> None:
    ran = run("read", str(news), "--reader", "nosuch.v1")
    assert ran.status == 2
    assert "no reader named 'nosuch.v1'" in ran.err
    assert list(Path().glob("*.ledger*")) == []


@pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="file names are Unicode there")
def test_a_file_name_that_is_no_unicode_does_not_keep_the_article_out(run: Run, news: Path) -> None:
    (news / "a.txt").rename(news / os.fsdecode(b"a\xff.txt"))
    status, told = summary(run, str(news))
    assert (status, told["read"]) == (0, 2)
    assert "a\\\\udcff.txt" in run("claims", "--format", "jsonl").out


def test_a_file_named_like_standard_input_is_a_file(
    run: Run, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(news)
    (news / "a.txt").rename("-")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"not asked for")))
    status, told = summary(run, ".")
    assert (status, told["read"], told["claims"]["support"]) == (0, 2, 3)


def test_whether_a_file_may_be_read_is_for_the_loader_to_say(
    run: Run, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.access  # typer asks it, and would end the run over one file

    def access(path: str | Path, mode: int, **options: bool) -> bool:
        return "a.txt" not in str(path) and real(path, mode, **options)

    monkeypatch.setattr(os, "access", access)
    status, told = summary(run, str(news / "a.txt"), str(news / "b.txt"))
    assert (status, told["read"]) == (0, 2)


def test_the_help_offers_no_format_that_is_refused(run: Run) -> None:
    from papertiger.news.sniff import _table  # noqa: PLC0415 - only here

    words = run("read", "--help").out.lower().replace(",", " ").replace(".", " ").split()
    assert not {*_table().refused} & {*words}


def test_standard_input_is_read(run: Run, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = (news / "a.txt").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    status, told = summary(run, "-")
    assert (status, told["read"]) == (0, 1)


@pytest.mark.parametrize("way", ["option", "environment"])
def test_the_ledger_is_named_by_option_or_environment(
    run: Run, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    if way == "environment":
        monkeypatch.setenv("PAPERTIGER_LEDGER", "other.ledger")
    ran = run("read", str(news), *(["--ledger", "other.ledger"] if way == "option" else []))
    assert ran.status == 0
    assert (tmp_path / "other.ledger").exists()


def test_a_ledger_that_is_none_is_one_line_and_nothing_is_touched(
    run: Run, news: Path, tmp_path: Path
) -> None:
    (tmp_path / "letter.doc").write_text("not a ledger, but somebody's letter")
    ran = run("read", str(news), "--ledger", "letter.doc")
    assert ran.status == 2
    assert ran.err.splitlines()[-1].startswith("papertiger: letter.doc")
    assert (tmp_path / "letter.doc").read_text() == "not a ledger, but somebody's letter"


def test_quiet_reports_refusals_only(run: Run, news: Path) -> None:
    ran = run("read", str(news), "nosuch.txt", "--quiet")
    assert [line.partition(":")[0] for line in ran.err.splitlines()] == ["refused"]


def test_what_was_skipped_or_put_right_is_told_in_one_line_an_article(
    run: Run, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _note(monkeypatch)
    ran = run("read", str(news / "a.txt"))

    told = [line for line in ran.err.splitlines() if "not read" in line]
    assert told == [f'{news / "a.txt"}: 1 paragraph in German not read; "Pосія" mixes alphabets']


def test_quiet_tells_nothing_of_notes(run: Run, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _note(monkeypatch)

    assert "not read" not in run("read", str(news), "--quiet").err


def test_notes_are_in_the_json_summary(run: Run, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _note(monkeypatch)
    _, told = summary(run, str(news / "a.txt"))

    assert told["notes"] == [
        {
            "path": str(news / "a.txt"),
            "kind": "letters",
            "start": 3,
            "end": 8,
            "words": "Pосія",
            "message": "mixes alphabets",
        },
        {
            "path": str(news / "a.txt"),
            "kind": "language",
            "start": 10,
            "end": 19,
            "words": "Deutscher",
            "message": "paragraph in German not read",
        },
    ]


def _note(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the fake reader note something on every article."""
    import fake_reader  # noqa: PLC0415 - importable only inside the tests that run it

    from papertiger.readers.reading import Note  # noqa: PLC0415 - as above

    plain = fake_reader.FakeReader.read
    notes = (
        Note("letters", 3, 8, "Pосія", "mixes alphabets"),
        Note("language", 10, 19, "Deutscher", "paragraph in German not read"),
    )

    def noting(self: fake_reader.FakeReader, article: Article) -> Reading:
        return replace(plain(self, article), notes=notes)

    monkeypatch.setattr(fake_reader.FakeReader, "read", noting)


def test_an_address_is_fetched_and_who_was_asked_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(answer(PAGE)) as server:

        def fetch(address: str, **options: Callable[..., None]) -> stage.Fetched:
            assert address == "https://news.example.com/story"
            local = f"http://news.example.com:{server.port}/story"
            return getting.fetch(local, resolve=here, reach=loopback(server), **options)

        monkeypatch.setattr(stage, "fetch", fetch)
        ran = run("read", "https://news.example.com/story", "--ledger", "fetched.ledger")
        again = run(
            "read", "https://news.example.com/story", "--ledger", "fetched.ledger", "--format", "json"
        )

    assert ran.status == 0, ran.err
    assert f"contacted news.example.com (127.0.0.1, port {server.port})" in ran.err
    assert json.loads(again.out)["known"] == 1
    with Ledger.open("fetched.ledger") as ledger:
        (article,) = ledger.articles()
    assert article.url == f"http://news.example.com:{server.port}/story"
    with closing(sqlite3.connect("fetched.ledger")) as connection:
        rows = connection.execute("SELECT method, source, status, headers FROM fetches").fetchall()
    ((method, source, status, headers),) = rows
    assert (method, source, status) == ("http", article.url, 200)
    kept = json.loads(headers)
    assert (kept[":ip"], kept[":program"]) == ("127.0.0.1", f"papertiger/{__version__}")
    assert kept["content-type"] == "text/html; charset=utf-8"


def test_an_address_that_is_not_fetched_is_refused_like_a_file(run: Run, news: Path) -> None:
    status, told = summary(run, "http://169.254.169.254/latest/", str(news), "file:///etc/passwd")
    assert (status, told["read"], told["refused"]) == (1, 2, 2)
    assert told["refusals"][0]["problem"].startswith("169.254.169.254 is not public")
    assert told["refusals"][1]["problem"] == "no such file or folder"


def test_no_other_input_opens_a_connection(run: Run, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("looked up a name"))
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("connected"))
    (news / "links.txt").write_text("https://example.com/story\n\nА далі текст новини про радари.\n", "utf-8")
    assert summary(run, str(news))[0] == 0


def test_a_flood_of_bad_rows_is_told_a_thousand_times_and_the_good_ones_are_read(
    run: Run, tmp_path: Path
) -> None:
    good = '{"title": "T", "text": "RUS withheld VEN air_defence @speaker: words.", "outlet": "A", "language": "en"}\n'
    (tmp_path / "flood.jsonl").write_text("{broken\n" * 1_500 + good, "utf-8")

    ran = run("read", "flood.jsonl", "--format", "json")

    told = json.loads(ran.out)
    assert (ran.status, told["read"], told["refused"], len(told["refusals"])) == (1, 1, 1_500, 1_001)
    assert "more than 1,000 refusals" in told["refusals"][-1]["problem"]
    assert len(ran.err.splitlines()) <= 1_010
