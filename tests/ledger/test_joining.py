"""Articles get their place among the families, whoever stored them and whenever."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from papertiger.errors import ArticleError, LedgerError
from papertiger.ledger import Ledger
from papertiger.ledger.browsing import ArticleFilter
from papertiger.ledger.facade import asking
from papertiger.lineage import Fingerprint, Outlet, Provenance
from papertiger.lineage.features import feature
from papertiger.lineage.fingerprint import signature
from papertiger.news.article import Article
from papertiger.readers import Reading


def made(article: Article) -> Fingerprint:
    """A fingerprint of an article by its outlet: those of one first letter tell one thing."""
    name = str(article.metadata.outlet)
    values = [feature("name", f"{name[0]}{n}") for n in range(30)]
    return Fingerprint(
        key=article.key,
        outlet=Outlet(f"name:{name.lower()}", name),
        published=article.metadata.published,
        language="uk",
        provenance=Provenance(),
        signature=signature(values),
        features=np.array(values, np.uint32),
        lead=10,
        quotes=(),
        claims=np.array([], np.uint32),
    )


def refusing(article: Article) -> Fingerprint:
    raise ArticleError(article.path, "no reader for it", cure="none")


def outlets(ledger: Ledger) -> set[frozenset[str]]:
    return {frozenset(p.member.outlet.name for p in f.articles) for f in ledger.families()}


@pytest.fixture
def filled(ledger: Ledger, reading: Callable[..., Reading]) -> Ledger:
    for number, outlet in enumerate(("Alpha", "Amber", "Beta")):
        ledger.add(reading(number, outlet=outlet))
    return ledger


def test_articles_are_joined_once(filled: Ledger) -> None:
    assert filled.unjoined() == 3
    assert filled.join(made) == 3
    assert filled.join(made) == 0
    assert outlets(filled) == {frozenset({"Alpha", "Amber"}), frozenset({"Beta"})}


@pytest.mark.parametrize("limit", [1, 2, 20])
def test_families_come_page_by_page_each_once(
    filled: Ledger, reading: Callable[..., Reading], limit: int
) -> None:
    filled.add(reading(7, outlet="Azure", published="2026-01-16"))
    filled.add(reading(8, outlet="Bravo", published=None))
    filled.add(reading(9, outlet="Gamma"))
    filled.join(made)

    for chosen, least in ((ArticleFilter(linked=True), 2), (ArticleFilter(), 1)):
        found, after = [], None
        while True:
            page = filled.families_page(chosen, after, limit)
            found += [one.id for one in page.families]
            after = page.last
            if after is None:
                break
        assert sorted(found) == sorted(f.id for f in filled.families() if len(f.articles) >= least)


def test_a_later_article_joins_its_family(filled: Ledger, reading: Callable[..., Reading]) -> None:
    filled.join(made)
    filled.add(reading(7, outlet="Azure", published="2026-01-16"))

    assert filled.join(made) == 1
    assert outlets(filled) == {frozenset({"Alpha", "Amber", "Azure"}), frozenset({"Beta"})}


def test_one_family_is_found_by_path_key_or_claim(filled: Ledger) -> None:
    filled.join(made)
    claim = next(iter(filled.claims()))

    for named in (claim.article.path, claim.id[:8], claim.article.sha256[:8]):
        found = filled.families(filled.article_of(named))
        assert len(found) == 1
        assert claim.article.path in {p.member.path for p in found[0].articles}


def test_claims_have_the_origin_of_their_own_family_however_many_are_looked_up_at_once(
    filled: Ledger, reading: Callable[..., Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, outlet in enumerate(("Azure", "Beryl", "Gamma", "Bronze"), start=10):
        filled.add(reading(number, outlet=outlet, published=f"2026-01-{number + 10}"))
    filled.join(made)
    claims = list(filled.claims())
    told = {r.article.path: r.origin for r in filled.with_origins(claims)}
    assert len(set(told.values())) == 3

    for module, name in ((asking, "BATCH"), (asking, "PLACED")):
        monkeypatch.setattr(module, name, 1)
    assert {r.article.path: r.origin for r in filled.with_origins(claims)} == told


@pytest.mark.parametrize(("named", "says"), [("zzz", "no article or claim"), ("", "several articles")])
def test_what_is_named_must_be_one_article(filled: Ledger, named: str, says: str) -> None:
    with pytest.raises(LedgerError, match=says):
        filled.article_of(named)


def test_an_article_that_nobody_can_read_stands_alone(filled: Ledger) -> None:
    assert filled.join(refusing) == 3
    assert all(len(f.articles) == 1 for f in filled.families())


def test_joining_that_is_cut_off_leaves_nothing_half_done(filled: Ledger, path: Path) -> None:
    calls = []

    def failing(article: Article) -> Fingerprint:
        calls.append(article)
        if len(calls) > 1:
            raise KeyboardInterrupt
        return made(article)

    with pytest.raises(KeyboardInterrupt):
        filled.join(failing)

    assert filled.unjoined() == 3
    with closing(sqlite3.connect(path)) as raw:
        for table in ("fingerprints", "links", "joined"):
            assert raw.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608 - our own names
    assert filled.join(made) == 3


@pytest.mark.parametrize("table", ["fingerprints", "links", "joined"])
def test_lineage_is_append_only(filled: Ledger, path: Path, table: str) -> None:
    filled.join(made)
    with closing(sqlite3.connect(path)) as raw:
        before: list[Any] = list(raw.execute(f"SELECT * FROM {table}"))  # noqa: S608 - our own names
        for change in (
            "DELETE FROM {0}",
            "REPLACE INTO {0} SELECT * FROM {0}",
            "UPDATE {0} SET rowid = rowid",
        ):
            with pytest.raises(sqlite3.IntegrityError, match=f"append-only: {table} cannot be"):
                raw.execute(change.format(table))
        assert list(raw.execute(f"SELECT * FROM {table}")) == before != []  # noqa: S608 - as above


def test_origins_that_are_remembered_change_when_something_is_joined(
    filled: Ledger, reading: Callable[..., Reading]
) -> None:
    filled.join(made)
    before = {one.id: one.origin for one in filled.with_origins(filled.claims())}
    assert {one.id: one.origin for one in filled.with_origins(filled.claims())} == before
    filled.add(reading(7, outlet="Azure", published="2026-01-13"))
    filled.join(made)  # earlier than all others, so it is the origin of its family now

    after = {one.id: one.origin for one in filled.with_origins(filled.claims())}
    again = Ledger(filled._backend)
    assert {one.id: one.origin for one in again.with_origins(again.claims())} == after
    assert any(after[claim] != origin for claim, origin in before.items())
