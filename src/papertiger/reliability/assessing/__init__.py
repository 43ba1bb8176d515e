"""What a user asks and what is answered: an honour rate given tested with all that it rests on, rounded, or refused.

A `Question` names patron, client, domain, period; `assess` measures the cases, fits the model and says what carries the figure, what it is compared
with, what would change it and what did. Words and thresholds are in ``data/definitions.yaml``.
"""

from papertiger.reliability.assessing.answer import (
    Answer,
    CaseLine,
    Change,
    Changes,
    Compared,
    GroupAnswer,
    Influence,
    Interval,
    Next,
    Part,
    Rate,
    ReportLine,
    StatementLine,
)
from papertiger.reliability.assessing.assessing import assess, figure
from papertiger.reliability.assessing.choosing import Choice, chosen, offered
from papertiger.reliability.assessing.definitions import Definitions, definitions
from papertiger.reliability.assessing.fitting import Full, fit_all
from papertiger.reliability.assessing.grouped import Grouped, Rating, weights_of
from papertiger.reliability.assessing.grouping import group_answer
from papertiger.reliability.assessing.lines import case_line
from papertiger.reliability.assessing.measured import Measured
from papertiger.reliability.assessing.question import Question, QuestionError, of_address, of_period
from papertiger.reliability.assessing.rating import effective
from papertiger.reliability.assessing.settings import Model, Settings, load_settings

__all__ = [
    "Answer",
    "CaseLine",
    "Change",
    "Changes",
    "Choice",
    "Compared",
    "Definitions",
    "Full",
    "GroupAnswer",
    "Grouped",
    "Influence",
    "Interval",
    "Measured",
    "Model",
    "Next",
    "Part",
    "Question",
    "QuestionError",
    "Rate",
    "Rating",
    "ReportLine",
    "Settings",
    "StatementLine",
    "assess",
    "case_line",
    "chosen",
    "definitions",
    "effective",
    "figure",
    "fit_all",
    "group_answer",
    "load_settings",
    "of_address",
    "of_period",
    "offered",
    "weights_of",
]
