"""How well the reader does on annotated sentences: the gold's form, the scores, and how sure may be sure.

`gold` loads annotated sentences, `claims` reads and scores them, `calibration` holds confidence against what turned out right.
"""

from papertiger.evaluation.calibration import Reliability, reliability
from papertiger.evaluation.claims import ClaimScore, read_and_score
from papertiger.evaluation.gold import GoldSentences, GoldStatement, load_gold

__all__ = [
    "ClaimScore",
    "GoldSentences",
    "GoldStatement",
    "Reliability",
    "load_gold",
    "read_and_score",
    "reliability",
]
