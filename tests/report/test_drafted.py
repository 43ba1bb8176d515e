"""A drafted scenario as TOML: whatever an article holds, it stays in a comment or in a string."""

from __future__ import annotations

import tomllib

import pytest
from handmade import claim

from papertiger.records import AttributionStep, ClaimRecord
from papertiger.report.drafted import draft_lines
from papertiger.scenario.ledgered.beliefs import Belief
from papertiger.scenario.ledgered.commitments import LeftOut, Row
from papertiger.scenario.ledgered.drafting import Draft, DraftedClient, DraftedPair, DraftedPatron
from papertiger.scenario.ledgered.hints import Supply, Told

HOSTILE = 'so far"\n[patrons.EVIL]\nwill = 1\r\x1b[2J\u202e\x7f # """'


def draft(**changes: object) -> Draft:
    belief = Belief("P", "A", 2.0, 5.0, "D", "pair", "support@P,client=A", (0.1, 0.6), "ledger:0 support@P")
    row = Row("P", "A", "arms", "implied", ("c-one", "c-two"), dated=True)
    about: dict[str, object] = {
        "ledger": "x.ledger",
        "digest": "0" * 12,
        "as_of": "2026-01-14",
        "patrons": (DraftedPatron("P", Told((), 0), Told((), 0), ()),),
        "clients": (DraftedClient("A", (), ("P",)),),
        "pairs": (DraftedPair("P", "A", (row,), 1200),),
        "beliefs": (belief,),
        "others": {},
        "suppliers": (),
    }
    return Draft(**about | changes)  # type: ignore[arg-type]


def written(**changes: object) -> str:
    return "\n".join(draft_lines(draft(**changes)))


def hostile() -> ClaimRecord:
    made = claim("supplies C>P arms")
    quote = made.quote.model_copy(update={"exact": HOSTILE})
    return made.model_copy(
        update={
            "quote": quote,
            "attribution": (AttributionStep(kind="outlet", name=HOSTILE),),
            "subject": HOSTILE,
        }
    )


def test_words_of_articles_cannot_leave_their_comment() -> None:
    told = Told((hostile(),), 0)
    left = (LeftOut("c-three", ("A",), HOSTILE),)

    text = written(
        patrons=(DraftedPatron("P", told, told, left),),
        clients=(DraftedClient("A", (Supply("A", "P", "arms", told),), ("P",)),),
        suppliers=(Supply("C", "P", "unspecified", told),),
        others={HOSTILE: 3},
    )

    found = tomllib.loads(text)
    assert list(found["patrons"]) == ["P"]
    assert found["patrons"]["P"]["will"] == [0.3, 0.7]
    assert not {"\x1b", "\u202e", "\x7f", "\r"} & set(text)


def test_names_that_are_no_bare_keys_are_quoted() -> None:
    text = written(
        ledger=HOSTILE,
        patrons=(DraftedPatron("org:p", Told((), 0), Told((), 0), ()),),
        clients=(DraftedClient("g:a", (), ()),),
        pairs=(),
        beliefs=(),
    )

    found = tomllib.loads(text)
    assert list(found["patrons"]) == ["org:p"]
    assert found["clients"]["g:a"]["shares"] == {"org:p": 0.1, "rival": 0.1, "others": 0.2, "self": 0.6}


@pytest.mark.parametrize("km", [1200, None])
def test_a_distance_is_told_or_asked_for_and_sets_nothing(km: int | None) -> None:
    row = Row("P", "A", "arms", "implied", ("c-one",), dated=False)

    text = written(pairs=(DraftedPair("P", "A", (row,), km),))

    assert tomllib.loads(text)["partnerships"]["P,A"].keys() == {"trust_will"}
    assert ("1200 km from P" in text) == (km is not None)
    assert text.count('# distance = "3000 km"') == (km is None)


def test_every_case_of_a_row_is_named() -> None:
    assert '"P,A,arms,implied",  # papertiger explain c-one, papertiger explain c-two' in written()
