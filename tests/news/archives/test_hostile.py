"""Archives made to mislead or to exhaust: one refusal for each bad place, bounded memory, and the rest is read."""

from __future__ import annotations

import gzip
import hashlib
import io
import time
import tracemalloc
from pathlib import Path

import pytest
from archived import Archive, answer, bomb, by_hand, members
from hypothesis import given, settings
from hypothesis import strategies as st

from papertiger.news import Refusal, load
from papertiger.news.archives.pieces import pieces
from papertiger.news.archives.warc import Record, records
from papertiger.news.sources import Source

GOOD = by_hand(answer(), address="https://example.org/good")


def read(raw: bytes, **how: int) -> list[Record | Refusal]:
    return list(records(io.BytesIO(raw), "x.warc.gz", **how))


def told(found: list[Record | Refusal]) -> list[str]:
    """Addresses of what was read, problems of what was not."""
    return [one.problem if isinstance(one, Refusal) else one.address.rpartition("/")[2] for one in found]


@pytest.mark.parametrize("length", [10, 5_000_000, 10**17, "-1", "x", "", "1_0", "٣", 10**30])
@pytest.mark.parametrize("packed", [True, False])
def test_a_lying_length_costs_its_own_record_only(tmp_path: Path, length: int | str, packed: bool) -> None:
    lie = by_hand(answer(), length=length)
    path = tmp_path / "x.warc"
    path.write_bytes(members(GOOD, lie, GOOD) if packed else GOOD + lie + GOOD)
    found = list(pieces(Source("x.warc", path)))

    assert [piece.number for piece in found if not isinstance(piece, Refusal)] == [1, 3]
    assert [one.row for one in found if isinstance(one, Refusal)] == [2]


