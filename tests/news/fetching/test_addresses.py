"""Addresses that are refused before anything is sent, and the form of those that are not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from pathlib import Path
from unittest import mock

import httpcore2
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from webservers import here

from papertiger.errors import FetchError
from papertiger.news.fetching import fetch
from papertiger.news.fetching.addresses import parse, redirected
from papertiger.news.fetching.budget import Budget
from papertiger.news.fetching.limits import DEFAULTS, PUBLIC
from papertiger.news.fetching.resolving import pinned

EVIL = yaml.safe_load((Path(__file__).parent / "evil_addresses.yaml").read_text("utf-8"))
WEB = frozenset({80, 443})


@contextmanager
def nothing_connected() -> Iterator[list[str]]:
    """The IP addresses to which a connection was tried, all of which fail."""
    tried: list[str] = []

    def connect(_: object, ip: str, *_more: object) -> None:
        tried.append(ip)
        raise httpcore2.ConnectError("not in tests")

    with mock.patch.object(httpcore2.SyncBackend, "connect_tcp", connect):
        yield tried


@pytest.mark.parametrize("row", EVIL, ids=lambda row: ascii(row["address"]))
def test_an_evil_address_is_refused_before_anything_is_sent(row: dict[str, object]) -> None:
    looked_up: list[str] = []

    def resolve(host: str, _: int) -> list[str]:
        looked_up.append(host)
        return list(row.get("resolves", ["93.184.215.14"]))

    with nothing_connected() as tried, pytest.raises(FetchError) as refused:
        fetch(row["address"], resolve=resolve)

    assert refused.value.kind == row["kind"], refused.value
    assert tried == []
    assert bool(looked_up) == ("resolves" in row)  # a name that is never public is not even looked up
    assert "\n" not in str(refused.value)
    assert str(refused.value).isprintable()


def test_the_table_has_forty_addresses_and_more() -> None:
    assert len({row["address"] for row in EVIL}) == len(EVIL) >= 40


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("https://example.com", "https://example.com/"),
        ("  HTTPS://Example.COM./a?b=c#d\n", "https://example.com/a?b=c"),
        ("http://example.com:80/", "http://example.com/"),
        ("https://example.com:443", "https://example.com/"),
        ("http://example.com:443/", "http://example.com:443/"),
        ("https://example.com?q=1", "https://example.com/?q=1"),
        ("https://приклад.укр/новини/радари", "https://xn--80aikifvh.xn--j1amh/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8/%D1%80%D0%B0%D0%B4%D0%B0%D1%80%D0%B8"),
        ("https://example.com/%D0%BD?a=%26", "https://example.com/%D0%BD?a=%26"),
        ("https://straße.example.com/", "https://xn--strae-oqa.example.com/"),
        ("https://8.8.8.8/x", "https://8.8.8.8/x"),
        ("https://[2606:4700:0::1111]/", "https://[2606:4700::1111]/"),
        ("https://_dmarc.example.com/", "https://_dmarc.example.com/"),
    ],
)  # fmt: skip
def test_a_public_address_is_read_in_one_form(address: str, read: str) -> None:
    assert str(parse(address, WEB)) == read


@pytest.mark.parametrize(
    ("location", "read"),
    [
        ("/b", "https://example.com/b"),
        ("c?d", "https://example.com/a/c?d"),
        ("//example.org/x", "https://example.org/x"),
        ("http://example.org/", "http://example.org/"),
        ("?q", "https://example.com/a/b?q"),
        ("/новини", "https://example.com/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8"),
    ],
)
def test_a_redirect_is_read_against_the_address_it_came_from(location: str, read: str) -> None:
    assert str(redirected(parse("https://example.com/a/b", WEB), location, WEB)) == read


@pytest.mark.parametrize(
    "location",
    ["//127.0.0.1/", "///127.0.0.1/", "http://[::1]/", "file:///etc/passwd", "/\\evil", "//a@b.com/", "http://[", "//x:99"],
)  # fmt: skip
def test_a_redirect_to_what_is_never_fetched_is_refused(location: str) -> None:
    with pytest.raises(FetchError):
        pinned(
            redirected(parse("https://example.com/", WEB), location, WEB), here, PUBLIC, Budget("", DEFAULTS)
        )


def test_an_address_without_end_is_refused_at_once() -> None:
    with pytest.raises(FetchError, match="longer than 4,000 characters") as refused:
        fetch("https://example.com/" + "a" * 1_000_000)
    assert len(str(refused.value)) < 400


NAT64 = IPv6Network("64:ff9b::/96")


def public(text: str) -> bool:
    """Whether an IP address is public, by the standard library and what it holds inside; apart from our own table."""
    ip = ip_address(text)
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]
        if inner is None and ip in NAT64:
            inner = IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


_FOURS = st.one_of(
    st.integers(0, 2**32 - 1),
    st.sampled_from([0x7F000001, 0xA9FEA9FE, 0x0A000001, 0xC0A80001, 0x64400001, 0xC6120001, 0xE0000001, 0]),
)


def _written(number: int, form: int) -> str:
    parts = [(number >> shift) & 255 for shift in (24, 16, 8, 0)]
    six = IPv6Address(number).compressed
    return (
        ".".join(map(str, parts)),
        str(number),
        hex(number),
        f"0{number:o}",
        ".".join(map(hex, parts)),
        ".".join(f"0{part:o}" for part in parts),
        f"{parts[0]}.{number & 0xFFFFFF}",
        f"{parts[0]}.{parts[1]}.{number & 0xFFFF}",
        "".join(chr(ord(c) + 0xFEE0) for c in ".".join(map(str, parts))),
        f"[{six}]",
        f"[::ffff:{'.'.join(map(str, parts))}]",
        f"[64:ff9b::{number >> 16:x}:{number & 0xFFFF:x}]",
        f"[2002:{number >> 16:x}:{number & 0xFFFF:x}::1]",
        f"[2001:0:{number >> 16:x}:{number & 0xFFFF:x}::{~number >> 16 & 0xFFFF:x}:{~number & 0xFFFF:x}]",
        f"x@{'.'.join(map(str, parts))}",
    )[form]


HOSTS = st.one_of(
    st.builds(_written, _FOURS, st.integers(0, 14)),
    st.integers(0, 2**128 - 1).map(lambda number: f"[{IPv6Address(number).compressed}]"),
    st.text(min_size=1, max_size=30),
    st.text("0123456789abcdefx.:[]%@#?/\\-l", min_size=1, max_size=30),
    st.sampled_from(["localhost", "example.com", "a.example.com", "intern", "127.0.0.1.nip.io"]),
)
ADDRESSES = st.one_of(
    st.text(max_size=60),
    st.builds(
        "{}{}{}{}".format,
        st.sampled_from(["http://", "https://", "HTTP://", "http:", "//", "http:///", "http://a@", "http:\\\\"]),
        HOSTS,
        st.sampled_from(["", ":80", ":443", ":22", ":", ":0"]),
        st.one_of(st.just("/"), st.text(max_size=10)),
    ),
)  # fmt: skip
ANSWERS = st.lists(
    st.one_of(
        _FOURS.map(lambda number: str(IPv4Address(number))),
        st.integers(0, 2**128 - 1).map(lambda number: str(IPv6Address(number))),
        st.integers(0, 2**125 - 1).map(lambda number: str(IPv6Address(number | 1 << 125))),
        st.sampled_from(["fe80::1%lo", "", "127.1", "::ffff:127.0.0.1", "93.184.215.14", "2606:4700::1111"]),
    ),
    max_size=3,
)


@settings(max_examples=500, deadline=None)
@given(ADDRESSES, ANSWERS)
@example("https://example.com/", ["93.184.215.14", "2606:4700::1111"])
def test_no_address_reaches_what_is_not_public(address: str, answers: list[str]) -> None:
    with nothing_connected() as tried, pytest.raises(FetchError):
        fetch(address, resolve=lambda *_: answers)
    assert all(public(ip) for ip in tried)
    if address == "https://example.com/" and answers == ["93.184.215.14", "2606:4700::1111"]:
        assert tried == answers  # the test would see a connection


@settings(max_examples=500, deadline=None)
@given(st.integers(0, 2**128 - 1))
def test_reading_an_address_again_changes_nothing(number: int) -> None:
    text = f"https://[{IPv6Address(number)}]/%41?b"
    assert str(parse(str(parse(text, WEB)), WEB)) == str(parse(text, WEB))
