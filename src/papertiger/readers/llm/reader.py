"""The ``llm`` reader: a language model proposes, the frozen text decides.

An article is cut into windows, a model is asked about each by itself, and what it answers is checked claim by claim. Nothing of an
answer enters a later question. What a model may not say at all (speaker, time, quote, identity) comes from the same code as for
frames.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from papertiger import __version__
from papertiger.actors import knowledge_base
from papertiger.errors import EndpointError, SettingsError
from papertiger.events import CodedClaim
from papertiger.events import digest as events_digest
from papertiger.news.article import Article
from papertiger.readers.finishing import distinct, fingerprint_of, finished
from papertiger.readers.headlines import without_repeated_headlines
from papertiger.readers.linked import linked_actors
from papertiger.readers.llm.answered import Asks, cut_off, key_of
from papertiger.readers.llm.asking import client_of
from papertiger.readers.llm.bearing import digest as bearing_digest
from papertiger.readers.llm.checking import FRAME, checked, count, told
from papertiger.readers.llm.envelope import GRAMMAR, Message
from papertiger.readers.llm.grammar import grammar_of
from papertiger.readers.llm.instructions import digest
from papertiger.readers.llm.proposals import BrokenAnswerError, proposals_in
from papertiger.readers.llm.windows import Cut, Window, windows
from papertiger.readers.notes import notes_of
from papertiger.readers.prepared import Prepared, main_language, prepared
from papertiger.readers.reading import Note, Reading
from papertiger.readers.said import promises
from papertiger.records import MODEL_READER, Coder
from papertiger.settings import Endpoint, Settings

NAME = "llm.v1"
_ATTEMPTS = 2
"""Times that a window is asked: an answer that is no JSON may have been an accident."""
_SHOWN = 60
"""Code points of a window that a note shows."""


@dataclass(frozen=True, slots=True)
class Call:
    """One question to a model."""

    window: Window
    messages: tuple[Message, ...]
    schema: Mapping[str, Any]
    """What the answer is held to: its JSON schema, or a grammar of it."""
    key: str
    """SHA-256 (hex) of everything that decides the answer."""


class RefusedError(Exception):
    """A model declined to answer."""


@dataclass(slots=True)
class _Read:
    """What the windows of an article gave."""

    claims: list[CodedClaim] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    failed: list[tuple[Window, str]] = field(default_factory=list)
    sent: int = 0
    """Sentences that the model was asked about."""


class LlmReader:
    """Reads articles with the language model of `settings`; what it drops is counted over its whole life."""

    def __init__(self, settings: Settings, *, client: Asks | None = None) -> None:
        """`client`: what asks in place of one made from the settings.

        Raises:
            SettingsError: the settings name no language model.
        """
        if settings.llm is None:
            raise SettingsError(
                "no language model is set; give PAPERTIGER_LLM_ADDRESS and PAPERTIGER_LLM_MODEL, or read with frames"
            )
        self.settings = settings
        self.dropped: Counter[str] = Counter()
        """Reason → proposals that did not stand."""
        self.failed: Counter[str] = Counter()
        """Kind of failure → windows that were not read."""
        self.prepare: Callable[[Article], Prepared] = prepared
        """What makes an article ready to be read; another may keep what several readers need."""
        self._cuts: WeakKeyDictionary[Prepared, Cut] = WeakKeyDictionary()
        """For as long as somebody keeps the article ready."""
        self._endpoint: Endpoint = settings.llm
        self._client = client
        self._config: dict[str, str] = {}

    def read(self, article: Article) -> Reading:
        """Every claim of one article that the model proposed and the text bears out.

        A window that fails is a note, and the others stand.

        Raises:
            ArticleError: the article is in a language that has no lexicon.
            EndpointError: the endpoint refuses the key, or answers nobody: no other window would fare better.
            SpentError: the cap of the run is reached.
        """
        made = self.prepare(article)
        cut = self._cut(made)
        found = self._read(made, cut)
        found.claims.sort(key=lambda claim: claim.sentence)
        kept = without_repeated_headlines(found.claims, made.sentences)
        promised = promises(kept)
        coder = self._coder()
        named = coder.model_copy(update={"frame": FRAME})
        claims = tuple(distinct(finished(made, claim, promised, named) for claim in kept))
        self.dropped += found.dropped
        notes = notes_of(article, made.cleaned, made.sentences, made.spoken)
        return Reading(
            article,
            made.language,
            coder,
            claims,
            len(made.sentences),
            found.sent,
            (*notes, *_notes(made, cut, found)),
            fingerprint_of(made, claims),
            linked_actors(claims),
        )

    def calls(self, article: Article) -> list[Call]:
        """What `read` would ask about an article, without asking; a second attempt at a broken answer left out.

        Raises:
            ArticleError: as for `read`.
        """
        return [self._call(window) for window in self._cut(self.prepare(article)).windows]

    def coder(self, article: Article) -> Coder:
        """What `read` would read the article with, without reading it.

        Raises:
            ArticleError: as for `read`.
        """
        main_language(article)
        return self._coder()

    # ------------------------------------------------------------------ parts

    def _cut(self, made: Prepared) -> Cut:
        if made not in self._cuts:
            self._cuts[made] = windows(made)
        return self._cuts[made]

    def _read(self, made: Prepared, cut: Cut) -> _Read:
        found = _Read()
        for window in cut.windows:
            found.sent += len(window.told)
            try:
                self._ask(made, window, found)
            except EndpointError as error:
                if error.ends:
                    raise
                self.failed[error.kind] += 1
                found.failed.append((window, str(error)))
            except RefusedError as error:
                self.failed["declined"] += 1
                found.failed.append((window, str(error)))
            except BrokenAnswerError as error:
                count(found.dropped, "broken")
                self.failed["broken_answer"] += 1
                found.failed.append((window, str(error)))
        return found

    def _ask(self, made: Prepared, window: Window, found: _Read) -> None:
        """Ask about a window and check what comes; raises what the client raises, RefusedError, and BrokenAnswerError after the last attempt."""
        for attempt in range(_ATTEMPTS):
            call = self._call(window, attempt)
            answer = self._asking().ask(call.messages, call.schema, call.key)
            if answer.finish == "refusal":  # asked again, the same model would decline again
                raise RefusedError("the model declined to answer, or answered nothing")
            try:
                proposals, dropped = proposals_in(answer.text, tuple(window.parties), most=window.most)
            except BrokenAnswerError as error:
                if answer.finish == "length":  # asked again, the same model would say as much again
                    raise BrokenAnswerError(cut_off(answer, self._endpoint.answer_tokens)) from error
                if attempt + 1 == _ATTEMPTS:
                    raise BrokenAnswerError("no JSON of the form asked for, twice") from error
                continue
            stands = checked(proposals, window, made, model=self._endpoint.model, settings=self.settings)
            found.claims += stands.claims
            found.dropped += dropped + stands.dropped
            return

    def _call(self, window: Window, attempt: int = 0) -> Call:
        """The question about a window. A later attempt differs in its key alone, so that no cache repeats the broken answer."""
        messages = window.messages()
        schema = {GRAMMAR: grammar_of(window)} if self._endpoint.form == "grammar" else window.schema()
        return Call(window, messages, schema, key_of(messages, schema, self._endpoint, attempt=attempt))

    def _asking(self) -> Asks:
        if self._client is None:
            self._client = client_of(self._endpoint)
        return self._client

    def _coder(self) -> Coder:
        endpoint = self._endpoint
        asked = (endpoint.model, endpoint.form, str(endpoint.answer_tokens))
        fields = [json.dumps(dict(endpoint.fields), sort_keys=True)] if endpoint.fields else []
        parts = (digest(), bearing_digest(), events_digest(), knowledge_base().digest, *asked, *fields)
        config = hashlib.sha256("\0".join(parts).encode()).hexdigest()
        return Coder(reader=MODEL_READER, version=__version__, config=f"sha256:{config}", frame="")


def _notes(made: Prepared, cut: Cut, found: _Read) -> Iterator[Note]:
    """What became of the windows and of the proposals, one note each."""
    if cut.hostile:
        first = cut.hostile[0]
        words = made.article.text[first.start : min(first.end, first.start + _SHOWN)]
        says = (
            "nothing of it was sent to the language model, because it speaks to whoever reads it by machine"
        )
        yield Note("llm", first.start, first.end, words, f'{says} ("{words}")')
    if cut.alone:
        part = "passages name" if cut.alone > 1 else "passage names"
        yield Note(
            "llm", 0, 0, "", f"{cut.alone} {part} fewer than two parties and went to no language model"
        )
    if cut.left_out:
        those = (
            "sentences that turn to their reader were"
            if cut.left_out > 1
            else "sentence that turns to its reader was"
        )
        yield Note("llm", 0, 0, "", f"{cut.left_out} {those} not shown to the language model")
    for window, problem in found.failed:
        start, end = window.lines[0].sentence.start, window.lines[-1].sentence.end
        words = made.article.text[start : min(end, start + _SHOWN)]
        yield Note(
            "llm", start, end, words, f"the language model did not read the passage at {start}: {problem}"
        )
    number = found.dropped.total() - found.dropped["broken"]
    if number:
        few = "proposals of the language model do" if number > 1 else "proposal of the language model does"
        reasons = ", ".join(told(found.dropped))
        yield Note("llm", 0, 0, "", f"{number} {few} not stand ({reasons})")
