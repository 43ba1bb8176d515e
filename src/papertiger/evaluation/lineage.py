"""How well families of articles are found: pairs that share an origin, false merges, origins named.

The gold is YAML, a list of articles in one file or in every file of a folder; each has ``id``, ``family``, ``origin`` (outlet,
published, in_set), ``parent`` (id or null), ``kind``, ``trap``, and what an article is made of: ``outlet``, ``url``,
``published``, ``language``, ``title``, ``text``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, RootModel

from papertiger.datafiles import load_table
from papertiger.errors import DataFileError
from papertiger.lineage import Family, Fingerprint, Index, Link, Member, families
from papertiger.lineage.provenance import alike, outlet_named
from papertiger.news.article import Article, Metadata
from papertiger.news.compose import Block, compose


class _Gold(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GoldOrigin(_Gold):
    """Who reported first."""

    outlet: str
    published: str
    in_set: bool
    """Whether that article is in the set."""


class GoldArticle(_Gold):
    """An article of the gold, with the family that people put it in."""

    id: str
    family: str
    origin: GoldOrigin
    parent: str | None
    kind: str
    trap: str | None
    outlet: str
    url: str
    published: str
    language: str
    title: str
    text: str

    @property
    def article(self) -> Article:
        """The article as the news stage would make it; its path is its id."""
        known = Metadata(self.title, self.outlet, None, self.published, self.url, self.language)
        blocks = [Block(part) for part in self.text.split("\n\n")]
        return compose(blocks, known, self.text.encode(), self.id)


class _File(RootModel[tuple[GoldArticle, ...]]):
    """A file of the gold."""


def read_gold(path: Path) -> tuple[GoldArticle, ...]:
    """The articles of a file, or of all YAML files of a folder.

    Raises:
        DataFileError: a file is not as described above, or an id occurs twice; names file and line or article.
    """
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    found: dict[str, GoldArticle] = {}
    for file in files:
        for one in load_table(file, _File).root:
            if one.id in found:
                raise DataFileError(
                    str(file), None, f"article {one.id} occurs twice; give each an id of its own"
                )
            found[one.id] = one
    if not found:
        raise DataFileError(str(path), None, "no articles in it; name a YAML file or a folder of them")
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of articles: said to share an origin and doing so, said to and not, doing so unsaid."""

    right: int
    false: int
    missed: int

    @property
    def precision(self) -> float:
        """Right among those said; 1 when none was."""
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        """Right among those there are; 1 when there are none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class LineageScore:
    """What an evaluation found."""

    articles: int
    families: int
    pairs: Pairs
    cross_lingual: Pairs
    """Pairs in two languages."""
    without_farms: Pairs
    """Pairs of which at most one is a clone: a farm of 40 makes 780 pairs alone."""
    false_merges: tuple[tuple[str, str], ...]
    """Gold families, two each, that one found family mixes."""
    origins: float
    """Share of the gold's articles whose found family has the outlet that reported first as its origin."""
    parents: float
    """Share of the articles with a gold parent in the set, clones of a farm apart, that hang under it: which of its like a
    clone was spun from nobody can tell."""
    independent: int
    """Found families, to be compared with `families`."""


def score(gold: Sequence[GoldArticle], found: Sequence[Family]) -> LineageScore:
    """Compare found families, whose articles' paths are gold ids, with the gold."""
    family = {p.member.path: number for number, f in enumerate(found) for p in f.articles}
    by_id = {g.id: g for g in gold}
    pairs = list(combinations(gold, 2))
    mixed: dict[int, set[str]] = defaultdict(set)
    for g in gold:
        mixed[family[g.id]].add(g.family)
    merges = {pair for names in mixed.values() for pair in combinations(sorted(names), 2)}
    parent = {p.member.path: _path(f, p.parent) for f in found for p in f.articles}
    origin = {p.member.path: f for f in found for p in f.articles}
    with_parent = [g for g in gold if g.parent in by_id and not _clone(g)]
    return LineageScore(
        articles=len(gold),
        families=len({g.family for g in gold}),
        pairs=_count(pairs, family),
        cross_lingual=_count([(a, b) for a, b in pairs if a.language != b.language], family),
        without_farms=_count([(a, b) for a, b in pairs if not (_clone(a) and _clone(b))], family),
        false_merges=tuple(sorted(merges)),
        origins=sum(_right_origin(g, origin[g.id]) for g in gold) / len(gold),
        parents=sum(parent[g.id] == g.parent for g in with_parent) / len(with_parent) if with_parent else 1.0,
        independent=len(found),
    )


def _clone(one: GoldArticle) -> bool:
    return one.kind == "clone"


def _count(pairs: Sequence[tuple[GoldArticle, GoldArticle]], family: Mapping[str, int]) -> Pairs:
    said = [(family[a.id] == family[b.id], a.family == b.family) for a, b in pairs]
    right = sum(found and there for found, there in said)
    return Pairs(right, sum(found for found, _ in said) - right, sum(there for _, there in said) - right)


def _path(family: Family, key: str | None) -> str | None:
    return next((p.member.path for p in family.articles if p.member.key == key), None)


def _right_origin(gold: GoldArticle, family: Family) -> bool:
    """Whether the family's origin is the outlet that reported first, in the set or not as the gold says."""
    same = alike(family.origin.outlet, outlet_named(gold.origin.outlet))
    return same and (family.origin.article is not None) == gold.origin.in_set


def evaluate(gold: Sequence[GoldArticle], make: Callable[[Article], Fingerprint]) -> LineageScore:
    """Join the articles of the gold in its order and compare the families.

    Args:
        gold: the articles.
        make: makes the fingerprint of an article.
    """
    index, members, links = Index(), list[Member](), list[Link]()
    for one in gold:
        article = one.article
        print_ = make(article)
        links += index.join(print_)
        members.append(
            Member(
                print_.key,
                article.path,
                article.metadata.title,
                article.metadata.url,
                print_.outlet,
                print_.published,
                print_.language,
                print_.provenance,
            )
        )
    return score(gold, families(members, links))


def as_json(found: LineageScore) -> dict[str, Any]:
    """The figures as ``eval lineage --format json`` prints them."""
    kinds = {"pairs": found.pairs, "cross_lingual": found.cross_lingual, "without_farms": found.without_farms}
    return {
        "articles": found.articles,
        "families": found.families,
        "families_found": found.independent,
        **{
            name: {
                "precision": round(p.precision, 4),
                "recall": round(p.recall, 4),
                "f1": round(p.f1, 4),
                "right": p.right,
                "false": p.false,
                "missed": p.missed,
            }
            for name, p in kinds.items()
        },
        "false_merges": [list(pair) for pair in found.false_merges],
        "origins": round(found.origins, 4),
        "parents": round(found.parents, 4),
    }
