"""The drawing of who retold whom."""

from __future__ import annotations

import re

from papertiger.report.drawing import Descent, Telling, descent


def _drawn(*tellings: Telling) -> str:
    made = descent(Descent("d", "The family", "Each row an article.", tellings))
    assert made is not None
    return made.__html__()


FIRST = Telling("Wire", "2026-02-17T06:00:00+00:00", None, "Wire, 17 February", "#a-1")


def test_each_article_is_a_link_at_its_hour_joined_to_the_one_it_retells() -> None:
    drawn = _drawn(FIRST, Telling("Courier", "2026-02-17T18:00:00+00:00", 0, "Courier, 17 February", "#a-2"))
    assert re.findall(r'<a href="(#a-\d)"', drawn) == ["#a-1", "#a-2"]
    one, other = (float(x) for x in re.findall(r'cx="([\d.]+)"', drawn))
    assert one < other
    (join,) = re.findall(r'class="descent-join" d="([^"]+)"', drawn)
    assert join.startswith(f"M{one:g} ")
    assert join.endswith(f"H{other:g}")


def test_a_report_that_is_not_in_the_ledger_is_an_open_ring_without_a_link() -> None:
    drawn = _drawn(Telling("Far Wire", "2026-02-17", None, "Far Wire", "", there=False))
    assert "descent-ring" in drawn
    assert "<a " not in drawn


def test_an_undated_article_stands_at_the_edge_as_a_square() -> None:
    drawn = _drawn(FIRST, Telling("Undated", "", 0, "Undated", "#a-2"))
    assert 'class="descent-dot" x="7"' in drawn


def test_nothing_is_drawn_where_no_article_has_a_day() -> None:
    assert descent(Descent("d", "t", "d", (Telling("Undated", "", None, "Undated", ""),))) is None


def test_the_name_of_a_mark_holds_what_is_seen_of_it() -> None:
    long = "A very long name of an outlet that nobody could ever print whole in a drawing"
    drawn = _drawn(Telling(long, "2026-02-17", None, long, "#a-1"))
    label = re.findall(r'aria-label="([^"]+)"', drawn)[0]
    shown = re.findall(r'<text class="words"[^>]*>([^<]+)<', drawn)[0]
    assert shown in label
    assert long in label


def test_what_a_ledger_holds_is_escaped() -> None:
    assert "<b>" not in _drawn(Telling("<b>Wire", "2026-02-17", None, "<b>", "#a-1"))
