"""When a claim's event took place: the expression of time that belongs to its trigger, as EDTF.

`papertiger.language.dates` reads the expressions; the tree tells which clause one stands in, and the tense of that
clause in which direction "on Tuesday" points. Without the article's date the words are kept and `edtf` stays None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from papertiger.events.scene import Scene
from papertiger.events.syntax import ancestors, children, clause_head, distance, feature
from papertiger.language.dates import Kind, TimeExpression, expressions, is_future
from papertiger.news.article import day_of
from papertiger.records import TimeSpan

if TYPE_CHECKING:
    from papertiger.events.tree import Token

HISTORY = 10
"""Years after which an event is told as history."""
_YEAR = re.compile(r"\d{4}")
_DAY = re.compile(r"\d{4}(-\d\d){0,2}")


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression: its highest token, its words and its EDTF, None when it cannot be counted."""

    root: Token
    words: str
    edtf: str | None


class Calendar:
    """Reads time expressions of one article, whose date (or None) anchors the relative ones."""

    def __init__(self, language: str, published: str | None) -> None:
        """`published` is ISO 8601, with or without a time of day."""
        self.language = language
        self.anchor = day_of(published)

    def time_of(self, scene: Scene, trigger: Token) -> TimeSpan:
        """The expression of the trigger's clause, the nearest one; empty when the clause has none."""
        clause = clause_head(trigger).i
        found = self.expressions(scene)
        near = [f for f in found if clause_head(f.root).i == clause or f.root.head.i == trigger.i]
        if not near:
            return TimeSpan()
        best = min(near, key=lambda f: distance(f.root, trigger))
        # "Last year it was bombed, and *now* it faces threats": an expression in between belongs to what follows it.
        low, high = sorted((best.root.i, trigger.i))
        between = [f for f in found if low < f.root.i < high]
        best = min([best, *between], key=lambda f: distance(f.root, trigger))
        return TimeSpan(edtf=best.edtf, words=best.words)

    def is_history(self, time: TimeSpan) -> bool:
        """Whether a time lies so far before the article that it is background: more than `HISTORY` years."""
        year = _YEAR.match(time.edtf or "")
        return year is not None and self.anchor is not None and int(year.group()) < self.anchor.year - HISTORY

    def is_ahead(self, time: TimeSpan) -> bool:
        """Whether a time begins after the article's day; a year or month that is running does not."""
        day = _DAY.match(time.edtf or "")
        return (
            day is not None
            and self.anchor is not None
            and day.group() > self.anchor.isoformat()[: len(day.group())]
        )

    def expressions(self, scene: Scene) -> list[Found]:
        """All time expressions of a sentence, left to right."""
        if scene.times is None:
            scene.times = self._found(scene)
        return scene.times

    def _found(self, scene: Scene) -> list[Found]:
        readings: dict[bool | None, tuple[TimeExpression, ...]] = {False: self._read(scene, ahead=False)}
        found: list[Found] = []
        for number, expression in enumerate(readings[False]):
            root = scene.doc.root_of(expression.start, expression.end)
            if root is None:
                continue
            ahead = self._ahead(root) if expression.kind not in _FIXED else False
            if ahead not in readings:
                readings[ahead] = self._read(scene, ahead=ahead)
            if readings[ahead][number].edtf is None and _is_promised(scene, root):
                ahead = True
                readings.setdefault(True, self._read(scene, ahead=True))
            found.append(Found(root, expression.words, readings[ahead][number].edtf))
        return found

    def _read(self, scene: Scene, *, ahead: bool | None) -> tuple[TimeExpression, ...]:
        return expressions(scene.doc.text, self.language, self.anchor, ahead=ahead)

    def _ahead(self, token: Token) -> bool | None:
        """Whether the clause of a token speaks of the future; None where its verb doesn't tell."""
        verbs = [clause_head(token), *children(clause_head(token), "aux", "cop")]
        tenses = {feature(verb, "Tense") for verb in verbs}
        if "Fut" in tenses or any(is_future(verb.text, self.language) for verb in verbs[1:]):
            return True
        return False if "Past" in tenses else None


def _is_promised(scene: Scene, token: Token) -> bool:
    """Whether a time stands beside what somebody promises to do, which lies ahead: "has pledged *to pay by March*"."""
    act = next((t for t in ancestors(token) if t.pos_ in {"VERB", "AUX"}), token)
    verb = act.head
    if (
        act.dep_ != "xcomp"
        or feature(act, "VerbForm") != "Inf"
        or any(feature(a, "Tense") == "Past" for a in children(verb, "aux"))
    ):
        return False  # "had pledged to pay by March" may be long over
    frames = {e.frame for lemma in scene.lemmas[verb.i] for e in scene.lexicon.by_verb.get(lemma, ())}
    return not frames.isdisjoint(_PROMISES)


_PROMISES = frozenset({"promise", "intend"})
"""Frames of what is to come."""
_FIXED = frozenset({Kind.ABSOLUTE, Kind.NARRATIVE, Kind.UNDATED})
"""Kinds that the direction makes no difference to."""
