"""The page of an assessment as a value: the answer, with the sentences that every line rests on. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from papertiger.reliability.assessing import Answer, CaseLine, GroupAnswer, Part, Rate, of_address
from papertiger.report.assessment.wording import AssessmentWording, Forms
from papertiger.report.formatting import counted as counted_in
from papertiger.report.formatting import number, written
from papertiger.report.languages import DEFAULT, Language
from papertiger.report.names import Names
from papertiger.report.told import told
from papertiger.report.wording import Wording, left_out_lines


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

    def say(self, text: str, *sections: str, **instead: str) -> str:
        """What an answer says in English, in the language of the page; see `told`."""
        return told(self.language).say(text, *sections, of=self._filled, **instead)

    def _filled(self, place: str, value: str) -> str:
        """Ids within a text of an answer, as the page calls them."""
        if place in {"client", "actor"}:
            return self.names(value)
        if place == "domain" and value in self.terms.domains:
            return self.domain(value)
        if place == "kind" and value in self.words.triggers:
            return self.words.triggers[value]
        if place == "obligations":
            return ", ".join(self.obligation(one.replace(" ", "_")) for one in value.split(", "))
        return value

    def counted(self, value: int, forms: Forms) -> str:
        """A number with what is counted, in its plural form."""
        return counted_in(value, forms, self.language)

    def decimal(self, value: float, decimals: int = 1) -> str:
        """A number with so many decimals."""
        return number(value, self.language, decimals=decimals)

    def chance(self, probability: float) -> str:
        """A probability to two figures: ``0.35``."""
        return written(f"{probability:.2g}", self.language)

    def domain(self, domain: str) -> str:
        """Label of a domain, in lower case."""
        return self.terms.domains[domain].label.lower()

    def obligation(self, obligation: str) -> str:
        """Label of an obligation, which may be support in a domain."""
        if obligation in self.terms.domains:
            return self.domain(obligation)
        return self.words.obligations.get(obligation, obligation.replace("_", " "))

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
        return case.commitment_name or self.words.commitment.format(
            instrument=self.words.instruments[case.instrument],
            clients=self.names(case.client),
            obligation=self.obligation(case.obligation),
        )

    def part(self, part: Part) -> str:
        """What a part of the record is of."""
        if part.by == "client":
            return self.names(part.value)
        return self.domain(part.value) if part.by == "domain" else part.value


def label(group: GroupAnswer, voice: Voice) -> str:
    """The name of a group of obligations, with a capital."""
    return capital(voice.say(group.definition.label))


def counted(group: GroupAnswer, voice: Voice) -> str:
    """What the rate of a group counts."""
    return voice.words.counted.format(estimand=voice.say(group.definition.estimand))


def rate_text(rate: Rate, words: AssessmentWording) -> str:
    """A rate in words, with its interval where the record bears one."""
    if rate.median is None or rate.half is None or rate.ninety is None:
        return words.thin
    return words.rate.format(
        median=words.share(rate.median), half=words.ends(rate.half), ninety=words.ends(rate.ninety)
    )


def headline(group: GroupAnswer, voice: Voice) -> Iterator[str]:
    """The sentences under the name of a group: the rate, how likely it lies below one half, its prior."""
    words, rate = voice.words, group.rate
    question = of_address(group.address)
    patron = {"patron": voice.names(question.patron)} if question is not None else {}
    yield voice.say(group.sentence, "sentence", "origins", **patron)
    if rate.median is not None:
        yield f"{capital(rate_text(rate, words))}."
    if rate.below_half is not None and rate.below_half_words is not None:
        chance = words.share(rate.below_half)
        likely = voice.say(rate.below_half_words)
        yield capital(words.likelihood.format(words=likely, probability=chance))
    yield words.prior.format(ninety=words.ends(rate.prior_ninety), prior=voice.say(group.prior, "prior"))


def capital(text: str) -> str:
    """With a capital letter."""
    return text[:1].upper() + text[1:]


def outcome_text(case: CaseLine, voice: Voice) -> str:
    """What is held to have come: status, outcome in ICD 203's words, what bears on it."""
    words = voice.words
    status = words.statuses[case.status].format(until=case.until or "")
    parts = [status]
    if case.status in {"told", "conflict", "settled"}:
        likely = words.outcome.format(
            outcome=words.outcomes[case.likeliest], words=voice.say(case.likelihood)
        )
        parts.append(likely if getattr(case.outcome, case.likeliest) > EVEN else words.undecided)
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
                still = words.statuses[status].format(until=case.until or "")
                found.append((words.open.format(case=voice.case(case), status=still), case.response))
    return found


def notes(answer: Answer, voice: Voice) -> Iterator[str]:
    """What the figures leave out and do not tell, the model's own limits last."""
    patron = voice.names(answer.patron)
    yield from left_out_lines(answer.model_only_left_out, voice.language)
    yield from (voice.say(note, "not_said", patron=patron) for note in answer.not_said)
    yield from (voice.say(note, "full") for note in answer.model.notes)


def made_by(answer: Answer, voice: Voice) -> str:
    """What made the figures."""
    model = answer.model
    return voice.words.made_by.format(
        model=model.name, version=model.version, measurement=model.measurement[:19]
    )


def titles(answer: Answer, voice: Voice) -> str:
    """The title of the page."""
    return voice.words.title.format(patron=voice.names(answer.patron))
