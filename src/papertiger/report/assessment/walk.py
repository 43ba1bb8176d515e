"""From a figure down to the sentences: the terms that it is computed from, then every case; and one case by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from papertiger.reliability.assessing import Answer, CaseLine, GroupAnswer, Grouped, effective
from papertiger.reliability.cases import Case
from papertiger.report.assessment.lines import case_lines, sentence_lines, wrapped
from papertiger.report.assessment.page import Sentences, Voice, headline
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
    yield f"{ink.accent(one_line(answer.address))}  {ink.bold(one_line(answer.definition.label))}"
    for label, text in (
        ("unit", answer.definition.unit),
        ("period", answer.definition.period),
        ("coder", answer.definition.coder),
    ):
        yield from wrapped(f"{label}: {text}", room, "  ")
    for text in headline(answer, voice):
        yield from wrapped(text, room)
    yield ""
    yield ink.bold("What it is computed from")
    counts = list(terms(walk))
    k = sum(one["k"] for one in counts)
    posterior, prior = walk.group.posterior, walk.group.prior
    told = {"k": f"{k:.2f}", "n": effective(posterior.n_eff), "prior": f"{prior.name} ({prior.title})"}
    if answer.rate.median is None:
        yield from wrapped(voice.words.walk_thin.format(**told), room)
    else:
        low, high = posterior.interval(0.9)
        told |= {
            "median": f"{100 * posterior.median:.1f} %",
            "low": f"{100 * low:.1f}",
            "high": f"{100 * high:.1f}",
        }
        yield from wrapped(voice.words.walk.format(**told), room)
    for one in counts:
        shown = {name: f"{value:.2f}" if isinstance(value, float) else value for name, value in one.items()}
        yield from wrapped(voice.words.terms.format(**shown), room, "  ")
    yield ""
    yield ink.bold("The cases, each with its sentences")
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
    yield f"{ink.accent(page.id)}  {ink.bold(page.kind)}"
    if page.stands:
        yield from wrapped(f"does not stand: {page.stands}", room)
    for name, value in page.record.model_dump(
        mode="json", exclude={"id", "links", "reports", "efficacy", "motive"}
    ).items():
        if value not in (None, [], {}):
            yield from wrapped(f"{name}: {_shown(value)}", room, "  ")
    links = getattr(page.record, "links", ())
    if links:
        yield ink.bold("Rests on")
    for link in links:
        yield from wrapped(
            f"{link.role}: {link.why}{f' (rule {link.rule})' if link.rule else ''}", room, "  – "
        )
        if link.claim:
            yield from sentence_lines(link.claim, sentences, ink, room, whole=True)
    if page.lines:
        yield ink.bold("Responses")
    for case in page.lines:
        yield from case_lines(case, sentences, voice, ink, room)
    yield ink.bold("Versions")
    for one in page.versions:
        yield from wrapped(
            f"{one['version']}, {one['at']}, {one['by'] or 'by rule'}: {one['what']}", room, "  "
        )


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
