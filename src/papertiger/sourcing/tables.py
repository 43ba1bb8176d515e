"""The form of a cue table: which kinds of words news uses to say who said something, as ``data/<language>.yaml`` lists them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from papertiger.sourcing.grammar import Grammar

VerbClass = Literal["say", "publish", "relay", "tag", "opine", "complain", "judge", "conclude"]
"""How a verb takes its content: see `CueTable.verbs`."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Opening(_Strict):
    """A phrase that takes the source as its complement ("за словами", "according to")."""

    words: str
    """The phrase; ``_`` stands for a possessive ("за _ словами" matches "за його словами")."""
    case: str | None = None
    """UD case that the source stands in; None where the language has no cases."""


class Account(_Strict):
    """Nouns for what somebody says or thinks that report behind a preposition ("за словами", "по оценке", "на думку")."""

    preposition: str
    case: str
    """UD case of the noun; the source follows in the genitive."""
    nouns: tuple[str, ...]
    """Lemmas."""


class Pronoun(_Strict):
    """A pronoun, or possessive, that can stand for the previous speaker."""

    number: Literal["Sing", "Plur"] | None = None
    gender: Literal["Masc", "Fem", "Neut"] | None = None
    place: bool = False
    """True for a word that points to the place of the body that spoke before ("там")."""


class Nouns(_Strict):
    """Nouns that head a source, by what they tell about it. Lemmas; several words are a fixed phrase in base form."""

    officials: tuple[str, ...]
    """People who speak for a state and stay nameless."""
    bystanders: tuple[str, ...]
    """Nameless people who speak for nobody: sources, analysts, witnesses."""
    interlocutors: tuple[str, ...]
    """Nouns whose genitive complement is the outlet they spoke to ("співрозмовник видання")."""
    offices: tuple[str, ...]
    """Offices that only one person holds, so that the bare noun names somebody."""
    voices: tuple[str, ...]
    """Those who speak in the name of a body: they are as named as the body is."""
    professions: tuple[str, ...]
    """What a named person may be; without a name they are nameless and speak for nobody."""
    publications: tuple[str, ...]
    """Words for "this publication"; before a name they make it an outlet."""
    mastheads: tuple[str, ...] = ()
    """Common nouns that make a name an outlet's when they are capitalised ("the Observer"), in a language without cases."""
    firms: tuple[str, ...] = ()
    """Common nouns that make a name a firm's or an institute's when they are capitalised ("Hartwell Securities"), likewise."""
    press: tuple[str, ...]
    """The press at large: an outlet without a name."""
    staff: tuple[str, ...]
    """People of an outlet who write in its name ("журналісти Bloomberg")."""
    texts: tuple[str, ...]
    """What an outlet publishes: "йдеться в статті" means the outlet that is being retold."""
    utterances: tuple[str, ...]
    """Texts that are their author speaking: a statement, a post."""
    documents: tuple[str, ...]
    """Texts that stand for themselves: a report, a treaty."""
    bodies: tuple[str, ...]
    """Common nouns and parts of names that mark an institution."""
    publishers: tuple[str, ...]
    """Parts of names of institutions that publish in their own right: think tanks, institutes."""
    peoples: tuple[str, ...] = ()
    """Plural groups that can speak: allies, protesters."""


class Signals(_Strict):
    """Openings of sentences that move the discourse."""

    own_voice: tuple[str, ...]
    """The outlet turns to something else in its own voice ("Нагадаємо")."""
    recall: tuple[str, ...]
    """Words that put a report in the past ("раніше"); at the start of a sentence they leave the retold report."""
    connectives: tuple[str, ...]
    """Words near the start of a sentence that tie it to the one before."""
    hedges: tuple[str, ...]
    """Words near the start of a sentence that weaken it, as a speaker would."""
    hearsay: tuple[str, ...] = ()
    """Words that open a sentence as somebody else's ("мовляв")."""
    own_paper: tuple[str, ...] = ()
    """Whom a speaker spoke to when it was the outlet itself ("нашому виданню"); the words are nobody else's report."""
    newsroom: tuple[str, ...] = ()
    """Words about who did not answer the newsroom, or what it could not check ("declined to comment")."""
    accounts: tuple[str, ...] = ()
    """Openings of a sentence that goes on with an account of something ("They", "Another", "The first")."""
    backshifted: tuple[str, ...] = ()
    """Verbs by which a sentence without a cue shows that it is reported ("would", "had")."""
    turns: tuple[str, ...] = ()
    """Openings of paragraphs that turn to something else; after its last mention they end a retelling."""
    dates: tuple[str, ...] = ()
    """Lemmas that date a sentence ("январь", "понедельник", "год"): dated ones behind a statement are background."""
    background: tuple[str, ...] = ()
    """Openings by which the outlet explains what somebody has said ("Речь идёт")."""
    back: tuple[str, ...] = ()
    """Words that point to what was just said ("этот", "там", "они"), and modals that speak of what is to come."""
    anaphora: tuple[str, ...]
    """Openings that point back to what was just told ("Про це")."""


class CueTable(_Strict):
    """All cues of one language."""

    verbs: Mapping[VerbClass, tuple[str, ...]]
    """Speech verbs. ``say`` takes any content; ``publish`` also makes an unknown foreign name an outlet; ``tag`` is a
    verb with other uses ("передав ракети"): it reports only beside a quotation, a content clause or inverted; ``relay`` is both (``tag`` and
    ``publish``). ``opine``
    needs a content clause; ``complain`` takes a prepositional phrase as its content; ``judge`` an object on either side
    ("рішення привітали"); ``conclude`` speaks only with a word of `conclusions`. An entry is a lemma that the dictionary
    inflects, or all its forms in a row."""
    wordings: tuple[str, ...] = ()
    """Fixed wordings that report as one verb, in a language without a dictionary ("made clear", "hit back")."""
    predicatives: tuple[str, ...] = ()
    """Adjective forms that govern a content clause ("впевнений")."""
    impersonal: tuple[str, ...]
    """Verb forms that report without naming anybody ("йдеться", "повідомляється")."""
    openings: tuple[Opening, ...]
    accounts: tuple[Account, ...] = ()
    """Nouns that open a report behind a preposition, with or without adjectives before them."""
    citing: tuple[Opening, ...]
    """Phrases by which a report names the report it draws on ("з посиланням на")."""
    media: tuple[Opening, ...]
    """Phrases that name where something was said ("в інтерв'ю")."""
    media_words: tuple[str, ...] = Field(default=())
    """Names of platforms that are a place to speak, never a speaker."""
    outlet_words: tuple[str, ...] = ()
    """Words that make a quoted or foreign name that of an outlet ("Nile Report", «Степовий вісник»)."""
    conclusions: tuple[str, ...] = ()
    """Forms beside which a verb of motion speaks ("дійти висновку")."""
    pronouns: Mapping[str, Pronoun]
    possessives: Mapping[str, Pronoun]
    nouns: Nouns
    grammar: Grammar
    signals: Signals
