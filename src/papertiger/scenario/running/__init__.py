"""Many runs of a scenario: blocks over processes, summed up as they come, with what drives the answer."""

from papertiger.scenario.running.runs import run

__all__ = ["run"]
