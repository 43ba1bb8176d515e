"""Who has been named in an article so far, whether they spoke or not, so that a surname, "the senator" or "the diplomat" is somebody."""

from __future__ import annotations

from dataclasses import dataclass, field

from papertiger.records import AttributionStep
from papertiger.sourcing.clauses.report import Line
from papertiger.sourcing.discourse.named import named_people
from papertiger.sourcing.discourse.passage import Passage
from papertiger.sourcing.who.phrases import find_phrase
from papertiger.sourcing.who.sources import resolve
from papertiger.sourcing.who.view import Source

NEAR = 3
"""Sentences within which a bare profession still means the person of that kind who spoke."""


@dataclass(slots=True)
class People:
    """Everybody named on a walk over an article."""

    passage: Passage
    by_surname: dict[str, AttributionStep] = field(default_factory=dict)
    roles: dict[str, tuple[int, AttributionStep]] = field(default_factory=dict)
    """Noun for a person → the sentence in which somebody was last named with it, and who."""
    met: list[tuple[int, str | None, AttributionStep]] = field(default_factory=list)
    """Everybody named with what they are: sentence, gender of that noun, who."""

    def meet(self, at: int) -> None:
        """Note who is named with what they are ("сенатор Том Хеллідей"), whether they speak or not."""
        line = self.passage.lines[at]
        if not line.cues.table.grammar.within:
            for person in named_people(line):
                self.met.append((at, None, person))
                self.by_surname.setdefault(person.name.split()[-1].casefold(), person)
            return
        place = 0
        while place < len(line.words):
            word = line.words[place]
            common = word.is_word and (not word.is_capital or (place == 0 and bool(word.readings)))
            reading = word.reading("Nom", ("NOUN",)) if common else None
            if reading is None or reading.animacy != "Anim":
                place += 1
                continue
            stop = next((i for i in range(place, len(line.words)) if _joins(line, i)), len(line.words))
            phrase = find_phrase(line.words[:stop], place, "Nom", line.cues)
            if phrase is None or phrase.end <= phrase.head + 1:
                place += 1
                continue
            source = resolve(line.words, phrase, line.mentions, line.cues)
            step = source.steps[-1] if source is not None and source.steps else None
            named = step is not None and step.kind == "person" and not step.anonymous
            if source is not None and step is not None and named and source.role and is_full_name(step.name):
                self.roles[source.role] = (at, step)
                self.met.append((at, reading.gender, step))
                self.by_surname.setdefault(step.name.split()[-1].casefold(), step)
            place = max(phrase.core, place + 1)

    def of_role(self, source: Source, at: int) -> AttributionStep | None:
        """The person last named with that noun ("сенатор Том Хеллідей … сенатор додав"), in this article."""
        known = self.roles.get(source.role)
        return known[1] if known is not None and known[0] <= at else None

    def full(self, step: AttributionStep) -> AttributionStep:
        """The person named in full before where only the surname stands here; any other is kept as the first of the name."""
        surname = step.name.split()[-1].casefold() if step.name else ""
        known = self.by_surname.get(surname)
        if " " in step.name or known is None:
            self.by_surname.setdefault(surname, step)
            return step
        return known if known.actor in {None, step.actor} or step.actor is None else step

    def meant(self, source: Source, at: int) -> AttributionStep | None:
        """Whoever was named last with another noun just before ("Слухи развеял посол X. …, отрезал дипломат")."""
        line = self.passage.lines[at]
        near = self.passage.sentences[at].paragraph - 1
        met = [
            m for m in self.met if at - NEAR <= m[0] < at and self.passage.sentences[m[0]].paragraph >= near
        ]
        general = source.role in line.cues.table.grammar.anyone
        same = {m[2] for m in met}
        if not general or len(same) != 1:
            return None
        gender = met[-1][1]
        clash = source.gender and gender and gender not in {source.gender, "Masc"}
        return None if clash else met[-1][2]

    def met_before(self, at: int, source: Source, since: int) -> AttributionStep | None:
        """Whoever was named last in the two sentences before, after sentence `since`, when the gender does not clash."""
        near = [(gender, step) for place, gender, step in self.met if max(at - 2, since + 1) <= place < at]
        fitting = [s for g, s in near if not source.gender or g in {None, "Masc", source.gender}]
        return fitting[-1] if fitting else None


def _joins(line: Line, at: int) -> bool:
    return line.words[at].norm in line.cues.table.grammar.conjunctions


def is_full_name(name: str) -> bool:
    """True for a given name and a surname, where a capital tells names from nouns."""
    return " " in name and name[:1].isupper()
