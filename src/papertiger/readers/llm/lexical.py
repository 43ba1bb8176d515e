"""Asking a language model which word of a sentence makes a claim, as an entry of our lexicon. What it answers is a proposal, no more.

The answer is taken only where every name in it is one of ours and its words stand in the sentence; whether the entry reads anything is
tried elsewhere (`papertiger.evaluation.proposing`), and a person decides.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from papertiger.actors import knowledge_base
from papertiger.datafiles import load_table
from papertiger.events.lexicon import Entry, Frame, Lexicon, Slots
from papertiger.readers.hostile import Table
from papertiger.readers.llm.answered import Asks, object_of, useless
from papertiger.readers.llm.envelope import Message
from papertiger.readers.llm.instructions import DATA, neutral
from papertiger.settings import Endpoint

Kind = Literal["verb", "noun", "adjective", "phrase"]
_FIELDS: Mapping[Kind, str] = {
    "verb": "verbs",
    "noun": "nouns",
    "adjective": "adjectives",
    "phrase": "phrases",
}
_LISTS = ("subject", "object", "over", "themes", "theme_slots")
_WHAT = "the proposal"
_MARK = 16
"""Hex digits of a delimiter: 64 bits that a text would have to foretell."""
_MOST = 4
"""Slots or classes of one list."""
Words = Annotated[tuple[str, ...], BeforeValidator(lambda v: tuple(v.split()) if isinstance(v, str) else v)]


@dataclass(frozen=True, slots=True)
class Missed:
    """A claim that a person stands behind and that the rules did not read."""

    language: str
    text: str
    """The sentence."""
    before: str | None
    """The sentence before, where it is known."""
    predicate: str
    subject: str | None
    object: str | None
    """Ids of the sides, as the gold writes them."""
    source: str
    """Where it comes from: a claim's id, or a file."""
    published: str

    @property
    def claim(self) -> str:
        """As the gold writes it: ``RUS withheld VEN``."""
        return f"{self.subject or '-'} {self.predicate} {self.object or '-'}"


class Told(Table):
    """The whole of ``lexical.yaml``."""

    system: str
    task: str
    begin: str
    end: str
    claim: str
    before: str
    nobody: str
    frames_title: str
    frame_line: str
    places_title: str
    classes_title: str
    class_line: str
    none: str
    languages: dict[str, str]
    list_words: int
    places: dict[str, str]
    theme_slots: Words


