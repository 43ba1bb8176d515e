"""From reports to what they say of an outcome: one observation an origin, by what its class of source tends to get wrong."""

from papertiger.reliability.measuring.cell import CATEGORIES, Cell

__all__ = ["CATEGORIES", "Cell"]
