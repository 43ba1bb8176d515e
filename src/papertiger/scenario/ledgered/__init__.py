"""What a scenario takes from a ledger: commitments that are in force, and beliefs from honour rates given tested.

`resolve` fills in what a scenario file asks for; `draft` writes a file of its own, each line with the address that `papertiger explain` takes.
"""

from papertiger.scenario.ledgered.beliefs import Belief, belief_of
from papertiger.scenario.ledgered.commitments import LeftOut, Row, commitments_of
from papertiger.scenario.ledgered.record import PatronRecord, record_of
from papertiger.scenario.ledgered.resolving import resolve

__all__ = ["Belief", "LeftOut", "PatronRecord", "Row", "belief_of", "commitments_of", "record_of", "resolve"]
