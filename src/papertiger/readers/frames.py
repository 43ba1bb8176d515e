"""The ``frames`` reader: lexicon and syntax, deterministic, every claim explained.

scan → parse → link → attribute → code → quote. What the article's outlet, its sources and its headline add to a
claim is settled here, after the stages have done their part.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from papertiger import __version__
from papertiger.actors import Mention, knowledge_base
from papertiger.errors import ArticleError
from papertiger.events import Calendar, CodedClaim, Dictionary, Party, Scan, digest, languages, lexicon
from papertiger.events import Coder as SentenceCoder
from papertiger.language import analyser, identify, readings, split
from papertiger.language.sentence import Sentence
from papertiger.news.article import Article
from papertiger.readers.headlines import without_repeated_headlines
from papertiger.readers.reading import ReadClaim, Reading
from papertiger.readers.record import as_record
from papertiger.records import AttributionStep, Coder
from papertiger.settings import Settings
from papertiger.sourcing import Attributions, attribute, with_speech_act

NAME = "frames.v1"
FIRST_PERSON_FRAMES = frozenset({"give", "help", "supply"})
"""Frames whose future, said by the giver, is a pledge (docs/claims.md, rule 4)."""


class FrameReader:
    """Reads articles in every language that has a lexicon and a pipeline; keeps its caches between articles."""

    def __init__(self, settings: Settings) -> None:
        """`settings` may name other analysers; nothing heavy is loaded before the first article."""
        self.settings = settings
        self._dictionaries: dict[str, Dictionary] = {}
        self._scans: dict[str, Scan] = {}
        self._config: dict[str, str] = {}

    def read(self, article: Article) -> Reading:
        """Every claim of one article.

        Raises:
            ArticleError: the article is in a language that has no lexicon.
        """
        language = self._language(article)
        sentences = split(article.text, article.paragraphs, language)
        scan = self._scan(language)
        candidates = scan.worth_parsing(sentences)
        coder = self._coder(language)
        if not candidates:
            return Reading(article, language, coder, (), len(sentences), 0)
        mentions = self._mentions(article, sentences, language)
        parsed = _with_context(candidates, sentences, mentions)
        analyser(language, self.settings).parse(parsed)
        attributions = attribute(article, sentences, mentions, language)
        coded = self._code(article, sentences, mentions, attributions, language)
        claims = without_repeated_headlines(_as_said(coded, attributions), sentences)
        read = [self._finish(article, sentences, claim, attributions, coder, language) for claim in claims]
        return Reading(article, language, coder, tuple(_distinct(read)), len(sentences), len(parsed))

    # ------------------------------------------------------------------ parts

    def _language(self, article: Article) -> str:
        declared = (article.metadata.language or "").split("-")[0].lower()
        found = declared if declared in languages() else identify(article.text)
        if found not in languages():
            raise ArticleError(
                article.path,
                f"no reader for the language {found!r}",
                cure=f"readers exist for: {', '.join(languages())}",
            )
        return found

    def _scan(self, language: str) -> Scan:
        if language not in self._scans:
            self._dictionaries[language] = Dictionary(lexicon(language))
            self._scans[language] = Scan(lexicon(language), self._dictionaries[language])
        return self._scans[language]

    def _mentions(
        self, article: Article, sentences: Sequence[Sentence], language: str
    ) -> list[list[Mention]]:
        found = knowledge_base().mentions(article.text, language, on=_day(article.metadata.published))
        return [[m for m in found if s.start <= m.start < s.end] for s in sentences]

    def _code(
        self,
        article: Article,
        sentences: Sequence[Sentence],
        mentions: Sequence[Sequence[Mention]],
        attributions: Attributions,
        language: str,
    ) -> list[CodedClaim]:
        calendar = Calendar(language, article.metadata.published)
        coder = SentenceCoder(lexicon(language), calendar, self._dictionaries[language])
        coder.survey([m for here in mentions for m in here])
        found: list[CodedClaim] = []
        for sentence, here in zip(sentences, mentions, strict=True):
            chain, _ = attributions.chain(sentence.index, sentence.start, sentence.end)
            found += coder.code(sentence, here, _speaker(chain, sentence))
        return found

    def _finish(
        self,
        article: Article,
        sentences: Sequence[Sentence],
        claim: CodedClaim,
        attributions: Attributions,
        coder: Coder,
        language: str,
    ) -> ReadClaim:
        chain, why = attributions.chain(claim.sentence, claim.start, claim.end)
        if claim.speech_act and claim.subject is not None:
            chain = with_speech_act(
                chain, claim.subject.actor, claim.subject.state, _label(claim.subject, language)
            )
        record = as_record(
            article, sentences[claim.sentence], claim, chain, replace_frame(coder, claim.frame), language
        )
        return ReadClaim(record, (*claim.explanation, *why))

    def _coder(self, language: str) -> Coder:
        if language not in self._config:
            parts = (digest(), knowledge_base().digest, analyser(language, self.settings).digest)
            self._config[language] = hashlib.sha256("\0".join(parts).encode()).hexdigest()
        return Coder(
            reader="frames", version=__version__, config=f"sha256:{self._config[language]}", frame=""
        )


def replace_frame(coder: Coder, frame: str) -> Coder:
    """The coder of one claim: the reader's, with the frame that was evoked."""
    return coder.model_copy(update={"frame": frame})


