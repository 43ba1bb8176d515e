"""Sentences to search, and an index in an open transaction that answers with rows."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from papertiger.ledger.search import ArticleText, ClaimText, SearchIndex

QUOTES: dict[int, tuple[str, str]] = {
    1: ("uk", "Москва передала Каракасу радари, але техніки не приїхали."),
    2: ("uk", "Без радарів та зенітно-ракетних комплексів С-300 об’єкти лишилися без захисту."),
    3: ("uk", "Завод виплавив тисячу тонн сталі для оборони."),
    4: ("ru", "Москва обещала Дамаску радары и ракеты, но поставки не начались."),
    5: ("ru", "Цены на сталь стали расти; ещё одна ёлка упала."),
    6: ("en", "Russia supplied Venezuela with weapons, officials told Bloomberg."),
    7: ("en", "The troops left the base; weapons and supplies were sent to Iran's army."),
    8: ("en", "A paper tiger: the F-16 fighters never came, and defences failed."),
    9: ("uk", "За даними Bloomberg, системи Patriot мати хоче кожна країна."),
    10: ("en", "Tigers of paper burn well; the fighter F16 did come."),
}
"""Row → language and quote."""


class Searched:
    """An index in an open transaction."""

    def __init__(self, index: SearchIndex, connection: Connection) -> None:
        self.index = index
        self.connection = connection

    def claims(self, asked: str, tags: Sequence[Sequence[str]] = (), limit: int | None = None) -> list[int]:
        """Rows of the claims found, newest first."""
        found = self.index.claims_matching(asked, tags).subquery()
        rows = found.select().order_by(found.c.row.desc()).limit(limit)
        return [row for (row,) in self.connection.execute(rows)]

    def articles(self, asked: str) -> list[int]:
        """Rows of the articles found, newest first."""
        found = self.index.articles_matching(asked).subquery()
        return [row for (row,) in self.connection.execute(found.select().order_by(found.c.row.desc()))]

    def check(self, claims: Sequence[ClaimText] = (), articles: Sequence[ArticleText] = ()) -> list[str]:
        """Findings."""
        return self.index.check(self.connection, claims, articles)


def claim_texts() -> list[ClaimText]:
    """The sentences as claims."""
    return [ClaimText(row, quote, language) for row, (language, quote) in QUOTES.items()]
