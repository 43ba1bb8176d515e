"""Which outlet an article retells at each sentence, and where that ends (rules 1 to 3 of `discourse`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from papertiger.records import AttributionStep
from papertiger.sourcing.clauses.report import ASIDE, Report, depth
from papertiger.sourcing.discourse.passage import Passage
from papertiger.sourcing.discourse.voice import Voice, covers_report, joined
from papertiger.sourcing.who.view import Source
from papertiger.sourcing.words import starts_with


@dataclass(slots=True)
class Retelling:
    """The outlet that is being retold, while one walks over the sentences."""

    passage: Passage
    own: frozenset[str]
    """Names and actor ids of the article's own outlet, casefolded."""
    retold: Voice = field(default_factory=Voice)
    outside: int = -1
    """Paragraph that stands outside the retelling (rule 2)."""
    last_anchor: dict[str, int] = field(default_factory=dict)
    is_weak: dict[str, bool] = field(default_factory=dict)
    """For each outlet, whether its last anchor only closes a statement ("…, пише X") and so reaches no further."""

    def __post_init__(self) -> None:
        """Find where each outlet is named last."""
        self._find_anchors()

    def _find_anchors(self) -> None:
        """The last sentence that confirms each outlet, by name or as "this publication"."""
        current = ""
        for at, reports in enumerate(self.passage.reports):
            if self.passage.sentences[at].kind == "title":
                continue
            for report in reports:
                outlets = self.outlets_of(report.draws or report.source)
                if any(not step.anonymous for step in outlets):
                    current = outlets[0].name
                told = any(source.relative == "publication" for source in report.media)
                if (
                    (outlets or told or report.source.relative == "publication")
                    and current
                    and not self.passage.recalls(at)
                ):
                    self.last_anchor[current] = at
                    self.is_weak[current] = report.postposed and not report.points_back

    def _is_confirmed_after(self, at: int) -> bool:
        return bool(self.retold.outlets) and self.last_anchor.get(self.retold.outlets[0].name, -1) >= at

    def open_sentence(self, at: int) -> bool:
        """Enter a sentence, by rules 1 to 3; whether whoever spoke before is forgotten there."""
        sentence = self.passage.sentences[at]
        confirmed = self._is_confirmed_after(at)
        if sentence.kind in {"heading", "title"}:
            return not confirmed and self._close()
        starts = self.passage.starts_paragraph(at)
        if self.passage.own_voice(at) or (starts and self.passage.recalls(at)):
            self.outside = sentence.paragraph
            if not confirmed:
                self._close()
            return True
        publisher = any(r.source.publisher for r in self.passage.reports[at])
        ends = publisher or (starts and self._has_run_out(at))
        return not confirmed and ends and self._close()

    def _has_run_out(self, at: int) -> bool:
        """True for a paragraph after the last anchor that turns away, or that the anchor never reached.

        A retelling that closed with "…, пише X" holds for that paragraph alone; one that opened with "Як пише X" goes on
        until the article turns to something else or lets others speak.
        """
        if not self.retold.outlets:
            return False
        name = self.retold.outlets[0].name
        line = self.passage.lines[at]
        turns = bool(starts_with(line.words, 0, line.cues.table.signals.turns))
        since = range(self.last_anchor.get(name, at) + 1, at)
        others = any(
            r.explicit and r.source.steps and not r.source.is_outlet and not r.source.steps[-1].anonymous
            for place in since
            if self.passage.sentences[place].paragraph
            != self.passage.sentences[self.last_anchor.get(name, at)].paragraph
            for r in self.passage.reports[place]
        )
        return turns or others or self.is_weak.get(name, False)

    def _close(self) -> bool:
        self.retold = Voice()
        return True

    def outlets_of(self, source: Source) -> tuple[AttributionStep, ...]:
        """Outlet steps of a source, the article's own outlet left out."""
        steps = [step for step in source.steps if step.kind == "outlet"]
        ids = [*source.outlet_ids, *[None] * len(steps)]
        return tuple(
            step
            for step, actor in zip(steps, ids, strict=False)
            if step.name.casefold() not in self.own and (actor or "") not in self.own
        )

    def nested(self, report: Report, carriers: Sequence[Report]) -> tuple[AttributionStep, ...]:
        """Outlets of a report under those of the reports around it ("пише X, передає Y": Y → X)."""
        around = [c for c in carriers if depth(c) < depth(report) and covers_report(c, report)]
        return joined(*(self.outlets_of(c.source) for c in (*around, report)))

    def take_over(self, at: int, outlets: tuple[AttributionStep, ...], report: Report) -> None:
        """Let outlets that a report names be what is retold from here on."""
        if self.passage.sentences[at].kind == "title" or self.passage.sentences[at].paragraph == self.outside:
            return
        names = {step.name for step in self.retold.outlets}
        if all(step.anonymous for step in outlets):
            return
        if outlets and not {step.name for step in outlets} <= names:
            self.retold = Voice(outlets, (), f"retelling opened by “{report.cue}”", (report.source.words,))

    def draw(self, name: str, outlets: tuple[AttributionStep, ...]) -> None:
        """Let outlets that the one being retold draws on stand behind it from here on."""
        if outlets and self.retold.outlets and self.retold.outlets[-1].name == name:
            self.retold = replace(self.retold, outlets=joined(self.retold.outlets, outlets))

    def prefix(self, at: int, *, named: bool = False) -> tuple[AttributionStep, ...]:
        """The outlets under which a sentence stands when nothing in it says so; `named` where it names a speaker of its own."""
        outside = (
            self.passage.sentences[at].paragraph == self.outside or self.passage.sentences[at].kind == "title"
        )
        return () if outside or self._let_go(at, named=named) else self.retold.outlets

    def _let_go(self, at: int, *, named: bool) -> bool:
        """True after a last anchor that only closed its own statement ("…, Reuters reported"), in a language without cases.

        English news attributes every sentence that is not its own, so what such a clause closed ends there, and what any clause
        opened ends where somebody else is named (but "As Reuters reported, …" holds for its paragraph). Neither is a sentence
        about who did not answer the newsroom anybody's but the newsroom's.
        """
        line = self.passage.lines[at]
        if line.cues.table.grammar.within or not self.retold.outlets:
            return False
        name = self.retold.outlets[0].name
        anchor = self.last_anchor.get(name, at)
        aside = any(r.rule == ASIDE and not r.postposed for r in self.passage.reports[anchor])
        near = aside and self.passage.sentences[anchor].paragraph == self.passage.sentences[at].paragraph
        closed = anchor < at and (self.is_weak.get(name, False) or (named and not near))
        return closed or self.passage.newsroom(at)

    def prefix_for(self, outlets: tuple[AttributionStep, ...], at: int) -> tuple[AttributionStep, ...]:
        """`outlets`, or the whole chain that is being retold when they are part of it ("повідомляє X" of X → Y)."""
        prefix = self.prefix(at)
        return prefix if {s.name for s in outlets} <= {s.name for s in prefix} else outlets
