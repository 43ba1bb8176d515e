"""The attribution chain of any place in an article: outlet → cited outlets → speaker."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from papertiger.actors import Actor, Mention, actor_of, knowledge_base
from papertiger.language.sentence import Sentence
from papertiger.news.article import Article, Span
from papertiger.records import AttributionStep, Explanation
from papertiger.sourcing.clauses.report import depth
from papertiger.sourcing.clauses.reporting import find_reports, make_line, same_outlets
from papertiger.sourcing.cues import cues
from papertiger.sourcing.discourse.passage import Passage
from papertiger.sourcing.discourse.voice import Reading, Statement, Voice
from papertiger.sourcing.discourse.walk import Discourse
from papertiger.sourcing.quotes import speech_spans
from papertiger.sourcing.who.view import outlet_step

UNKNOWN_OUTLET = "unknown outlet"
"""Name of the first step when the input does not say who published the article."""

Chain = tuple[AttributionStep, ...]


@dataclass(frozen=True)
class Attributions:
    """Who says what in one article. All positions are those of the frozen text, half-open."""

    own: AttributionStep
    """The article's own outlet: the first step of every chain."""
    sentences: tuple[Sentence, ...]
    reading: Reading
    near: Mapping[int, tuple[Statement, ...]]
    """Sentence → the statements made in it or reaching into it, in text order."""

    def chain(self, sentence: int, start: int, end: int) -> tuple[Chain, tuple[Explanation, ...]]:
        """The chain for the words from `start` to `end` of a sentence, and one explanation a step.

        Args:
            sentence: index of the sentence in the article.
            start: start of the words that carry the claim.
            end: end of those words.
        """
        covering = self._covering(sentence, start, end)
        base = self.reading.base[sentence]
        outlets = _outlets(covering, base)
        speakers = [(step, s.voice) for s in covering for step in s.voice.speakers] or [
            (s, base) for s in base.speakers
        ]
        found = [(self.own, Voice(why="the outlet that published the article")), *outlets, *speakers]
        unique = _unique(found)
        return tuple(step for step, _ in unique), tuple(_explain(step, voice) for step, voice in unique)

    def cited(self, sentence: int) -> Chain:
        """Outlets that are being retold in a sentence, its own reporting clauses included."""
        steps = [step for s in self._of(sentence) for step in s.voice.outlets]
        return tuple(dict.fromkeys([*self.reading.base[sentence].outlets, *steps]))

    def source_spans(self, sentence: int) -> tuple[Span, ...]:
        """Reporting clauses of a sentence: who says it and how, no part of what is said."""
        return tuple(s.report.span for s in self._of(sentence))

    def content_spans(self, sentence: int) -> tuple[Span, ...]:
        """What the reporting clauses of a sentence report; parts may lie in neighbouring sentences."""
        return tuple(span for s in self._of(sentence) for span in s.content)

    def in_source(self, sentence: int, start: int, end: int) -> bool:
        """True when the words lie inside a reporting clause, so that a coder should not read an event there."""
        return any(span.start <= start and end <= span.end for span in self.source_spans(sentence))

    def _of(self, sentence: int) -> list[Statement]:
        return [s for s in self.near.get(sentence, ()) if s.sentence == sentence]

    def _covering(self, sentence: int, start: int, end: int) -> list[Statement]:
        """Statements that the words belong to, the outermost first.

        Of two that cover the same words the one that stands after them is the outer ("A, сказав X, пише Y"), and of two
        after them the later.
        """
        found = [s for s in self.near.get(sentence, ()) if _holds(s, start, end)]
        return sorted(found, key=lambda s: depth(s.report))


def attribute(
    article: Article, sentences: Sequence[Sentence], mentions: Sequence[Sequence[Mention]], language: str
) -> Attributions:
    """Read who says what in an article.

    Args:
        article: the frozen article.
        sentences: all its sentences, in order; none needs to be parsed.
        mentions: for each sentence, its actor mentions in frozen-text positions.
        language: code of the language; one without a cue table is read with the English one.
    """
    table = cues(language)
    speech = speech_spans(article.text, article.paragraphs)
    lines = [make_line(s, m, speech, table) for s, m in zip(sentences, mentions, strict=True)]
    reports = same_outlets([find_reports(line) for line in lines])
    own = own_outlet(article)
    reading = Discourse.of(Passage(sentences, lines, reports), _aliases(article, own)).read()
    return Attributions(own, tuple(sentences), reading, _by_sentence(sentences, reading))


