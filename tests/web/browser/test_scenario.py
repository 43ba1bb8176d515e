"""A scenario by its sliders: the address follows, the result comes beside the unchanged one, the back button leads back."""

from __future__ import annotations

from collections.abc import Callable

import browsing
from playwright.sync_api import Browser, Page, Route, expect

FEW = "runs=200&learning=L1"


def test_a_slider_changes_the_address_and_the_result(window: browsing.Watched) -> None:
    page = window.go(f"/scenario/motive?{FEW}")
    expect(page.get_by_role("heading", name="At the end (month 84), in the model")).to_be_visible()
    assert not window.violations()
    slider = page.get_by_role("slider", name="Slider: political will apart from capacity")
    slider.focus()
    slider.press("End")
    expect(page.get_by_role("columnheader", name="As changed")).to_be_visible()
    expect(page.get_by_label("Political will apart from capacity", exact=True)).to_have_value("0.99")
    assert page.url.endswith("learning=L1&set=patrons.RUS.will%3A0.99")
    page.get_by_role("link", name="Pin this state").click()
    expect(page.get_by_role("columnheader", name="Pinned 1")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("columnheader", name="Pinned 1")).to_have_count(0)
    page.go_back()
    expect(page.get_by_text("Nothing is changed")).to_be_visible()


def test_a_number_is_found_set_and_taken_back(window: browsing.Watched) -> None:
    page = window.go(f"/scenario/motive?{FEW}")
    page.get_by_label("Find a number").fill("spill")
    field = page.locator('[name="n.mechanisms.spill"]')
    field.fill("0")
    expect(page.get_by_role("heading", name="As changed against the scenario as it stands")).to_be_visible(
        timeout=60_000
    )
    page.get_by_role("button", name="Back to the scenario's own: ").locator("visible=true").click()
    expect(page.get_by_text("Nothing is changed")).to_be_visible()
    assert "set=" not in page.url


def test_a_change_made_while_the_first_result_is_fetched_ends_that_and_is_shown(
    window: browsing.Watched,
) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        if "hx-request" in route.request.headers and len(held) < 2:
            held.append(route)
        else:
            route.continue_()

    window.page.route("**/scenario/motive?*", hold)
    page = window.go(f"/scenario/motive?{FEW}&seed=771")  # of which nobody remembers a result
    _until(page, lambda: len(held) == 1)
    assert "set=" not in held[0].request.url
    page.locator('[name="n.patrons.RUS.will"]').fill("0.9")
    _until(page, lambda: len(held) > 1)
    assert "set=" in held[1].request.url
    # The browser tells of the end of the first a moment after it has begun the second, which would take its place.
    _until(page, lambda: bool(held[0].request.failure))
    held[1].continue_()
    expect(page.get_by_role("columnheader", name="As changed")).to_be_visible(timeout=60_000)
    assert "set=patrons.RUS.will%3A0.9" in page.url


def _until(page: Page, holds: Callable[[], bool]) -> None:
    for _ in range(500):
        if holds():
            return
        page.wait_for_timeout(20)
    raise AssertionError("not within ten seconds")


def test_dark_narrow_and_ukrainian(window: browsing.Watched) -> None:
    window.page.set_viewport_size({"width": 390, "height": 800})
    page = window.go(f"/scenario/motive?{FEW}&set=patrons.RUS.will:0.9&language=uk&theme=dark")
    expect(page.get_by_role("columnheader", name="Зі змінами")).to_be_visible()
    assert not window.violations()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_works_without_scripts(browser: Browser, shared_app: browsing.Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    access = shared_app.access
    context.add_cookies([{"name": access.cookie, "value": access.session, "url": shared_app.address}])
    made = browsing.watched(context, shared_app.address)
    page = made.go(f"/scenario/motive?{FEW}")
    page.locator('[name="n.patrons.RUS.will"]').fill("0.9")
    page.get_by_role("button", name="Run", exact=True).click()
    assert "set=patrons.RUS.will%3A0.9" in page.url
    expect(page.get_by_role("columnheader", name="As changed")).to_be_visible(timeout=20_000)
    context.close()
    made.check()
