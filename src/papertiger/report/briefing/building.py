"""From a material to a document: the evidence first, which numbers the claims; then every part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from papertiger.records import ClaimRecord
from papertiger.report.brief import build_brief
from papertiger.report.briefing.casework import client_views, commitment_views, matrices, outcome_views
from papertiger.report.briefing.changing import changing
from papertiger.report.briefing.context import Context, sign_of
from papertiger.report.briefing.document import Aside, Document
from papertiger.report.briefing.looked import looked
from papertiger.report.briefing.material import Material
from papertiger.report.briefing.networks import networked
from papertiger.report.briefing.rates import rated
from papertiger.report.briefing.register import Counted, Register
from papertiger.report.briefing.summary import summary
from papertiger.report.briefing.timelines import timelines
from papertiger.report.briefing.trees import tree_anchor, trees
from papertiger.report.briefing.words import CAME, BriefWords, brief_words
from papertiger.report.drawing import Element, element, legend
from papertiger.report.evidence import Item, Voice, pieces
from papertiger.report.languages import DEFAULT, Language
from papertiger.report.model import Brief, Evidence, Meaning
from papertiger.report.names import Names, actor_names
from papertiger.report.wording import Wording, left_out_lines, wording


def build_document(
    material: Material,
    language: Language = DEFAULT,
    *,
    names: Names | None = None,
) -> Document:
    """The brief with all its parts.

    Args:
        material: what the ledger gives.
        language: that the brief speaks; quotes stay in theirs.
        names: actor id → name to show; by default those of the language.
    """
    terms, words, named = wording(language), brief_words(language), names or actor_names(language)
    brief = build_brief(
        material.claims, material.holdings, material.scope, terms, named, language, left_out=material.left_out
    )
    context = _context(material, brief, words, terms, named, language)
    _places(context, brief)
    whole = context.register.count(context.text("all_claims"), context.records.values())
    anonymous = context.register.count(
        context.text("anonymous_claims"), (one for one in context.records.values() if one.anonymous)
    )
    facts = {"all": whole, "anonymous": anonymous, **_families(context)}
    cases = client_views(context)
    return Document(
        language=language,
        title=title(context),
        kicker=words.texts[f"kicker_{material.question.kind}"],
        lede=context.say("lede", day=context.day(material.scope.made)),
        summary=summary(context, whole, anonymous),
        new=changing(context),
        brief=brief,
        facts=facts,
        partnerships={one.anchor: _partnership(context, one.anchor, brief) for one in brief.partnerships},
        said={one.anchor: _said(context, one.anchor, brief) for one in brief.partnerships},
        articles=_articles(context),
        origins=_origins(context),
        network=networked(context),
        timeline=timelines(context),
        matrices=matrices(context),
        matrix_intro=context.fill("matrix_intro", day=context.day(material.as_of)),
        matrix_legend=legend([(sign_of(what), words.came[what]) for what in CAME]) if cases else None,
        rates=rated(context),
        commitments=commitment_views(context),
        outcomes=outcome_views(context),
        clients=cases,
        trees=trees(context),
        looked=looked(context),
        entries=context.register.entries,
        mentions={id_: mention for id_ in context.records if (mention := context.register.mention(id_))},
        numbers=tuple(Meaning(words.texts[f"number_{name}"], told) for name, told in words.numbers.items()),
        limits=words.limits,
        custody=context.say(
            "custody", custody=material.custody, command=_command("papertiger audit --expect")
        )
        if material.custody
        else None,
        explain=context.say("explain", command=_command("papertiger explain")),
        made=context.fill(
            "made",
            version=material.scope.version,
            day=context.day(material.scope.made),
            ledger=material.scope.ledger,
            as_of=context.day(material.as_of),
        ),
        aside=_aside(context),
    )


def _aside(context: Context) -> Aside | None:
    """The claims that no number counts, by article and place."""
    material = context.material
    if not material.left_out:
        return None
    items = (Item(record, excerpt, article, 0) for record, excerpt, article in material.aside)
    more = material.left_out - len(material.aside)
    return Aside(
        " ".join(left_out_lines(material.left_out, context.language)),
        pieces(items, Voice(context.terms, context.names, context.language)),
        context.fill("aside_more", number=context.number(more)) if more > 0 else "",
    )


def _command(text: str) -> Element:
    return element("code", text)


def title(context: Context) -> str:
    """The title of the brief by what it is asked for."""
    question, crisis = context.material.question, context.material.crisis
    told = context.text(f"title_{question.kind}")
    patron = context.name(question.patron) if question.patron else ""
    client = context.name(question.client) if question.client else ""
    if crisis is not None:
        target, first, last = crisis
        days = context.day(first) if first == last else f"{context.day(first)} – {context.day(last)}"
        return told.format(target=context.name(target), days=days)
    return told.format(patron=patron, client=client)


def _context(
    material: Material, brief: Brief, words: BriefWords, terms: Wording, names: Names, language: Language
) -> Context:
    records = {record.id: record for record, _, _ in material.claims}
    order = [line.id for piece in pieces_of(brief) for line in piece.claims]
    article_of = {record.id: article.key for record, _, article in material.claims}
    numbers: dict[str, int] = {}
    for key in article_of.values():
        numbers.setdefault(key, len(numbers) + 1)
    labels = _origin_labels(material, numbers, terms)
    register = Register(order, labels)
    return Context(material, words, terms, names, language, register, records, numbers, article_of)


def pieces_of(brief: Brief) -> Iterator[Evidence]:
    """All evidence in the order of the document."""
    for partnership in brief.partnerships:
        for section in partnership.sections:
            yield from section.evidence
        yield from partnership.events
    for group in (*brief.standings, *brief.events):
        yield from group.evidence


def _origin_labels(
    material: Material, numbers: Mapping[str, int], terms: Wording
) -> Callable[[str, Sequence[ClaimRecord]], str]:
    """Names an origin by outlet and day: its article's, or the report's that is not in the ledger."""
    titles = {family.id[:16]: family for family in material.families}
    rows = {article.key: article for _, _, article in material.claims}

    def label(origin: str, claims: Sequence[ClaimRecord]) -> str:
        if origin in rows:
            row = rows[origin]
            where = row.outlet or terms.outlet_unknown
            return f"{where}, {(row.published or terms.not_dated)[:10]} [{numbers[origin]}]"
        outlet, at, family = origin.rpartition("@")
        if at and family in titles and titles[family].origin.outlet.id == outlet:
            found = titles[family].origin
            return f"{found.outlet.name}, {(found.published or terms.not_dated)[:10]}"
        cited = [step.name for claim in claims for step in claim.attribution[1:] if step.kind == "outlet"]
        where = cited[-1] if at and cited else claims[0].article.outlet or terms.outlet_unknown
        return f"{where}, {(claims[0].article.published or terms.not_dated)[:10]}"

    return label


def _places(context: Context, brief: Brief) -> None:
    """Tell the register which claims stand together under one heading."""

    def ids(pieces: Sequence[Evidence]) -> list[str]:
        return [line.id for piece in pieces for line in piece.claims]

    for partnership in brief.partnerships:
        for section in partnership.sections:
            context.register.stands_at(f"{partnership.anchor}-{section.key}", ids(section.evidence))
        context.register.stands_at(
            f"{partnership.anchor}-claims",
            [id_ for section in partnership.sections for id_ in ids(section.evidence)],
        )
    for group in (*brief.standings, *brief.events):
        context.register.stands_at(group.anchor, ids(group.evidence))


def _of_partnership(context: Context, at: str, brief: Brief) -> list[ClaimRecord]:
    partnership = next(one for one in brief.partnerships if one.anchor == at)
    lines = [line for section in partnership.sections for piece in section.evidence for line in piece.claims]
    return [context.records[line.id] for line in lines]


def _partnership(context: Context, at: str, brief: Brief) -> Counted:
    partnership = next(one for one in brief.partnerships if one.anchor == at)
    label = f"{partnership.patron} → {partnership.client}"
    return context.register.count(label, _of_partnership(context, at, brief))


def _said(context: Context, at: str, brief: Brief) -> dict[str, Counted]:
    """Figures by what is said, under the labels that `Brief` has them under."""
    negated = context.terms.polarities["negated"].label
    found: dict[str, list[ClaimRecord]] = {}
    for record in _of_partnership(context, at, brief):
        label = context.terms.predicates[record.predicate].label
        found.setdefault(f"{label} ({negated})" if record.polarity == "negated" else label, []).append(record)
    partnership = next(one for one in brief.partnerships if one.anchor == at)
    pair = f"{partnership.patron} → {partnership.client}"
    return {label: context.register.count(f"{pair}: {label}", records) for label, records in found.items()}


def _families(context: Context) -> dict[str, Counted]:
    return {
        term.label: context.register.count(
            term.label, (one for one in context.records.values() if one.family == name)
        )
        for name, term in context.terms.families.items()
    }


def _articles(context: Context) -> dict[int, Counted]:
    found: dict[int, list[ClaimRecord]] = {}
    for id_, key in context.article_of.items():
        found.setdefault(context.articles[key], []).append(context.records[id_])
    label = context.text("of_article")
    return {
        number: context.register.count(label.format(number=number), records)
        for number, records in found.items()
    }


def _origins(context: Context) -> dict[str, str]:
    """Claim → the tree of its article's family."""
    at = {
        placed.member.key: tree_anchor(family)
        for family in context.material.families
        if len(family.articles) > 1
        for placed in family.articles
    }
    return {id_: at[key] for id_, key in context.article_of.items() if key in at}
