"""Whatever a log from outside holds: a bad entry leaves nothing, the good ones come in, and the message says where and why."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sealing import changed, numbered, sealed

from papertiger.ledger import Ledger
from papertiger.ledger.schema import EVIDENCE, METADATA
from papertiger.ledger.transfer.reading import lines_in, lines_of
from papertiger.ledger.transfer.refusal import RefusedError
from papertiger.readers import Reading

Change = Callable[[dict[str, Any]], None]


def setting(**fields: object) -> Change:
    def change(row: dict[str, Any]) -> None:
        row.update(fields)

    return change


@pytest.fixture
def log(tmp_path: Path, reading: Callable[..., Reading]) -> list[str]:
    """Two articles, an entry each."""
    with Ledger.open(tmp_path / "source.ledger") as ledger:
        ledger.add(reading(1))
        ledger.add(reading(2))
        return list(ledger.log_lines())


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "target.ledger") as opened:
        yield opened


def rows(ledger: Ledger) -> int:
    with ledger._engine.connect() as connection:
        return sum(len(connection.execute(table.select()).all()) for table in METADATA.sorted_tables)


HASH = "0" * 64
BAD: list[tuple[str, Change, str]] = [
    ("articles", setting(text="Інший текст."), "articles.sha256"),
    ("articles", setting(text="e\u0301"), "articles.text"),
    ("articles", setting(key=HASH), "articles.key"),
    ("articles", setting(outlet="Інший"), "articles.key"),
    ("articles", setting(raw="AAAA"), "articles.raw_sha256"),
    ("articles", setting(raw="AAA"), "articles.raw"),
    ("articles", setting(raw="AA=="[:3] + "!"), "articles.raw"),
    ("articles", setting(title=5), "articles.title"),
    ("articles", setting(layout=[]), "articles.layout"),
    (
        "articles",
        setting(layout={"paragraphs": [[0, 10**6, "body"]], "furniture": []}),
        "articles.layout.paragraphs",
    ),
    (
        "articles",
        setting(layout={"paragraphs": [[5, 2, "body"]], "furniture": []}),
        "articles.layout.paragraphs",
    ),
    ("articles", setting(layout={"paragraphs": [], "furniture": [], "more": 1}), "articles.layout"),
    ("articles", setting(path=None), "articles.path"),
    ("fetches", setting(at="yesterday"), "fetches.at"),
    ("fetches", setting(at="2026-02-30T00:00:00Z"), "fetches.at"),
    ("fetches", setting(size=2**31), "fetches.size"),
    ("fetches", setting(size=True), "fetches.size"),
    ("fetches", setting(article=HASH), ""),
    ("coders", setting(version="2"), "coders.id"),
    ("readings", setting(id="ff" * 16), "readings.id"),
    ("readings", setting(claims=-1), "readings.claims"),
    ("readings", setting(number=1.0), "readings.number"),
    ("chains", setting(digest="ff" * 16), "attributions.chain"),
    ("chains", setting(speaker="RUS"), "chains.speaker"),
    ("chains", setting(said_by="інший"), "chains.said_by"),
    ("attributions", setting(name="Інший"), "chains.digest"),
    ("attributions", setting(kind="angel"), "attributions.kind"),
    ("attributions", setting(step=3), "attributions.step"),
    ("attributions", setting(anonymous=1), "attributions.anonymous"),
    ("claims", setting(quote="Країна Б передала"), "claims.quote"),
    ("claims", setting(start=1), "claims.quote"),
    ("claims", setting(start=-100), "claims.quote"),
    ("claims", setting(start=10, end=5), "claims.quote"),
    ("claims", setting(quote="", start=3, end=3), "claims.quote"),
    ("claims", setting(prefix="щось"), "claims.prefix"),
    ("claims", setting(suffix="щось"), "claims.suffix"),
    ("claims", setting(domain="weather"), "claims.domain"),
    ("claims", setting(modality="sure"), "claims.modality"),
    ("claims", setting(predicate="trusts"), "claims.predicate"),
    ("claims", setting(family="gossip"), "claims.family"),
    ("claims", setting(confidence=1.5), "claims.confidence"),
    ("claims", setting(confidence=1), "claims.confidence"),
    ("claims", setting(version=0), "claims.version"),
    ("claims", setting(side="both"), "claims.side"),
    ("claims", setting(contexts=[1]), "claims.contexts.0"),
    ("claims", setting(explanation={"field": 1}), "claims.explanation"),
    ("claims", setting(chain="ff" * 16), ""),
    ("claims", setting(reading="ff" * 16), "claims.reading"),
    ("claims", setting(article=HASH), "claims.article"),
    ("claims", setting(row=7), ""),
    ("claims", setting(entry=1), ""),
    ("claims", setting(quote="a\0b"), ""),
    ("entries", setting(at="never"), "entries.at"),
    ("entries", setting(id="\n"), "entries.id"),
    ("entries", setting(id="x" * 1000), "entries.id"),
    ("entries", setting(more=1), "entries"),
    ("entries", setting(activity={}), "entries.activity"),
    ("readings", setting(table="standing"), ""),
    ("readings", setting(table="alembic_version"), ""),
    ("readings", setting(table=["claims"]), ""),
]


@pytest.mark.parametrize(("table", "change", "field"), BAD)
def test_an_entry_with_a_bad_row_is_refused_whole_and_the_place_named(
    log: list[str], target: Ledger, table: str, change: Change, field: str
) -> None:
    first = log[1 : 1 + next(n for n, line in enumerate(log[1:]) if "custody" in line) + 1]
    before = rows(target)
    done = target.take_log("bad.jsonl", numbered(changed([log[0], *first], table, change)))

    assert [(one.file, one.field or "") for one in done.refused] == [("bad.jsonl", field)]
    assert done.refused[0].line is not None
    assert done.refused[0].cure
    assert rows(target) == before


def test_entries_beside_a_bad_one_come_in(log: list[str], target: Ledger) -> None:
    bad = changed(log, "fetches", setting(at="yesterday"), which=1)
    target.take_log("bad.jsonl", numbered(bad))

    assert [article.path for article in target.articles()] == ["news/1.txt"]


RAW: list[tuple[str, str, str]] = [
    ('"number":1', '"number":1,"number":2', "twice"),
    ('"confidence":0.83', '"confidence":NaN', "NaN"),
    ('"confidence":0.83', '"confidence":1e999', "greater"),
    ('"confidence":0.83', '"confidence":0.830', "form"),
    ('"explanation":[', '"explanation":' + "[" * 5000 + "[", "levels"),
    ('"explanation":[', '"explanation":' + "[" * 30 + "]" * 30 + ',"x":[', "levels"),
    ('"frame":"deliver"', '"frame":"\\u0064eliver"', "form"),
    ('"frame":"deliver"', '"frame":"\\ud800"', "surrogate"),
    ('"frame":"deliver"', '"frame": "deliver"', "form"),
    ('{"table":"claims"', '[{"table":"claims"', "JSON"),
    ('"number":1', '"number":' + "9" * 5000, "JSON"),
    ('"number":1', '"number":null', "null"),
]


@pytest.mark.parametrize(("words", "bad", "said"), RAW)
def test_json_that_says_something_twice_or_nothing_is_refused(
    log: list[str], target: Ledger, words: str, bad: str, said: str
) -> None:
    at = next(n for n, line in enumerate(log) if words in line)
    log[at] = log[at].replace(words, bad, 1)
    done = target.take_log("bad.jsonl", numbered(log))

    assert said in str(done.refused[0])
    assert (done.refused[0].file, done.refused[0].line) == ("bad.jsonl", at + 1)


@pytest.mark.parametrize("table", ["articles", "claims", "readings", "coders", "fetches"])
def test_a_changed_row_under_the_old_seal_is_noticed(log: list[str], target: Ledger, table: str) -> None:
    words = {"articles": "news/1.txt", "claims": "deliver", "readings": '"parsed":2'}.get(
        table, '"version":"1"'
    )
    words = '"method":"file"' if table == "fetches" else words
    at = next(n for n, line in enumerate(log) if f'"table":"{table}"' in line and words in line)
    log[at] = log[at].replace(words, words.replace("1", "3").replace("e", "a").replace("2", "4"), 1)
    done = target.take_log("bad.jsonl", numbered(log))

    assert done.refused
    assert all(article.path != "news/1.txt" for article in target.articles())


def test_an_entry_taken_out_breaks_the_chain_and_nothing_behind_it_is_taken(
    log: list[str], target: Ledger
) -> None:
    ends = [n for n, line in enumerate(log) if line.startswith('{"table":"custody"')]
    done = target.take_log("cut.jsonl", numbered([log[0], *log[ends[0] + 1 :]]))

    assert "chain" in str(done.refused[0])
    assert list(target.articles()) == []


def test_entries_that_changed_places_break_the_chain(log: list[str], target: Ledger) -> None:
    end = next(n for n, line in enumerate(log) if line.startswith('{"table":"custody"'))
    done = target.take_log("moved.jsonl", numbered([log[0], *log[end + 1 :], *log[1 : end + 1]]))

    assert any(one.field == "custody.chain" for one in done.refused)


def test_a_file_that_ends_too_early_says_so_and_keeps_what_came(log: list[str], target: Ledger) -> None:
    end = next(n for n, line in enumerate(log) if line.startswith('{"table":"custody"'))
    done = target.take_log("short.jsonl", numbered(log[: end + 1]))

    assert "ends after 1 of 2 entries" in str(done.refused[0])
    assert len(list(target.articles())) == 1


def test_an_entry_cut_in_the_middle_leaves_nothing(log: list[str], target: Ledger) -> None:
    before = rows(target)
    done = target.take_log("short.jsonl", numbered(log[:4]))

    assert any("ends inside this entry" in str(one) for one in done.refused)
    assert rows(target) == before


def test_rows_put_twice_are_refused(log: list[str], target: Ledger) -> None:
    at = next(n for n, line in enumerate(log) if line.startswith('{"table":"claims"'))
    done = target.take_log("twice.jsonl", numbered(sealed([*log[: at + 1], *log[at:]])))

    assert "second row" in str(done.refused[0])
    assert done.refused[0].line == at + 2


def test_an_entry_that_is_there_with_other_rows_is_refused_as_changed(log: list[str], target: Ledger) -> None:
    target.take_log("good.jsonl", numbered(log))
    before = rows(target)
    done = target.take_log("bad.jsonl", numbered(changed(log, "readings", setting(parsed=1))))

    assert "one was changed" in str(done.refused[0])
    assert rows(target) == before


def test_a_claim_that_belongs_to_another_article_here_is_refused(log: list[str], target: Ledger) -> None:
    claims = [json.loads(line)["id"] for line in log if line.startswith('{"table":"claims"')]
    done = target.take_log("bad.jsonl", numbered(changed(log, "claims", setting(id=claims[0]), which=2)))

    assert [one.field for one in done.refused] == ["claims.id"]
    assert [article.path for article in target.articles()] == ["news/1.txt"]


@pytest.mark.parametrize(
    "first",
    [
        "",
        "[]",
        "{}",
        '{"format":"other"}',
        '{"format":"papertiger-ledger","version":2,"schema":"0004","entries":0,"chain":""}',
        '{"format":"papertiger-ledger","version":1,"schema":"9999","entries":0,"chain":""}',
        '{"format":"papertiger-ledger","version":1,"schema":"0004","entries":"0","chain":""}',
        '{"format":"papertiger-ledger","version":1,"schema":"0004","entries":0}',
    ],
)
def test_what_is_no_log_of_this_version_is_refused_at_its_first_line(target: Ledger, first: str) -> None:
    done = target.take_log("other.jsonl", numbered([first]))

    assert [(one.file, one.line) for one in done.refused] == [("other.jsonl", 1)]


def test_a_gzip_bomb_is_refused_before_it_fills_memory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress((b"[" + b"0" * 1000 + b"]\n") * 100_000, 9))

    with pytest.raises(RefusedError, match="unpacks to more than"):
        for _ in lines_of(path, "bomb.gz"):
            pass


def test_a_line_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("papertiger.ledger.transfer.reading.LONGEST", 1000)
    path = tmp_path / "long.jsonl"
    path.write_bytes(b"0" * 200_000)

    with pytest.raises(RefusedError, match="a line of more than"):
        list(lines_of(path, "long.jsonl"))


def test_gzip_is_told_by_its_first_bytes_whatever_the_name(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(gzip.compress("а\nб\r\n\nв".encode()) + gzip.compress(b"\nd"))

    assert list(lines_of(path, "x")) == [(1, "а"), (2, "б"), (4, "в"), (5, "d")]


@pytest.mark.parametrize("cut", [1, 5, 12])
def test_damaged_gzip_says_so(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "log.gz"
    path.write_bytes(gzip.compress(b"abc\n" * 100)[:-cut])

    with pytest.raises(RefusedError, match=r"ends too early|damaged"):
        list(lines_of(path, "log.gz"))


def test_bytes_that_are_no_utf8_name_their_line(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(b"{}\n\xff\n")

    with pytest.raises(RefusedError, match=r"log:2: no UTF-8"), path.open("rb") as stream:
        list(lines_in(stream, "log"))


def test_every_table_is_checked_or_left_free_on_purpose() -> None:
    from papertiger.ledger.transfer.content import _EXAMINE  # noqa: PLC0415 - what is looked into

    assert set(EVIDENCE) - set(_EXAMINE) == {"fetches", "chains", "attributions", "joined"}
