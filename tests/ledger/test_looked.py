"""The collection log: what was asked, what came, what is known of it later; and pointers."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sealing import numbered, sealed

from papertiger.errors import LedgerError
from papertiger.ledger import Ledger
from papertiger.ledger.looked import DayOfSource, Look, Pointer
from papertiger.readers import Reading

FEED = "https://news.example/rss"
ITEM = "https://news.example/1"


@pytest.fixture
def local(path: Path) -> Iterator[Ledger]:
    """A ledger in a file alone, where both databases are asked the same by other tests."""
    with Ledger.open(path) as opened:
        yield opened


def at(day: int, hour: int = 10) -> str:
    return f"2026-01-{day:02d}T{hour:02d}:00:00.000000Z"


def look(day: int, **changes: object) -> Look:
    fields: dict[str, object] = {"source": "вісник", "kind": "feed", "address": FEED, "at": at(day)}
    return Look(**fields | changes)  # type: ignore[arg-type] # fields by name


def test_a_look_is_told_as_it_was_with_what_looked(ledger: Ledger) -> None:
    headers = {"ETag": '"a"', ":ip": "192.0.2.1", ":redirects": "https://news.example/feed"}
    one = look(14, outlet="Вісник", status=200, headers=headers, size=7, sha256="0a", listed=3, fresh=2)

    assert ledger.look(one) == 1

    (told,) = ledger.looks()
    assert told.program.startswith("papertiger ")
    assert dataclasses.replace(told, program="") == one
    assert (told.header("etag"), told.header("last-modified"), told.answered) == ('"a"', None, True)


def test_a_look_that_is_stored_again_is_stored_once(local: Ledger) -> None:
    assert local.look(look(14), look(14, address=ITEM)) == 2
    assert local.look(look(14), look(15)) == 1
    assert local.look() == 0


def test_a_moment_is_stored_in_utc_and_one_without_its_offset_is_refused(local: Ledger) -> None:
    local.look(look(14, at="2026-01-14T12:00:00+02:00"))

    assert [one.at for one in local.looks()] == [at(14)]
    with pytest.raises(LedgerError, match="no moment in UTC"):
        local.look(look(14, at="2026-01-14T12:00:00"))
    with pytest.raises(LedgerError, match="no kind of look 'rss'"):
        local.look(look(14, kind="rss"))


def test_following_goes_on_from_the_last_look_and_its_headers(ledger: Ledger) -> None:
    first = look(14, headers={"etag": '"a"'}, status=200)
    ledger.look(first, look(15, problem="answered 503", status=503), look(16, source="another"))

    last = ledger.last_look("вісник", FEED)
    answered = ledger.last_look("вісник", FEED, answered=True)

    assert last is not None
    assert (last.at, last.answered) == (at(15), False)
    assert answered is not None
    assert (answered.at, answered.header("ETag")) == (at(14), '"a"')
    assert ledger.last_look("вісник", ITEM) is None


def test_looks_are_chosen_by_source_day_and_kind(local: Ledger) -> None:
    local.look(look(14), look(15), look(15, kind="robots", address=ITEM), look(16, source="another"))

    assert [one.at for one in local.looks("вісник")] == [at(14), at(15), at(15)]
    assert [one.at for one in local.looks(since="2026-01-15", kinds=["feed"])] == [at(15), at(16)]


def test_addresses_are_seen_by_looks_and_by_articles(ledger: Ledger, reading: Callable[..., Reading]) -> None:
    long = ITEM + "?" + "x" * 5000
    ledger.add(reading(1, url="https://news.example/read"))
    ledger.look(
        look(14, kind="article", address=ITEM),
        look(14, kind="article", address=long),
        look(14, kind="article", address="https://news.example/gone", problem="answered 404"),
    )
    asked = [ITEM, long, "https://news.example/read", "https://news.example/gone", FEED]

    assert ledger.seen_addresses(asked) == {ITEM, long, "https://news.example/read"}
    assert ledger.seen_addresses([]) == set()


def test_articles_that_failed_are_told_with_how_often(ledger: Ledger) -> None:
    gone = "https://news.example/gone"
    ledger.look(
        look(14, kind="article", address=ITEM),
        look(14, kind="article", address=gone, problem="answered 500", status=500),
        look(15, kind="article", address=gone, problem="answered 404", status=404),
        look(16, kind="robots", address=FEED, problem="answered 500"),
    )
    found = ledger.failed_looks([ITEM, gone, FEED, "https://news.example/never"])

    assert {address: (number, last.status) for address, (number, last) in found.items()} == {gone: (2, 404)}
    assert ledger.failed_looks([]) == {}


def test_how_a_source_is_needs_its_lists_in_short(ledger: Ledger) -> None:
    ledger.look(
        look(14, listed=3, fresh=2),
        look(15, listed=3, fresh=0),
        look(16, problem="answered 500", status=500, headers={":kind": "status", "server": "x"}),
        look(17, kind="robots"),
        look(16, source="another", fresh=1),
    )
    assert [
        (one.fresh, one.problem, one.cause, one.status) for one in ledger.glances("вісник", "2026-01-15")
    ] == [(0, None, None, None), (None, "answered 500", "status", 500)]
    assert [one.cause for one in ledger.looks("вісник", "2026-01-16", ["feed"])] == ["status"]
    assert {source: f"{when:%d}" for source, when in ledger.last_news("2026-01-01").items()} == {
        "вісник": "14",
        "another": "16",
    }
    assert set(ledger.last_news("2026-01-15")) == {"another"}


def test_the_days_of_a_source_count_what_was_asked_for_news(ledger: Ledger) -> None:
    ledger.look(
        look(14, fresh=3),
        look(14, at=at(14, 12), fresh=0),
        look(14, at=at(14, 13), problem="timed out"),
        look(14, kind="article", address=ITEM),
        look(14, kind="robots", address=ITEM),
        look(16, source="another", kind="sitemap", fresh=1),
        look(19, fresh=9),
    )

    assert ledger.source_days(date(2026, 1, 14), date(2026, 1, 18)) == (
        DayOfSource("another", date(2026, 1, 16), 1, 1, 1),
        DayOfSource("вісник", date(2026, 1, 14), 3, 2, 3),
    )


def test_a_look_names_the_article_that_it_gave(local: Ledger, reading: Callable[..., Reading]) -> None:
    read = reading(1)
    with pytest.raises(LedgerError, match="must be stored before"):
        local.look(look(14, kind="article", address=ITEM, article=read.article.key))
    local.add(read)
    local.look(look(14, kind="article", address=ITEM, article=read.article.key))

    assert [one.article for one in local.looks()] == [read.article.key]


def test_a_look_is_no_evidence_but_is_in_custody(local: Ledger) -> None:
    before, chain = local.evidence_upto(), local.chain()

    local.look(look(14))

    assert local.evidence_upto() == before
    assert local.chain() != chain


def pointer(line: int, day: int | None = 14, address: str | None = ITEM) -> Pointer:
    stated = date(2026, 1, day) if day else None
    return Pointer(
        "gdelt-events", "20260114.export.csv", line, address, stated, {"root": "13", "goldstein": -4.4}
    )


def test_a_row_of_an_archive_is_pointed_to_once(ledger: Ledger) -> None:
    new = [pointer(n) for n in range(1, 1001)]

    assert ledger.point(new) == 1000
    assert ledger.point([*new[500:], pointer(1001), pointer(1001)]) == 1
    assert list(ledger.pointers(limit=1)) == [pointer(1)]


def test_pointers_are_found_by_address_kind_and_day(ledger: Ledger) -> None:
    long = ITEM + "x" * 5000
    ledger.point([pointer(1), pointer(2, 15), pointer(3, None, None), pointer(4, 16, long)])

    assert [one.line for one in ledger.pointers(ITEM)] == [1, 2]
    assert [one.line for one in ledger.pointers(long)] == [4]
    assert [one.line for one in ledger.pointers(since=date(2026, 1, 15), until=date(2026, 1, 15))] == [2]
    assert [one.line for one in ledger.pointers(kind="gdelt-gkg")] == []
    assert [one.line for one in ledger.pointers(limit=2)] == [1, 2]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (('"kind":"feed"', '"kind":"rumour"'), "looks.kind"),
        (('"address":"https://news.example/rss"', '"address":"https://news.example/atom"'), "looks.id"),
        (('"fresh":2', '"fresh":"two"'), "looks.fresh"),
        (('"line":1', '"line":2'), "pointers.id"),
        (('"day":"2026-01-14"', '"day":"2026-1-14"'), "pointers.day"),
    ],
)
def test_what_was_changed_on_the_way_is_refused_even_with_its_seal_renewed(
    path: Path, tmp_path: Path, change: tuple[str, str], field: str
) -> None:
    with Ledger.open(path) as ledger:
        ledger.look(look(14, fresh=2))
        ledger.point([pointer(1)])
        log = list(ledger.log_lines())
    with Ledger.open(tmp_path / "other.ledger") as other:
        done = other.take_log("a.jsonl", numbered(sealed([line.replace(*change) for line in log])))

        assert field in str(done.refused[0])


def test_looks_and_pointers_come_along_with_a_log(ledger: Ledger, tmp_path: Path) -> None:
    ledger.look(look(14, fresh=2), look(15))
    ledger.point([pointer(1)])
    with Ledger.open(tmp_path / "other.ledger") as other:
        other.look(look(15))
        done = other.take_log("a.jsonl", enumerate(ledger.log_lines(), start=1))

        assert (done.refused, done.conflicts) == ([], [])
        assert list(other.looks()) == list(ledger.looks())
        assert list(other.pointers()) == [pointer(1)]