def _with_context(
    candidates: Sequence[Sentence], sentences: Sequence[Sentence], mentions: Sequence[Sequence[Mention]]
) -> list[Sentence]:
    """Candidates whose paragraph or neighbours name an actor, and the sentence before each, for its pronouns."""
    named = {s.index for s, here in zip(sentences, mentions, strict=True) if here}
    paragraphs = {s.paragraph for s in sentences if s.index in named}
    wanted: set[int] = set()
    for sentence in candidates:
        near = {sentence.index - 2, sentence.index - 1, sentence.index}
        if sentence.paragraph in paragraphs or near & named:
            wanted |= {sentence.index, *([sentence.index - 1] if sentence.index else [])}
    return [s for s in sentences if s.index in wanted]


def _speaker(chain: Sequence[AttributionStep], sentence: Sentence) -> Party | None:
    last = chain[-1]
    if last.kind not in {"person", "group"} or last.actor is None:
        return None
    state = (
        last.actor
        if last.actor.isupper() and ":" not in last.actor and "-" not in last.actor
        else _state(last.actor)
    )
    return Party(last.actor, state, sentence.start, sentence.start + 1, last.name)


def _state(actor_id: str) -> str | None:
    actor = knowledge_base().get(actor_id)
    return actor.state or (actor.id if actor.kind == "state" else None)


def _as_said(claims: Sequence[CodedClaim], attributions: Attributions) -> list[CodedClaim]:
    """What a future makes of a claim when its subject speaks: a provider's "will" is a pledge (and AGREE), an attacker's a threat."""
    found: list[CodedClaim] = []
    for claim in claims:
        chain, _ = attributions.chain(claim.sentence, claim.start, claim.end)
        if _is_own_threat(claim, chain):
            found.append(
                replace(claim, predicate="THREATEN", mode="violence", modality="asserted", speech_act=True)
            )
            continue
        if not _is_own_promise(claim, chain):
            found.append(claim)
            continue
        pledge = replace(claim, predicate="pledged", modality="intended", speech_act=True)
        found += [pledge, replace(pledge, family="event", predicate="AGREE", modality="asserted")]
    return found


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


def _is_own_threat(claim: CodedClaim, chain: Sequence[AttributionStep]) -> bool:
    """Whether an attack that has not happened is announced by the one who would attack."""
    ahead = claim.predicate == "ASSAULT" and claim.modality in {"expected", "conditional", "intended"}
    last = chain[-1]
    if (
        not ahead
        or claim.subject is None
        or last.kind == "outlet"
        or last.actor is None
        or claim.polarity == "negated"
    ):
        return False
    return last.actor == claim.subject.actor or _state_or_none(last.actor) == claim.subject.state


def _is_own_promise(claim: CodedClaim, chain: Sequence[AttributionStep]) -> bool:
    """Whether a future delivery is announced by its provider, or by outlets alone; an expert's forecast is not."""
    future = (
        claim.frame in FIRST_PERSON_FRAMES and claim.predicate == "delivered" and claim.modality == "expected"
    )
    if not future or claim.subject is None or claim.polarity == "negated":
        return False
    last = chain[-1]
    own = last.actor is not None and (
        last.actor == claim.subject.actor or _state_or_none(last.actor) == claim.subject.state
    )
    return last.kind == "outlet" or own


def _state_or_none(actor_id: str) -> str | None:
    try:
        return _state(actor_id)
    except KeyError:
        return None


def _distinct(claims: Iterable[ReadClaim]) -> list[ReadClaim]:
    """Claims by identity; two frames that read the same statement off the same words make one."""
    return list({c.record.id: c for c in claims}.values())


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None
