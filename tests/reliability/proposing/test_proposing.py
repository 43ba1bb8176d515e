"""From claims to commitments, triggers, tests and responses."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from handmade import claim, claims
from hypothesis import given, settings
from hypothesis import strategies as st

from papertiger.records import ClaimRecord
from papertiger.reliability.cases import Commitment, Response, Test, Trigger
from papertiger.reliability.proposing import Proposed, propose


class Only:
    """The one test that is proposed, with what belongs to it."""

    def __init__(self, proposed: Proposed, **wanted: object) -> None:
        found = [
            (t, r)
            for t in proposed.tests
            for r in proposed.responses
            if r.test == t.id and all(getattr(r if k == "domain" else t, k) == v for k, v in wanted.items())
        ]
        assert len(found) == 1, [(t.client, r.domain, t.due_why) for t, r in found]
        self.test: Test = found[0][0]
        self.response: Response = found[0][1]
        self.commitment: Commitment = next(c for c in proposed.commitments if c.id == self.test.commitment)
        self.trigger: Trigger = next(t for t in proposed.triggers if t.id == self.test.trigger)


def of(lines: str, patron: str = "RUS") -> Proposed:
    return propose(claims(lines), patron)


# ---------------------------------------------------------------- commitments


def test_claims_of_several_origins_make_one_commitment() -> None:
    proposed = of("""
        pledged RUS>MLI air_defence @2026-01-10 in Wire | Moscow promised technicians.
        pledged RUS>MLI air_defence @2026-01-12 in Courier | Russia pledged crews for the radars.
        pledged RUS>MLI arms @2026-01-12 in Courier | Russia pledged shells.
        """)
    assert [len(c.links) for c in proposed.commitments if c.obligation == "air_defence"] == [2]
    assert {c.obligation for c in proposed.commitments} == {"air_defence", "arms"}
    assert not proposed.tests


def test_a_treaty_is_told_from_a_statement_and_a_duty_from_a_promise() -> None:
    proposed = of("""
        pledged RUS>BLR military conditional | Under the treaty Russia is obliged to defend Belarus if attacked.
        pledged RUS>CUB economic | The minister promised fuel.
        supplies RUS>SRB economic | Russia supplies all of Serbia's gas.
        """)
    assert {(c.clients[0], c.obligation, c.instrument, c.precision) for c in proposed.commitments} == {
        ("BLR", "defence", "treaty", "explicit_automatic"),
        ("CUB", "economic", "statement", "explicit_discretionary"),
        ("SRB", "economic", "practice", "implied"),
    }


def test_a_supplier_of_the_patron_is_no_client_of_it() -> None:
    proposed = of("""
        supplies IRN>RUS arms | Iran supplies drones to Russia.
        reduced IRN>RUS arms | Tehran cut deliveries of drones to Russia.
        """)
    assert not proposed.cases


def test_a_collective_is_no_client() -> None:
    assert not of("withheld RUS>RUS:allies | Russia's allies complain of missing support.").cases


def test_an_agreement_alone_makes_no_partnership() -> None:
    assert not of("AGREE RUS>USA arms | Russia and the United States signed an arms-control deal.").cases


def test_whoever_attacks_a_state_is_not_its_patron() -> None:
    proposed = of("""
        ASSAULT RUS>UKR as a | Russia struck Kyiv.
        ASSAULT RUS>UKR as b in B | Russian drones hit Odesa.
        withheld RUS>UKR economic | Russia sent no gas to Ukraine.
        """)
    assert not proposed.cases


# ---------------------------------------------------------------- occasions


def test_an_attack_calls_on_the_duty_to_defend_rather_than_on_a_promise_of_troops() -> None:
    proposed = of("""
        pledged RUS>ARM military conditional @2026-02-12 | Under the treaty Russia is obliged to defend Armenia if attacked.
        pledged RUS>ARM military intended @2026-02-12 | Moscow is ready to send border guards.
        requested ARM>RUS military @2026-05-05 | Armenia asked Russia for troops.
        ASSAULT AZE>ARM @2026-05-05 | Azerbaijan shelled villages in Armenia.
        withheld RUS>ARM military @2026-05-21 | Russia sent no troops.
        """)
    tested = {one.id: one.obligation for one in proposed.commitments}
    reported = {one.test for one in proposed.responses if one.reports}

    assert {tested[one.commitment] for one in proposed.tests if one.id in reported} == {"defence"}


def test_an_attack_and_a_promise_make_a_test() -> None:
    one = Only(of("""
        pledged USA>POL military @2025-03-01 | Washington promised to defend Poland.
        ASSAULT RUS>POL mode=drone time=2025-09-10 @2025-09-11 | Russian drones struck Poland.
        delivered USA>POL military time=2025-09-14 @2025-09-15 | American jets arrived.
        """, "USA"))  # fmt: skip
    assert (one.commitment.obligation, one.trigger.kind, one.trigger.threat) == ("defence", "attack", "RUS")
    assert one.trigger.onset.earliest == one.trigger.onset.latest == "2025-09-10"
    assert one.test.p_due == 0.8
    assert one.test.due_why.startswith(
        "A pledge to defend the client is reported, and the client was attacked."
    )
    assert (one.response.domain, one.response.window.latest) == ("military", "2025-11-09")
    assert [r.says.honoured for r in one.response.reports] == [0.8]


@pytest.mark.parametrize(
    "event",
    [
        "ASSAULT USA>VEN historical | The United States bombed the country in the past.",
        "ASSAULT USA>VEN hypothetical | An attack is feared.",
        "ASSAULT USA>VEN denied | Washington denied the strike.",
        "ASSAULT USA>VEN possible | Washington may strike.",
        "ASSAULT VEN>VEN | Police shot at the crowd.",
        "ASSAULT RUS>VEN | Russia attacked.",
        "COERCE USA>VEN mode=arrest | A banker was arrested.",
    ],
)
def test_what_did_not_befall_the_client_is_no_trigger(event: str) -> None:
    one = Only(of(f"{event}\nwithheld RUS>VEN arms in Courier | Nothing came."))
    assert one.trigger.kind == "request"
    assert one.test.call.kind == "none"
    assert one.test.p_due == 0.2


def test_reports_of_one_attack_within_a_month_are_one_trigger_and_later_ones_another() -> None:
    lines = """
        pledged FRA>ARM military @2024-01-01 | Paris promised troops.
        ASSAULT AZE>ARM time=2025-03-01 @2025-03-02 in A | Baku attacked.
        ASSAULT AZE>ARM time=2025-03-20 @2025-03-21 in B | Azerbaijan shelled a village.
        ASSAULT AZE>ARM @2025-04-10 in C | An attack of Azerbaijan.
        ASSAULT AZE>ARM time=2026-01-05 @2026-01-06 in D | A new attack.
        """
    proposed = of(lines, "FRA")
    assert [len(t.links) for t in proposed.triggers] in ([3, 1], [1, 3])
    assert len({t.crisis for t in proposed.tests}) == 2


def test_the_capture_of_a_leader_is_an_attack_and_a_cyber_attack_is_one_of_its_own() -> None:
    proposed = of("""
        depends_on VEN>RUS cyber in A | Caracas relied on Russia for its networks.
        depends_on VEN>RUS intelligence in A | Caracas relied on Russia for warnings.
        ASSAULT USA>VEN-maduro mode=abduct in A | American troops seized the president.
        COERCE USA>VEN mode=cyber in A | A cyber attack hit Caracas.
        insufficient RUS>VEN cyber in A | Russian help fell short.
        ineffective RUS>VEN intelligence in A | The services missed the threat.
        """)
    assert Only(proposed, domain="cyber").trigger.kind == "cyber_incident"
    attack = Only(proposed, domain="intelligence")
    assert (attack.trigger.kind, attack.trigger.severity) == ("attack", 5)
    assert attack.test.p_due == 0.4


def test_a_request_after_an_attack_is_its_call_and_makes_support_due() -> None:
    one = Only(of("""
        pledged DEU>UKR air_defence @2025-06-01 | Berlin promised Patriots.
        ASSAULT RUS>UKR time=2025-07-02 @2025-07-03 | Russia launched drones.
        requested UKR>DEU air_defence @2025-07-04 | Kyiv asked Berlin for batteries.
        withheld DEU>UKR air_defence @2025-08-04 | No battery came.
        """, "DEU"))  # fmt: skip
    assert one.trigger.kind == "attack"
    assert (one.test.call.kind, one.test.call.by, one.test.p_due) == ("explicit", "UKR", 0.8)


def test_a_request_alone_is_the_trigger() -> None:
    proposed = of("""
        requested MLI>RUS arms time=2025-11 @2026-02-17 | In November Mali asked Moscow for helicopters.
        withheld RUS>MLI arms @2026-02-17 | Moscow sent none.
        """)
    one = Only(proposed)
    assert (one.trigger.kind, one.trigger.onset.earliest, one.test.p_due) == ("request", "2025-11-01", 0.3)
    assert one.response.window.latest == "2026-11-30"


def test_a_request_for_one_kind_of_support_is_no_call_for_another() -> None:
    proposed = of("""
        requested MLI>RUS arms | Mali asked for helicopters.
        withheld RUS>MLI intelligence | No warning came.
        """)
    assert Only(proposed, domain="intelligence").test.call.kind == "none"


def test_a_refusal_speaks_of_what_the_same_article_says_was_asked_for() -> None:
    told = """
        requested MLI>RUS arms of=a at=0 | Mali asked for helicopters.
        REJECT RUS>MLI mode=assist of=a at=40 | The request was turned down.
        """
    assert [r.domain for r in of(told).responses] == ["arms"]
    assert [r.domain for r in of(told.replace("of=a at=40", "of=b")).responses] == ["unspecified"]


def test_a_refusal_in_the_sentence_of_a_request_speaks_of_what_it_asks_for() -> None:
    proposed = of("""
        requested MLI>RUS arms of=a at=0 | Mali asked for helicopters and was refused.
        withheld RUS>MLI air_defence of=a at=0 | Mali asked for helicopters and was refused.
        """)
    assert [r.domain for r in proposed.responses] == ["arms"]


def test_an_event_in_the_sentence_of_a_claim_of_support_is_no_second_report() -> None:
    sentence = """
        delivered TUR>SOM arms of=a at=0 | Turkey delivered drones.
        AID TUR>SOM arms of=a at=0 | Turkey delivered drones.
        """
    assert [r.rule for r in Only(of(sentence, "TUR")).response.reports] == ["given"]
    apart = sentence.replace("AID TUR>SOM arms of=a at=0", "AID TUR>SOM arms of=a at=90")
    assert [r.rule for r in Only(of(apart, "TUR")).response.reports] == ["given", "aid"]


def test_words_on_support_at_large_sum_up_what_the_same_article_tells() -> None:
    story = """
        insufficient RUS>MLI of=a at=0 | Mali is disappointed.
        withheld RUS>MLI air_defence of=a at=50 | No technicians came.
        """
    one = Only(of(story + "requested MLI>RUS | Mali asked for help."), domain="air_defence")
    assert [r.rule for r in one.response.reports] == ["not-given"]
    contested = (
        story + "withheld RUS>MLI denied of=a at=90 by Moscow | Moscow denied that it left Mali alone."
    )
    assert {r.domain for r in of(contested).responses} == {"air_defence", "unspecified"}


@pytest.mark.parametrize(
    ("promise", "due"),
    [
        ("time=2026-02 words=лютий @2026-03-09 | Росія не надіслала нафту, яку пообіцяла на лютий.", "2026-02-28"),
        ("time=../2025 words=до_конца_года @2025-09-16 | Россия до конца года поставит топливо.", "2025-12-31"),
        ("time=2026-10 words=October @2026-04-24 | Moscow promised fuel by October.", "2026-10-31"),
        ("time=2026-03-31 words=31_March @2026-03-20 | Fuel was promised for 31 March.", "2026-03-31"),
        ("time=2025-22 words=влітку @2025-10-21 | Влітку Москва пообіцяла нафту.", None),
        ("time=2022 words=три_роки_тому @2025-08-12 | Обіцяні ще три роки тому танкери.", None),
        ("time=2025-07-01/2025-07-10 words=початку_липня @2025-07-20 | На початку липня Москва пообіцяла нафту.", None),
    ],
)  # fmt: skip
def test_the_date_of_a_promise_is_told_from_the_day_on_which_it_was_made(
    promise: str, due: str | None
) -> None:
    found = of(f"pledged RUS>CUB economic {promise}")
    assert [c.due.latest if c.due else None for c in found.commitments] == [due]
    assert [t.kind for t in found.triggers] == (["due_date"] if due else [])


def test_a_promise_with_a_date_is_judged_by_what_came_by_then() -> None:
    lines = """
        pledged RUS>CUB economic time=2026-02 words=February @2026-01-10 | Oil was promised for February.
        withheld RUS>CUB economic @2026-03-09 in B | The tanker has not come.
        delivered RUS>CUB economic time=2026-03-12 @2026-03-13 in C | The tanker came on 12 March.
        """
    one = Only(of(lines))
    assert (one.trigger.kind, one.test.p_due, one.response.late) == ("due_date", 0.9, True)
    assert [(r.rule, r.says.withheld, r.says.partial) for r in one.response.reports] == [
        ("not-given", 0.95, 0.05),
        ("given", 0.0, 0.7),
    ]


def test_what_came_before_does_not_keep_a_promise_with_a_date() -> None:
    proposed = of("""
        pledged RUS>CUB economic time=2026-02 words=February @2026-01-10 | Oil was promised for February.
        ineffective RUS>CUB economic @2026-03-01 in B | The generators did not work.
        withheld RUS>CUB economic @2026-01-20 in C | No oil has come.
        """)
    due = next(t for t in proposed.triggers if t.kind == "due_date")
    test = next(t for t in proposed.tests if t.trigger == due.id)
    assert [r.reports for r in proposed.responses if r.test == test.id] == [()]


# ---------------------------------------------------------------- how likely it was due


def test_a_treaty_without_a_duty_of_defence_makes_help_unlikely_to_be_due() -> None:
    attacked = """
        ASSAULT USA>IRN time=2025-06-22 @2025-06-23 | American bombers struck.
        insufficient RUS>IRN @2025-06-25 in B | Russian help fell short.
        """
    treaty = "pledged RUS>IRN military @2025-02-01 in C | The treaty holds no obligation of mutual defence."
    assert Only(of(attacked)).test.p_due == 0.2
    told = Only(of(attacked + treaty)).test
    assert told.p_due == 0.1
    assert any(link.role == "not_due" and link.rule == "no-duty" for link in told.links)


def test_a_contested_promise_is_half_as_likely_to_be_due() -> None:
    lines = """
        pledged RUS>MLI arms @2026-01-01 | Russia promised arms.
        requested MLI>RUS arms @2026-01-05 | Mali asked for them.
        withheld RUS>MLI arms @2026-02-01 | They never came.
        """
    assert Only(of(lines)).test.p_due == 0.8
    told = Only(of(f"{lines}pledged RUS>MLI arms denied @2026-02-02 by Kremlin | Moscow denied any promise."))
    assert told.test.p_due == 0.4
    assert "contested" in told.test.due_why


def test_a_promise_made_after_support_had_failed_does_not_make_it_due() -> None:
    one = Only(of("""
        requested KOR>USA air_defence @2026-04-20 | Seoul asked Washington to leave its batteries.
        withheld USA>KOR air_defence @2026-04-22 | The batteries were taken away.
        pledged USA>KOR air_defence @2026-04-24 | The Pentagon promised to send them back.
        """, "USA"))  # fmt: skip
    assert one.test.p_due == 0.3


# ---------------------------------------------------------------- responses


def test_a_forecast_is_no_report() -> None:
    proposed = of("""
        withheld RUS>IRN arms in A | The jets never came.
        withheld RUS>IRN arms unlikely by Luchko in B | Russia will hardly send them.
        delivered RUS>CUB economic expected | Oil is expected.
        """)
    one = Only(proposed)
    assert [r.rule for r in one.response.reports] == ["not-given"]
    assert [link.rule for link in one.response.links] == ["forecast"]


def test_delivery_is_told_apart_from_efficacy() -> None:
    one = Only(of("ineffective RUS>VEN air_defence by ~officials | The missiles missed."))
    (report,) = one.response.reports
    assert (report.says.partial, report.says.honoured, report.says.withheld) == (0.5, 0.5, 0)
    assert [s.says for s in one.response.efficacy] == ["did_not_work"]
    assert not one.response.motive


def test_what_had_been_given_before_is_a_practice_and_no_response() -> None:
    story = """
        delivered RUS>MLI air_defence of=a at=0 | Pantsir batteries delivered by Russia stood idle.
        withheld RUS>MLI air_defence of=a at=60 | No technicians came.
        """
    one = Only(of(story))
    assert [r.rule for r in one.response.reports] == ["not-given"]
    assert [link.rule for link in one.commitment.links] == ["came-before"]
    dated = story.replace("of=a at=0", "of=a at=0 time=2026-01-10")
    assert {r.rule for r in Only(of(dated)).response.reports} == {"given", "not-given"}
    another = story.replace("of=a at=60", "of=b at=60 in B")
    assert {r.rule for r in Only(of(another)).response.reports} == {"given", "not-given"}


def test_a_denial_stays_a_report_of_the_patron() -> None:
    one = Only(
        of("""
        withheld RUS>MLI arms by ~officials | They got nothing.
        withheld RUS>MLI arms denied by Moscow in B | Moscow denied it.
        """)
    )
    assert {(r.rule, r.says.honoured) for r in one.response.reports} == {
        ("not-given", 0),
        ("refusal-denied", 0.5),
    }


def test_motives_are_what_somebody_says() -> None:
    said = """
        withheld RUS>VEN arms of=a at=0 | Nothing came.
        constrained_by RUS>UKR by Vucetic of=a at=30 | Russia is busy.
        prioritises RUS>USA/VEN by ~source of=a at=60 | Washington matters more.
        """
    own = said.replace("by Vucetic", "").replace("by ~source", "")
    one = Only(of(said))
    assert [(s.says, "said by" in s.why) for s in one.response.motive] == [
        ("unable", True),
        ("unwilling", True),
    ]
    assert "source (not named)" in one.response.motive[1].why
    assert one.test.feasibility == "unknown"
    assert any(link.role == "feasibility" for link in one.test.links)
    assert not Only(of(own)).response.motive


def test_each_report_speaks_of_one_response() -> None:
    proposed = of("""
        pledged RUS>SYR military @2024-01-01 | Moscow promised to defend Damascus: it will come to its defence.
        ASSAULT ISR>SYR time=2024-10-01 @2024-10-02 | Israel struck.
        ASSAULT TUR>SYR time=2024-11-01 @2024-11-02 | Turkey struck.
        withheld RUS>SYR military @2024-12-01 | No help came.
        """)
    told = [report.claim for response in proposed.responses for report in response.reports]
    assert len(told) == len(set(told)) == 1


def test_where_no_occasion_is_known_the_window_closes_with_the_report() -> None:
    one = Only(
        of("withheld RUS>SRB air_defence time=2024-12/.. @2025-12-04 | No spare parts since last winter.")
    )
    assert (one.test.call.kind, one.response.window.latest) == ("none", "2025-12-04")


# ---------------------------------------------------------------- silence


def test_an_attack_after_a_promise_to_defend_is_a_test_though_nothing_is_reported() -> None:
    one = Only(of("""
        pledged FRA>ARM military conditional @2025-01-10 | If Armenia is attacked, France will send troops.
        ASSAULT AZE>ARM time=2025-06-01 @2025-06-02 in B | Baku attacked.
        """, "FRA"))  # fmt: skip
    assert (one.commitment.obligation, one.response.domain, one.response.reports) == (
        "defence",
        "military",
        (),
    )
    assert (one.response.window.earliest, one.response.window.latest) == ("2025-06-01", "2025-07-31")


@pytest.mark.parametrize(
    "promise",
    [
        "pledged FRA>ARM military conditional @2025-06-20 | If Armenia is attacked again, France will send troops.",
        "pledged FRA>ARM economic @2025-01-10 | France promised a loan.",
        "pledged FRA>ARM military negated @2025-01-10 | France promised no troops.",
        "depends_on ARM>FRA @2025-01-10 | Armenia relies on France.",
    ],
)
def test_silence_says_nothing_where_nothing_was_due_on_the_day(promise: str) -> None:
    assert not of(
        f"{promise}\nASSAULT AZE>ARM time=2025-06-01 @2025-06-02 in B | Baku attacked.", "FRA"
    ).tests


def test_a_crisis_with_a_report_needs_no_silent_test_of_the_same_support() -> None:
    proposed = of("""
        pledged FRA>ARM cyber @2025-01-10 | France promised to protect the networks.
        COERCE AZE>ARM mode=cyber time=2025-06-01 @2025-06-02 in B | A cyber attack hit Yerevan.
        ASSAULT AZE>ARM time=2025-06-03 @2025-06-04 in C | Baku attacked.
        delivered FRA>ARM cyber time=2025-06-05 @2025-06-06 in D | A French team arrived.
        """, "FRA")  # fmt: skip
    assert [t.kind for t in proposed.triggers] == ["cyber_incident"]


def test_deliveries_in_a_sentence_on_dependence_are_a_practice() -> None:
    proposed = of("""
        depends_on QAT>USA air_defence of=a at=0 | Doha depends on American interceptors.
        delivered USA>QAT military of=a at=0 | Doha depends on American interceptors.
        """, "USA")  # fmt: skip
    assert not proposed.tests
    assert {link.rule for c in proposed.commitments for link in c.links} == {"dependence", "came-before"}


# ---------------------------------------------------------------- crises


def test_tests_of_one_war_share_a_crisis() -> None:
    proposed = of("""
        ASSAULT RUS>UKR time=2025-01-05 @2025-01-06 in A | Russia struck.
        withheld USA>UKR arms @2025-01-20 in B | No shells came.
        ASSAULT RUS>UKR time=2025-05-05 @2025-05-06 in C | Russia struck again.
        delivered USA>UKR arms time=2025-05-20 @2025-05-21 in D | Shells came.
        requested UKR>USA intelligence @2024-12-01 in E | Kyiv asked for data.
        withheld USA>UKR intelligence @2024-12-10 in F | None came.
        """, "USA")  # fmt: skip
    assert len(proposed.tests) == 3
    assert {t.crisis for t in proposed.tests} == {"UKR-2025-01"}


def test_one_story_is_one_cluster() -> None:
    story = """
        insufficient RUS>SYR as o | Damascus got too little.
        insufficient RUS>IRN as o | Tehran got too little.
        insufficient RUS>CUB as o | Havana got too little.
        """
    alone = of(story).tests
    assert len(alone) == 3
    assert len({t.crisis for t in alone}) == 1
    more = of(story + "withheld RUS>CUB as p in B | Havana got nothing.").tests
    assert len({t.crisis for t in more}) == 2


# ---------------------------------------------------------------- what must not matter

KINDS = (
    "pledged military", "pledged arms", "requested arms", "requested air_defence", "withheld arms", "withheld air_defence",
    "delivered arms", "delivered military", "insufficient", "ineffective air_defence", "reduced economic", "supplies intelligence",
)  # fmt: skip
EVENTS = ("ASSAULT", "COERCE mode=cyber", "THREATEN mode=violence", "MOBILIZE", "ASSAULT mode=abduct")


@st.composite
def any_claim(draw: st.DrawFn, *, first: int = 0, last: int = 700) -> ClaimRecord:
    told = date(2024, 1, 1) + timedelta(draw(st.integers(first, last)))
    client, outlet = draw(st.sampled_from(["VEN", "IRN"])), draw(st.sampled_from("ABC"))
    if draw(st.booleans()):
        predicate, _, rest = draw(st.sampled_from(KINDS)).partition(" ")
        pair = f"{client}>RUS" if predicate == "requested" else f"RUS>{client}"
    else:
        predicate, _, rest = draw(st.sampled_from(EVENTS)).partition(" ")
        pair = f"USA>{client}"
    when = draw(st.sampled_from(["", "", f"time={told}", f"time={told:%Y-%m}"]))
    origin = draw(st.sampled_from(["", "as o", "as p"]))
    return claim(f"{predicate} {pair} {rest} {when} @{told} in {outlet} {origin} | {predicate} {rest}")


@settings(deadline=None, max_examples=60)
@given(
    st.lists(any_claim(), max_size=25).flatmap(
        lambda found: st.tuples(st.just(found), st.permutations(found))
    )
)
def test_the_order_of_claims_is_irrelevant(orders: tuple[list[ClaimRecord], list[ClaimRecord]]) -> None:
    assert propose(orders[0], "RUS") == propose(orders[1], "RUS")


@settings(deadline=None, max_examples=100)
@given(st.lists(any_claim(last=400), max_size=20), st.lists(any_claim(first=440), max_size=12))
def test_later_news_changes_no_id(found: list[ClaimRecord], later: list[ClaimRecord]) -> None:
    before, after = propose(found, "RUS"), propose([*found, *later], "RUS")
    promised = {c.id for c in before.commitments if c.links[0].rule != "no-pledge"}
    reported = {r.test for r in before.responses if r.reports}
    assert promised <= {c.id for c in after.commitments}
    assert reported <= {t.id for t in after.tests}
    triggers = {t.id: t.trigger for t in after.tests}
    assert all(triggers[t.id] == t.trigger for t in before.tests if t.id in reported)


@settings(deadline=None, max_examples=40)
@given(st.lists(any_claim(), min_size=1, max_size=20), st.integers(1, 40))
def test_copies_of_one_report_add_no_case_and_change_no_probability(
    found: list[ClaimRecord], copies: int
) -> None:
    source = next((c for c in found if c.origin), found[0])
    origin = source.origin or "o"
    last = max(found, key=lambda c: c.article.published or "")
    told = [c.model_copy(update={"origin": origin}) if c is source else c for c in found]
    farm = [
        source.model_copy(
            update={
                "id": f"{source.id}-{n}",
                "origin": origin,
                "article": source.article.model_copy(
                    update={"outlet": f"Copy {n}", "published": source.article.published}
                ),
            }
        )
        for n in range(copies)
    ]
    assert last.article.published
    one, many = propose(told, "RUS"), propose([*told, *farm], "RUS")
    assert [(t.id, t.p_due, t.crisis) for t in one.tests] == [(t.id, t.p_due, t.crisis) for t in many.tests]
    assert [t.id for t in one.triggers] == [t.id for t in many.triggers]
    assert [{r.origin for r in response.reports} for response in one.responses] == [
        {r.origin for r in response.reports} for response in many.responses
    ]


@settings(deadline=None, max_examples=40)
@given(st.lists(any_claim(), max_size=25))
def test_every_link_is_explained_and_every_reference_holds(found: list[ClaimRecord]) -> None:
    proposed = propose(found, "RUS")
    known = {c.id for c in found}
    commitments, triggers = {c.id for c in proposed.commitments}, {t.id for t in proposed.triggers}
    tests = {t.id for t in proposed.tests}
    assert all(t.commitment in commitments and t.trigger in triggers for t in proposed.tests)
    assert all(r.test in tests for r in proposed.responses)
    for case in proposed.cases:
        links = [*case.links, *(case.call.links if isinstance(case, Test) else ())]
        assert all(link.rule and link.why.endswith(".") for link in links)
        assert all(link.claim is None or link.claim in known for link in links)
    assert len({case.id for case in proposed.cases}) == len(proposed.cases)
