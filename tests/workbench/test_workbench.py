"""The Python API on the bundled samples: each verb gives what the ledger holds, and nothing that is asked changes it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

import papertiger
from papertiger.errors import LedgerError, ReviewError, ScenarioProblems, SettingsError
from papertiger.ledger import ClaimFilter
from papertiger.ledger.browsing import ArticleFilter
from papertiger.ledger.formats import FORMATS
from papertiger.lineage import independent_origins
from papertiger.records import PARTNERS
from papertiger.workbench.workbench import Workbench

TEXT = "Каракас, 2 січня. Росія не передала Венесуелі обіцяні радари, заявив міністр оборони Венесуели."


def test_importing_the_package_loads_nothing_heavy() -> None:
    probe = "import sys, papertiger; print([m for m in ('sqlalchemy', 'scipy', 'spacy', 'pydantic') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_the_package_has_what_it_says_and_nothing_else() -> None:
    assert all(getattr(papertiger, name) for name in papertiger.__all__)
    with pytest.raises(AttributeError, match="no attribute 'shut'"):
        papertiger.shut  # noqa: B018 - asking is the test


def test_a_workbench_that_asks_cannot_write(samples: Path, asked: Workbench) -> None:
    before = samples.read_bytes()

    with pytest.raises(LedgerError, match="write=True"):
        asked.read_text(TEXT)
    with pytest.raises(LedgerError, match="write=True"):
        asked.decide(next(asked.claims()).id, "accept", by="anna")
    assert asked.assess("RUS").patron == "RUS"
    assert samples.read_bytes() == before


def test_no_ledger_is_made_to_ask(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no ledger at"):
        papertiger.open(tmp_path / "none.ledger", write=False)
    assert not list(tmp_path.iterdir())


def test_reading_again_adds_nothing(bench: Workbench) -> None:
    from papertiger.samples import paths  # noqa: PLC0415 - only here

    outcome = bench.read(paths())

    assert (outcome.read, outcome.known) == (0, 65)


def test_pasted_text_is_an_article_with_what_is_said_of_it(bench: Workbench) -> None:
    outcome = bench.read_text(TEXT, outlet="Вісник", published="2026-01-02", title="Радари")

    (article,) = bench.articles(ArticleFilter(outlet="Вісник")).articles
    assert (outcome.read, outcome.families["support"]) == (1, article.claims)
    assert (article.title, article.published, article.path) == ("Радари", "2026-01-02", "-")
    assert bench.family(article.key).articles[0].member.key == article.key


@pytest.mark.parametrize(
    ("name", "content", "read"),
    [
        ("a.txt", TEXT.encode(), 1),
        ("rows.jsonl", json.dumps({"text": TEXT, "outlet": "Вісник"}).encode() + b"\n{broken\n", 1),
        ("nothing.txt", b"", 0),
        ("bytes.bin", bytes(range(256)), 0),
    ],
)
def test_a_file_is_read_by_its_bytes(bench: Workbench, name: str, content: bytes, read: int) -> None:
    outcome = bench.read_file(name, content)

    assert outcome.read == read
    assert bool(outcome.refusals) == (name != "a.txt")
    assert all(one.path == name for one in outcome.refusals)


def test_claims_come_with_origin_and_grade_and_pages_hold_all_of_them(asked: Workbench) -> None:
    claims = list(asked.claims())
    found, after = [], None
    while True:
        page = asked.page(ClaimFilter(limit=200), after)
        found += page.claims
        after = page.last
        if after is None:
            break

    assert found == claims
    assert all(one.origin and one.grade for one in claims)


def test_a_search_without_a_word_is_an_error(asked: Workbench) -> None:
    assert asked.search("радар")
    assert asked.search_articles("радар")
    with pytest.raises(LedgerError, match="no word to look for"):
        asked.search("-радар")


def test_a_claim_is_explained_with_its_family(asked: Workbench) -> None:
    one = next(asked.claims(ClaimFilter(family="support")))
    told = asked.explain(one.id)

    assert told.stored.record == one
    assert told.stored.explanation
    assert told.family is not None
    assert one.article.sha256 == told.stored.article.sha256
    assert told.stored.article.key in {placed.member.key for placed in told.family.articles}


def test_an_article_holds_its_claims_in_the_order_of_its_text(asked: Workbench) -> None:
    for row in asked.articles().articles:
        page = asked.article(row.key)
        places = [(one.quote.start, one.quote.end) for one in page.claims]

        assert len(page.claims) == row.claims
        assert places == sorted(places)
        assert all(page.article.text[c.quote.start : c.quote.end] == c.quote.exact for c in page.claims)


def test_pages_of_families_hold_each_retold_family_once(asked: Workbench) -> None:
    found, after = [], None
    while True:
        page = asked.origins(after=after, limit=3)
        found += [family.id for family in page.families]
        after = page.last
        if after is None:
            break

    assert sorted(found) == sorted(one.id for one in asked.reading.families() if len(one.articles) > 1)
    everything = asked.origins(ArticleFilter(), limit=1000).families
    assert sorted(one.id for one in everything) == sorted(one.id for one in asked.reading.families())


@pytest.mark.parametrize(
    ("query", "first"), [("Росія", "RUS"), ("росс", "RUS"), ("venez", "VEN"), ("RUS", "RUS")]
)
def test_actors_are_found_by_a_beginning_in_any_language(asked: Workbench, query: str, first: str) -> None:
    assert asked.actors(query)[0].id == first


def test_an_actor_that_nobody_knows_is_an_error(asked: Workbench) -> None:
    assert asked.actor("RUS").labels["uk"] == "Росія"
    assert asked.actors("  ") == ()
    with pytest.raises(LedgerError, match="no actor 'nobody:here'"):
        asked.actor("nobody:here")


def test_partnerships_count_the_claims_that_name_them(asked: Workbench) -> None:
    claims: dict[tuple[str, str], list[str]] = {}
    for one in asked.claims():
        roles = PARTNERS.get(one.predicate)
        if roles and "over" not in roles:
            sides = [getattr(one, f"{role}_state") or getattr(one, role) or "" for role in roles]
            claims.setdefault((sides[0], sides[1]), []).append(one.id)

    rows = asked.partnerships()

    assert {(row.patron, row.client): row.claims for row in rows} == {k: len(v) for k, v in claims.items()}
    assert [(row.patron, row.client) for row in rows] == sorted(claims)
    page = asked.partnership("RUS", "MLI")
    ids = set(claims["RUS", "MLI"])
    assert page.row.claims == sum(page.cells.values()) == len(ids)
    assert page.row.origins == independent_origins(c for c in asked.claims() if c.id in ids)
    assert (
        sum(page.months.values())
        == page.row.claims + sum(page.events.values()) + asked.partnership("MLI", "RUS").row.claims
    )


def test_an_assessment_is_kept_unless_it_shall_not_be(bench: Workbench) -> None:
    chain = bench.reading.chain()
    loose = bench.assess("RUS", keep=False)
    assert bench.reading.chain() == chain

    kept = bench.assess("RUS")
    assert bench.reading.chain() != chain
    assert [group.address for group in kept.groups] == [group.address for group in loose.groups]
    cases, _ = bench.cases("RUS", kind="response")
    assert bench.case(cases[0].id).id == cases[0].id
    address = next(group.address for group in kept.groups)
    assert bench.figure(address).answer.address == address


def test_a_scenario_runs_with_another_number_in_place_of_its_own(asked: Workbench) -> None:
    changed = {"patrons.RUS.will": 0.9}
    plain, other = (
        asked.simulate("preset:motive", change, runs=20, learning=["L1"]) for change in ({}, changed)
    )

    assert plain.digest != other.digest
    assert asked.scenario("preset:motive", changed).digest == other.digest
    assert "patrons.RUS.will" in {key for key, *_ in other.fixed}
    with pytest.raises(ScenarioProblems, match=r"patrons\.RUS\.wil"):
        asked.scenario("preset:motive", {"patrons.RUS.wil": 1})
    with pytest.raises(ScenarioProblems, match=r"no part 9"):
        asked.scenario("preset:motive", {"patrons.RUS.war[9].omega": 1})


def test_what_is_decided_leaves_the_queue_and_comes_back(bench: Workbench) -> None:
    (record, _), *_ = bench.review_queue("anna")
    mark = bench.changes().arrived.mark

    decided = bench.decide(record.id, "correct", ["modality=denied"], by="anna", version=record.version)
    assert (decided.standing.state, decided.record.modality) == ("corrected", "denied")
    assert record.id not in {one.id for one, _ in bench.review_queue("anna")}
    assert [one.claim for one in bench.reviews().reviews] == [record.id]
    news = bench.changes(mark)
    assert (news.arrived.articles, news.arrived.claims, news.arrived.decisions) == (0, 0, 1)
    assert [one.decision for one in news.reviews] == ["correct"]

    assert bench.undo(record.id, by="anna").standing.state == "unreviewed"
    assert record.id in {one.id for one, _ in bench.review_queue("anna")}
    with pytest.raises(ReviewError, match="no decision of anna"):
        bench.undo(record.id, by="anna")
    with pytest.raises(ReviewError, match="version"):
        bench.decide(record.id, "accept", by="anna", version=99)
    with pytest.raises(ReviewError, match="no decision"):
        bench.decide(record.id, "guess", by="anna")  # type: ignore[arg-type]


def test_a_grade_stands_above_the_default(bench: Workbench) -> None:
    one = next(bench.claims())
    bench.grade(one.id, by="anna", why="pictures agree", credibility="2")

    found = bench.explain(one.id).stored.record.grade
    assert found is not None
    assert (found.credibility, found.credibility_by) == ("2", "anna")
    assert [judged.by for judged in bench.graded(one.id).history] == ["anna"]
    with pytest.raises(ReviewError, match="needs a person and a reason"):
        bench.grade(one.id, by="anna", why=" ", credibility="2")
    with pytest.raises(ReviewError, match="belongs to a claim"):
        bench.grade("Bloomberg", by="anna", why="x", credibility="2")


def test_every_format_leaves(asked: Workbench) -> None:
    chosen = ClaimFilter(object="MLI")
    expected = len(list(asked.claims(chosen)))
    for name, form in FORMATS.items():
        stream = io.BytesIO() if form.binary else io.StringIO(newline="")
        assert asked.export(name, chosen, stream) == expected
        assert stream.getvalue()
    packed = io.BytesIO()
    assert asked.export("bundle", chosen, packed) == expected
    assert packed.getvalue()[:2] == b"PK"
    assert asked.export("ledger", ClaimFilter(), io.StringIO()) > expected
    with pytest.raises(SettingsError, match="for a part, use bundle"):
        asked.export("ledger", chosen, io.StringIO())
    with pytest.raises(SettingsError, match="no format 'xls'"):
        asked.export("xls", chosen, io.StringIO())


def test_what_came_is_told_from_a_mark_or_a_moment(bench: Workbench) -> None:
    assert bench.changes("2020-01-01").arrived.articles == 65
    assert bench.changes("2999-01-01T00:00:00+02:00").arrived.articles == 0
    mark = bench.changes().arrived.mark
    bench.read_text(TEXT, outlet="Вісник")
    news = bench.changes(mark)

    assert (news.arrived.articles, [one.outlet for one in news.articles]) == (1, ["Вісник"])
    with pytest.raises(LedgerError, match="no moment"):
        bench.changes("yesterday")


def test_what_is_remembered_goes_when_something_is_stored(bench: Workbench) -> None:
    before = bench.partnerships()
    assert bench.partnerships() is before
    bench.read_text(TEXT, outlet="Вісник")

    assert ("RUS", "VEN") in {(row.patron, row.client) for row in bench.partnerships()}


def test_the_brief_and_the_audit_are_of_this_ledger(asked: Workbench) -> None:
    document = asked.brief(ClaimFilter(object="MLI"))
    shown = set(document.mentions)
    assert shown >= {claim.id for claim in asked.claims(ClaimFilter(object="MLI"))}
    assert document.brief.figures.claims == len(shown)
    assert not any(one.wrong for one in asked.audit())
    assert asked.coverage().rows
    assert asked.holdings().articles == asked.counts().articles == 65
    assert set(asked.presets()) >= {"motive"}
