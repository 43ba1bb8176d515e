"""From reports to what they say of an outcome: one observation an origin, by what its class of source tends to get wrong."""

from papertiger.reliability.measuring.cell import CATEGORIES, Cell
from papertiger.reliability.measuring.conflict import Conflict, Leaning, conflict
from papertiger.reliability.measuring.information import information
from papertiger.reliability.measuring.observation import cell_loglik, observation, settled_loglik
from papertiger.reliability.measuring.origins import by_origin
from papertiger.reliability.measuring.settings import Measurement, measurement
from papertiger.reliability.measuring.shares import alternatives, outcome_of_share
from papertiger.reliability.measuring.sources import error_matrix, source_class
from papertiger.reliability.measuring.variants import Variant, variants

__all__ = [
    "CATEGORIES",
    "Cell",
    "Conflict",
    "Leaning",
    "Measurement",
    "Variant",
    "alternatives",
    "by_origin",
    "cell_loglik",
    "conflict",
    "error_matrix",
    "information",
    "measurement",
    "observation",
    "outcome_of_share",
    "settled_loglik",
    "source_class",
    "variants",
]
