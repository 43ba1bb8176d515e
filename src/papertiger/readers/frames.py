"""The ``frames`` reader: lexicon and syntax, deterministic, every claim explained.

scan → parse → link → attribute → code → quote. What the article's outlet, its sources and its headline add to a
claim is settled here, after the stages have done their part.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from papertiger import __version__
from papertiger.actors import knowledge_base
from papertiger.events import (
    Around,
    Calendar,
    Candidate,
    CodedClaim,
    Dictionary,
    Scan,
    digest,
    lexicon,
)
from papertiger.events import Coder as SentenceCoder
from papertiger.events.layer import Judge, judge
from papertiger.events.lexicon import Lexicon
from papertiger.language import Sentence, analyser
from papertiger.lineage import Fingerprint
from papertiger.news.article import Article
from papertiger.readers.finishing import distinct, fingerprint_of, finished
from papertiger.readers.headlines import without_repeated_headlines
from papertiger.readers.hostile import addresses_machine
from papertiger.readers.hostile import digest as cues_digest
from papertiger.readers.linked import linked_actors
from papertiger.readers.notes import notes_of
from papertiger.readers.prepared import Prepared, main_language, prepared
from papertiger.readers.reading import Reading
from papertiger.readers.said import as_said, promises
from papertiger.readers.voices import Chains, Mentions, only, speaker_of
from papertiger.records import Coder
from papertiger.settings import Settings
from papertiger.sourcing import Attributions

NAME = "frames.v1"


@dataclass(frozen=True, slots=True)
class _Work:
    """An article between its scan and its claims."""

    made: Prepared
    wanted: Mapping[str, list[Sentence]]
    """Language → the sentences to parse."""


class FrameReader:
    """Reads articles in every language that has a lexicon and a pipeline; keeps its caches between articles."""

    def __init__(
        self,
        settings: Settings,
        *,
        everything: bool = False,
        judge: Judge | None = None,
        lexicons: Mapping[str, Lexicon] | None = None,
    ) -> None:
        """`settings` may name other analysers; nothing heavy is loaded before the first article.

        `everything`: parse and code every sentence, to measure what the scan saves and loses. `judge`: another than the
        shipped one, to train it. `lexicons`: by language, in place of the shipped ones, to try them.
        """
        self.settings = settings
        self.everything = everything
        self.prepare: Callable[[Article], Prepared] = prepared
        """What makes an article ready to be read; another may keep what several readers need."""
        self._judge = judge
        self._lexicons = dict(lexicons or {})
        self._dictionaries: dict[str, Dictionary] = {}
        self._scans: dict[str, Scan] = {}
        self._config: dict[str, str] = {}

    def read(self, article: Article) -> Reading:
        """Every claim of one article; each run of sentences is read in its own language, or noted where nobody can.

        Raises:
            ArticleError: the article is in a language that has no lexicon.
        """
        work = self._scanned(article)
        made = work.made
        coded, parsed = self._coded(work)
        # Only claims are at stake, and most articles have none.
        hostile = addresses_machine(made) if coded else ()
        meant = [claim for claim in coded if made.sentences[claim.sentence] not in hostile]
        kept = without_repeated_headlines(meant, made.sentences)
        promised = promises(kept)
        claims = tuple(
            distinct(
                finished(made, claim, promised, replace_frame(self._coder(made.own(claim)), claim.frame))
                for claim in kept
            )
        )
        return Reading(
            article,
            made.language,
            self._coder(made.language),
            claims,
            len(made.sentences),
            parsed,
            notes_of(article, made.cleaned, made.sentences, made.spoken, hostile),
            fingerprint_of(made, claims),
            linked_actors(claims),
        )

    def coder(self, article: Article) -> Coder:
        """What `read` would read the article with, without reading it.

        Raises:
            ArticleError: as for `read`.
        """
        return self._coder(main_language(article))

    def attributions(self, article: Article) -> Attributions:
        """Who says what in an article, in its main language.

        Raises:
            ArticleError: as for `read`.
        """
        made = prepared(article)
        return made.voices[made.language]

    def fingerprint(self, article: Article) -> Fingerprint:
        """What lineage remembers of an article, without its claims being read.

        Raises:
            ArticleError: as for `read`.
        """
        return fingerprint_of(prepared(article), ())

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
        made = work.made
        coded: list[CodedClaim] = []
        parsed = 0
        for code, wanted in work.wanted.items():
            analyser(code, self.settings).parse(wanted)
            here = only(made.sentences, code)
            chains = made.chains(code)
            coded += as_said(self._code(made, here, chains, code), chains)
            parsed += sum(s.doc is not None for s in here)
        coded.sort(key=lambda claim: claim.sentence)
        return coded, parsed

    def _scanned(self, article: Article) -> _Work:
        """The article cut into sentences, and which of them to parse."""
        made = self.prepare(article)
        wanted: dict[str, list[Sentence]] = {}
        for code in made.spoken:
            own = [s for s in made.sentences if s.language == code and s.kind != "dateline"]
            scan = self._scan(code)
            if not self.everything:
                seen = scan.look(made.view.text, made.mentions.starts(code))
                found = scan.candidates(own, seen)
                own = self._hopeful(own, found, made.mentions, made.chains(code)) if found else []
            if own:
                wanted[code] = own
        return _Work(made, wanted)

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

    def _scan(self, language: str) -> Scan:
        if language not in self._scans:
            words = self._lexicon(language)
            self._dictionaries[language] = Dictionary(words)
            self._scans[language] = Scan(words, self._dictionaries[language])
        return self._scans[language]

    def _code(
        self, made: Prepared, sentences: Sequence[Sentence], chains: Chains, language: str
    ) -> list[CodedClaim]:
        calendar = Calendar(language, made.view.metadata.published)
        parse = analyser(language, self.settings).parse
        judging = self._judge or judge()
        coder = SentenceCoder(self._lexicon(language), calendar, self._dictionaries[language], parse, judging)
        mentions = made.mentions[language]
        coder.survey([m for here in mentions for m in here])
        found: list[CodedClaim] = []
        for sentence, here in zip(sentences, mentions, strict=True):
            said, _ = chains.chain(sentence.index, sentence.start, sentence.end)
            found += coder.code(sentence, here, speaker_of(said, sentence, made.view.metadata.published))
        return found

    def _lexicon(self, language: str) -> Lexicon:
        return self._lexicons.get(language) or lexicon(language)

    def _coder(self, language: str) -> Coder:
        if language not in self._config:
            parts = (
                digest(),
                cues_digest(),
                knowledge_base().digest,
                analyser(language, self.settings).digest,
            )
            self._config[language] = hashlib.sha256("\0".join(parts).encode()).hexdigest()
        return Coder(
            reader="frames", version=__version__, config=f"sha256:{self._config[language]}", frame=""
        )


def replace_frame(coder: Coder, frame: str) -> Coder:
    """The coder of one claim: the reader's, with the frame that was evoked."""
    return coder.model_copy(update={"frame": frame})
