"""Full-text search over the quotes of claims and over articles, in both databases.

A text is indexed by the base forms that its words may have (`papertiger.language.baseforms`), and a question is reduced to the
same, so that "радари" finds "радарів" and "supplied" finds "supplies". Whatever a user types is a question; nothing is an
error. Importing this loads SQLAlchemy.
"""

from papertiger.ledger.search.highlight import highlight
from papertiger.ledger.search.index import ArticleText, ClaimText, Newest, SearchIndex, search_index
from papertiger.ledger.search.questions import Question, question
from papertiger.ledger.search.tags import tags_asked, tags_of

__all__ = [
    "ArticleText",
    "ClaimText",
    "Newest",
    "Question",
    "SearchIndex",
    "highlight",
    "question",
    "search_index",
    "tags_asked",
    "tags_of",
]
