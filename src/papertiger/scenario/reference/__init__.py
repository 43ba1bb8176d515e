"""The model of docs/scenario-equations.md in plain Python, one run at a time: slow, readable, and what the engine is tested against.

Each section of the page is one module, in its order: `burden` (1), `capacity` (2), `threats` (3), `responses` (4 to 6, with `allocation`),
`outcomes` (7), `beliefs` (8), `clients` (9), `bargaining` (10); `state` is what a run remembers, `counting` what is counted, `run` the order
of a step.
"""

from papertiger.scenario.reference.run import simulate

__all__ = ["simulate"]
