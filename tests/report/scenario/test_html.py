"""A result as one HTML file: complete in itself, its charts drawn from the figures in its tables."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from pathlib import Path

import numpy as np
import pytest
from htmlpage import Page
from scenarioresult import names, result, small

from papertiger.report.scenario.html import render_scenario
from papertiger.scenario.running.result import Result

GOLDEN = Path(__file__).parent / "page.html"
"""Written anew with PAPERTIGER_GOLDEN=1 in the environment; look at it in a browser before it is committed."""


def page(told: Result) -> Page:
    return Page(render_scenario(told, names).replace("\N{NO-BREAK SPACE}", " "))


def test_the_page_looks_as_it_was_approved() -> None:
    html = render_scenario(small(), names)
    if os.environ.get("PAPERTIGER_GOLDEN"):
        GOLDEN.write_text(html, encoding="utf-8")

    # The style sheet is a file of its own.
    assert html.partition("</style>")[2] == GOLDEN.read_text(encoding="utf-8").partition("</style>")[2]


def test_the_page_is_complete_in_itself() -> None:
    html = render_scenario(result(), names)
    told = Page(html)

    assert told.all("script") == []
    assert told.all("link") == []
    assert [a for _, attributes in told.tags for a in attributes if a in {"src", "href", "style"}] == ["href"]
    assert "url(" not in html
    style = html.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policies = [meta["content"] or "" for meta in told.all("meta") if "http-equiv" in meta]
    assert policies == [
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    ]


def test_the_banner_comes_before_every_figure() -> None:
    text = page(result()).text

    assert text.index("illustrative, not calibrated") < text.index("Honour rate given tested")


def test_every_chart_has_a_title_and_says_in_words_what_it_shows() -> None:
    told = page(result())
    ids = [attributes["id"] for _, attributes in told.tags if "id" in attributes]
    charts = [svg for svg in told.all("svg") if svg.get("class") == "chart"]

    assert len(charts) == 6 * 4 + 8 + 4 + 4 + 4 + 1
    assert len(ids) == len(set(ids))
    for svg in charts:
        assert svg["role"] == "img"
        assert {*(svg["aria-labelledby"] or "").split()} <= set(ids)
    assert "Honour rate given tested: L1 learning without context" in told.text
    assert (
        "Month 1: median 50 %, 90 % of runs 45 to 50 %. Month 48: median 35 %, 90 % of runs 20 to 50 %."
        in (told.text)
    )


def test_every_headline_has_its_range_and_its_three_spreads() -> None:
    cards = page(result()).text.split("How to read this page")[0]

    assert cards.count("median, by model; 90 % of runs:") == 6
    assert cards.count("Spread (standard deviations): chance") == 6


def test_charts_and_tables_say_the_same() -> None:
    """The median path of a panel passes where the table's figure stands, within its rounding."""
    html = render_scenario(small(), names).replace("\N{NO-BREAK SPACE}", " ")
    figure = html[html.index("<h3>Honour rate given tested") :]
    paths = re.findall(r'<path class="median" d="([^"]+)"', figure)[:2]
    rows = re.findall(r'<tr><th scope="row">(\d+)</th>(.*?)</tr>', figure)[:5]
    for number, path in enumerate(paths):
        points = np.array([[float(n) for n in pair.split()] for pair in re.split("[ML]", path)[1:]])
        for month, cells in rows[1:]:
            told = re.findall(r"<td>(\d+) %", cells)[number]
            x = 40 + (220 - 40 - 10) * int(month) / 48
            y = np.interp(x, points[:, 0], points[:, 1])
            assert 100 * (150 - 22 - y) / (150 - 8 - 22) == pytest.approx(int(told), abs=2.6)


def test_wars_and_shocks_are_drawn_where_the_scenario_sets_them() -> None:
    told = page(small())
    wars = [one for one in told.all("rect") if one.get("class") == "war" and "x" in one]
    shocks = [one for one in told.all("line") if one.get("class") == "shock" and one["x1"] != "14"]

    assert {(one["x"], one["width"]) for one in wars} == {("82.5", "85.0")}
    assert {one["x1"] for one in shocks} == {"125.0", "146.2"}
    assert "war of Arland, month 12 to month 36" in told.text


def test_the_legend_explains_only_what_is_drawn() -> None:
    none, war = page(result(marks=())).text, page(result(marks=result().marks[:1])).text

    assert "war of a patron" not in none
    assert "a shock that may happen" not in none
    assert "bar at the top: war of a patron" in war
    assert "a shock that may happen" not in war


def test_the_numbers_varied_stand_with_grade_and_source() -> None:
    text = page(result()).text

    for one in result().varied:
        assert one.key in text
        assert one.source in text
    assert "part of its capacity that the war takes from the patron" in text


def test_the_foot_tells_how_to_repeat_it() -> None:
    text = page(result()).text

    assert "--seed 7 --runs 200" in text
    assert "ab" * 32 in text


def test_of_bargaining_no_figure_is_told() -> None:
    html = render_scenario(result(), names)
    told = html[html.index("Position towards the rival power, direction only") :].partition("</section>")[0]

    assert not re.search(r"\d", re.sub(r"L\d|h2", "", told))
    row = html[html.index('<th scope="row">Position towards the rival power: Arland</th>') :].partition(
        "</tr>"
    )[0]
    assert re.findall(r"<td>([^<]+)</td>", row) == ["higher in every learning model"]


@pytest.mark.parametrize(
    "payload", ["<script>alert(1)</script>", "</style><img src=x>", "{{ 7 * 7 }}", "a\u202eb"]
)
def test_no_text_from_outside_becomes_markup(payload: str) -> None:
    told = page(result(name=payload, banner=payload, warnings=(payload,), sources=(payload,)))

    assert told.all("script") == told.all("img") == []
    assert "\u202e" not in told.text
    assert "{{ 7 * 7 }}" in told.text or "{{" not in payload


def test_a_result_without_models_to_compare_is_a_page_too() -> None:
    text = page(result(("L3",), compare=False, varied=(), marks=(), contagion=(), failures={})).text

    assert "Nothing was compared" in text
    assert "It takes a learning model in which clients learn" in text
    assert "sets neither war nor shock into time" in text
