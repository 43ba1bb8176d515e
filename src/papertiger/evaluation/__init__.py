"""How well the reader does on annotated texts: the gold's form, the scores, and how sure may be sure.

`gold` loads annotated sentences, `claims` reads and scores them, `plover` does so for PLOVER categories with both parties given, and
`calibration` holds confidence against what turned out right.
"""

from papertiger.evaluation.calibration import Reliability, reliability
from papertiger.evaluation.claims import ClaimScore, read_and_score, score_article
from papertiger.evaluation.gold import GoldSentences, GoldStatement, load_gold

__all__ = [
    "ClaimScore",
    "GoldSentences",
    "GoldStatement",
    "Reliability",
    "load_gold",
    "read_and_score",
    "reliability",
    "score_article",
]
