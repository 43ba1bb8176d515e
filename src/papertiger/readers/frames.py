"""The ``frames`` reader: lexicon and syntax, deterministic, every claim explained.

scan → parse → link → attribute → code → quote. What the article's outlet, its sources and its headline add to a
claim is settled here, after the stages have done their part.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from papertiger import __version__
from papertiger.actors import knowledge_base
from papertiger.errors import ArticleError
from papertiger.events import (
    Around,
    Calendar,
    Candidate,
    CodedClaim,
    Dictionary,
    Party,
    Scan,
    digest,
    languages,
    lexicon,
)
from papertiger.events import Coder as SentenceCoder
from papertiger.events.layer import Judge, judge
from papertiger.language import Clean, Sentence, analyser, clean, identify, readings, split_by_language
from papertiger.lineage import Fingerprint, fingerprint
from papertiger.news.article import Article
from papertiger.readers.headlines import without_repeated_headlines
from papertiger.readers.linked import linked_actors
from papertiger.readers.notes import notes_of
from papertiger.readers.reading import ReadClaim, Reading
from papertiger.readers.record import as_record
from papertiger.readers.said import Promise, as_said, promises, without_promiser
from papertiger.readers.voices import Chains, Mentions, Voices, body_of, only, speaker_of
from papertiger.records import AttributionStep, Coder
from papertiger.settings import Settings
from papertiger.sourcing import Attributions, with_speech_act

NAME = "frames.v1"
_READABLE = 0.25
"""Share of an article that must be in one language that has a reader; a quotation alone is not worth reading."""


@dataclass(frozen=True, slots=True)
class _Work:
    """An article between its scan and its claims."""

    article: Article
    """As frozen."""
    cleaned: Clean
    view: Article
    """As analysis reads it."""
    language: str
    sentences: Sequence[Sentence]
    spoken: Sequence[str]
    """The languages of the article that have a reader."""
    mentions: Mentions
    voices: Voices
    wanted: Mapping[str, list[Sentence]]
    """Language → the sentences to parse."""


class FrameReader:
    """Reads articles in every language that has a lexicon and a pipeline; keeps its caches between articles."""

    def __init__(self, settings: Settings, *, everything: bool = False, judge: Judge | None = None) -> None:
        """`settings` may name other analysers; nothing heavy is loaded before the first article.

        `everything`: parse and code every sentence, to measure what the scan saves and loses. `judge`: another than the
        shipped one, to train it.
        """
        self.settings = settings
        self.everything = everything
        self._judge = judge
        self._dictionaries: dict[str, Dictionary] = {}
        self._scans: dict[str, Scan] = {}
        self._config: dict[str, str] = {}

    def read(self, article: Article) -> Reading:
        """Every claim of one article; each run of sentences is read in its own language, or noted where nobody can.

        Raises:
            ArticleError: the article is in a language that has no lexicon.
        """
        work = self._scanned(article)
        coded, parsed = self._coded(work)
        kept = without_repeated_headlines(coded, work.sentences)
        promised = promises(kept)
        claims = tuple(_distinct([self._finish(work, claim, promised) for claim in kept]))
        return Reading(
            article,
            work.language,
            self._coder(work.language),
            claims,
            len(work.sentences),
            parsed,
            notes_of(article, work.cleaned, work.sentences, work.spoken),
            _fingerprint(work, claims),
            linked_actors(claims),
        )

    def coder(self, article: Article) -> Coder:
        """What `read` would read the article with, without reading it.

        Raises:
            ArticleError: as for `read`.
        """
        view = replace(article, text=clean(article.text).text)
        return self._coder(self._sentences(view)[0])

    def attributions(self, article: Article) -> Attributions:
        """Who says what in an article, in its main language.

        Raises:
            ArticleError: as for `read`.
        """
        work = self._scanned(article)
        return work.voices[work.language]

    def fingerprint(self, article: Article) -> Fingerprint:
        """What lineage remembers of an article, without its claims being read.

        Raises:
            ArticleError: as for `read`.
        """
        return _fingerprint(self._scanned(article), ())

    def coded(self, article: Article) -> list[CodedClaim]:
        """The claims of an article with the evidence for each, before headlines are compared and records written.

        Raises:
            ArticleError: as for `read`.
        """
        return self._coded(self._scanned(article))[0]

    def worth_parsing(self, article: Article) -> list[Sentence]:
        """The sentences that the scan lets through, in order; `read` parses others only where a pronoun asks for them.

        Raises:
            ArticleError: as for `read`.
        """
        wanted = self._scanned(article).wanted.values()
        return sorted(chain.from_iterable(wanted), key=lambda sentence: sentence.index)

    # ------------------------------------------------------------------ parts

    def _coded(self, work: _Work) -> tuple[list[CodedClaim], int]:
        """All claims in text order, and how many sentences were parsed."""
        coded: list[CodedClaim] = []
        parsed = 0
        for code, wanted in work.wanted.items():
            analyser(code, self.settings).parse(wanted)
            here = only(work.sentences, code)
            chains = Chains(code, work.language, work.voices)
            coded += as_said(self._code(work, here, chains, code), chains)
            parsed += sum(s.doc is not None for s in here)
        coded.sort(key=lambda claim: claim.sentence)
        return coded, parsed

    def _scanned(self, article: Article) -> _Work:
        """The article cut into sentences, and which of them to parse."""
        cleaned = clean(article.text)
        view = replace(article, text=cleaned.text)
        language, sentences = self._sentences(view)
        spoken = _spoken(sentences, language)
        mentions = Mentions(view, sentences)
        seen = {code: self._scan(code).look(view.text, mentions.starts(code)) for code in spoken}
        voices = Voices(view, sentences, mentions)
        wanted: dict[str, list[Sentence]] = {}
        for code in spoken:
            own = [s for s in sentences if s.language == code and s.kind != "dateline"]
            if not self.everything:
                found = self._scan(code).candidates(own, seen[code])
                own = self._hopeful(own, found, mentions, Chains(code, language, voices)) if found else []
            if own:
                wanted[code] = own
        return _Work(article, cleaned, view, language, sentences, spoken, mentions, voices, wanted)

    def _hopeful(
        self,
        sentences: Sequence[Sentence],
        candidates: Sequence[Candidate],
        mentions: Mentions,
        chains: Chains,
    ) -> list[Sentence]:
        others = chain.from_iterable(mentions[chains.article]) if chains.article != chains.own else ()
        around = Around(mentions[chains.own], chains.state, others)
        return self._scan(chains.own).hopeful(sentences, candidates, around)

    def _sentences(self, article: Article) -> tuple[str, list[Sentence]]:
        """The article's language and its sentences, each with its own language.

        The declared or identified language decides what is in doubt; it is not the article's where little is in it.
        """
        declared = (article.metadata.language or "").split("-")[0].lower()
        found = declared if declared in languages() else identify(article.text)
        sentences = split_by_language(article.text, article.paragraphs, found)
        if found in languages() and all(sentence.language == found for sentence in sentences):
            return found, sentences
        sizes = Counter({found: 0})
        for sentence in sentences:
            sizes[sentence.language] += len(sentence.text)
        least = _READABLE * sizes.total()
        if found in languages() and sizes[found] >= least:
            return found, sentences
        readable = max(languages(), key=lambda code: sizes[code])
        if sizes[readable] >= least:
            return readable, split_by_language(article.text, article.paragraphs, readable)
        raise ArticleError(
            article.path,
            f"no reader for the language {sizes.most_common(1)[0][0]!r}",
            cure=f"readers exist for: {', '.join(languages())}",
        )

    def _scan(self, language: str) -> Scan:
        if language not in self._scans:
            self._dictionaries[language] = Dictionary(lexicon(language))
            self._scans[language] = Scan(lexicon(language), self._dictionaries[language])
        return self._scans[language]

    def _code(
        self, work: _Work, sentences: Sequence[Sentence], chains: Chains, language: str
    ) -> list[CodedClaim]:
        calendar = Calendar(language, work.view.metadata.published)
        parse = analyser(language, self.settings).parse
        judging = self._judge or judge()
        coder = SentenceCoder(lexicon(language), calendar, self._dictionaries[language], parse, judging)
        mentions = work.mentions[language]
        coder.survey([m for here in mentions for m in here])
        found: list[CodedClaim] = []
        for sentence, here in zip(sentences, mentions, strict=True):
            said, _ = chains.chain(sentence.index, sentence.start, sentence.end)
            found += coder.code(sentence, here, speaker_of(said, sentence, work.view.metadata.published))
        return found

    def _finish(self, work: _Work, claim: CodedClaim, promised: Container[Promise]) -> ReadClaim:
        sentence = work.sentences[claim.sentence]
        own = sentence.language
        chains = Chains(own, work.language, work.voices)
        said, why = chains.chain(claim.sentence, claim.start, claim.end)
        said, why = without_promiser(claim, said, why, promised)
        subject = claim.subject
        if claim.speech_act and subject is not None and not self._speaks_for(said, subject, work):
            said = with_speech_act(said, subject.actor, subject.state, _label(subject, own))
        coder = replace_frame(self._coder(own), claim.frame)
        printed = _printed(sentence, work.article, work.cleaned)
        record = as_record(work.article, printed, claim, said, coder, work.language)
        return ReadClaim(record, (*claim.explanation, *why))

    def _speaks_for(self, said: Sequence[AttributionStep], party: Party, work: _Work) -> bool:
        """Whether the last speaker holds an office of the bloc that is the party: they are its voice already."""
        return body_of(said[-1].actor, work.view.metadata.published) == party.actor if said else False

    def _coder(self, language: str) -> Coder:
        if language not in self._config:
            parts = (digest(), knowledge_base().digest, analyser(language, self.settings).digest)
            self._config[language] = hashlib.sha256("\0".join(parts).encode()).hexdigest()
        return Coder(
            reader="frames", version=__version__, config=f"sha256:{self._config[language]}", frame=""
        )


def _fingerprint(work: _Work, claims: Sequence[ReadClaim]) -> Fingerprint:
    found = list(chain.from_iterable(work.mentions[work.language]))
    voices = work.voices[work.language]
    return replace(
        fingerprint(work.view, work.language, found, voices, [c.record for c in claims]),
        key=work.article.key,
    )


def _spoken(sentences: Sequence[Sentence], language: str) -> list[str]:
    """The languages of the article that have a reader, its main one first."""
    found = {sentence.language for sentence in sentences}
    return sorted(found.intersection(languages()), key=lambda code: (code != language, code))


def _printed(sentence: Sentence, article: Article, cleaned: Clean) -> Sentence:
    """A sentence with the words that the frozen text has in its place."""
    end = cleaned.end(article.text, sentence.end)
    return replace(sentence, end=end, text=article.text[sentence.start : end])


def replace_frame(coder: Coder, frame: str) -> Coder:
    """The coder of one claim: the reader's, with the frame that was evoked."""
    return coder.model_copy(update={"frame": frame})


def _distinct(claims: Iterable[ReadClaim]) -> list[ReadClaim]:
    """Claims by identity; two frames that read the same statement off the same words make one."""
    return list({c.record.id: c for c in claims}.values())


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
