"""What of a model's proposals stands: each is held to the sentence that it points at, and what fails is counted by reason.

Nothing is put right by guessing. The model says which sentence, which predicate, who, and in which words; all else (speaker, time,
quote, identity) is read from the text by the code that serves every reader.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from papertiger.events import CodedClaim, Party
from papertiger.events.statements import PLOVER_CONTEXTS, family_of
from papertiger.language.dates import expressions
from papertiger.news.article import day_of
from papertiger.readers.llm.evidence import negates, says
from papertiger.readers.llm.instructions import UNKNOWN, instructions, reasons
from papertiger.readers.llm.proposals import Proposal
from papertiger.readers.llm.sights import Sights
from papertiger.readers.llm.windows import Line, Window
from papertiger.readers.prepared import Prepared
from papertiger.records import Explanation, TimeSpan
from papertiger.settings import Settings

_CLOSING = "\"'»”’) "
_INTERNAL = frozenset({"PROTEST"})
"""Events that may run inside one state, as frames have it."""
_AHEAD = frozenset({"intended", "conditional", "expected", "possible"})
"""Modalities of what has not happened."""
FRAME = "model"
"""What stands for the frame of a claim that no frame was evoked for."""


@dataclass(slots=True)
class Checked:
    """The claims of an answer that stand, and how many do not, by reason."""

    claims: list[CodedClaim] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Refused(Exception):  # noqa: N818 - no error: an answer
    reason: str


def checked(
    proposals: Iterable[Proposal], window: Window, made: Prepared, *, model: str, settings: Settings
) -> Checked:
    """What of the proposals about a window stands, in the order in which they were made.

    Args:
        proposals: with values from the lists of the window.
        window: what the model was shown.
        made: the article. Sentences that a proposal gets so far with are parsed.
        model: its name, for explanations.
        settings: which analysers parse.
    """
    found = Checked()
    sights = Sights(made, settings)
    seen: set[tuple[object, ...]] = set()
    per: Counter[int] = Counter()
    for one in proposals:
        per[one.sentence] += 1
        try:
            claim = _claim(one, _line(one, window, per[one.sentence]), made, model, sights)
        except _Refused as refused:
            count(found.dropped, refused.reason)
            continue
        same = (claim.sentence, claim.predicate, _actor(claim.subject), _actor(claim.object), claim.domain)
        if same in seen:
            count(found.dropped, "repeated")
            continue
        seen.add(same)
        found.claims.append(claim)
    return found


def count(dropped: Counter[str], reason: str, number: int = 1) -> None:
    """Count a reason; raises KeyError for one that the data file does not explain."""
    if reason not in reasons():
        raise KeyError(reason)
    dropped[reason] += number


def _line(one: Proposal, window: Window, number: int) -> Line:
    """The sentence that a proposal points at, of which it is the `number`-th."""
    line = window.line(one.sentence)
    if line is None:
        raise _Refused("outside")
    if number > instructions().claims_a_sentence:
        raise _Refused("too_many")
    return line


def _claim(one: Proposal, line: Line, made: Prepared, model: str, sights: Sights) -> CodedClaim:
    sentence = line.sentence
    if line.hostile:
        raise _Refused("hostile")
    if sentence.text.rstrip(_CLOSING).endswith("?"):
        raise _Refused("question")
    at = _place(one.words, line)
    if at is None or not one.words.strip():
        raise _Refused("words_absent")
    predicate = instructions().predicates[one.predicate]
    subject = _party(one.subject, one.subject_words, line, "subject")
    target = _party(one.object, one.object_words, line, "object")
    if (subject is None and "subject" in predicate.needs) or (target is None and "object" in predicate.needs):
        raise _Refused("unknown_party")
    over = _over(one, line)
    if subject is not None and target is not None and _same_side(one.predicate, subject, target):
        raise _Refused("same_side")
    if one.mode is not None and one.mode not in predicate.modes:
        raise _Refused("mode_misfit")
    negated = negates(sentence.text, sentence.language)
    if not says(one.predicate, one.words, sentence.language, negated=negated, ahead=one.modality in _AHEAD):
        raise _Refused("no_word")
    if one.polarity == "negated" and not negated:
        raise _Refused("no_negation")
    reason = sights.against(one, line, at, subject, target)
    if reason is not None:
        raise _Refused(reason)
    start = sentence.start + at
    return CodedClaim(
        family_of(one.predicate),
        one.predicate,
        subject,
        target,
        one.domain,
        sentence.index,
        start,
        start + len(one.words),
        FRAME,
        over,
        one.polarity,
        one.modality,
        one.mode,
        (one.domain,) if family_of(one.predicate) == "event" and one.domain in PLOVER_CONTEXTS else (),
        _time(line, made),
        confidence=instructions().confidence,
        speech_act=one.predicate in instructions().speech_acts,
        explanation=_explained(one, subject, target, over, model),
    )


def _place(words: str, line: Line) -> int | None:
    """Where in a sentence the words stand, as shown to the model or as read; None where they do not."""
    for text in (line.shown, line.sentence.text):
        at = text.find(words)
        if at >= 0:
            return at
    return None


def _party(actor: str | None, words: str, line: Line, role: str) -> Party | None:
    """Who is meant; None for nobody and for the unknown.

    The words must stand in the sentence. Where they name somebody, it is the actor; where they name nobody that we know ("the
    ministry"), the actor must be named elsewhere in the sentence, if only by a pronoun that our linker resolves.
    """
    at = _place(words, line) if words else None
    if words and at is None:
        raise _Refused(f"{role}_absent")
    if actor is None or actor == UNKNOWN:
        return None
    own = [party for party in line.parties if party.actor == actor]
    if at is not None:
        start = line.sentence.start + at
        here = [p for p in line.parties if p.start < start + len(words) and start < p.end]
        meant = [p for p in here if p.actor == actor]
        if meant:
            return meant[0]
        if here:
            raise _Refused(f"{role}_elsewhere")
    if not own:
        raise _Refused(f"{role}_elsewhere")
    return own[0]


def _over(one: Proposal, line: Line) -> Party | None:
    if one.over is None or one.over == UNKNOWN:
        return None
    own = [party for party in line.parties if party.actor == one.over]
    if one.predicate != "prioritises" or not own or one.over in {one.subject, one.object}:
        raise _Refused("over_elsewhere")
    return own[0]


def _same_side(predicate: str, subject: Party, target: Party) -> bool:
    if predicate in _INTERNAL:
        return False
    return (subject.state or subject.actor) == (target.state or target.actor)


def _time(line: Line, made: Prepared) -> TimeSpan:
    """The one expression of time in a sentence; none where there are several, since no tree says whose each is."""
    sentence = line.sentence
    found = expressions(sentence.text, sentence.language, day_of(made.view.metadata.published))
    return TimeSpan(edtf=found[0].edtf, words=found[0].words) if len(found) == 1 else TimeSpan()


def _explained(
    one: Proposal, subject: Party | None, target: Party | None, over: Party | None, model: str
) -> tuple[Explanation, ...]:
    """One explanation a field: that the model said so, and which words of the sentence it is held to."""
    said = f"proposed by the language model {model}; the words stand in the sentence"
    held = f"proposed by the language model {model}; our own linker finds them there"
    chosen = f"chosen by the language model {model} from the list; nothing else says so"
    found = [Explanation(field="predicate", value=one.predicate, why=said, words=(one.words,))]
    for name, party in (("subject", subject), ("object", target), ("over", over)):
        if party is not None:
            why = f"{held} ({party.how})" if party.how else held
            found.append(Explanation(field=name, value=party.actor, why=why, words=(party.words,)))
    for name, value in (("domain", one.domain), ("polarity", one.polarity), ("modality", one.modality)):
        found.append(Explanation(field=name, value=value, why=chosen))
    if one.mode is not None:
        found.append(Explanation(field="mode", value=one.mode, why=chosen))
    why = (
        "the same for every claim that only a model read, below a half; a model's own confidence is not asked"
    )
    found.append(Explanation(field="confidence", value=f"{instructions().confidence:.2f}", why=why))
    return tuple(found)


def _actor(party: Party | None) -> str | None:
    return party.actor if party is not None else None


def told(dropped: Counter[str]) -> Sequence[str]:
    """One phrase a reason, in the order of the checks: "2 words_absent"."""
    return [f"{dropped[reason]} {reason}" for reason in reasons() if dropped[reason]]
