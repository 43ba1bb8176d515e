"""Whose turn a paragraph of a dialogue is, when a dash opens it (rule 8 of `discourse`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from papertiger.records import AttributionStep
from papertiger.sourcing.discourse.passage import Passage
from papertiger.sourcing.discourse.voice import Reading, Voice

_ANSWER = "answers in an interview"


@dataclass(slots=True)
class Turns:
    """The turns of a dialogue so far."""

    passage: Passage
    met: Sequence[tuple[int, str | None, AttributionStep]] = ()
    """Everybody named with what they are: sentence, gender of that noun, who; grows while one walks."""
    turns: list[Voice] = field(default_factory=list)
    """Whose the paragraphs are that a dash opens, one after the other."""
    asked: AttributionStep | None = None
    """Whom the outlet interviews, once a question without a cue has opened a run of such paragraphs (rule 9)."""

    def take(self, at: int, reading: Reading) -> None:
        """Keep whose turn a paragraph is; one without a cue is that of whoever spoke before the last speaker (rule 8)."""
        if self.passage.starts_paragraph(at) and not self._is_turn(at):
            self.turns.clear()
            self.asked = None
        if not self._is_turn(at):
            if self.turns and not self.passage.reports[at] and not reading.base[at].speakers:
                reading.base[at] = self.turns[-1]
            return
        own = [s.voice for s in reading.statements if s.sentence == at and s.voice.speakers]
        if own:
            self.turns.append(own[-1])
            return
        if self._answers(at, reading):
            return
        last = self.turns[-1] if self.turns else None
        others = [v for v in self.turns if last is not None and v.speakers[-1] != last.speakers[-1]]
        if others:
            voice = replace(others[-1], why="the other one's turn in a dialogue")
            reading.base[at] = voice
            self.turns.append(voice)

    def _answers(self, at: int, reading: Reading) -> bool:
        """Whether the paragraph is part of an interview: a question of the outlet's, or an answer to one (rule 9)."""
        question = self._ends(at).rstrip().endswith("?")
        if not self.turns and self.asked is None and question and self.passage.starts_paragraph(at):
            self.asked = self._introduced(at)
        if self.asked is None or any(voice.speakers for voice in self.turns if voice.why != _ANSWER):
            return False
        voice = Voice() if question else Voice((), (self.asked,), _ANSWER)
        reading.base[at] = voice
        self.turns.append(voice)
        return True

    def _ends(self, at: int) -> str:
        """The last sentence of the paragraph that sentence `at` opens."""
        last = at
        while last + 1 < len(self.passage.sentences) and not self.passage.starts_paragraph(last + 1):
            last += 1
        return self.passage.sentences[last].text

    def _introduced(self, at: int) -> AttributionStep | None:
        """The only person named with what they are in the two paragraphs before."""
        first = self.passage.sentences[at].paragraph - 2
        near = {m[2] for m in self.met if m[0] < at and self.passage.sentences[m[0]].paragraph >= first}
        return next(iter(near)) if len(near) == 1 else None

    def _is_turn(self, at: int) -> bool:
        """True for a paragraph of direct speech that a dash opens, and for the next line of one."""
        first = at
        while first and not self.passage.starts_paragraph(first):
            first -= 1
        opens = all(
            words and words[0].is_dash for words in (self.passage.lines[i].words for i in {first, at})
        )
        return opens and self.passage.sentences[at].kind == "body"
