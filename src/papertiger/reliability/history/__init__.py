"""What is published on how often alliances were honoured in war: base rates, each with its definition, and scores on unseen wars.

`base_rates` are the figures that ship; `comparable` picks those that a test may be held against, or says why there are none;
`recount.recount` counts them again from the user's copy of the data; `scoring.leave_one_war_out` scores any model of them.
"""

from papertiger.reliability.history.compare import History, comparable
from papertiger.reliability.history.rates import BaseRate, Interval, base_rates, jeffreys

__all__ = ["BaseRate", "History", "Interval", "base_rates", "comparable", "jeffreys"]
