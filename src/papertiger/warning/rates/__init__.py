"""Surprise, not volume: how often chance alone would bring as much, in a series of daily counts of independent origins.

`Chance` holds the false alarms a year that a user accepts and answers whether today is one alarm among them. `level` follows what is usual,
`evidence` weighs what may have risen since when, `frequency` turns that into false alarms a year, `tracking` does so for many series.
The model is told in `docs/warning-rates.md`.
"""

from papertiger.warning.rates.chance import Chance
from papertiger.warning.rates.settings import Prior, Settings
from papertiger.warning.rates.tracking import Tracks

__all__ = ["Chance", "Prior", "Settings", "Tracks"]
