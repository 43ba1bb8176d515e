"""Whose turn a paragraph of a dialogue is, when a dash opens it (rule 8 of `discourse`)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from papertiger.sourcing.passage import Passage
from papertiger.sourcing.voice import Reading, Voice


@dataclass(slots=True)
class Turns:
    """The turns of a dialogue so far."""

    passage: Passage
    turns: list[Voice] = field(default_factory=list)
    """Whose the paragraphs are that a dash opens, one after the other."""

    def take(self, at: int, reading: Reading) -> None:
        """Keep whose turn a paragraph is; one without a cue is that of whoever spoke before the last speaker (rule 8)."""
        if self.passage.starts_paragraph(at) and not self._is_turn(at):
            self.turns.clear()
        if not self._is_turn(at):
            if self.turns and not self.passage.reports[at] and not reading.base[at].speakers:
                reading.base[at] = self.turns[-1]
            return
        own = [s.voice for s in reading.statements if s.sentence == at and s.voice.speakers]
        if own:
            self.turns.append(own[-1])
            return
        last = self.turns[-1] if self.turns else None
        others = [v for v in self.turns if last is not None and v.speakers[-1] != last.speakers[-1]]
        if others:
            voice = replace(others[-1], why="the other one's turn in a dialogue")
            reading.base[at] = voice
            self.turns.append(voice)

    def _is_turn(self, at: int) -> bool:
        """True for a paragraph of direct speech that a dash opens, and for the next line of one."""
        first = at
        while first and not self.passage.starts_paragraph(first):
            first -= 1
        opens = all(
            words and words[0].is_dash for words in (self.passage.lines[i].words for i in {first, at})
        )
        return opens and self.passage.sentences[at].kind == "body"
