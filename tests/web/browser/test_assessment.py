"""A record looked at otherwise: boxes and priors change the address and the figure beside, the back button leads back."""

from __future__ import annotations

import browsing
from playwright.sync_api import expect


def test_a_toggle_shows_both_figures_and_the_back_button_leads_back(window: browsing.Watched) -> None:
    page = window.go("/assessment/RUS")
    assert not window.violations()
    page.get_by_label("Doubt, as strong as six cases").check()
    expect(page.get_by_text("This is not kept.")).to_be_visible()
    assert page.url.endswith("/assessment/RUS?prior=sceptical")
    page.locator('[name="without"]').first.check()
    expect(page.get_by_text("Without 1 origin.")).to_be_visible()
    assert not window.violations()
    page.go_back()
    expect(page.get_by_text("Without 1 origin.")).to_have_count(0)
    page.go_back()
    expect(page.get_by_text("This is not kept.")).to_have_count(0)


def test_a_figure_leads_to_its_terms_and_a_term_to_its_sentences(window: browsing.Watched) -> None:
    page = window.go("/assessment/RUS")
    page.locator("#support").get_by_role("link", name="As it stands").click()
    terms = page.locator("#support-terms")
    expect(terms.get_by_role("table")).to_be_visible()
    first = terms.get_by_role("rowheader").first.get_by_role("link")
    target = first.get_attribute("href")
    first.click()
    expect(page.locator(str(target)).get_by_text("Said by").first).to_be_visible()


def test_dark_narrow_and_ukrainian(window: browsing.Watched) -> None:
    window.page.set_viewport_size({"width": 390, "height": 800})
    page = window.go("/assessment/RUS?prior=uniform&language=uk&theme=dark")
    expect(page.get_by_text("Це не зберігається.")).to_be_visible()
    assert not window.violations()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    window.go("/assessment")
    assert not window.violations()
