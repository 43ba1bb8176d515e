"""An article is made ready once for all that read it in a run, and no more articles are kept than there is room for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from proposing import article

from papertiger.errors import ArticleError
from papertiger.readers.prepared import Kept


def test_an_article_is_made_ready_once_until_it_is_let_go() -> None:
    kept, one = Kept(), article()
    made = kept(one)
    assert kept(article()) is made  # loaded anew, it is the same one
    kept.let_go(article())
    assert kept(one) is not made
    kept.let_go(article("Another one", "Ukraine."))  # who was never kept


def test_of_one_key_another_file_is_made_ready_by_itself() -> None:
    kept, one = Kept(), article()
    made, other = kept(one), kept(replace(one, path="reprint.txt"))
    assert other.article.path == "reprint.txt"
    assert kept(one) is made


def test_what_does_not_fit_is_not_kept_and_what_leaves_makes_room() -> None:
    first, second = article("First", "Poland."), article("Second", "Hungary.")
    kept = Kept(most=len(second.text))
    made = kept(first)
    assert kept(second) is not kept(second)
    assert kept(first) is made
    kept.let_go(second)
    kept.let_go(first)
    assert kept(second) is kept(second)


def test_what_nobody_reads_is_not_kept() -> None:
    kept = Kept()
    strange = article("Uutiset", "Hallitus kertoi eilen uudesta laista, ja eduskunta keskustelee siitä.")
    for _ in range(2):
        with pytest.raises(ArticleError):
            kept(strange)
