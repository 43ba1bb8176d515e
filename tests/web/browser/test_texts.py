"""Claims, articles, origins, actors, search and coverage in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import browsing
import pytest
from playwright.sync_api import expect

from papertiger.ledger import ClaimFilter, Ledger
from papertiger.web.showing.claims import key_of

ON = re.compile(r"\bon\b")


@pytest.fixture(scope="module")
def places(samples_ledger: Path) -> dict[str, str]:
    """Name of a page → its address, with something on it."""
    with Ledger.open(samples_ledger, create=False) as ledger:
        record = next(ledger.claims(ClaimFilter(predicate="withheld")))
        family = ledger.families()[0]
    return {
        "claim": f"/claims/{record.id}",
        "article": f"/articles/{key_of(record.article)}#c-{record.id}",
        "origin": f"/origins/{family.id}",
    }


def test_a_quote_and_its_claim_in_the_margin_show_each_other(
    window: browsing.Watched, places: dict[str, str]
) -> None:
    claim = places["claim"].rpartition("/")[2]
    page = window.go(places["article"])
    mark, note = page.locator(f'mark[data-claims~="{claim}"]').first, page.locator(f"#n-{claim}")
    expect(mark).to_be_in_viewport()
    expect(mark).to_have_class(ON)
    expect(note).to_have_class(ON)
    other = page.locator("[data-claim]:not(.on)").first
    other = page.locator(f"#{other.get_attribute('id')}")  # which stays the same when the class changes
    other.locator("a").first.focus()
    expect(other).to_have_class(ON)
    expect(note).not_to_have_class(ON)
    page.locator(f'a[href="#n-{claim}"]').click()
    expect(note).to_have_class(ON)
    page.go_back()
    assert page.url.endswith(f"#c-{claim}")


def test_a_field_of_the_reading_shows_the_words_it_was_read_from(
    window: browsing.Watched, places: dict[str, str]
) -> None:
    page = window.go(places["claim"])
    row = page.locator('[data-field="predicate"]')
    row.focus()
    lit = page.locator(".hit.on")
    expect(lit.first).to_be_visible()
    words = row.locator(".matched").all_inner_texts()
    assert set(lit.all_inner_texts()) <= set(words)
    row.blur()
    expect(lit).to_have_count(0)


def test_a_filter_is_an_address_and_the_way_back_needs_nothing_else(window: browsing.Watched) -> None:
    page = window.go("/claims")
    page.get_by_role("combobox", name="Who (subject)").fill("Малі")
    page.get_by_role("option", name="Mali (MLI)").click()
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url("**/claims?*subject=*")
    expect(page.get_by_role("combobox", name="Who (subject)")).to_have_value("Mali")
    first = page.locator(".sentence a").first
    told = first.inner_text()
    first.click()
    expect(page.locator("h1")).to_contain_text(told)
    page.go_back()
    expect(page.get_by_role("combobox", name="Who (subject)")).to_have_value("Mali")
    page.go_back()
    expect(page.get_by_role("combobox", name="Who (subject)")).to_have_value("")


def test_a_mark_of_the_drawing_leads_to_its_evidence(
    window: browsing.Watched, places: dict[str, str]
) -> None:
    page = window.go(places["origin"])
    mark = page.locator(".descent-drawing a").nth(1)
    mark.focus()
    page.keyboard.press("Enter")
    target = page.locator(f"[id='{page.url.partition('#')[2]}']")
    expect(target).to_be_in_viewport()
    target.locator("summary").click()
    expect(target.get_by_role("row").nth(1)).to_be_visible()
