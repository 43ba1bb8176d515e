"""Who retold whom: the trees of reports that several articles descend from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from papertiger.lineage import Family, Placed
from papertiger.report.briefing.context import Context
from papertiger.report.briefing.document import Tree, Trees
from papertiger.report.briefing.register import anchor
from papertiger.report.drawing.origins import Retelling, origin_tree
from papertiger.report.evidence import language_tag
from papertiger.report.formatting import per_cent

_SURE = 0.995
"""Confidence from which it is not told: it would print as 100 %."""


def trees(context: Context) -> Trees:
    """A tree for each report that several articles retell; the others are counted."""
    several = [family for family in context.material.families if len(family.articles) > 1]
    alone = len(context.material.families) - len(several)
    return Trees(
        tuple(_tree(context, family) for family in several), context.many("alone", alone) if alone else ""
    )


def tree_anchor(family: Family) -> str:
    """Where a family's tree stands."""
    return anchor("tree", family.id[:16])


def _tree(context: Context, family: Family) -> Tree:
    keys = {placed.member.key for placed in family.articles}
    claims = [claim for claim, article in context.article_of.items() if article in keys]
    figures = context.claims(_heading(context, family), claims)
    articles = context.many("articles", len(family.articles))
    intro = context.say("tree_figures", articles=articles, claims=context.both(figures))
    return Tree(tree_anchor(family), _heading(context, family), intro, origin_tree(_root(context, family)))


def _heading(context: Context, family: Family) -> str:
    return f"{family.origin.outlet.name}, {(family.origin.published or context.terms.not_dated)[:10]}"


def _root(context: Context, family: Family) -> Retelling:
    """The first report, with the articles that took it from there below it."""
    own = next((one for one in family.articles if one.member.key == family.origin.article), None)
    keys = {one.member.key for one in family.articles}
    below: dict[str | None, list[Placed]] = {}
    for one in family.articles:
        if own is None or one.member.key != own.member.key:
            below.setdefault(one.parent if one.parent in keys else None, []).append(one)
    tops = [*below.get(None, ()), *(below.get(own.member.key, ()) if own else ())]
    hidden = own.member.key if own else None
    retold = tuple(_built(context, one, below, hidden, frozenset()) for one in tops)
    if own is None:
        return Retelling(_heading(context, family), "", "und", (context.text("not_in_ledger"),), "", retold)
    return _retelling(context, own, retold)


def _built(
    context: Context,
    one: Placed,
    below: Mapping[str | None, Sequence[Placed]],
    hidden: str | None,
    above: frozenset[str],
) -> Retelling:
    """An article with those below it. Trees are as deep as retelling goes, some steps; a circle ends where it began."""
    here = above | {one.member.key}
    under = [] if one.member.key == hidden else below.get(one.member.key, ())
    return _retelling(
        context,
        one,
        tuple(_built(context, each, below, hidden, here) for each in under if each.member.key not in here),
    )


def _retelling(context: Context, one: Placed, below: tuple[Retelling, ...]) -> Retelling:
    notes = []
    if one.confidence < _SURE:
        notes.append(context.fill("shares_origin", share=per_cent(one.confidence, context.language)))
    if one.member.provenance.own:
        notes.append(context.text("own_reporting"))
    if one.notices:
        notes.append(context.text("corrected_later"))
    number = context.articles.get(one.member.key)
    return Retelling(
        label=f"{one.member.outlet.name}, {(one.member.published or context.terms.not_dated)[:10]}",
        title=one.member.title or "",
        language=language_tag(one.member.language),
        notes=tuple(notes),
        href=f"#a{number}" if number else "",
        below=below,
    )