def test_a_member_that_is_damaged_costs_its_own_record_only() -> None:
    first, second, third = (members(by_hand(answer(), address=f"https://example.org/{i}")) for i in range(3))
    broken = bytearray(second)
    broken[len(broken) // 2] ^= 0xFF
    for bad in (
        bytes(broken),
        second[: len(second) // 2],
        second[:-3] + b"\0\0\0",
        b"\x1f\x8b\x08" + bytes(50),
    ):
        found = told(read(first + bad + third))
        assert (found[0], found[-1]) == ("0", "2")
        assert len(found) == 3
        assert found[1].startswith(f"the record at byte {len(first)} ")


def test_bytes_that_mock_members_end_the_search_for_the_next() -> None:
    began = time.process_time()
    found = told(read(members(GOOD) + b"\x1f\x8b\x08" * 2_000_000))

    assert found[0] == "good"
    assert len(found) == 2
    assert time.process_time() - began < 1


def test_the_next_member_is_found_wherever_a_chunk_ends() -> None:
    last = members(by_hand(answer(), address="https://example.org/last"))
    for junk in (0, 1, 2, 65_400, 65_533, 65_534, 65_535, 65_536, 200_000):
        found = told(read(members(GOOD) + b"\x1f\x8b\x08\xff" + b"-" * junk + last))
        assert [found[0], found[-1], len(found)] == ["good", "last", 3]


def test_a_file_cut_off_keeps_what_stands_before() -> None:
    for raw in (members(GOOD, GOOD)[:-40], (GOOD + GOOD)[:-40]):
        good, cut = told(read(raw))
        assert good == "good"
        assert "is cut off" in cut or "ends in the middle" in cut


def test_what_stands_between_records_is_told_once() -> None:
    """And the record before it is not believed: nothing says that it ends where it claims to."""
    assert told(read(GOOD + GOOD + b"junk\r\n" * 1000 + b"\r\n" + GOOD)) == [
        "good",
        f"the record at byte {len(GOOD):,} says {len(answer()):,} bytes, and no record begins behind them",
        "good",
    ]


def test_a_bomb_is_left_before_it_is_unpacked() -> None:
    raw = members(GOOD) + bomb(by_hand(answer(), length=200_000_000)[:-4], 200) + members(GOOD)
    tracemalloc.start()
    began = time.process_time()
    found = told(read(raw))
    seconds, (_, peak) = time.process_time() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert found[0] == found[-1] == "good"
    assert len(found) == 3
    assert "packed more than 100 to one" in found[1]
    assert seconds < 2
    assert peak < 40_000_000


def test_a_bomb_inside_an_answer_is_refused() -> None:
    fields = "Content-Type: text/html\r\nContent-Encoding: gzip\r\n"
    inner = bomb(b"<html>", 200)
    nested = gzip.compress(gzip.compress(b"<html><body>" + b"text " * 100, 9), 9)
    dense, packed_twice, good = read(
        members(by_hand(answer(inner, fields)), by_hand(answer(nested, fields)), GOOD)
    )

    assert isinstance(dense, Refusal)
    assert "packed more than 100 to one" in dense.problem
    assert isinstance(
        packed_twice, Record
    )  # one layer is undone; what is left is no page, and the loader says so
    assert packed_twice.payload.startswith(b"\x1f\x8b")
    assert isinstance(good, Record)


def test_gzip_in_gzip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.warc.gz").write_bytes(gzip.compress(members(GOOD)))
    (refusal,) = load([tmp_path])

    assert isinstance(refusal, Refusal)
    assert "gzip data in gzip data" in refusal.line


def test_chunks_that_lie_give_what_there_is() -> None:
    fields = "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n"
    bodies = (
        b"ffffffff\r\nshort",
        b"zz\r\nno chunk",
        b"5\r\nhello\r\n",
        b"f" * 10_000 + b"\r\nx",
        b"-5\r\nabc",
        b"",
    )
    found = read(members(*(by_hand(answer(body, fields)) for body in bodies), GOOD))

    assert len(found) == len(bodies) + 1
    assert isinstance(found[-1], Record)
    assert all(len(one.payload) < 20_000 for one in found if isinstance(one, Record))


def test_floods_of_header_fields_end() -> None:
    flood = GOOD.replace(b"WARC-Date", b"".join(b"X-%d: y\r\n" % i for i in range(10_000)) + b"WARC-Date")
    http = by_hand(answer(fields="".join(f"X-{i}: y\r\n" for i in range(100_000))))
    endless = b"WARC/1.0\r\n" + b"A" * 30_000_000
    folded = GOOD.replace(b"WARC-Date", b"X: y\r\n" + b" z\r\n" * 15_000 + b"WARC-Date")
    began = time.process_time()
    found = told(read(members(flood, http, folded) + members(endless, GOOD)))

    assert "its head has no end" in found[0]
    assert found[-1] == "good"
    assert time.process_time() - began < 2


def test_many_lying_heads_cost_no_more_than_honest_ones() -> None:
    """Each claims nearly the largest record: what is read ahead for one serves the next."""
    head = by_hand(b"", length=19_000_000)
    raw = head * 5_000 + bytes(19_000_000)
    began = time.process_time()
    found = read(raw)

    assert len(found) >= 5_000
    assert time.process_time() - began < 3


def test_a_record_over_the_limit_is_refused_and_passed() -> None:
    large = by_hand(answer(hashlib.shake_128(b"").digest(300_000)))
    for raw in (members(GOOD, large, GOOD), GOOD + large + GOOD):
        first, refusal, last = told(read(raw, max_bytes=100_000))
        assert (first, last) == ("good", "good")
        assert "over the limit of 100,000" in refusal


SEED = Archive().info().response().response("https://example.org/b").raw
PLAIN = GOOD + by_hand(answer(fields="Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"))


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from([SEED, PLAIN]))
def test_no_damage_makes_the_reader_fail_or_run_on(data: st.DataObject, seed: bytes) -> None:
    raw = bytearray(seed)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(raw) - 1))
        change = data.draw(st.sampled_from(["flip", "cut", "insert", "double"]))
        if change == "flip":
            raw[place] ^= data.draw(st.integers(1, 255))
        elif change == "cut":
            del raw[place : place + data.draw(st.integers(1, 200))]
        elif change == "insert":
            raw[place:place] = data.draw(st.binary(max_size=50))
        else:
            raw[place:place] = raw[place : place + 100]
        if not raw:
            return
    found = read(bytes(raw))
    assert len(found) < 20
    assert all(one.line.isprintable() for one in found if isinstance(one, Refusal))
