"""What is proposed from whole articles: the bundled samples, and the article that papertiger was begun for."""

from __future__ import annotations

from pathlib import Path

import pytest
from patron import measured

from papertiger.ledger import Ledger
from papertiger.news import Article, load
from papertiger.readers.frames import FrameReader
from papertiger.records import ClaimRecord
from papertiger.reliability.assessing import GroupAnswer, Question, figure, group_answer
from papertiger.reliability.proposing import Proposed, propose
from papertiger.settings import Settings

MOTIVE = Path(__file__).parents[3] / ".." / "shared" / "articles" / "000_4f548a610f875f23.txt"


def claims_of(places: list[Path], folder: Path) -> list[ClaimRecord]:
    reader = FrameReader(Settings())
    with Ledger.open(folder / "a.ledger") as ledger:
        for article in load(places):
            if isinstance(article, Article):
                ledger.add(reader.read(article))
        ledger.join(reader.fingerprint)
        return list(ledger.with_origins(ledger.claims()))


@pytest.fixture(scope="module")
def samples(samples_ledger: Path) -> list[ClaimRecord]:
    with Ledger.open(samples_ledger, create=False) as ledger:
        return list(ledger.with_origins(ledger.claims()))


def told(proposed: Proposed) -> set[tuple[str, str, str, str]]:
    """Client, domain, trigger and the rules of the reports."""
    triggers = {t.id: t.kind for t in proposed.triggers}
    tests = {t.id: t for t in proposed.tests}
    return {
        (tests[r.test].client, r.domain, triggers[tests[r.test].trigger], report.rule or "")
        for r in proposed.responses
        for report in r.reports
    }


def test_a_first_run_has_records_of_two_patrons_to_weigh_one_that_kept_its_word(
    samples: list[ClaimRecord],
) -> None:
    answers: dict[str, GroupAnswer] = {}
    for patron in ("RUS", "USA"):
        about = measured(list(propose(samples, patron).cases), as_of="2026-11-28")
        found = figure(about, Question(patron, "support"), patron)
        assert found is not None
        answers[patron] = group_answer(found)

    assert min(answer.n_eff for answer in answers.values()) >= 3
    assert min(answer.origins for answer in answers.values()) >= 10
    russia, america = answers["RUS"].rate.median, answers["USA"].rate.median
    assert russia is not None
    assert america is not None
    assert russia < 0.5 < america
    assert {case.status for one in answers.values() for case in one.cases} >= {"pending", "conflict", "told"}


def test_what_the_samples_tell_of_russia(samples: list[ClaimRecord]) -> None:
    found = told(propose(samples, "RUS"))
    assert {
        ("CUB", "economic", "due_date", "not-given"),
        ("CUB", "economic", "due_date", "given"),
        ("IRN", "arms", "attack", "not-given"),
        ("IRN", "unspecified", "attack", "too-little"),
        ("IRN", "unspecified", "attack", "refusal-denied"),
        ("MLI", "air_defence", "request", "not-given"),
        ("MLI", "arms", "request", "refusal"),
        ("MLI", "arms", "request", "refusal-denied"),
        ("MLI", "intelligence", "request", "did-not-work"),
        ("SRB", "air_defence", "request", "not-given"),
    } <= found
    assert {client for client, *_ in found} <= {
        "BLR",
        "CUB",
        "IRN",
        "MLI",
        "SRB",
        "BFA",
        "NER",
        "SYR",
        "VEN",
        "ARM",
        "KAZ",
        "KGZ",
        "NIC",
        "TJK",
    }


def test_what_the_samples_tell_of_the_united_states(samples: list[ClaimRecord]) -> None:
    found = told(propose(samples, "USA"))
    assert {
        ("KOR", "air_defence", "coercion", "flow-cut"),
        ("KOR", "air_defence", "coercion", "not-given"),
        ("UKR", "air_defence", "attack", "flow-cut"),
        ("UKR", "air_defence", "attack", "too-little"),
        ("UKR", "intelligence", "attack", "flow-runs"),
    } <= found
    assert not {client for client, *_ in found} & {"RUS", "IRN", "VEN", "SRB", "MEX", "PRK"}


def test_a_pair_of_enemies_or_a_supplier_is_no_partnership(samples: list[ClaimRecord]) -> None:
    states = {c.subject_state or c.subject for c in samples}
    for patron in sorted(s for s in states if s):
        proposed = propose(samples, patron)
        pairs = {(t.patron, t.client) for t in proposed.tests}
        assert not pairs & {
            ("RUS", "UKR"),
            ("RUS", "USA"),
            ("USA", "IRN"),
            ("PRK", "KOR"),
            ("POL", "BLR"),
            ("ISR", "IRN"),
        }
        assert all(t.patron == patron != t.client for t in proposed.tests)


def test_a_treaty_without_a_duty_of_defence_is_heard_of(samples: list[ClaimRecord]) -> None:
    proposed = propose(samples, "RUS")
    general = next(
        t
        for t in proposed.tests
        if t.client == "IRN"
        and any(c.id == t.commitment and c.obligation == "unspecified" for c in proposed.commitments)
    )
    assert general.p_due == 0.1


def test_a_clone_farm_is_one_origin(samples: list[ClaimRecord]) -> None:
    proposed = propose(samples, "TUR")
    (drones,) = [
        r
        for r in proposed.responses
        if r.domain == "arms" and any("Рог Африки" in (report.outlet or "") for report in r.reports)
    ]
    assert len(drones.reports) >= 4
    assert len({report.origin for report in drones.reports}) == 1


@pytest.mark.shared
@pytest.mark.skipif(not MOTIVE.exists(), reason="the motive article is only in the developers' shared folder")
def test_what_the_motive_article_tells_of_russia(tmp_path: Path) -> None:
    proposed = propose(claims_of([MOTIVE], tmp_path), "RUS")
    assert told(proposed) == {
        ("VEN", "air_defence", "attack", "did-not-work"),
        ("VEN", "air_defence", "attack", "too-little"),
        ("VEN", "cyber", "cyber_incident", "too-little"),
        ("VEN", "intelligence", "attack", "did-not-work"),
        ("SYR", "military", "request", "reduced"),
        ("IRN", "unspecified", "attack", "too-little"),
        ("CUB", "unspecified", "request", "too-little"),
    }
    assert len({t.crisis for t in proposed.tests}) == 1, "one story is one cluster"
    assert all(t.p_due <= 0.4 for t in proposed.tests), "no pledge is told of"
    reports = [report for r in proposed.responses for report in r.reports]
    assert {report.origin for report in reports} == {reports[0].origin}
    assert any("Bloomberg" in report.why and "not named" in report.why for report in reports)
    motives = {(s.says, s.why) for r in proposed.responses for s in r.motive}
    assert {says for says, _ in motives} == {"unwilling"}
