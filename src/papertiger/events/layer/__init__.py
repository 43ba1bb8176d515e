"""The trained layer over the frames: what speaks for a reading, how likely it is right, and PLOVER's categories for given parties.

Frames propose; `Judge` weighs the evidence for each proposal, rejects the weak and gives calibrated confidence. `senses` are loose word classes
that only add weight, `view` the sentence in columns, `places` how a party stands to a word. Everything works without the weights, less well.
"""

from papertiger.events.layer.evidence import Draft, evidence
from papertiger.events.layer.judge import Judge, judge

__all__ = ["Draft", "Judge", "evidence", "judge"]
