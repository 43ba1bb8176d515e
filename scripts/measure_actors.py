"""Links on SlavicNER: whether a name leads to the same actor in Ukrainian and Russian as its cross-lingual id says.

    python scripts/measure_actors.py ../shared/data/slavicner            # the figures of README and benchmarks/actors.json
    python scripts/measure_actors.py ../shared/data/slavicner --errors   # every miss and every wrong link

The corpus is not shipped. An id ("GPE-Great-Britain", "PER-Theresa-May") is itself an English name, so the English names of
the actor files say which actor it stands for; an id that they do not know is outside the files and counts in `covered` only.

For each kind (states; capitals, which stand for their state; persons; organisations and outlets):

- mentions: annotated mentions whose id the actor files know;
- covered: their share in all annotated mentions of the class;
- recall: of those, how many overlap a link to that actor;
- precision: of the links to an actor of the kind that overlap an annotated mention of its class, how many have its id;
- strict_precision: the same, with links that overlap nothing annotated counted as wrong. A state named within an organisation's
  name ("МИД Германии") is counted with the organisation, and adjectives and peoples, which the corpus leaves out, not at all.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from papertiger.actors import KnowledgeBase, knowledge_base
from papertiger.actors.linking import Link, Linker

TOPICS = ("asia_bibi", "brexit", "covid-19", "nord_stream", "ryanair")
"""Two further topics are kept for the final test."""
KINDS = ("state", "capital", "person", "organisation")
SAME = {
    "GPE-WashingtonDC": ("capital", "USA"),
    "GPE-Brussles": ("capital", "BEL"),
    "GPE-New-Deli": ("capital", "IND"),
    "GPE-UEA-United-Arab-Emirates": ("state", "ARE"),
    "ORG-Nord-Stream-2-AG": ("organisation", "org:nord-stream"),
    "ORG-Nord-Stream-AG": ("organisation", "org:nord-stream"),
    "ORG-REGNUM-News-Agency": ("organisation", "outlet:regnum"),
    "ORG-BBC-Ltd": ("organisation", "outlet:bbc"),
    "ORG-Bloomberg-LP": ("organisation", "outlet:bloomberg"),
    "ORG-TASS-Agency": ("organisation", "outlet:tass"),
    "ORG-Ministry-of-Foreign-Affairs-Russia": ("organisation", "org:rus-mfa"),
    "ORG-AP-The-Associated-Press": ("organisation", "outlet:ap"),
    "ORG-AFP-Agence-France-Press": ("organisation", "outlet:afp"),
    "ORG-GRU-(Russian-GU)": ("organisation", "org:gru"),
    "ORG-United-Nations-General-Assembly": ("organisation", "org:unga"),
    "ORG-Foreign-Office": ("organisation", "org:foreign-office"),
    "PER-Maria-Zaharova": ("person", "RUS-zakharova"),
    "PER-Tatjana-Golikova": ("person", "RUS-golikova"),
    "PER-Denis-Shmygal": ("person", "UKR-shmyhal"),
    "PER-Siergiej-Skripal": ("person", "RUS-skripal"),
    "PER-Gerhard-Fritz-Kurt-Schröder": ("person", "DEU-schroeder"),
    "PER-Victor-Medvedchuk": ("person", "UKR-medvedchuk"),
    "PER-Andrey-Kobolev": ("person", "UKR-kobolyev"),
    "PER-Andrii-Kobliev": ("person", "UKR-kobolyev"),
    "PER-Aleksey-Miller": ("person", "RUS-miller"),
    "PER-Michael-O'Leary": ("person", "IRL-oleary"),
}
"""Ids that are English names in other words than ours."""
_UNANNOTATED = frozenset({"adjective", "demonym", "place", "collective", "description", "pronoun", "office"})
_CLASS = {"state": "LOC", "capital": "LOC", "person": "PER", "organisation": "ORG"}


class Tally:
    """Counts of one language."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
        self.errors: list[str] = []

    def figures(self) -> dict[str, dict[str, float]]:
        """The figures by kind, as the head of the file defines them."""
        return {
            kind: {
                "mentions": c["gold"],
                "covered": _share(c["gold"], c["all"]),
                "recall": _share(c["found"], c["gold"]),
                "precision": _share(c["right"], c["right"] + c["wrong"]),
                "strict_precision": _share(c["right"], c["right"] + c["wrong"] + c["extra"]),
            }
            for kind, c in self.counts.items()
        }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def articles(corpus: Path, language: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Raw texts with their rows: start, end, form, lemma, class, cross-lingual id."""
    for topic in TOPICS:
        for table in sorted((corpus / "ner" / topic / language).glob("*.tsv")):
            raw = corpus / "raw" / topic / language / f"{table.stem}.txt"
            rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()]
            with raw.open(encoding="utf-8", newline="") as file:
                yield file.read(), [row for row in rows if len(row) == 6]  # noqa: PLR2004 - the columns


class Identities:
    """From cross-lingual ids to actors, by the English names of the actor files."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        self._known: dict[str, tuple[str, str] | None] = {}

    def of(self, identity: str) -> tuple[str, str] | None:
        """Kind and actor id, or None for an id that the actor files do not know."""
        if identity not in self._known:
            self._known[identity] = self._look(identity)
        return self._known[identity]

    def _look(self, identity: str) -> tuple[str, str] | None:
        name = identity.partition("-")[2].replace("-", " ")
        if identity in SAME:
            return SAME[identity]
        whole = [m for m in self._base.mentions(f"{name}", "en") if len(m.surface) >= len(name) - 1]
        if not whole:
            return None
        kind = kind_of(whole[0].actor.kind, whole[0].form)
        return (kind, whole[0].actor.id) if kind in KINDS and _fits(identity, kind) else None


def _fits(identity: str, kind: str) -> bool:
    return {"PER": "person", "ORG": "organisation"}.get(identity[:3], kind) == kind


def kind_of(kind: str, form: str) -> str:
    """The kind that a link is counted as; empty for one that is not."""
    if kind == "state":
        return {"name": "state", "metonym": "capital"}.get(form, "")
    return {"outlet": "organisation", "group": "organisation"}.get(kind, kind)


def measure(corpus: Path, language: str, base: KnowledgeBase) -> Tally:
    """The counts of one language."""
    tally, identities = Tally(), Identities(base)
    classes = {"GPE": ("state", "capital"), "LOC": (), "PER": ("person",), "ORG": ("organisation",)}
    linker = Linker(base, language)
    for text, rows in articles(corpus, language):
        links = [link for link in linker.link(text) if link.actor is not None]
        spans = []
        for row in rows:
            start, end, label, identity = int(row[0]), int(row[1]), row[4], row[5]
            wanted = identities.of(identity)
            spans.append(Span(start, end, label, identity, wanted))
            for kind in classes.get(identity[:3], ()):
                tally.counts[kind]["all"] += wanted is None or wanted[0] == kind
            if wanted is not None:
                kind, actor = wanted
                tally.counts[kind]["gold"] += 1
                hit = any(m.start < end and m.end > start and m.actor and m.actor.id == actor for m in links)
                tally.counts[kind]["found"] += hit
                if not hit:
                    tally.errors.append(f"missed {actor}: {text[start:end]!r} {_context(text, start, end)}")
        for link in links:
            if not _within_body(link, links):
                _judge(tally, text, link, spans)
    return tally


@dataclass(frozen=True)
class Span:
    """One annotated mention."""

    start: int
    end: int
    label: str
    identity: str
    wanted: tuple[str, str] | None


def _within_body(link: Link, links: Sequence[Link]) -> bool:
    """Whether a name is part of the phrase of a body or of an organisation's name."""
    return any(
        other is not link
        and other.form in {"body", "organisation"}
        and other.start <= link.start
        and link.end <= other.end
        and other.end - other.start > link.end - link.start
        for other in links
    )


def _judge(tally: Tally, text: str, link: Link, spans: Sequence[Span]) -> None:
    """Count one link as right, wrong, or on nothing annotated."""
    assert link.actor is not None  # noqa: S101 - the caller leaves out the others
    kind = kind_of(link.actor.kind, link.form)
    if kind not in KINDS or link.form in _UNANNOTATED:
        return
    if link.actor.id[:3].isupper() and ":" in link.actor.id:
        return  # "Минздрав Польщі": a body that the files make of a state and a word has no id in the corpus
    over = [span for span in spans if link.start < span.end and link.end > span.start]
    same = [span for span in over if span.label == _CLASS[kind]]
    if any(span.wanted is not None and span.wanted[1] == link.actor.id for span in over):
        tally.counts[kind]["right"] += 1
        return
    outcome = "wrong" if same else "inside" if over else "extra"
    tally.counts[kind][outcome] += 1
    ids = ", ".join(span.identity for span in over) or "nothing annotated"
    place = _context(text, link.start, link.end)
    tally.errors.append(f"{outcome} {link.actor.id}: {link.surface!r} ({ids}) {place}")


def _context(text: str, start: int, end: int) -> str:
    return "… " + text[max(0, start - 40) : end + 40].replace("\n", " ") + " …"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("corpus", type=Path, help="SlavicNER: the folder that holds raw/ and ner/")
    parser.add_argument("--errors", action="store_true", help="print every miss and wrong link")
    args = parser.parse_args()
    base = knowledge_base()
    found: dict[str, dict[str, dict[str, float]]] = {}
    for language in ("uk", "ru"):
        tally = measure(args.corpus, language, base)
        found[language] = tally.figures()
        if args.errors:
            print(*(f"{language} {error}" for error in tally.errors), sep="\n")
    json.dump(found, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
