"""What a scenario takes from a ledger: commitments that are in force, and beliefs from honour rates given tested.

`resolve` fills in what a scenario file asks for; `drafted` gathers what a scenario of
one's own may begin with.
"""

from papertiger.scenario.ledgered.beliefs import Belief, belief_of
from papertiger.scenario.ledgered.commitments import LeftOut, Row, commitments_of
from papertiger.scenario.ledgered.drafting import MOST, Draft, drafted
from papertiger.scenario.ledgered.record import PatronRecord, record_of
from papertiger.scenario.ledgered.resolving import day_of, resolve

__all__ = [
    "MOST",
    "Belief",
    "Draft",
    "LeftOut",
    "PatronRecord",
    "Row",
    "belief_of",
    "commitments_of",
    "day_of",
    "drafted",
    "record_of",
    "resolve",
]
