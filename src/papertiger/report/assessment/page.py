"""The page of an assessment as a value: the answer, with the sentences that every line rests on. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from papertiger.reliability.assessing import Answer, CaseLine, GroupAnswer, Influence, Part, Rate, definitions
from papertiger.report.assessment.wording import AssessmentWording, between, per_cent
from papertiger.report.languages import DEFAULT, Language
from papertiger.report.names import Names
from papertiger.report.wording import Wording


@dataclass(frozen=True, slots=True)
class Sentence:
    """A quote in its context, and who says it."""

    claim: str
    before: str
    exact: str
    after: str
    chain: str
    """``Outlet › cited outlet › speaker (state, anonymous)``."""
    outlet: str
    published: str
    language: str
    """BCP 47, checked to be a tag."""


EVEN = 0.45
"""Probability from which an outcome is told as the likeliest: ICD 203's "roughly even chance"."""
Sentences = Callable[[str], Sentence | None]
"""Claim id → its sentence; None for a claim that the ledger does not hold."""


@dataclass(frozen=True, slots=True)
class Voice:
    """The words and names that a page speaks with."""

    words: AssessmentWording
    terms: Wording
    names: Names
    language: Language = DEFAULT

    def domain(self, domain: str) -> str:
        """Label of a domain, in lower case."""
        return self.terms.domains[domain].label.lower()

    def case(self, case: CaseLine) -> str:
        """A response in a few words: ``Venezuela, air defence: attack by the United States, 2026-01-03``."""
        threat = self.words.by.format(threat=self.names(case.threat)) if case.threat else ""
        onset = f", {case.onset}" if case.onset else ""
        silent = case.trigger_kind == "request" and case.call == "none"
        kind = self.words.no_occasion if silent else self.words.triggers[case.trigger_kind]
        trigger = f"{kind}{threat}{onset}"
        return f"{self.names(case.client)}, {self.domain(case.domain)}: {trigger}"

    def commitment(self, case: CaseLine) -> str:
        """A commitment by its name, else by what it is."""
        if case.commitment_name:
            return case.commitment_name
        known = self.terms.domains.get(case.obligation)
        return self.words.commitment.format(
            instrument=self.words.instruments[case.instrument],
            clients=self.names(case.client),
            obligation=known.label.lower() if known else case.obligation.replace("_", " "),
        )

    def part(self, part: Part) -> str:
        """What a part of the record is of."""
        if part.by == "client":
            return self.names(part.value)
        return self.domain(part.value) if part.by == "domain" else part.value


def rate_text(rate: Rate, words: AssessmentWording) -> str:
    """A rate in words, with its interval where the record bears one."""
    if rate.median is None or rate.half is None or rate.ninety is None:
        return words.thin
    return words.rate.format(
        median=per_cent(rate.median), half=between(rate.half), ninety=between(rate.ninety)
    )


def headline(group: GroupAnswer, voice: Voice) -> Iterator[str]:
    """The sentences under the name of a group: the rate, how likely it lies below one half, its prior."""
    words, rate = voice.words, group.rate
    yield group.sentence
    if rate.median is not None:
        yield f"{_capital(rate_text(rate, words))}."
    if rate.below_half is not None and rate.below_half_words is not None:
        chance = per_cent(rate.below_half)
        yield _capital(words.likelihood.format(words=rate.below_half_words, probability=chance))
    yield words.prior.format(ninety=between(rate.prior_ninety), prior=group.prior)


def history(group: GroupAnswer, voice: Voice) -> Iterator[str]:
    """What the rate is compared with, a line each: never a rate without its definition; and what must be said with them."""
    words = voice.words
    for one in group.compared:
        counts = words.counts.format(honoured=one.honoured, due=one.due)
        text = words.compared.format(
            rate=per_cent(one.rate),
            counts=counts if one.due is not None else words.published_only,
            definition=one.definition,
            source=one.source.rstrip("."),
        )
        if one.below is not None and one.words is not None:
            below = words.below.format(words=one.words, probability=per_cent(one.below))
            text = f"{text} {_capital(below)}"
        yield text
    yield from group.history
    if group.compared and all(one.below is None for one in group.compared):
        yield words.not_below.format(thin=f"{definitions().thin:g}")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def influence_text(one: Influence, words: AssessmentWording) -> str:
    """What leaving an origin out does."""
    anonymous = words.anonymous if one.anonymous else ""
    if one.median is None:
        return words.influence_thin.format(told=one.told, anonymous=anonymous, bits=f"{one.bits:.2f}")
    return words.influence.format(told=one.told, anonymous=anonymous, median=per_cent(one.median))


def outcome_text(case: CaseLine, words: AssessmentWording) -> str:
    """What is held to have come: status, outcome in ICD 203's words, what bears on it."""
    status = words.statuses[case.status].format(until=case.until or "")
    parts = [status]
    if case.status in {"told", "conflict", "settled"}:
        told = words.outcome.format(outcome=words.outcomes[case.likeliest], words=case.likelihood)
        parts.append(told if getattr(case.outcome, case.likeliest) > EVEN else words.undecided)
    if case.late:
        parts.append(words.late)
    parts += [text for text in (words.feasibility[case.feasibility],) if text]
    return "; ".join(parts)


def unresolved(group: GroupAnswer, voice: Voice) -> list[tuple[str, str]]:
    """Conflicts and pending windows, conflicts first: what is open, and the id of the response."""
    words = voice.words
    found = []
    for status in ("conflict", "pending"):
        for case in group.cases:
            if case.status == status:
                told = words.statuses[status].format(until=case.until or "")
                found.append((words.open.format(case=voice.case(case), status=told), case.response))
    return found


def made_by(answer: Answer, voice: Voice) -> str:
    """What made the figures."""
    model = answer.model
    return voice.words.made_by.format(
        model=model.name, version=model.version, measurement=model.measurement[:19]
    )


def titles(answer: Answer, voice: Voice) -> str:
    """The title of the page."""
    return voice.words.title.format(patron=voice.names(answer.patron))
