"""What a person may correct in a claim, what follows from it, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from papertiger.errors import ReviewError
from papertiger.ledger.reviewing import CORRECTABLE, changed, checked, corrected
from papertiger.ledger.reviewing.codes import codes
from papertiger.ledger.reviewing.edtf import is_edtf
from papertiger.records import AttributionStep, ClaimRecord, Grade, TimeSpan

Make = Callable[..., ClaimRecord]
EVENT = {
    "family": "event",
    "predicate": "ASSAULT",
    "domain": "military",
    "mode": "drone",
    "contexts": ("military",),
}
BLOOMBERG = {"kind": "outlet", "name": "Bloomberg", "actor": None, "anonymous": False}
OFFICIALS = {"kind": "group", "name": "officials", "actor": "VEN", "anonymous": True}
OWN = {"kind": "outlet", "name": "Вечірній вісник", "actor": None, "anonymous": False}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("predicate", "insufficient"),
        ("subject", "IRN"),
        ("subject_state", None),
        ("object", "org:eu"),
        ("domain", "cyber"),
        ("polarity", "negated"),
        ("modality", "denied"),
        ("time", {"edtf": "2026-01/..", "words": "мовчали"}),
        ("place", "Каракас"),
        ("attribution", [OWN, BLOOMBERG, OFFICIALS]),
        ("side", "client"),
    ],
)
def test_a_corrected_field_is_new_and_evidence_stays(record: Make, field: str, value: object) -> None:
    old = record(subject="org:rosoboronexport") if field == "subject_state" else record()

    new = corrected(old, {field: value})

    assert new.model_dump(mode="json")[field] == value
    for kept in ("id", "quote", "article", "coder", "confidence"):
        assert getattr(new, kept) == getattr(old, kept)


def test_what_a_reader_gave_against_the_rules_does_not_stand_in_the_way_of_a_correction(record: Make) -> None:
    new = corrected(record(contexts=("military",)), {"domain": "cyber"})

    assert (new.family, new.domain, new.contexts) == ("support", "cyber", ("military",))


def test_a_predicate_brings_its_family(record: Make) -> None:
    new = corrected(record(), {"predicate": "distrusts"})

    assert (new.family, new.predicate) == ("relation", "distrusts")


def test_what_the_new_predicate_cannot_have_goes(record: Make) -> None:
    event = record(**EVENT, auxiliary=("historical",))
    first = record(family="relation", predicate="prioritises", over="CUB")

    assert checked(event, {"predicate": "withheld"}) == {
        "family": "support",
        "predicate": "withheld",
        "mode": None,
        "contexts": [],
        "auxiliary": [],
    }
    assert checked(event, {"predicate": "SANCTION"}) == {"predicate": "SANCTION", "mode": None}
    assert checked(first, {"predicate": "supplies"}) == {"predicate": "supplies", "over": None}


def test_a_mode_that_the_new_predicate_has_stays(record: Make) -> None:
    event = record(family="event", predicate="SANCTION", mode="expel")

    assert corrected(event, {"predicate": "THREATEN"}).mode == "expel"


@pytest.mark.parametrize(
    ("actor", "state"),
    [("IRN", "IRN"), ("group:hamas", "PSE"), ("org:eu", None), ("RUS:allies", None), (None, None)],
)
def test_an_actor_brings_its_state(record: Make, actor: str | None, state: str | None) -> None:
    new = corrected(record(), {"object": actor})

    assert (new.object, new.object_state) == (actor, state)


def test_an_unknown_actor_needs_its_state_said(record: Make) -> None:
    with pytest.raises(ReviewError, match=r"object: 'VENN' is in no actor file; .*object_state=none"):
        corrected(record(), {"object": "VENN"})

    new = corrected(record(), {"object": "group:night-watch", "object_state": "VEN"})
    assert (new.object, new.object_state) == ("group:night-watch", "VEN")


def test_what_follows_from_the_chain_is_worked_out_anew(record: Make) -> None:
    grade = Grade(reliability="B", credibility="2")
    old = record(grade=grade)
    speaker = AttributionStep(kind="person", name="міністр", actor="VEN")

    new = corrected(old, {"attribution": [OWN, BLOOMBERG, speaker.model_dump()]})

    assert (old.depth, new.depth, new.anonymous) == (0, 2, False)
    assert new.side == "client"
    assert new.grade is None
    assert corrected(new, {"attribution": [OWN, OFFICIALS]}).anonymous


def test_a_side_follows_the_parties_until_somebody_says_it(record: Make) -> None:
    speaker = AttributionStep(kind="person", name="міністр", actor="VEN")
    old = record(side="client", attribution=(*record().attribution, speaker))

    assert corrected(old, {"subject": "VEN", "object": "CUB"}).side == "patron"
    said = corrected(old, {"side": "third"})
    assert corrected(said, {"modality": "denied"}).side == "third"


def test_only_real_changes_are_kept(record: Make) -> None:
    changes = checked(record(), {"modality": "denied", "domain": "air_defence", "object": "VEN"})

    assert changes == {"modality": "denied"}


def test_what_is_changed_is_what_the_versions_differ_in(record: Make) -> None:
    old = record(**EVENT)
    asked = {"predicate": "withheld", "subject": "group:hamas", "time": "2026"}

    whole = checked(old, asked)

    differ = {name: now for name, (_, now) in changed(old, corrected(old, asked)).items()}
    assert differ == whole | {"side": "third"}  # of the outlet, now that there are patron and client


def test_a_correction_that_changes_nothing_is_refused(record: Make) -> None:
    with pytest.raises(ReviewError, match="accept it"):
        corrected(record(), {"modality": "asserted"})


@pytest.mark.parametrize(
    "field", ["quote", "article", "coder", "id", "confidence", "grade", "depth", "colour"]
)
def test_evidence_and_unknown_fields_cannot_be_corrected(record: Make, field: str) -> None:
    with pytest.raises(
        ReviewError, match=rf"^{field}: 'x' cannot be corrected; these can: family, predicate,"
    ):
        corrected(record(), {field: "x"})


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"family": "event"},
            r"predicate: 'withheld' is no predicate of the family event; there are: AGREE,",
        ),
        ({"family": "news"}, r"family: 'news' is no family; there are: support, relation, event"),
        ({"predicate": "promised"}, r"predicate: 'promised' is no predicate; there are: pledged,"),
        ({"predicate": "supplies", "family": "support"}, r"'supplies' is no predicate of the family support"),
        ({"domain": "space"}, r"domain: 'space' is no domain; there are: military,"),
        ({"domain": None}, r"domain: None is no domain"),
        ({"polarity": "positive"}, r"there are: affirmed, negated"),
        ({"modality": "certain"}, r"there are: asserted,"),
        ({"side": "ours"}, r"there are: patron, client, rival, third"),
        ({"mode": "drone"}, r"mode: 'drone' is no mode of withheld; there are: none"),
        ({"predicate": "SANCTION", "mode": "drone"}, r"no mode of SANCTION; there are: convict, expel"),
        ({"contexts": ["military"]}, r"only an event has contexts, not a support claim"),
        (
            {"predicate": "AID", "contexts": ["space"]},
            r"contexts: 'space' is not among contexts; there are: military",
        ),
        ({"predicate": "AID", "contexts": "military"}, r"is not a list"),
        ({"auxiliary": ["future"]}, r"only an event has auxiliary"),
        ({"over": "CUB"}, r"only prioritises puts a party second; the predicate is withheld"),
        ({"predicate": "prioritises", "over": "CUBA"}, r"over: 'CUBA' is in no actor file"),
        (
            {"subject": None, "subject_state": "RUS"},
            r"is the state of a subject that the claim does not name",
        ),
        ({"subject_state": "VEN"}, r"cannot be: RUS is a state itself"),
        ({"object_state": "org:eu"}, r"is no state; states go by ISO 3166-1 alpha-3"),
        ({"subject": ""}, r"subject: '' is empty or no line of text"),
        ({"place": "a\nb"}, r"place: 'a\\nb' is empty or no line of text"),
        ({"place": 7}, r"place: 7 is empty"),
        ({"time": "last year"}, r"time: 'last year' is no EDTF date; write 2026, 2026-01,"),
        ({"time": {"edtf": "2026", "words": "у березні"}}, r"does not stand in the quote"),
        ({"time": {"when": "2026"}}, r"is no time; give EDTF"),
        ({"attribution": []}, r"the chain begins with the article's own outlet, as it stands \(Вечірній"),
        ({"attribution": [BLOOMBERG]}, r"the chain begins with the article's own outlet"),
        ({"attribution": [OWN, {"kind": "robot", "name": "x"}]}, r"step 1.kind: Input should be 'outlet'"),
        ({"attribution": [OWN, OFFICIALS | {"actor": "VENN"}]}, r"attribution, actor: 'VENN' is in no"),
    ],
)
def test_a_value_that_a_field_cannot_have_is_refused_with_what_there_is(
    record: Make, changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(ReviewError, match=message):
        corrected(record(), changes)


def test_an_error_keeps_field_and_value(record: Make) -> None:
    with pytest.raises(ReviewError) as caught:
        corrected(record(), {"domain": "space"})

    assert (caught.value.field, caught.value.value) == ("domain", "space")


def test_every_correctable_field_is_a_field_of_the_record() -> None:
    assert set(CORRECTABLE) <= set(ClaimRecord.model_fields)


def test_time_as_text_keeps_the_words_it_was_read_from(record: Make) -> None:
    old = record(time=TimeSpan(edtf="2025", words="торік"))

    assert corrected(old, {"time": "2024"}).time == TimeSpan(edtf="2024", words="торік")
    assert corrected(old, {"time": None}).time == TimeSpan()


def test_plover_has_the_modes_that_the_manual_lists() -> None:
    modes = {name: len(category.modes) for name, category in codes().categories.items() if category.modes}

    assert modes == {
        "CONSULT": 4,
        "RETREAT": 6,
        "REQUEST": 4,
        "ACCUSE": 3,
        "REJECT": 4,
        "THREATEN": 6,
        "PROTEST": 7,
        "SANCTION": 4,
        "MOBILIZE": 4,
        "COERCE": 10,
        "ASSAULT": 15,
    }
    assert len(codes().contexts) == 37


SOME_EDTF = """
2026 2026-01 2026-01-14 2026-21 2026-33 2026~ 2026-01? 201X 20XX 2026-XX-XX 2025-12/2026-02 2026-01/.. ../2026 2026/
2026-~01 2024-02-29 2026-01-14%/2026-01-20
"""
NO_EDTF = """
.. / ../.. 26 2026-13 2026-00 2026-02-30 2023-02-29 2026-21-01 14.01.2026 2027/2026 2026/2026/2026 2026-1 January
2026-01-14T10:00
"""


@pytest.mark.parametrize("text", SOME_EDTF.split())
def test_edtf_of_levels_0_and_1_is_known(text: str) -> None:
    assert is_edtf(text)


@pytest.mark.parametrize("text", ["", "2026 ", *NO_EDTF.split()])
def test_what_is_no_edtf_is_told(text: str) -> None:
    assert not is_edtf(text)
