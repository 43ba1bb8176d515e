"""The subject of a speech verb after it: "заявив у вівторок президент", "додав він", "…, said the minister"."""

from __future__ import annotations

from papertiger.sourcing.clauses.addressees import Subject, agrees, any_number, pronoun_at, told_to
from papertiger.sourcing.clauses.adjuncts import after_adverbials
from papertiger.sourcing.clauses.inside import within_body
from papertiger.sourcing.clauses.quoting import quoting
from papertiger.sourcing.clauses.report import Line
from papertiger.sourcing.clauses.subjects import named_in_apposition
from papertiger.sourcing.cues import VerbForm
from papertiger.sourcing.who.phrases import find_phrase
from papertiger.sourcing.who.shapes import Phrase
from papertiger.sourcing.who.sources import resolve
from papertiger.sourcing.who.view import field_of


def subject_after(line: Line, at: int, form: VerbForm) -> Subject | None:
    """The subject right of the verb ("заявив президент", "додав він"), after adverbs."""
    place = at + 1
    if line.cues.table.grammar.within:
        if within_body(line, place, form):
            return None
        place = after_adverbials(line, place)
    if (
        place >= len(line.words)
        or not (line.words[place].is_word or line.words[place].is_quote)
        or line.is_quote_edge(place)
    ):
        return None
    pronoun = pronoun_at(line, place)
    agreed = pronoun is not None and pronoun.source.number in {None, form.number, *any_number(form, pronoun)}
    if pronoun is not None and agreed and not _opens_content(line, pronoun.end):
        return pronoun
    if not line.cues.table.grammar.within and not _english_post_subject(line, at):
        return None
    told = told_to(line, place, form)
    if told is not None:
        return told
    if form.kind == "relay":
        quoted = quoting(line, place)
        if quoted is not None:
            return quoted
    found = _nominative(line, place, form)
    after = _after_addressee(line, place) if found is None else 0
    return found or _nominative(line, after and after_adverbials(line, after), form)


def _opens_content(line: Line, after: int) -> bool:
    """True where word order alone tells that a pronoun before `after` is the subject of what is said ("said he was glad")."""
    grammar = line.cues.table.grammar
    if grammar.within or after >= len(line.words) or not line.words[after].is_word:
        return False
    return line.words[after].norm not in (*grammar.linkers, *grammar.adverbs)


def _nominative(line: Line, place: int, form: VerbForm) -> Subject | None:
    """The phrase in the nominative at `place` as the verb's subject; none at place 0."""
    phrase = find_phrase(line.words, place, "Nom", line.cues) if place else None
    if phrase is None or not agrees(phrase, form) or _is_object(line, phrase, form):
        return None
    source = resolve(
        line.words, phrase, line.mentions, line.cues, publishing=form.kind in {"publish", "relay"}
    )
    if source is None:
        return None
    return named_in_apposition(line, phrase, source) or Subject(source, place, phrase.end)


def _is_object(line: Line, phrase: Phrase, form: VerbForm) -> bool:
    """True for a text in the neuter after somebody's verb ("розкритикував рішення"): what is spoken about."""
    text = field_of(line.words[phrase.head], line.cues) in {"documents", "texts", "utterances"}
    return text and phrase.gender == "Neut" and form.gender in {"Masc", "Fem"}


def _after_addressee(line: Line, place: int) -> int:
    """Index after the people spoken to, in the dative ("розповів журналістам президент"); 0 where none stand at `place`."""
    if line.words[place].reading("Dat", ("NOUN", "ADJ")) is None:
        return 0
    phrase = find_phrase(line.words, place, "Dat", line.cues)
    after = phrase.core if phrase is not None and phrase.animate else 0
    return (
        after
        if after < len(line.words) and line.words[after : after + 1] and line.words[after].is_word
        else 0
    )


def _english_post_subject(line: Line, at: int) -> bool:
    """True where English turns verb and subject round: right after quoted speech or its comma."""
    start = line.clause_start(at)
    return start == at and follows_quote_or_dash(line, start)


def follows_quote_or_dash(line: Line, start: int) -> bool:
    """True when a dash, or the closing mark of quoted speech, stands right before the clause that starts at `start`."""
    marks = line.words[max(0, start - 3) : start]
    return any(word.is_dash for word in marks[-1:]) or any(
        line.is_quote_edge(start - 1 - k) for k in range(len(marks))
    )
