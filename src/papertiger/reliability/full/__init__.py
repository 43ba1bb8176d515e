"""The full hierarchical model of honour rates given tested: patrons, domains, crises and periods at once (extra ``papertiger[bayes]``).

`fit_full` takes cells and gives a `FullPosterior`, whose `rate` is read as the quick model's posterior. Importing this loads no NumPyro.
"""

from papertiger.reliability.full.arrays import Covariates
from papertiger.reliability.full.fitting import fit_full
from papertiger.reliability.full.posterior import Diagnostics, FullPosterior
from papertiger.reliability.full.priors import Priors, load_priors, shipped
from papertiger.reliability.full.rate import Rate

__all__ = [
    "Covariates",
    "Diagnostics",
    "FullPosterior",
    "Priors",
    "Rate",
    "fit_full",
    "load_priors",
    "shipped",
]