def _by_sentence(sentences: Sequence[Sentence], reading: Reading) -> dict[int, tuple[Statement, ...]]:
    """For each sentence the statements that stand in it or reach into it; one pass, so that long articles stay linear."""
    starts = [s.start for s in sentences]
    found: dict[int, list[Statement]] = {}
    for statement in reading.statements:
        reached = {statement.sentence}
        for part in statement.content:
            first = max(bisect_right(starts, part.start) - 1, 0)
            last = bisect_left(starts, part.end)
            reached |= {
                i
                for i in range(first, last)
                if part.start < sentences[i].end and sentences[i].start < part.end
            }
        for index in reached:
            found.setdefault(index, []).append(statement)
    return {index: tuple(statements) for index, statements in found.items()}


def own_outlet(article: Article) -> AttributionStep:
    """The step of the outlet that published the article: as declared, else the host of its URL."""
    metadata = article.metadata
    host = (urlsplit(metadata.url).hostname or "").removeprefix("www.") if metadata.url else ""
    return outlet_step(metadata.outlet or host or UNKNOWN_OUTLET)


def _aliases(article: Article, own: AttributionStep) -> frozenset[str]:
    """Casefolded names of the article's own outlet, and its actor id when it is known."""
    if own.name == UNKNOWN_OUTLET:
        return frozenset()
    base = knowledge_base()
    found = base.outlet(article.metadata.url) if article.metadata.url else None
    found = found or base.outlet(own.name) or _by_name(own.name, article.metadata.language)
    names = {own.name.casefold()} | ({found.id, found.name.casefold()} if found else set())
    return frozenset(names)


def _by_name(name: str, language: str | None) -> Actor | None:
    """The outlet of the actor file that goes by `name` in the article's language or in English."""
    base = knowledge_base()
    for code in dict.fromkeys((language or "en", "en")):
        if code in base.languages:
            for mention in base.mentions(name, code):
                if mention.actor.kind == "outlet" and mention.surface == name:
                    return mention.actor
    return None


def with_speech_act(chain: Chain, party_actor: str, party_state: str | None, words: str) -> Chain:
    """`chain` with the subject of a speech act (request, pledge, accusation, threat) as its final speaker.

    Unchanged when the last speaker is already that party or speaks for its state.

    Args:
        chain: the chain as read from the text.
        party_actor: actor id of the claim's subject.
        party_state: the state behind it, or None.
        words: how the text names it.
    """
    parties = {party_actor, party_state} - {None}
    last = chain[-1] if chain else None
    if last is not None and last.kind != "outlet" and last.actor is not None:
        states = {last.actor, _state(last.actor)} - {None}
        if parties & states:
            return chain
    kind = "person" if _kind(party_actor) == "person" else "group"
    return (*chain, AttributionStep(kind=kind, name=words, actor=party_actor))


def _kind(actor_id: str) -> str:
    found = actor_of(actor_id)
    return found.kind if found is not None else "group"


def _state(actor_id: str) -> str | None:
    found = actor_of(actor_id)
    return found.state if found is not None else None


def _holds(statement: Statement, start: int, end: int) -> bool:
    """True when the words belong to the statement: they start in what is said, reach into it, or are its speech verb.

    Words that go on after all that is said are another's: in "the tanks that *Bonn had pledged* to send *have not come*" Bonn says nothing.
    """
    span, verb = statement.report.span, statement.report.verb
    if verb is not None and start < verb.end and verb.start < end:
        said = [part for part in statement.content if part.start >= verb.end]
        return not said or end <= max(span.end, *(part.end for part in said))
    if _inside(span, start, end):
        return False
    reaches = span.start <= start < span.end
    return any(
        part.start <= start < part.end or (reaches and part.start < end <= part.end)
        for part in statement.content
    )


def _inside(span: Span, start: int, end: int) -> bool:
    return span.start <= start and end <= span.end


def _outlets(covering: Sequence[Statement], base: Voice) -> list[tuple[AttributionStep, Voice]]:
    """Outlets of the statements around the words; a statement that names none leaves the sentence's retelling."""
    carrying = [s for s in covering if s.report.source.is_outlet or s.report.source.outlet_ids]
    chosen: Iterable[Voice] = [s.voice for s in (carrying or covering[:1])] or [base]
    found = [(step, voice) for voice in chosen for step in voice.outlets]
    media = [(step, s.voice) for s in covering if s.report.media for step in s.voice.outlets]
    return [*found, *media]


def _unique(found: Sequence[tuple[AttributionStep, Voice]]) -> list[tuple[AttributionStep, Voice]]:
    """Each step once; outlets and speakers are told apart by name, case aside."""
    seen: dict[tuple[str, str], tuple[AttributionStep, Voice]] = {}
    for step, voice in found:
        seen.setdefault((step.kind, step.name.casefold()), (step, voice))
    return list(seen.values())


def _explain(step: AttributionStep, voice: Voice) -> Explanation:
    words = tuple(word for word in voice.words if word)
    return Explanation(
        field="attribution", value=step.name, why=voice.why or "the outlet's own words", words=words
    )
