"""Elements: what cannot be made, and how what can be is written."""

from __future__ import annotations

import pytest

from papertiger.report.drawing.elements import element, linked, number, svg

HOSTILE = '"><script>alert(1)</script>\u202e</svg>'


def test_text_and_values_are_escaped_and_made_visible() -> None:
    written = element("text", HOSTILE, aria_label=HOSTILE).__html__()

    assert "<script" not in written
    assert "\u202e" not in written
    assert written.count("<") == 2


@pytest.mark.parametrize("name", ["script", "style", "image", "use", "foreignObject", "iframe", "animate"])
def test_elements_that_load_or_run_cannot_be_made(name: str) -> None:
    with pytest.raises(ValueError, match="no element"):
        element(name)


@pytest.mark.parametrize("name", ["style", "onclick", "src", "srcdoc", "fill", "xlink:href"])
def test_attributes_that_style_load_or_run_cannot_be_set(name: str) -> None:
    with pytest.raises(ValueError, match="no attribute"):
        element("g", **{name: "x"})


@pytest.mark.parametrize(
    "address",
    ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)", "", " #a", "#a\nb"],
)
def test_addresses_that_leave_the_host_are_refused(address: str) -> None:
    with pytest.raises(ValueError, match="link to places"):
        element("a", href=address)


@pytest.mark.parametrize("address", ["#c-1", "/claims/1?x=1&y=2", "?page=2"])
def test_addresses_on_the_page_or_the_host_are_kept(address: str) -> None:
    assert dict(element("a", href=address).attributes)["href"] == address


def test_a_mark_without_an_address_is_told_as_an_image_and_takes_no_focus() -> None:
    mark = linked("", "what it says")

    assert mark.name == "g"
    assert dict(mark.attributes) == {"role": "img", "aria-label": "what it says"}


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.0, "0"), (-0.04, "0"), (12.0, "12"), (12.25, "12.2"), (100.0, "100"), (-3.5, "-3.5")],
)
def test_coordinates_are_short(value: float, said: str) -> None:
    assert number(value) == said


def test_a_drawing_names_and_describes_itself() -> None:
    drawn = svg("net", "Who supports whom", "Two lines", (10, 20.5))
    attributes = dict(drawn.attributes)
    told = {dict(one.attributes).get("id"): one.text() for one in drawn.walk()}

    assert attributes["viewBox"] == "0 0 10 20.5"
    assert told[attributes["aria-labelledby"]] == "Who supports whom"
    assert told[attributes["aria-describedby"]] == "Two lines"
