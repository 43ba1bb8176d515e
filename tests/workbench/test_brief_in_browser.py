"""The brief in a real browser: scripts off, light and dark, wide and narrow, on paper; nothing is asked for and nothing is complained of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from browsing import RULES, SERIOUS, chromium

from papertiger.errors import SettingsError
from papertiger.report.briefing.html import render_document
from papertiger.report.briefing.question import BriefQuestion
from papertiger.report.languages import LANGUAGES, Language
from papertiger.workbench import printing
from papertiger.workbench.briefs import document_of
from papertiger.workbench.workbench import Workbench

if TYPE_CHECKING:
    from playwright.sync_api import Browser

AXE = Path(__file__).parents[1] / "support" / "axe" / "axe.min.js"
needs_chromium = pytest.mark.skipif(chromium() is None, reason="no Chromium is installed")
QUESTION = BriefQuestion(patron="RUS", client="ARM")


@pytest.fixture(scope="module")
def pages(asked: Workbench, tmp_path_factory: pytest.TempPathFactory) -> dict[Language, Path]:
    """The brief on a partnership in all languages, as files."""
    folder = tmp_path_factory.mktemp("briefs")
    found = {}
    for language in LANGUAGES:
        found[language] = folder / f"{language}.html"
        found[language].write_text(
            render_document(document_of(asked.reading, QUESTION, language)), encoding="utf-8", newline=""
        )
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_scripts_off_it_reads_well_and_asks_for_nothing(
    browser: Browser, pages: dict[Language, Path], language: Language, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(java_script_enabled=False, color_scheme=scheme)
    page = context.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(pages[language].as_uri())

    assert asked == [pages[language].as_uri()]
    assert said == []
    assert page.locator("#main").is_visible()
    assert page.locator("svg.drawing").count() >= 2
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    browser: Browser, pages: dict[Language, Path], scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(bypass_csp=True, color_scheme=scheme)
    page = context.new_page()
    page.goto(pages["en"].as_uri())
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
    context.close()

    assert [
        (one["id"], [node["html"][:200] for node in one["nodes"][:3]])
        for one in found["violations"]
        if one["impact"] in SERIOUS
    ] == []


def test_a_narrow_screen_scrolls_tables_and_drawings_but_not_the_page(
    browser: Browser, pages: dict[Language, Path]
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(pages["uk"].as_uri())
    wide = page.evaluate("document.documentElement.scrollWidth")
    context.close()

    assert wide <= 320


def test_a_keyboard_walks_from_a_number_to_its_sentences(
    browser: Browser, pages: dict[Language, Path]
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(pages["en"].as_uri())
    page.locator(".summary a.figure").first.focus()
    page.keyboard.press("Enter")
    target = page.evaluate("decodeURIComponent(location.hash.slice(1))")
    first = page.locator(f'[id="{target}"]').locator("a.ref, li[id^='c-']").first

    assert first.is_visible()
    context.close()


@needs_chromium
def test_the_pdf_is_one(pages: dict[Language, Path], tmp_path: Path) -> None:
    printing.print_pdf(pages["en"].read_text(encoding="utf-8"), tmp_path / "brief.pdf")
    content = (tmp_path / "brief.pdf").read_bytes()

    assert content.startswith(b"%PDF-")
    assert b"%%EOF" in content[-1024:]
    assert [path.name for path in tmp_path.iterdir()] == ["brief.pdf"]


def test_without_a_browser_the_message_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("papertiger.workbench.printing.browser", lambda: None)
    with pytest.raises(SettingsError, match=r"install Chromium, Chrome or Edge, or write --html"):
        printing.print_pdf("<p>", tmp_path / "brief.pdf")


def test_a_browser_that_prints_nothing_is_one_error(tmp_path: Path) -> None:
    program = tmp_path / "browser"
    program.write_text("#!/bin/sh\necho no display >&2\n", encoding="utf-8")
    program.chmod(0o755)

    with pytest.raises(SettingsError, match=r"printed nothing \(no display\)"):
        printing.print_pdf("<p>", tmp_path / "brief.pdf", str(program))
    assert not (tmp_path / "brief.pdf").exists()


def test_browsers_are_looked_for_on_the_path_first(tmp_path: Path) -> None:
    assert printing.browser({"PATH": ""}) is None or not chromium()
    program = tmp_path / printing.browsers().names[2]
    program.write_text("", encoding="utf-8")
    program.chmod(0o755)

    assert printing.browser({"PATH": str(tmp_path)}) == str(program)