class Proposal(BaseModel):
    """An entry as a model proposes it. Types are taken as they are."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    words: str
    kind: Kind
    lemma: str
    frame: str
    subject: list[str]
    object: list[str]
    over: list[str]
    themes: list[str]
    theme_slots: list[str]

    def entry(self) -> Entry:
        """The entry that it makes, as a lexicon file would hold it."""
        fields: dict[str, Any] = {"frame": self.frame, _FIELDS[self.kind]: (self.lemma,)}
        fields |= {name: tuple(value) for name in _LISTS if (value := getattr(self, name))}
        return Entry(**fields)


@cache
def told() -> Told:
    """The shipped instructions; raises DataFileError with file and line when the file breaks its schema."""
    return load_table(DATA / "lexical.yaml", Told)


def propose(missed: Missed, lexicon: Lexicon, client: Asks, endpoint: Endpoint) -> Proposal:
    """Ask which word of the sentence makes the claim.

    Raises:
        EndpointError: there is no answer, or none that could be an entry.
        SpentError: the cap would be passed.
    """
    schema = schema_of(missed, lexicon)
    found = object_of(client, messages(missed, lexicon), schema, endpoint, _WHAT)
    try:
        proposal = Proposal.model_validate(found)
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        raise useless(_WHAT, f"is not of the form that was asked for ({where or 'no object'})") from None
    properties = schema["properties"]
    for name in ("frame", "kind", *_LISTS):
        value = getattr(proposal, name)
        listed = properties[name]["items"]["enum"] if name in _LISTS else properties[name]["enum"]
        if any(one not in listed for one in (value if name in _LISTS else [value])):
            raise useless(_WHAT, f"names no {name} of the lists")
        if name in _LISTS and len(value) > _MOST:
            raise useless(_WHAT, f"has more than {_MOST} {name}")
    return proposal


def frames_for(predicate: str, lexicon: Lexicon) -> list[Frame]:
    """The frames that can yield a predicate."""
    return [frame for frame in lexicon.frames.values() if predicate in _yields(frame)]


def _yields(frame: Frame) -> Iterator[str | None]:
    yield from (frame.predicate, frame.negated)
    yield from (shift.predicate for shift in frame.shifts)
    yield from (also.event for also in frame.also)


def schema_of(missed: Missed, lexicon: Lexicon) -> dict[str, Any]:
    """JSON schema of an answer about one claim."""
    words = told()
    places = [*words.places, *(name for name in lexicon.vocabulary.slots if name not in words.places)]

    def some(names: Sequence[str]) -> dict[str, Any]:
        # Without a bound a small model that is held to the schema goes on until its answer is cut off.
        return {"type": "array", "items": {"type": "string", "enum": list(names)}, "maxItems": _MOST}

    fields: dict[str, Any] = {
        "words": {"type": "string"},
        "kind": {"type": "string", "enum": list(_FIELDS)},
        "lemma": {"type": "string"},
        "frame": {"type": "string", "enum": [one.id for one in frames_for(missed.predicate, lexicon)]},
        "subject": some(places),
        "object": some(places),
        "over": some(places),
        "themes": some(_classes(missed.predicate, lexicon)),
        "theme_slots": some([*words.theme_slots, *lexicon.vocabulary.slots]),
    }
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def messages(missed: Missed, lexicon: Lexicon) -> tuple[Message, Message]:
    """All that is sent: the sentence, the claim in names, and what an entry may be made of."""
    words = told()
    shown = neutral(missed.text)
    before = neutral(missed.before) if missed.before else ""
    mark = hashlib.sha256(f"{before}\n{shown}".encode()).hexdigest()[:_MARK]
    language = words.languages.get(missed.language, missed.language)
    fill = {"mark": mark, "language": language, "theme_slots": ", ".join(words.theme_slots)}
    claim = words.claim.format(
        subject=_name(missed.subject), predicate=missed.predicate, object=_name(missed.object)
    )
    asked = [words.task.format(**fill), "", claim, "", words.frames_title]
    asked += [_frame_line(one, words) for one in frames_for(missed.predicate, lexicon)]
    asked += ["", words.places_title, *(f"{name}: {where}" for name, where in words.places.items())]
    asked += [
        f"{name}: {', '.join(_plain(prepositions)[: words.list_words])}"
        for name, prepositions in lexicon.vocabulary.slots.items()
        if name not in words.places
    ]
    asked += [
        "",
        words.classes_title,
        *_class_lines(missed.predicate, lexicon, words),
        "",
        words.begin.format(**fill),
    ]
    if before:
        asked.append(words.before.replace("{text}", before))
    asked += [shown, words.end.format(**fill)]
    return Message("system", words.system.format(**fill)), Message("user", "\n".join(asked))


def _plain(prepositions: Sequence[str]) -> list[str]:
    """Prepositions without the case that they govern."""
    return list(dict.fromkeys(one.split("+")[0] for one in prepositions if one.split("+")[0]))


def _frame_line(frame: Frame, words: Told) -> str:
    slots: Slots = frame.verb
    return words.frame_line.format(
        id=frame.id,
        doc=frame.doc,
        subject=" ".join(slots.subject) or words.none,
        object=" ".join(slots.object) or words.none,
        themes=" ".join(frame.themes) or words.none,
    )


def _classes(predicate: str, lexicon: Lexicon) -> list[str]:
    """The classes of nouns that words of such frames are about."""
    frames = {one.id: one for one in frames_for(predicate, lexicon)}
    own = [name for one in frames.values() for name in one.themes]
    own += [name for one in lexicon.vocabulary.entries if one.frame in frames for name in one.themes]
    return sorted(set(own))


def _class_lines(predicate: str, lexicon: Lexicon, words: Told) -> Iterator[str]:
    for name in _classes(predicate, lexicon):
        members = [word for one in lexicon.vocabulary.classes if one.id == name for word in one.words]
        yield words.class_line.format(id=name, words=", ".join(members[: words.list_words]))


def _name(side: str | None) -> str:
    if side is None:
        return told().nobody
    try:
        return knowledge_base().label(side, "en")
    except KeyError:
        return side
