"""Proposing: rules by which commitments, triggers, calls, tests and responses are drawn from claims, each link explained."""

from papertiger.reliability.proposing.proposing import Proposed, propose

__all__ = ["Proposed", "propose"]
