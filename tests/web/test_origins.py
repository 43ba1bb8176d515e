"""Origins, actors, search and coverage: what the pages say and where they lead."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from papertiger.ledger import ClaimFilter, Ledger
from papertiger.ledger.browsing import ArticleFilter
from papertiger.ledger.coverage import Looked
from papertiger.ledger.fitting import fits
from papertiger.lineage import Family, Member, Origin, Outlet, Placed, Provenance
from papertiger.lineage.vocabulary import weights
from papertiger.news.refusal import Refusal
from papertiger.web.languages import interface, languages
from papertiger.web.pages.search import parts
from papertiger.web.showing.coverage import COLUMNS, bins, table
from papertiger.web.showing.origins import family_key, flat, report_of, tree


def test_every_kind_of_evidence_has_words_in_every_language() -> None:
    for code in languages():
        for kind in weights().evidence:
            assert interface(code).has(f"origins.kinds.{kind.replace(' ', '_')}"), (code, kind)


def test_the_list_of_origins_holds_the_families_of_several_articles(
    client: TestClient, ledger_file: Path
) -> None:
    page = client.get("/origins").text
    with Ledger.open(ledger_file, create=False) as ledger:
        wanted = {one.id for one in ledger.families_page(ArticleFilter(linked=True)).families}
    assert wanted
    assert set(re.findall(r'href="/origins/([0-9a-f]{64})"', page)) == wanted


def test_a_family_shows_every_article_with_its_evidence_and_what_it_says(
    client: TestClient, ledger_file: Path
) -> None:
    with Ledger.open(ledger_file, create=False) as ledger:
        family = ledger.families()[0]
        claims = [
            claim.id
            for placed in family.articles
            for claim in ledger.claims(ClaimFilter(article=placed.member.key))
        ]
    page = client.get(f"/origins/{family.id}").text
    tree = page.split('class="origin-tree"')[1].split("</section>")[0]
    for placed in family.articles:
        assert f'href="/articles/{placed.member.key}"' in tree
        assert f'id="a-{placed.member.key[:16]}"' in page
    assert all(f'href="/claims/{claim}"' in page for claim in claims)
    assert page.count("<tr>") - 1 >= max(len(placed.evidence) for placed in family.articles)


def test_the_origin_of_every_claim_leads_to_its_family(client: TestClient, ledger_file: Path) -> None:
    with Ledger.open(ledger_file, create=False) as ledger:
        origins = {one.origin for one in ledger.with_origins(ledger.claims()) if one.origin}
        fetched = next(one for one in origins if "@" not in one)
        family = ledger.families()[0]
    unfetched = f"name:far-away/times@{family.id[:16]}"
    assert family_key(unfetched) == family.id[:16]
    assert report_of(unfetched, family).article is None
    assert report_of(unfetched, family).outlet == "far away/times"
    for one in (fetched, unfetched):
        assert client.get("/origins/" + one.replace("/", "%2F")).status_code == 200
    assert client.get("/origins/nothing@ffffffff").status_code == 404


def test_an_actor_is_found_by_a_form_of_a_name(client: TestClient) -> None:
    assert 'href="/actors/RUS-putin"' in client.get("/actors", params={"q": "Путіна"}).text
    assert 'href="/actors/outlet%3Abloomberg"' in client.get("/actors", params={"q": "bloomb"}).text
    assert "No actor has these letters" in client.get("/actors", params={"q": "qqqqq"}).text


def test_the_list_of_actors_is_of_the_states_that_claims_are_about(
    client: TestClient, ledger_file: Path
) -> None:
    with Ledger.open(ledger_file, create=False) as ledger:
        there = {one for cell in ledger.cells() for one in (cell.subject, cell.object) if one}
    assert set(re.findall(r'href="/actors/([^"]+)"', client.get("/actors").text)) == {
        one.replace(":", "%3A") for one in there
    }


@pytest.mark.parametrize("actor", ["RUS", "RUS-putin", "outlet:bloomberg", "org:nato", "RUS:allies"])
def test_an_actor_has_a_page(client: TestClient, actor: str) -> None:
    answer = client.get(f"/actors/{actor}")
    assert (answer.status_code, answer.text.count("<h1>")) == (200, 1)


def test_an_actor_that_nobody_knows_has_none(client: TestClient) -> None:
    assert client.get("/actors/org:nowhere").status_code == 404


def test_a_source_is_graded_for_all_its_claims(client: TestClient, ledger_file: Path) -> None:
    given = {"reliability": "B", "by": "anna", "why": "right on shipments"}
    answer = client.post("/actors/outlet:bloomberg/grade", data=given)
    assert (answer.status_code, answer.headers["location"]) == (303, "/actors/outlet%3Abloomberg#grade")
    with Ledger.open(ledger_file, create=False) as ledger:
        (judged,) = ledger.judgements("actor:outlet:bloomberg")
    assert (judged.reliability, judged.by, judged.why) == ("B", "anna", "right on shipments")
    assert "right on shipments" in client.get("/actors/outlet:bloomberg").text


def test_claims_and_articles_are_found_by_words_in_any_form_which_are_marked(client: TestClient) -> None:
    for kind in ("claims", "articles"):
        page = client.get("/search", params={"q": "радар", "kind": kind}).text
        marks = [one.casefold() for one in re.findall(r"<mark>(.*?)</mark>", page)]
        assert {one for one in marks if one.startswith("радар")} == set(marks)
        assert len(set(marks)) > 1


def test_a_filter_is_kept_from_question_to_question(client: TestClient) -> None:
    page = client.get("/search", params={"q": "радар", "subject": "Росія"}).text
    assert '<input type="hidden" name="subject" value="RUS">' in page
    with_none = client.get("/search", params={"q": "радар", "subject": "Nobody Atall"}).text
    assert "Nothing matches." in with_none


ODD = ("", "-радар", '"', "*", "OR", "a" * 3000, "\x00\ufeff\u202e", "'; DROP TABLE claims --")


@pytest.mark.parametrize("kind", ["claims", "articles", "nonsense"])
def test_no_question_is_an_error(client: TestClient, kind: str) -> None:
    for question in ODD:
        assert client.get("/search", params={"q": question, "kind": kind}).status_code == 200, question


def test_a_question_is_told_as_it_is_understood() -> None:
    first, second = parts('радар* OR "paper tiger" -учения')
    assert first.wanted
    assert ("beginning", "радар") in first.words
    assert ("phrase", "paper tiger") in first.words
    assert not second.wanted


def test_coverage_counts_what_the_ledger_holds(client: TestClient, ledger_file: Path) -> None:
    page = unescape(client.get("/coverage", params={"since": "2020", "until": "2030"}).text)
    with Ledger.open(ledger_file, create=False) as ledger:
        seen = ledger.outlets()
        assert sum(one.articles for one in seen) == ledger.counts().articles
        assert ledger.holdings().outlets == {one.outlet: one.articles for one in seen if one.outlet}
    rows = dict(
        re.findall(
            r'<tr><th scope="row"><a href="[^"]+"><bdi>(.*?)</bdi></a></th>.*?<td class="n">(\d+)</td></tr>',
            page,
        )
    )
    dated = {
        one.outlet: str(one.articles - one.undated)
        for one in seen
        if one.outlet and one.articles > one.undated
    }
    assert {name: number for name, number in rows.items() if name in dated} == dated


def test_refused_inputs_are_listed_with_their_reasons(client: TestClient, ledger_file: Path) -> None:
    with Ledger.open(ledger_file) as ledger:
        ledger.refused(
            [Refusal(path="<b>.pdf", row=None, problem="no text in it", cure="convert it to text")]
        )
        (refused,) = ledger.refused_inputs()
    assert (refused.source, refused.problem, refused.cure) == (
        "<b>.pdf",
        "no text in it",
        "convert it to text",
    )
    page = client.get("/coverage").text
    assert "<bdi>&lt;b&gt;.pdf</bdi>" in page
    assert "1 input was looked at and could not be read" in page


@pytest.mark.parametrize(
    ("first", "last", "name", "number"),
    [
        (date(2026, 1, 30), date(2026, 2, 1), "2026-01-30", 3),
        (date(2026, 1, 1), date(2026, 3, 31), "2026-01-01", 13),
        (date(2025, 11, 15), date(2026, 6, 2), "2025-11", 8),
        (date(2001, 11, 15), date(2026, 6, 2), "2013", COLUMNS),
    ],
)
def test_time_is_cut_as_fine_as_a_table_has_room_for(first: date, last: date, name: str, number: int) -> None:
    found = bins(first, last)
    assert (found[0].name, len(found)) == (name, number)
    assert found[-1].last >= last
    assert all(one.first <= one.last for one in found)


def test_articles_are_counted_in_the_stretch_of_their_day() -> None:
    rows = [
        Looked("Dawn", "en", date(2026, 1, 1), 2, 1, 3),
        Looked("Dawn", "uk", date(2026, 1, 1), 1, 0, 0),
        Looked("Dawn", "en", None, 4, 0, 0),
        Looked(None, "en", date(2026, 1, 2), 1, 1, 1),
    ]
    dawn, unknown = table(rows, bins(date(2026, 1, 1), date(2026, 1, 2)))
    assert [(cell.articles, cell.answering) for cell in dawn.cells] == [(3, 1), (0, 0)]
    assert (dawn.undated, dawn.articles) == (4, 7)
    assert [(cell.articles, cell.answering) for cell in unknown.cells] == [(0, 0), (1, 1)]


@pytest.mark.parametrize("page", ["articles", "origins"])
def test_the_language_of_the_page_is_no_filter_of_texts(client: TestClient, page: str) -> None:
    def rows(**query: str) -> int:
        return client.get(f"/{page}", params=query).text.count("<tr>")

    assert rows(language="uk") == rows() > rows(written="uk") > 1


def test_names_stand_in_the_order_of_the_alphabet() -> None:
    names = ["Ямайка", "Іран", "Йорданія", "Індія", "Єгипет", "НАТО", "BRICS", "Естонія"]
    assert sorted(names, key=interface("uk").order) == [
        *("Естонія", "Єгипет", "Індія", "Іран", "Йорданія", "НАТО", "Ямайка", "BRICS")
    ]


def _placed(key: str, parent: str | None) -> Placed:
    member = Member(key, f"{key}.txt", None, None, Outlet(f"name:{key}", key), None, "en", Provenance())
    return Placed(member, parent)


@pytest.mark.parametrize("number", [1, 40, 500])
def test_every_article_of_a_long_chain_is_shown_once(number: int) -> None:
    chain = tuple(_placed(str(n), str(n - 1) if n else None) for n in range(number))
    family = Family("0", Origin(chain[0].member.outlet, None, "0"), chain)
    shown = flat(tree(family))
    assert [one.placed.member.key for one in shown] == [str(n) for n in range(number)]
    assert shown[-1].depth == min(number - 1, 60)


def test_clones_stand_side_by_side_under_the_first_and_what_names_nobody_beside_it() -> None:
    clones = tuple(_placed(f"clone{n}", "first") for n in range(40))
    family = Family(
        "first",
        Origin(Outlet("name:first", "first"), None, "first"),
        (_placed("first", None), *clones, _placed("stray", "gone")),
    )
    first, stray = tree(family)
    assert len(first.below) == 40
    assert (stray.placed.member.key, stray.below) == ("stray", ())


def test_what_an_actor_says_is_not_what_others_say_whose_names_hold_its_id(
    client: TestClient, ledger_file: Path
) -> None:
    with Ledger.open(ledger_file, create=False) as ledger:
        everything = list(ledger.claims())
        own = {one.id for one in everything if one.attribution and one.attribution[-1].actor == "RUS"}
        chosen = ClaimFilter(speaker="actor:RUS")
        assert (
            own
            == {one.id for one in ledger.claims(chosen)}
            == {one.id for one in everything if fits(one, chosen)}
        )
        page = client.get("/actors/RUS").text.split('id="as-speaker"')[1].split("</section>")[0]
    shown = set(re.findall(r'id="c-([0-9a-f]+)"', page))
    assert shown
    assert shown <= own
    assert "/claims?speaker=actor%3ARUS" in page
