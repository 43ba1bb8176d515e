"""The small words and endings of a language by which reporting clauses are read; part of a cue table (`tables`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Grammar(BaseModel):
    """Function words that the source finder needs."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    that: tuple[str, ...]
    """Complementisers that follow a speech verb."""
    how: tuple[str, ...]
    """Openings of a reporting aside ("як заявив X")."""
    about: tuple[str, ...]
    """Prepositions that introduce the topic of a statement."""
    relative: tuple[str, ...]
    """Relative pronouns: their clause lies between a subject and its verb."""
    negation: tuple[str, ...]
    contrast: tuple[str, ...]
    """Conjunctions between two statements of two speakers."""
    conjunctions: tuple[str, ...]
    """Conjunctions between two speakers of one statement."""
    subordinators: tuple[str, ...]
    """Words that open another clause, which a source phrase never crosses."""
    within: tuple[str, ...]
    """Prepositions that make a body's place its voice ("у Міноборони заявили")."""
    familiarity: tuple[str, ...]
    """Words after which a state is what a source knows about, not what it speaks for."""
    seats: tuple[str, ...]
    """First words of seats of power: a nameless source in one of them sits inside the state, in a city it does not."""
    auxiliaries: tuple[str, ...] = ()
    """Verbs between a subject and its speech verb ("has said")."""
    adverbs: tuple[str, ...] = ()
    """Words that may stand between the source and its verb, or before both."""
    articles: tuple[str, ...] = ()
    """Determiners that are no part of a source's name."""
    linkers: tuple[str, ...] = ()
    """Prepositions inside a source phrase ("of", "for")."""
    titles: tuple[str, ...] = ()
    """Short titles before a surname that names leave out ("Mr.")."""
    silent: tuple[str, ...] = ()
    """Verbs that never report by their place: of experience, success and change ("переконатися, що", "домогтися, що")."""
    newsy: tuple[str, ...] = ()
    """Words before "agency" that leave it an outlet ("the official news agency"), in a language without cases."""
    agencies: tuple[str, ...] = ()
    """Nouns for a publication that also name institutions ("Міжнародне енергетичне агентство")."""
    self_: tuple[str, ...] = Field(default=(), alias="self")
    """Words for "oneself" before a pronoun or noun, no part of a name ("сам міністр")."""
    result: tuple[str, ...] = ()
    """Words after which "що" tells an outcome and nobody's words ("зробили так, що …")."""
    correlatives: tuple[str, ...] = ()
    """Words after which "як" opens no aside ("після того, як …")."""
    quantities: tuple[str, ...] = ()
    """Words of quantity that put the counted noun in the genitive ("кілька чиновників")."""
    paucal: tuple[str, ...] = ()
    """Numerals that take the genitive singular ("три источника")."""
    members: Mapping[str, Literal["Sing", "Plur"]] = Field(default_factory=dict)
    """Words that pick some out of a group ("один", "two"), with the number of what they pick."""
    out_of: tuple[str, ...] = ()
    """Prepositions between such a word and its group ("із", "of")."""
    them: tuple[str, ...] = ()
    """Pronouns behind such a preposition ("один із них")."""
    definite: tuple[str, ...] = ()
    """Articles that make a bare profession somebody known ("the analyst"), in a language that has them."""
    naming: tuple[str, ...] = ()
    """Prepositions inside names of bodies ("the Bank of England"), in such a language."""
    regarding: tuple[str, ...] = ()
    """Prepositions whose complement is never a subject, in such a language, though no comma follows ("asked about the report")."""
    indefinite: tuple[str, ...] = ()
    """Articles and numerals that make the holder of an office nobody known ("an ambassador"), in such a language."""
    infinitive: tuple[str, ...] = ()
    """Words that make the verb form after them an infinitive, in a language without a dictionary."""
    particles: tuple[str, ...] = ()
    """Lower-case words inside personal names ("фон дер")."""
    plurals: tuple[str, ...] = ()
    """Plural nouns that do not look it, in a language without a dictionary."""
    topic: tuple[str, ...] = ()
    """Prepositions of what is spoken about that may open a sentence ("Про загибель двох людей повідомив X")."""
    stances: tuple[str, ...] = ()
    """Nouns for a view that somebody holds ("Версія слідства інша: …")."""
    reporting_denied: tuple[str, ...] = ()
    """Verbs that report although they are denied ("не виключив, що", "не приховує")."""
    refusing: tuple[str, ...] = ()
    """Verbs after which an infinitive of speech says that nothing was said ("отказался комментировать")."""
    learning: tuple[str, ...] = ()
    """Lemmas of verbs of outlets that have their news from somebody ("узнал")."""
    learnt_from: tuple[str, ...] = ()
    """Prepositions between such an outlet and who told it ("от")."""
    files: tuple[str, ...] = ()
    """Lemmas whose genitive makes a text a document ("материалы дела")."""
    veiling: tuple[str, ...] = ()
    """How somebody asks to stay nameless ("asking not to be named"), which says nothing else."""
    doubting: tuple[str, ...] = ()
    """Prepositions behind which a noun of `framing` is no statement ("під сумнів")."""
    framing: tuple[str, ...] = ()
    """Lemmas of nouns with which a verb announces what somebody thinks ("нарисовал мрачную картину", "возложил вину на …")."""
    anyone: tuple[str, ...] = ()
    """Lemmas of nouns that mean a person named before whatever their office is ("чиновник", "политик")."""
    demonstratives: tuple[str, ...] = ()
    """Lemmas of words that point back before a noun ("такой", "аналогичный")."""
    told: tuple[str, ...] = ()
    """Lemmas of further nouns for what was told ("возможность", "вариант")."""
    conveys: tuple[str, ...] = ()
    """Verbs with an infinitive that report together ("дать понять")."""
    elsewhere: tuple[str, ...] = ()
    """Lemmas of nouns whose inside is no body that speaks ("в ходе", "в январе")."""
    finite: tuple[str, ...] = ()
    """Finite forms that no rule makes, in a language without a dictionary ("is", "shot", "fell")."""
    past: tuple[str, ...] = ()
    """Endings of a regular past, in such a language."""
    participles: tuple[str, ...] = ()
    """Words with such an ending that are adjectives in news ("armed", "united")."""
    addressing: tuple[str, ...] = ()
    """Verb forms whose object is who was spoken to ("told")."""
    leading: tuple[str, ...] = ()
    """Participles and prepositions that open a sentence before its subject ("asked", "after"), in a language without a dictionary."""
    converbs: tuple[str, ...] = ()
    """Endings of participles that do so ("speaking")."""
    genitive: tuple[str, ...] = ()
    """Endings of the genitive, in a language without cases ("'s")."""
    runs: tuple[str, ...] = ()
    """Verbs by which a view is told ("Her argument runs as follows: …")."""
    owned: tuple[str, ...] = ()
    """Nouns for what somebody says or thinks, behind their name in the genitive ("in the minister's words")."""
    passive: tuple[str, ...] = ()
    """Prepositions after which a past form is a passive participle ("accused of spying"), in such a language."""
    speaking: tuple[str, ...] = ()
    """First forms of verbs that nothing but people do, so that any noun beside them is somebody ("the four-star said")."""
    putting: tuple[str, ...] = ()
    """Forms of verbs by which somebody puts a figure on something ("put the damage at $2 million")."""
    foreseeing: tuple[str, ...] = ()
    """Those of them that foresee, with what is foreseen in a participle ("sees sales falling")."""
    figured: tuple[str, ...] = ()
    """Prepositions of the figure."""
    inverting: tuple[str, ...] = ()
    """Verbs that stand before their subject whatever stands before them ("…, wrote the bank's economist")."""
    times: tuple[str, ...] = ()
    """Nouns that stand before a verb without being its subject ("a day later the army said")."""
    be: tuple[str, ...] = ()
    """Forms that make a past form after them passive ("are believed"), in such a language."""
    adverbial: tuple[str, ...] = ()
    """Endings of adverbs, in such a language."""
    nobody: tuple[str, ...] = ()
    """Words at the start of a sentence that are no name, capital or not ("asked", "yes", "think")."""
    authored: tuple[str, ...] = ()
    """Nouns for a text that is its issuer speaking ("звіт ООН"), in a language with cases."""
    modals: tuple[str, ...] = ()
    """Words of what may, must or should be, before an infinitive."""
    hypothetical: tuple[str, ...] = ()
    """Particles that make a past form a wish or a guess ("підійшли б")."""
    floating: tuple[str, ...] = ()
    """Words between a subject and its verb that are no part of it ("both", "himself")."""
