"""Drawings as values: where things lie, what links where, what is not drawn."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest

from papertiger.report.drawing import (
    SIGNS,
    STYLE,
    Cell,
    Edge,
    Element,
    Entry,
    Intervals,
    Lane,
    Mark,
    Matrix,
    Network,
    Node,
    Rate,
    Retelling,
    Timeline,
    icon,
    intervals,
    legend,
    matrix,
    network,
    origin_tree,
    timeline,
)
from papertiger.report.drawing.scales import Days, day_of, rows
from papertiger.report.drawing.timeline import pages


def named(drawn: Element | None, name: str, css: str = "") -> list[Element]:
    """Elements with a name and a class."""
    assert drawn is not None
    return (
        [
            one
            for one in drawn.walk()
            if one.name == name and css in dict(one.attributes).get("class", "").split(" ")
        ]
        if css
        else [one for one in drawn.walk() if one.name == name]
    )


def at(one: Element, name: str) -> float:
    return float(dict(one.attributes)[name])


def place(sign: Element) -> tuple[float, float]:
    """Where a sign stands."""
    x, y = re.fullmatch(r"translate\((\S+) (\S+)\)", dict(sign.attributes)["transform"]).groups()
    return float(x), float(y)


def mark(kind: str = "response", since: str = "2026-01-10", **fields: str) -> Mark:
    given = {
        "sign": "honoured" if kind == "response" else kind,
        "number": "1",
        "until": "",
        "told": f"{kind} {since}",
        "href": "#c",
    }
    return Mark(kind, since=since, **given | fields)


def drawn(*marks: Mark) -> Element | None:
    return timeline(Timeline("t", "Title", "Words", (Lane("Arland → Borland", marks),)))


# Timeline


def test_later_marks_stand_further_right() -> None:
    found = named(
        drawn(mark(since="2026-01-10"), mark(since="2026-01-03"), mark(since="2026-02-01")), "g", "sign"
    )

    first, second, third = (place(one)[0] for one in found)

    assert second < first < third


def test_marks_of_one_day_do_not_cover_each_other() -> None:
    found = named(drawn(*(mark() for _ in range(5))), "g", "sign")

    assert len({place(one) for one in found}) == 5


def test_a_commitment_that_goes_on_reaches_to_the_end_and_an_old_one_does_not_stretch_the_line() -> None:
    whole = drawn(mark("commitment", since="1997-05-01"), mark(since="2026-01-10"), mark(since="2026-01-20"))
    (bar,) = named(whole, "line", "bar")
    signs = {dict(one.attributes)["class"]: place(one)[0] for one in named(whole, "g", "sign")}

    assert at(bar, "x1") == signs["sign commitment"]
    assert at(bar, "x2") > signs["sign honoured"]
    assert all("199" not in one.text() for one in named(whole, "text", "across"))


def test_a_test_is_a_bar_from_the_day_support_was_due_to_the_last_day() -> None:
    whole = drawn(mark("test", since="2026-01-01", until="2026-01-31"))
    (bar,) = named(whole, "line", "test")

    assert at(bar, "x2") - at(bar, "x1") > 500


def test_marks_without_a_day_are_left_out_and_without_any_day_nothing_is_drawn() -> None:
    assert drawn(mark(since="")) is None
    assert drawn() is None
    assert len(named(drawn(mark(since=""), mark()), "a")) == 1


def test_every_mark_links_to_its_place_and_tells_of_it() -> None:
    (link,) = named(drawn(mark(href="#r-1", told="Held back <b>")), "a")

    assert dict(link.attributes)["href"] == "#r-1"
    assert dict(link.attributes)["aria-label"] == "Held back <b>"
    assert link.text().startswith("Held back <b>")


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-01-01", "2026-01-01"),
        ("2026-01-01", "2026-01-20"),
        ("2025-11-01", "2026-03-01"),
        ("1900-01-01", "2026-01-01"),
        ("0001-01-01", "9999-12-31"),
    ],
)
def test_an_axis_has_some_ticks_in_order_within_it(first: str, last: str) -> None:
    line = Days.over([date.fromisoformat(first), date.fromisoformat(last)], 0.0, 100.0)
    places = [x for x, _ in line.ticks()]

    assert 1 <= len(places) <= 12
    assert places == sorted(places)
    assert all(0 <= x <= 100 for x in places)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-01-14", date(2026, 1, 14)),
        ("2026-01-14T10:00:00Z", date(2026, 1, 14)),
        ("2026-02", date(2026, 2, 1)),
        ("2026", date(2026, 1, 1)),
        ("", None),
        ("2026-13", None),
        ("soon", None),
        ("-5", None),
        ("0000-01-01", None),
    ],
)
def test_days_months_and_years_are_read(text: str, day: date | None) -> None:
    assert day_of(text) == day


def test_rows_take_the_first_that_is_free() -> None:
    assert rows([(0, 10), (5, 15), (10, 20), (16, 18)]) == [0, 1, 0, 1]


def test_a_timeline_that_no_sheet_holds_is_parted_between_lanes_on_one_scale() -> None:
    lanes = tuple(
        Lane(f"lane {n}", tuple(mark(since=f"20{10 + n}-01-10") for _ in range(20))) for n in range(6)
    )
    parts = pages(Timeline("t", "Title", "Words", lanes))
    drawings = [timeline(one) for one in parts]
    ticks = [[one.text() for one in named(each, "text", "across")] for each in drawings]

    assert [lane for one in parts for lane in one.lanes] == list(lanes)
    assert len(parts) > 1
    assert len({one.id for one in parts}) == len(parts)
    assert all(one == ticks[0] for one in ticks)
    assert pages(parts[0])[0].lanes == parts[0].lanes


# Network


def test_every_edge_is_one_link_with_its_words_and_no_two_end_at_one_height() -> None:
    nodes = Node("A", "Arland", "#a"), Node("B", "Borland", ""), Node("C", "Corland", "")
    edges = tuple(
        Edge(patron, client, f"{patron}{client} arms", "given", f"{patron} to {client}", f"#{patron}{client}")
        for patron, client in [("A", "C"), ("B", "C"), ("A", "B")]
    )
    whole = network(Network("n", "T", "D", nodes[:2], (nodes[2], nodes[1]), edges))
    links = [one for one in named(whole, "a") if named(one, "g", "sign")]

    assert {dict(one.attributes)["href"] for one in links} == {"#AC", "#BC", "#AB"}
    assert len({place(one)[1] for one in named(whole, "g", "sign")}) == 3
    assert {"AC arms", "BC arms", "AB arms"} <= {one.text() for one in named(whole, "text")}


def test_patrons_at_one_height_are_moved_apart() -> None:
    patrons = tuple(Node(str(n), f"Patron {n}", "") for n in range(8))
    edges = tuple(Edge(one.id, "C", "arms", "promised", "", "") for one in patrons)
    whole = network(Network("n", "T", "D", patrons, (Node("C", "Corland", ""),), edges))
    heights = sorted(at(one, "y") for one in named(whole, "text", "up"))

    assert min(b - a for a, b in pairwise(heights)) >= 20


def test_without_edges_there_is_no_network() -> None:
    assert network(Network("n", "T", "D", (Node("A", "Arland", ""),), (), ())) is None


# Intervals


def test_a_rate_lies_between_its_ends_and_one_in_words_has_no_dot() -> None:
    rates = (
        Rate("Support", 0.3, (0.2, 0.5), (0.05, 0.6), (0.1, 0.95), "30 %", "all of it", "#g"),
        Rate("Arms", None, None, None, (0.1, 0.95), "too thin", "all of it", ""),
    )
    whole = intervals(Intervals("i", "T", "D", rates))
    (dot,) = named(whole, "circle", "median")
    (half,), (ninety,) = named(whole, "line", "half"), named(whole, "line", "ninety")

    assert at(ninety, "x1") < at(half, "x1") < at(dot, "cx") < at(half, "x2") < at(ninety, "x2")
    assert at(dot, "cx") == pytest.approx(20 + 0.3 * 460)
    assert len(named(whole, "line", "prior")) == 2


def test_without_rates_there_is_no_chart() -> None:
    assert intervals(Intervals("i", "T", "D", ())) is None


# Matrix


def test_a_matrix_has_headings_both_ways_and_its_cells_link() -> None:
    entry = Entry("withheld", "withheld", 2, "Air defence, Borland: 2 withheld", "#r-1")
    whole = matrix(
        Matrix(
            "m",
            "Caption",
            "Domain",
            ("Borland", "Corland"),
            (("air defence", (Cell((entry,)), Cell(()))),),
            "–",
        )
    )

    assert [dict(one.attributes)["scope"] for one in named(whole, "th")] == ["col", "col", "col", "row"]
    assert [one.text() for one in named(whole, "td")] == [" 2\N{NO-BREAK SPACE}withheld", "–"]
    (link,) = named(whole, "a")
    assert dict(link.attributes) == {"href": "#r-1", "aria-label": "Air defence, Borland: 2 withheld"}


def test_a_matrix_of_nothing_is_not_drawn() -> None:
    assert matrix(Matrix("m", "Caption", "Domain", (), (), "–")) is None


# Origin trees


def test_articles_stand_under_the_one_they_retell() -> None:
    whole = origin_tree(
        Retelling(
            "Bloomberg, 2026-01-13",
            "",
            "en",
            ("not in the ledger",),
            "",
            (Retelling("Вісник", "Тигр", "uk", (), "#a1"),),
        )
    )
    (outer, inner) = named(whole, "ul")

    assert inner in list(outer.walk())
    assert "Вісник Тигр" in inner.text()
    assert "Вісник" not in outer.children[0].children[0].text()


def test_a_chain_of_a_thousand_retellings_is_written_with_each_of_them_once() -> None:
    told = Retelling("outlet 1000", "", "en", (), "")
    for number in range(999, 0, -1):
        told = Retelling(f"outlet {number}", "", "en", (), "", (told,))
    items = named(origin_tree(told), "li")

    assert len(items) == 1000
    assert origin_tree(told).__html__().count("<ul>") < 40


# Signs


def test_signs_differ_in_shape_and_have_a_place_in_the_style_sheet() -> None:
    shapes = {name: tuple((one.name, one.attributes) for one in parts) for name, parts in SIGNS.items()}
    outcomes = ("honoured", "partial", "withheld", "harmful", "pending", "silent", "conflict")

    assert len({shapes[name] for name in outcomes}) == len(outcomes)
    assert all(f".{name}" in STYLE.read_text(encoding="utf-8") for name in outcomes)


def test_an_icon_is_not_read_out_and_a_legend_has_its_words() -> None:
    assert dict(icon("partial").attributes)["aria-hidden"] == "true"
    assert legend([("partial", "came in part")]).text() == " came in part"
