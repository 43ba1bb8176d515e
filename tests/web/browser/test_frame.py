"""What every page has: the way in, languages, look, menu."""

from __future__ import annotations

import browsing
from playwright.sync_api import Browser, expect


def test_the_printed_address_opens_the_app_and_the_token_leaves_the_address(
    browser: Browser, shared_app: browsing.Served
) -> None:
    context = browser.new_context()
    made = browsing.watched(context, shared_app.address)
    made.allowed.add(401)
    made.page.goto(shared_app.entrance)
    expect(made.page.locator("h1")).to_have_text("Overview")
    assert "token" not in made.page.url
    context.close()
    made.check()


def test_without_the_token_there_is_a_page_that_asks_for_it(
    browser: Browser, shared_app: browsing.Served
) -> None:
    context = browser.new_context()
    made = browsing.watched(context, shared_app.address)
    made.allowed.add(401)
    page = made.go("/")
    expect(page.locator("h1")).to_have_text("The token is needed")
    assert not made.violations()
    page.get_by_label("Token").fill(shared_app.access.token)
    page.get_by_role("button", name="Open").click()
    expect(page.locator("h1")).to_have_text("Overview")
    context.close()
    made.check()


def test_the_language_is_chosen_and_remembered(window: browsing.Watched) -> None:
    page = window.go("/")
    page.get_by_role("link", name="UK", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    window.go("/")
    expect(page.locator("h1")).to_have_text("Огляд")


def test_the_look_follows_the_system_until_it_is_chosen(window: browsing.Watched) -> None:
    page = window.go("/")
    colour = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(colour)
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(colour)
    assert light != dark
    page.get_by_role("link", name="Light", exact=True).click()
    assert page.evaluate(colour) == light
    assert not window.violations()
    page.get_by_role("link", name="Dark", exact=True).click()
    page.emulate_media(color_scheme="light")
    assert page.evaluate(colour) == dark
    assert not window.violations()


def test_the_menu_opens_on_a_narrow_screen(window: browsing.Watched) -> None:
    window.page.set_viewport_size({"width": 390, "height": 800})
    page = window.go("/")
    link = page.locator("#nav").get_by_role("link", name="Overview")
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(link).to_be_visible()
    assert not window.violations()
