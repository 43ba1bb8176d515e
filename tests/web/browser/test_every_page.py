"""Every page of the app, in real Chromium: three languages, light, dark and narrow, held against axe; nothing leaves, nothing is said on the console."""

from __future__ import annotations

import re
from functools import cache

import browsing
import pytest
import warned

import papertiger
from papertiger.ledger import ClaimFilter, Ledger
from papertiger.web import pages

OTHERS = {
    "assessment_report",
    "brief_file",
    "brief_view",
    "job_events",
    "map_data",
    "preset_file",
    "preset_report",
    "review_actors",
    "warnings_feed",
    "handled_again",
}
"""Routes that answer with something else than a page of the app: data, files, a report as it is handed on."""


def _routes() -> list[tuple[str, str]]:
    """Name and path of every page."""
    return [
        (route.name, route.path)
        for router in pages.routers()
        for route in router.routes
        if "GET" in route.methods and route.name not in OTHERS  # type: ignore[attr-defined]
    ]


@cache
def _examples(place: str) -> dict[str, str]:
    """What stands for each parameter of a path, from the ledger of the samples."""
    with Ledger.open(place, create=False) as ledger:
        claim = next(ledger.claims(ClaimFilter(subject="RUS", object="MLI", limit=1)))
        article = next(iter(ledger.articles()))
        (warning,) = ledger.warnings(limit=1)
        family = next(one for one in ledger.families() if len(one.articles) > 1)
    with papertiger.open(place, write=False) as bench:
        answer = bench.assess("RUS", keep=False)
    return {
        "claim": claim.id,
        "article": article.key,
        "origin": family.id,
        "patron": "RUS",
        "client": "MLI",
        "state": "RUS",
        "actor": "RUS",
        "preset": "motive",
        "warning": warning.id,
        "source": warned.SOURCE,
        "response": answer.groups[0].cases[0].response,
    }


def _address(path: str, place: str) -> str:
    return re.sub(r"\{(\w+)(:\w+)?\}", lambda hole: _examples(place)[hole[1]], path)


PAGES = [(name, path) for name, path in _routes() if "{job}" not in path and "{run}" not in path]


@pytest.mark.parametrize(("name", "path"), PAGES, ids=[name for name, _ in PAGES])
def test_a_page_is_accessible_in_every_look_and_speaks_every_language(
    window: browsing.Watched, shared_app: browsing.Served, name: str, path: str
) -> None:
    page = window.go(_address(path, shared_app.state.place))
    assert page.locator("h1").count() == 1, name
    assert page.locator("html").get_attribute("lang") == "en"
    assert not window.violations()
    page.emulate_media(color_scheme="dark")
    assert not window.violations()
    page.set_viewport_size({"width": 390, "height": 844})
    assert not window.violations()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 1, "the page is wider than a narrow screen"
    titles = {page.title()}
    for code in ("uk", "ru"):
        page.goto(page.url.split("?")[0] + f"?language={code}")
        assert page.locator("html").get_attribute("lang") == code
        titles.add(page.title())
    assert len(titles) > 1 or name in {"actor", "article"}, "the title is not translated"


def test_a_page_is_complete_without_scripts(browser: object, shared_app: browsing.Served) -> None:
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    access = shared_app.access
    context.add_cookies(
        [{"name": access.cookie, "value": access.session, "url": shared_app.address, "sameSite": "Strict"}]
    )
    made = browsing.watched(context, shared_app.address)
    for _, path in PAGES:
        page = made.go(_address(path, shared_app.state.place))
        assert page.locator("main").inner_text().strip(), path
    context.close()
    made.check()


def test_deep_links_and_the_back_button(window: browsing.Watched) -> None:
    page = window.go("/claims?object=MLI&family=support")
    first = page.locator("main .sentence").first.inner_text()
    page.goto(window.home + "/claims?object=CUB&family=support")
    assert page.locator("main .sentence").first.inner_text() != first
    page.go_back()
    assert page.locator("main .sentence").first.inner_text() == first
