"""Accuracy floors of named things on our own annotated texts (``data/names``)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from papertiger.datafiles import load_table
from papertiger.language import analyser
from papertiger.language.annotated import articles
from papertiger.language.entities import evaluate
from papertiger.settings import Settings

DATA = Path(__file__).parent / "data"
KINDS = ("PER", "ORG", "LOC", "all")
TOPICS = ("seen", "unseen")


class _Floors(BaseModel):
    """Topic, language, figure, least value in per cent."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    floors: Mapping[str, Mapping[str, Mapping[str, float]]]


FLOORS = load_table(DATA / "names_floors.yaml", _Floors).floors


@cache
def _figures(topic: str, language: str) -> dict[str, float]:
    """F1 of exact spans by kind, of partial spans, of exact spans whatever the kind, and right base forms."""
    found = evaluate(analyser(language, Settings()), articles(DATA / "names", language, topic))
    exact, untyped, partial, base = (found[table] for table in ("exact", "untyped", "partial", "base"))
    assert isinstance(exact, dict)
    assert isinstance(untyped, dict)
    assert isinstance(partial, dict)
    assert isinstance(base, dict)
    return {
        **{kind: exact[kind]["f1"] for kind in KINDS},
        "partial": partial["all"]["f1"],
        "untyped": untyped["exact"]["f1"],
        "base": base["all"],
    }


@pytest.mark.parametrize("language", ["uk", "ru", "en"])
@pytest.mark.parametrize("topic", TOPICS)
def test_no_figure_falls_below_its_floor(topic: str, language: str) -> None:
    figures = _figures(topic, language)

    floors = FLOORS[topic][language]
    assert floors.keys() == figures.keys()
    assert {name: value for name, value in figures.items() if value < floors[name]} == {}


@pytest.mark.parametrize("language", ["uk", "ru", "en"])
def test_every_place_in_the_tables_holds_its_form(language: str) -> None:
    corpus = list(articles(DATA / "names", language))

    assert len(corpus) == 12
    assert {article.topic for article in corpus} == set(TOPICS)
    for article in corpus:
        assert [article.text[row.start : row.end] for row in article.rows] == [
            row.form for row in article.rows
        ]
