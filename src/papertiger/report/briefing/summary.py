"""The brief in some sentences: every number in them is a link to what it counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from papertiger.reliability.assessing import Answer, CaseLine
from papertiger.report.assessment.wording import between, per_cent
from papertiger.report.briefing.casework import (
    ALL,
    came_number,
    cases_of,
    matrix_anchor,
    outcome_anchor,
    place,
)
from papertiger.report.briefing.context import Context, came, cell_anchor, joined
from papertiger.report.briefing.rates import rate_anchor, rate_label
from papertiger.report.briefing.register import Counted
from papertiger.report.briefing.words import CAME
from papertiger.report.drawing import Element, element
from papertiger.report.wording import left_out_lines

_NAMED = 6
"""Cases of one kind that a sentence names."""


def summary(context: Context, figures: Counted, anonymous: Counted) -> tuple[Element, ...]:
    """Sentences on the record, what came, the rates, what is open, and how much of it is anonymous."""
    return tuple(_sentences(context, figures, anonymous))


def _sentences(context: Context, figures: Counted, anonymous: Counted) -> Iterator[Element]:
    if not figures.claims:
        yield context.say("summary_nothing")
        yield from _left_out(context)
        return
    first, last = context.material.holdings.first[:10], context.material.holdings.last[:10]
    articles = context.many("in_articles", len(set(context.article_of.values())))
    if first:
        yield context.say(
            "summary_claims",
            claims=context.both(figures),
            articles=element("a", articles, href="#articles"),
            first=context.day(first),
            last=context.day(last),
        )
    else:
        yield context.say(
            "summary_claims_undated",
            claims=context.both(figures),
            articles=element("a", articles, href="#articles"),
        )
    if anonymous.claims:
        yield context.say(
            "summary_anonymous", claims=anonymous.claims_link(context.many("in_claims", anonymous.claims))
        )
    yield from _left_out(context)
    yield from _cases(context)
    if context.material.crisis is None:
        yield from _rates(context)


def _left_out(context: Context) -> Iterator[Element]:
    """How many claims no number counts, for only a language model read them."""
    for told in left_out_lines(context.material.left_out, context.language):
        yield element("span", element("a", told, href="#aside"))


def _cases(context: Context) -> Iterator[Element]:
    if context.crowded:
        yield from _together(context)
        return
    for answer in context.answers:
        cases = cases_of(answer)
        patron = context.name(answer.patron)
        promised = sum(one.patron == answer.patron for one in context.material.cases.commitments)
        commitments = element("a", context.many("commitments", promised), href="#commitments")
        if not cases:
            if promised:
                yield context.say("summary_untested", patron=patron, commitments=commitments)
            continue
        tests = len({case.test for case in cases})
        yield context.say(
            "summary_tests",
            patron=patron,
            commitments=commitments,
            tests=element("a", context.many("tests_count", tests), href="#cases"),
            came=_came(context, answer.patron, cases),
        )
        yield from _named(context, [(answer, case) for case in cases])


def _together(context: Context) -> Iterator[Element]:
    """What came from all patrons, and who they are: in alphabetical order, for they are not compared."""
    pairs = [(answer, case) for answer in context.answers for case in cases_of(answer)]
    names = [
        element("a", context.name(answer.patron), href=f"#{matrix_anchor(answer)}")
        for answer in context.answers
        if cases_of(answer)
    ]
    promised = len(context.material.cases.commitments)
    yield context.say(
        "summary_together",
        commitments=element("a", context.many("commitments", promised), href="#commitments"),
        tests=element("a", context.many("tests_count", len({case.test for _, case in pairs})), href="#cases"),
        patrons=joined(names),
        came=_came(context, ALL, [case for _, case in pairs]),
    )
    yield from _named(context, pairs)


def _came(context: Context, whose: str, cases: Sequence[CaseLine]) -> Element:
    """How many responses came to what, each a link to the list of them."""
    counted = [(what, sum(came(case) == what for case in cases)) for what in CAME]
    return joined(
        [
            element(
                "a",
                came_number(context, what, number),
                css="figure",
                href=f"#{outcome_anchor(whose, what)}",
                data_responses=str(number),
            )
            for what, number in counted
            if number
        ]
    )


def _named(context: Context, pairs: Sequence[tuple[Answer, CaseLine]]) -> Iterator[Element]:
    """Which clients and domains it is that came to the same; each a link to its responses."""
    for what in ("withheld", "silent", "open"):
        places = {
            cell_anchor(answer.patron, case): place(context, answer, case)
            for answer, case in pairs
            if came(case) == what
        }
        if not places:
            continue
        ordered = sorted(places, key=lambda at: context.order(places[at]))
        shown: list[Element | str] = [element("a", places[at], href=f"#{at}") for at in ordered[:_NAMED]]
        if len(ordered) > _NAMED:
            shown.append(context.fill("and_more", number=context.number(len(ordered) - _NAMED)))
        yield context.say(f"summary_{what}", day=context.day(context.material.as_of), where=joined(shown))


def _rates(context: Context) -> Iterator[Element]:
    """One sentence a rate; those that are too thin are told together."""
    thin: list[Element | str] = []
    for answer in context.answers:
        for group in answer.groups:
            label = rate_label(context, answer, group)
            link = element("a", label, href=f"#{rate_anchor(answer, group)}")
            if group.rate.median is None or group.rate.ninety is None:
                thin.append(link)
                continue
            yield context.say(
                "summary_rate",
                label=link,
                median=per_cent(group.rate.median, context.language),
                ninety=between(group.rate.ninety, context.language),
                tests=context.number(group.n_eff, 1),
                prior=per_cent(group.rate.prior_share, context.language),
            )
    if thin and context.crowded:
        yield context.say(
            "summary_thin_many", rates=element("a", context.many("rates", len(thin)), href="#rates-section")
        )
    elif thin:
        yield context.say("summary_thin", labels=joined(thin, "; "))
