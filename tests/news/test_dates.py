"""Dates as news prints them."""

from __future__ import annotations

import pytest

from papertiger.news.dates import from_timestamp, parse_date

READ = [
    ("2026-01-14", "2026-01-14"),
    ("20260114", "2026-01-14"),
    ("2026-01-14T10:35:00+02:00", "2026-01-14T10:35:00+02:00"),
    ("2026-01-14T10:35:00.123Z", "2026-01-14T10:35:00+00:00"),
    ("2026-01-14 10:35", "2026-01-14"),
    ("20260114T103500Z", "2026-01-14T10:35:00+00:00"),
    ("Wed, 14 Jan 2026 10:35:00 +0200", "2026-01-14T10:35:00+02:00"),
    ("Wed, 14 Jan 2026 10:35:00 GMT", "2026-01-14T10:35:00+00:00"),
    ("14 січня 2026, 10:35", "2026-01-14"),
    ("14 січня 2026 року о 10:35", "2026-01-14"),
    ("Середа, 14 січня 2026", "2026-01-14"),
    ("10:35, 14 січ. 2026", "2026-01-14"),
    ("14 января 2026 г., 10:35", "2026-01-14"),
    ("среда, 14 января 2026 года", "2026-01-14"),
    ("1 мая 2025", "2025-05-01"),
    ("January 14, 2026", "2026-01-14"),
    ("Jan. 14, 2026 10:35 AM EST", "2026-01-14"),
    ("14 January 2026", "2026-01-14"),
    ("14th of January, 2026", "2026-01-14"),
    ("Published: Jan 14, 2026 at 9:05 UTC", "2026-01-14T09:05:00+00:00"),
    ("14.01.2026", "2026-01-14"),
    ("14.01.26, 10:35", "2026-01-14"),
    ("2026/01/14", "2026-01-14"),
    ("25/12/2025", "2025-12-25"),
    ("12/25/2025", "2025-12-25"),
    ("05/05/2025", "2025-05-05"),
]
NOT_READ = [
    "",
    "January",
    "2026",
    "01/02/2026",
    "31 лютого 2026",
    "2026-13-01",
    "14 січня 2026 посол залишив Гавану",
    "On January 14, 2026 the envoy left",
    "99.99.2026",
    "9999999999999-01-01",
    "14 січня",
]


@pytest.mark.parametrize(("printed", "iso"), READ)
def test_a_printed_date_becomes_iso(printed: str, iso: str) -> None:
    assert parse_date(printed) == iso


@pytest.mark.parametrize("printed", NOT_READ)
def test_what_is_no_date_or_could_be_two_is_not_read(printed: str) -> None:
    assert parse_date(printed) is None


@pytest.mark.parametrize("number", [1768379700, 1768379700.0, 1768379700000])
def test_a_unix_time_is_read_in_seconds_or_milliseconds(number: float) -> None:
    assert from_timestamp(number) == "2026-01-14T08:35:00+00:00"


@pytest.mark.parametrize("number", [0, -5, 1e300, float("inf"), float("nan")])
def test_a_number_that_is_no_time_is_left_out(number: float) -> None:
    assert from_timestamp(number) is None
