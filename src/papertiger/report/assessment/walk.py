"""From a figure down to the sentences: the terms that it is computed from, then every case; and one case by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from papertiger.reliability.assessing import Answer, CaseLine, GroupAnswer, Grouped, effective
from papertiger.reliability.cases import Case
from papertiger.report.assessment.lines import case_lines, sentence_lines, wrapped
from papertiger.report.assessment.page import Sentences, Voice, headline
from papertiger.report.formatting import written
from papertiger.report.terminal import Ink
from papertiger.report.visible import one_line


@dataclass(frozen=True, slots=True)
class Walk:
    """A figure with what it is computed from."""

    answer: GroupAnswer
    group: Grouped


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case with the responses that rest on it."""

    id: str
    kind: str
    record: Case
    lines: tuple[CaseLine, ...]
    versions: tuple[dict[str, Any], ...]
    """Version, moment, who, and what its body says."""
    stands: str | None
    """Why it does not stand; None where it does."""


def terms(walk: Walk) -> Iterator[dict[str, Any]]:
    """What each response adds to the soft counts, the weightiest first."""
    for case in walk.answer.cases:
        chances = case.outcome
        yield {
            "response": case.response,
            "weight": case.weight,
            "honoured": chances.honoured,
            "partial": chances.partial,
            "k": case.weight * (chances.honoured + chances.partial / 2),
        }


def figure_lines(walk: Walk, sentences: Sentences, voice: Voice, ink: Ink, room: int) -> Iterator[str]:
    """The figure, its definition, its terms, and every case with its sentences."""
    answer = walk.answer
    words, defined = voice.words, answer.definition
    yield f"{ink.accent(one_line(answer.address))}  {ink.bold(one_line(voice.say(defined.label)))}"
    for label, text in (
        (words.figure.unit, voice.say(defined.unit)),
        (words.figure.period, voice.say(defined.period)),
        (words.figure.coder, voice.say(defined.coder)),
    ):
        yield from wrapped(f"{label}: {text}", room, "  ")
    for text in headline(answer, voice):
        yield from wrapped(text, room)
    yield ""
    yield ink.bold(words.titles.computed)
    counts = list(terms(walk))
    k = sum(one["k"] for one in counts)
    posterior, prior = walk.group.posterior, walk.group.prior
    told = {
        "k": voice.decimal(k, 2),
        "n": written(effective(posterior.n_eff), voice.language),
        "prior": f"{prior.name} ({voice.say(prior.title)})",
    }
    if answer.rate.median is None:
        yield from wrapped(words.walk_thin.format(**told), room)
    else:
        low, high = posterior.interval(0.9)
        told |= {
            "median": f"{voice.decimal(100 * posterior.median)} %",
            "low": voice.decimal(100 * low),
            "high": voice.decimal(100 * high),
        }
        yield from wrapped(words.walk.format(**told), room)
    for one in counts:
        shown = {
            name: voice.decimal(value, 2) if isinstance(value, float) else value
            for name, value in one.items()
        }
        yield from wrapped(words.terms.format(**shown), room, "  ")
    yield ""
    yield ink.bold(words.titles.each_case)
    for case in answer.cases:
        yield from case_lines(case, sentences, voice, ink, room)


def figure_json(walk: Walk, sentences: Sentences) -> dict[str, Any]:
    """The same for programs."""
    return {
        "figure": walk.answer.model_dump(mode="json"),
        "terms": list(terms(walk)),
        "prior": walk.group.prior.model_dump(mode="json"),
        "sentences": _sentences(walk.answer.cases, sentences),
    }


def case_page_lines(page: CasePage, sentences: Sentences, voice: Voice, ink: Ink, room: int) -> Iterator[str]:
    """One case: what it says, what it rests on, its versions."""
    words = voice.words
    yield f"{ink.accent(page.id)}  {ink.bold(page.kind)}"
    if page.stands:
        yield from wrapped(words.version.stands_not.format(why=voice.say(page.stands, "stands")), room)
    for name, value in page.record.model_dump(
        mode="json", exclude={"id", "links", "reports", "efficacy", "motive"}
    ).items():
        if value not in (None, [], {}):
            yield from wrapped(f"{name}: {_shown(value)}", room, "  ")
    links = getattr(page.record, "links", ())
    if links:
        yield ink.bold(words.titles.rests_on)
    for link in links:
        why = voice.say(link.why, "said", "speakers", "due")
        rule = f" {words.version.rule.format(rule=link.rule)}" if link.rule else ""
        yield from wrapped(f"{link.role}: {why}{rule}", room, "  – ")
        if link.claim:
            yield from sentence_lines(link.claim, sentences, voice, ink, room, whole=True)
    if page.lines:
        yield ink.bold(words.titles.responses)
    for case in page.lines:
        yield from case_lines(case, sentences, voice, ink, room)
    yield ink.bold(words.titles.versions)
    for one in page.versions:
        by = one["by"] or words.version.by_rule
        what = voice.say(one["what"], "versions", "stands")
        yield from wrapped(f"{one['version']}, {one['at']}, {by}: {what}", room, "  ")


def _shown(value: Any) -> str:  # noqa: ANN401 - any JSON value
    if isinstance(value, dict):
        return ", ".join(f"{k} {_shown(v)}" for k, v in value.items() if v not in (None, [], {}))
    return ", ".join(map(_shown, value)) if isinstance(value, list) else str(value)


def case_json(page: CasePage, sentences: Sentences) -> dict[str, Any]:
    """The same for programs."""
    return {
        "id": page.id,
        "kind": page.kind,
        "stands": page.stands is None,
        "why_not": page.stands,
        "record": page.record.model_dump(mode="json"),
        "responses": [line.model_dump(mode="json") for line in page.lines],
        "versions": list(page.versions),
        "sentences": _sentences(page.lines, sentences)
        | _told((link.claim for link in getattr(page.record, "links", ())), sentences),
    }


def _sentences(cases: tuple[CaseLine, ...], sentences: Sentences) -> dict[str, Any]:
    return _told(
        (
            claim
            for case in cases
            for claim in (
                *(one.claim for one in case.reports),
                *(one.claim for one in (*case.efficacy, *case.motive)),
                *case.links,
            )
        ),
        sentences,
    )


def _told(claims: Any, sentences: Sentences) -> dict[str, Any]:  # noqa: ANN401 - an iterable of ids and None
    found = {claim: sentences(claim) for claim in claims if claim}
    return {claim: asdict(one) for claim, one in found.items() if one is not None}


def with_sentences(answer: Answer, sentences: Sentences) -> dict[str, Any]:
    """An answer as JSON with the sentence of every claim that it names."""
    told: dict[str, Any] = {}
    for group in answer.groups:
        told |= _sentences(group.cases, sentences)
    return answer.model_dump(mode="json") | {"sentences": told}
