"""From coded claims to what a reading holds: who says it, the quote as printed, the record, the fingerprint of the article."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from itertools import chain

from papertiger.actors import knowledge_base
from papertiger.events import CodedClaim, Party
from papertiger.language import Clean, Sentence, readings
from papertiger.lineage import Fingerprint, fingerprint
from papertiger.news.article import Article
from papertiger.readers.prepared import Prepared
from papertiger.readers.reading import ReadClaim
from papertiger.readers.record import as_record
from papertiger.readers.said import Promise, without_promiser
from papertiger.readers.voices import body_of
from papertiger.records import AttributionStep, Coder
from papertiger.sourcing import with_speech_act


def finished(made: Prepared, claim: CodedClaim, promised: Container[Promise], coder: Coder) -> ReadClaim:
    """The record of a claim with how each field was reached.

    Args:
        made: the article.
        claim: as coded from one of its sentences.
        promised: the promises of the article (`papertiger.readers.said.promises`).
        coder: what read the claim.
    """
    sentence = made.sentences[claim.sentence]
    own = sentence.language
    said, why = made.chains(own).chain(claim.sentence, claim.start, claim.end)
    said, why = without_promiser(claim, said, why, promised)
    subject = claim.subject
    if claim.speech_act and subject is not None and not _speaks_for(said, subject, made):
        said = with_speech_act(said, subject.actor, subject.state, _label(subject, own))
    printed = _printed(sentence, made.article, made.cleaned)
    record = as_record(made.article, printed, claim, said, coder, made.language)
    return ReadClaim(record, (*claim.explanation, *why))


def distinct(claims: Iterable[ReadClaim]) -> list[ReadClaim]:
    """Claims by identity; two frames that read the same statement off the same words make one."""
    return list({c.record.id: c for c in claims}.values())


def fingerprint_of(made: Prepared, claims: Sequence[ReadClaim]) -> Fingerprint:
    """What lineage remembers of an article from which `claims` were read."""
    found = list(chain.from_iterable(made.mentions[made.language]))
    voices = made.voices[made.language]
    return replace(
        fingerprint(made.view, made.language, found, voices, [c.record for c in claims]),
        key=made.article.key,
    )


def _speaks_for(said: Sequence[AttributionStep], party: Party, made: Prepared) -> bool:
    """Whether the last speaker holds an office of the bloc that is the party: they are its voice already."""
    return body_of(said[-1].actor, made.view.metadata.published) == party.actor if said else False


def _printed(sentence: Sentence, article: Article, cleaned: Clean) -> Sentence:
    """A sentence with the words that the frozen text has in its place."""
    end = cleaned.end(article.text, sentence.end)
    return replace(sentence, end=end, text=article.text[sentence.start : end])


def _label(party: Party, language: str) -> str:
    """How a chain names a party: as printed where that can be the nominative, else by its name in the language."""
    last = party.words.split()[-1]
    cases = {r.case for r in readings(last, language)}
    if party.words[0].isupper() and (not cases or "Nom" in cases):
        return party.words
    try:
        return knowledge_base().label(party.actor, language)
    except KeyError:
        return party.words
