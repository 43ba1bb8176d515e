"""The sentences of an article that proposals point at, each parsed once, and what in their structure speaks against a proposal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from papertiger.language import analyser
from papertiger.readers.llm.bearing import Seen, Stated, bearing, misstated, saw
from papertiger.readers.sides import side_of

if TYPE_CHECKING:
    from papertiger.events import Party
    from papertiger.readers.llm.proposals import Proposal
    from papertiger.readers.llm.windows import Line
    from papertiger.readers.prepared import Prepared
    from papertiger.settings import Settings


@dataclass(slots=True)
class Sights:
    """The structure of one article's sentences, looked at where a proposal asks for it."""

    made: Prepared
    settings: Settings
    _seen: dict[int, Seen | None] = field(default_factory=dict)

    def against(
        self, one: Proposal, line: Line, at: int, subject: Party | None, target: Party | None
    ) -> str | None:
        """Why the sentence's structure speaks against a proposal, by the names of ``reasons.yaml``; None where it does not.

        Args:
            one: the proposal.
            line: its sentence.
            at: where in the sentence its words begin.
            subject: who is meant, as found in the sentence.
            target: likewise.
        """
        seen = self._at(line)
        if seen is None:
            return None
        mine, theirs = side_of(subject), side_of(target)
        sides = tuple(side for side in (mine, theirs) if side is not None)
        stated = Stated(one.predicate, one.polarity, one.modality, sides, at, at + len(one.words))
        reason = misstated(seen, stated)
        if reason is None and mine is not None:
            reason = bearing().against(seen, one.predicate, mine, theirs)
        return reason

    def _at(self, line: Line) -> Seen | None:
        index = line.sentence.index
        if index not in self._seen:
            parse = analyser(line.sentence.language, self.settings).parse
            self._seen[index] = saw(self.made, line.sentence, line.parties, parse)
        return self._seen[index]
