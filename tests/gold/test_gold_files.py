"""The gold files are well-formed, and quote the articles they speak of."""

from __future__ import annotations

import importlib.util
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from babel.core import get_global
from pydantic import ValidationError

from papertiger import samples


def _schema() -> ModuleType:
    """The neighbouring module; importlib mode puts no test folder on the path."""
    path = Path(__file__).with_name("schema.py")
    spec = importlib.util.spec_from_file_location("papertiger_gold_schema", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


schema = _schema()
FOLDERS = {
    "dev.yaml": schema.HERE / "dev",
    "samples.yaml": samples.folder(),
    "unseen.yaml": schema.HERE / "unseen",
}
NOTICES = ("Зразковий текст papertiger.", "Образцовый текст papertiger.", "Sample text of papertiger.")
GOOD = {
    "article": "a.txt",
    "family": "support",
    "predicate": "withheld",
    "subject": "RUS",
    "object": "MLI",
    "domain": "arms",
    "polarity": "affirmed",
    "modality": "asserted",
    "chain": ["Northgate Wire", "officials!"],
    "words": "was turned down",
}

each_gold = pytest.mark.parametrize("name", sorted(FOLDERS))


@each_gold
def test_words_are_exact_substrings_of_their_article(name: str) -> None:
    texts = dict(schema.texts(FOLDERS[name]))

    strays = [
        (c.article, c.words) for c in schema.load(name).claims if c.words not in texts.get(c.article, "")
    ]

    assert strays == []


@each_gold
def test_every_article_has_claims_or_is_listed_as_empty(name: str) -> None:
    gold = schema.load(name)
    spoken_of = {claim.article for claim in gold.claims}

    assert spoken_of.isdisjoint(gold.empty)
    assert spoken_of | set(gold.empty) == {article for article, _ in schema.texts(FOLDERS[name])}


@each_gold
def test_no_claim_is_listed_twice(name: str) -> None:
    counts = Counter(claim.key for claim in schema.load(name).claims)

    assert [key for key, count in counts.items() if count > 1] == []


@each_gold
def test_three_letter_ids_are_iso_alpha_3_codes(name: str) -> None:
    known = set(get_global("territory_aliases"))
    claims = schema.load(name).claims

    used = {i[:3] for c in claims for i in (c.subject, c.object, c.over) if i and i[:3].isupper()}

    assert used - known == set()


@each_gold
def test_a_chain_opens_with_the_articles_own_outlet(name: str) -> None:
    outlets: dict[str, set[str]] = {}
    for claim in schema.load(name).claims:
        outlets.setdefault(claim.article, set()).add(claim.chain[0])

    assert {article: names for article, names in outlets.items() if len(names) > 1} == {}
    assert not any(outlet.endswith("!") for names in outlets.values() for outlet in names)


@each_gold
def test_every_article_says_that_it_is_a_sample_text(name: str) -> None:
    silent = [article for article, text in schema.texts(FOLDERS[name]) if not any(n in text for n in NOTICES)]

    assert silent == []


@each_gold
def test_articles_are_in_composed_unicode(name: str) -> None:
    """Positions count code points of NFC text, so the stored form must already be NFC."""
    loose = [a for a, text in schema.texts(FOLDERS[name]) if not unicodedata.is_normalized("NFC", text)]

    assert loose == []


def test_the_samples_cover_the_formats_and_languages_promised() -> None:
    articles = [article for article, _ in schema.texts(samples.folder())]
    suffixes = Counter(Path(article.partition("#")[0]).suffix for article in articles)

    assert suffixes == {".txt": 11, ".html": 6, ".jsonl": 48}


def test_paths_lists_the_sample_files_and_nothing_else() -> None:
    names = {path.name for path in samples.paths()}

    assert names == {article.partition("#")[0] for article, _ in schema.texts(samples.folder())}


@pytest.mark.parametrize(
    "change",
    [
        {"predicate": "AID"},
        {"family": "relation"},
        {"domain": "naval"},
        {"modality": "certain"},
        {"polarity": "no"},
        {"subject": "Russia"},
        {"subject": "bloc:eu"},
        {"chain": []},
        {"over": "DZA"},
        {"mode": "assist"},
        {"speaker": "officials"},
    ],
)
def test_a_value_outside_the_vocabulary_is_refused(change: dict[str, object]) -> None:
    assert schema.GoldClaim.model_validate(GOOD).steps == (("Northgate Wire", False), ("officials", True))

    with pytest.raises(ValidationError):
        schema.GoldClaim.model_validate(GOOD | change)
