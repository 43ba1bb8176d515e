"""The HTML brief: complete in itself, and deaf to what articles put into it."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING, Any

import pytest
from htmlpage import Page

from papertiger.records import TimeSpan

if TYPE_CHECKING:
    from tests.report.conftest import Made

PAYLOADS = [
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "\"' onmouseover='alert(1)",
    "{{ 77 * 77 }}{% raw %}",
    "a\u2028b\u2029c\u202ed\x00e\x1b[2J",
    "<!--",
    "]]>&amp;&lt;",
]


def full(made: Made, payload: str) -> str:
    """A brief with `payload` in every place that comes from outside."""
    article = made.article(
        title=payload,
        outlet=payload,
        author=payload,
        url=f"https://example.org/{payload}",
        path=f"x/{payload}",
        language=payload,
        published=payload,
    )
    chain = (made.step(payload), made.step(payload, "person", actor=payload, anonymous=True))
    time = TimeSpan(edtf=payload, words=payload)
    fields: dict[str, Any] = {
        "chain": chain,
        "time": time,
        "place": payload,
        "mode": payload,
        "contexts": (payload,),
    }
    parties = {"subject": payload, "subject_state": payload, "object": payload, "object_state": payload}
    made.claim(article, words=payload, around=(payload, payload), id=payload, **parties, **fields)
    made.event(article=article, words=payload, around=(payload, payload), **parties, **fields)
    made.event(article=article, words=payload, subject=payload, subject_state=None, **fields)
    made.claim(article, family="relation", predicate="constrained_by", words=payload, **fields)
    return made.html()


def test_the_policy_allows_this_style_sheet_and_nothing_else(made: Made) -> None:
    made.claim()
    html = made.html()
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policies = [
        m["content"] for m in Page(html).all("meta") if m.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policies == [
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    ]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_from_outside_becomes_markup(made: Made, payload: str) -> None:
    page = Page(full(made, payload))
    names = {tag for tag, _ in page.tags}
    assert names & {"script", "img", "iframe", "object", "embed", "link", "base", "form", "svg"} == set()
    assert [
        name for _, attributes in page.tags for name in attributes if name.startswith(("on", "style"))
    ] == []
    assert "5929" not in page.text
    assert not set("\u2028\u2029\u202e\x00\x1b") & set(page.text)


def test_nothing_is_fetched(made: Made) -> None:
    made.claim()
    html = made.html()
    page = Page(html)
    assert [
        a for _, attributes in page.tags for a in attributes if a in {"src", "srcset", "action", "poster"}
    ] == []
    assert "url(" not in html
    assert "@import" not in html


def test_links_go_to_the_web_or_inside_the_page_and_tell_nothing(made: Made) -> None:
    made.claim(made.article(url="javascript:alert(1)"))
    made.claim(made.article(url="https://example.org/a?b=1&c=2"))
    links = Page(made.html()).all("a")
    outside = [link for link in links if not (link["href"] or "").startswith("#")]
    assert [link["href"] for link in outside] == ["https://example.org/a?b=1&c=2"]
    assert outside[0]["rel"] == "noopener noreferrer nofollow"


def test_links_inside_the_page_lead_somewhere(made: Made) -> None:
    made.claim()
    made.claim(predicate="requested")
    made.event()
    page = Page(made.html())
    targets = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(targets) == len(set(targets))
    inside = {(link["href"] or "")[1:] for link in page.all("a") if (link["href"] or "").startswith("#")}
    assert inside <= set(targets)


@pytest.mark.parametrize(
    ("code", "tag"), [("uk", "uk"), ("sr-Cyrl", "sr-Cyrl"), ('"><b>', "und"), ("", "und")]
)
def test_a_quote_says_its_language(made: Made, code: str, tag: str) -> None:
    made.claim(made.article(language=code))
    assert [quote["lang"] for quote in Page(made.html()).all("blockquote")] == [tag]


def test_tables_have_captions_and_row_headings(made: Made) -> None:
    made.claim()
    page = Page(made.html())
    assert len(page.all("table")) == len(page.all("caption")) == 3
    assert {heading.get("scope") for heading in page.all("th")} == {"col", "row"}


def test_a_hedged_claim_is_hedged_before_it_is_said(made: Made) -> None:
    made.claim(modality="denied")
    text = " ".join(Page(made.html()).text.split())
    assert "Denied: Arland did not give Borland arms support" in text


def test_the_page_says_that_claims_are_not_origins_and_ranks_nothing(made: Made) -> None:
    made.claim()
    text = Page(made.html()).text
    assert "not counts of confirmations" in text
    assert "Independent origins" in text
    assert "confidence" not in text.lower()


def test_folders_of_the_reader_stay_out_of_the_page(made: Made) -> None:
    made.claim(made.article(title=None, url=None, path="/home/anna/secret/1.txt"))
    assert "anna" not in made.html()


def test_the_filter_is_named(made: Made) -> None:
    made.claim()
    assert "since 2026, object BBB" in Page(made.html(chosen="since 2026, object BBB")).text


def test_an_empty_brief_is_a_page_too(made: Made) -> None:
    assert "Nothing in the ledger answers this question" in Page(made.html()).text
