"""A second reader: a language model that the user runs or rents, held to the words of the article. Loaded only when an endpoint is set."""

from papertiger.readers.llm.answers import Answers, answers_file
from papertiger.readers.llm.client import Client
from papertiger.readers.llm.envelope import Answer, Message, sent_of
from papertiger.readers.llm.spending import Estimate, Spending, Totals, tokens_of

__all__ = [
    "Answer",
    "Answers",
    "Client",
    "Estimate",
    "Message",
    "Spending",
    "Totals",
    "answers_file",
    "sent_of",
    "tokens_of",
]
