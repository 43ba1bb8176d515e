"""What a rule can doubt in an annotated tree: structure, labels, parts of speech and case against the role.

Errors ("error: …") must be mended. Warnings ("look: …") are right now and then: quantified subjects, indeclinable names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from papertiger.language import readings
from papertiger.language.treebank import Word

RELATIONS = frozenset(
    [
        "root",
        "nsubj",
        "nsubj:pass",
        "obj",
        "iobj",
        "obl",
        "obl:agent",
        "csubj",
        "csubj:pass",
        "ccomp",
        "xcomp",
        "advcl",
        "advmod",
        "acl",
        "acl:relcl",
        "amod",
        "appos",
        "nmod",
        "nmod:poss",
        "nummod",
        "det",
        "case",
        "mark",
        "cc",
        "cc:preconj",
        "conj",
        "cop",
        "aux",
        "aux:pass",
        "punct",
        "flat",
        "flat:title",
        "fixed",
        "compound",
        "compound:prt",
        "parataxis",
        "discourse",
        "vocative",
        "expl",
        "list",
        "orphan",
        "dislocated",
        "goeswith",
    ]
)
POS = frozenset(
    [
        "ADJ",
        "ADP",
        "ADV",
        "AUX",
        "CCONJ",
        "DET",
        "INTJ",
        "NOUN",
        "NUM",
        "PART",
        "PRON",
        "PROPN",
        "PUNCT",
        "SCONJ",
        "SYM",
        "VERB",
        "X",
    ]
)
ALLOWED = {
    "case": {"ADP", "PART", "SCONJ", "ADV"},
    "cc": {"CCONJ", "PART", "ADV", "SCONJ"},
    "mark": {"SCONJ", "PART", "ADP", "ADV", "CCONJ", "PRON"},
    "det": {"DET", "PRON"},
    "aux": {"AUX"},
    "aux:pass": {"AUX", "VERB"},
    "cop": {"AUX"},
    "punct": {"PUNCT", "SYM"},
    "amod": {"ADJ", "VERB", "NUM", "DET", "PROPN", "NOUN"},
    "nummod": {"NUM", "NOUN", "SYM"},
    "advmod": {"ADV", "PART", "ADJ", "SCONJ", "PRON", "CCONJ", "NUM"},
    "nmod:poss": {"PRON", "DET", "NOUN", "PROPN"},
}
"""Parts of speech that a relation's dependant may have."""
CASES = {
    "nsubj": {"Nom"},
    "nsubj:pass": {"Nom"},
    "iobj": {"Dat"},
    "obl:agent": {"Ins"},
    "obj": {"Acc", "Gen", "Ins", "Dat"},
}
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM"})
RIGHTWARD = frozenset({"conj", "flat", "fixed", "appos", "acl:relcl"})
"""The dependant stands after its head."""
LEAVES = frozenset({"case", "mark", "cc", "punct", "aux", "aux:pass", "cop", "det", "expl"})
"""Function words carry no dependants but a few (``fixed``, ``conj``, ``advmod`` …)."""
LEAF_CHILDREN = frozenset(
    {
        "fixed",
        "conj",
        "advmod",
        "punct",
        "cc",
        "compound",
        "flat",
        "goeswith",
        "obl",
        "det",
        "case",
        "acl:relcl",
        "acl",
        "nmod",
        "amod",
    }
)
AGREEING = ("Case", "Number", "Gender")


def doubts(words: Sequence[Word], language: str) -> dict[int, list[str]]:
    """Doubts by word number (from 1)."""
    found: dict[int, list[str]] = defaultdict(list)
    _structure(words, found)
    if found:
        return found
    for number, word in enumerate(words, 1):
        _labels(words, number, word, found)
        if language != "en":
            _slavic(words, number, word, language, found)
        else:
            _english(words, number, word, found)
    return found


def _structure(words: Sequence[Word], found: dict[int, list[str]]) -> None:  # noqa: C901 - a list of rules
    roots = [i for i, w in enumerate(words, 1) if w.head == 0]
    if len(roots) != 1:
        found[roots[0] if roots else 1].append(f"error: {len(roots)} roots")
    for number, word in enumerate(words, 1):
        if not 0 <= word.head <= len(words):
            found[number].append("error: head out of range")
        elif word.head == number:
            found[number].append("error: head of itself")
    if found:
        return
    for number in range(1, len(words) + 1):
        if not climbs_to(words, number, 0):
            found[number].append("error: cycle")
    if found:
        return
    for number, word in enumerate(words, 1):
        low, high = sorted((number, word.head))
        if word.head and not all(climbs_to(words, i, word.head) for i in range(low + 1, high)):
            kind = "error" if word.relation == "punct" else "look"
            found[number].append(f"{kind}: arc crosses another (non-projective)")


def climbs_to(words: Sequence[Word], number: int, target: int) -> bool:
    """Whether following heads from `number` reaches `target`."""
    for _ in words:
        if number == target:
            return True
        number = words[number - 1].head if number else 0
    return number == target


def _labels(words: Sequence[Word], number: int, word: Word, found: dict[int, list[str]]) -> None:  # noqa: C901, PLR0912 - a list of rules
    relation = word.relation
    if relation not in RELATIONS:
        found[number].append(f"error: unknown relation {relation}")
    if word.pos not in POS:
        found[number].append(f"error: unknown part of speech {word.pos}")
    if (word.head == 0) != (relation == "root"):
        found[number].append("error: root and head 0 go together")
    if (
        (word.pos == "PUNCT") != (relation == "punct")
        and relation != "root"
        and not (relation == "punct" and word.pos == "SYM")
    ):
        found[number].append("error: PUNCT and punct go together")
    if relation in ALLOWED and word.pos not in ALLOWED[relation]:
        found[number].append(f"look: {word.pos} as {relation}")
    if relation in RIGHTWARD and word.head > number:
        found[number].append(f"look: {relation} before its head")
    head = words[word.head - 1] if word.head else None
    if head is not None and head.relation in LEAVES and relation not in LEAF_CHILDREN:
        found[number].append(f"look: hangs on {head.form}, a {head.relation}")
    if head is not None and head.pos == "PUNCT":
        found[number].append("error: hangs on punctuation")
    children = [w.relation for w in words if w.head == number]
    subjects = sum(c in {"nsubj", "nsubj:pass", "csubj"} for c in children)
    if subjects > 1:
        found[number].append("look: two subjects")
    if children.count("obj") > 1:
        found[number].append("look: two objects")
    if relation in {"obj", "iobj"} and any(w.head == number and w.relation == "case" for w in words):
        found[number].append(f"look: {relation} with a preposition (obl?)")
    if (
        relation in {"obl", "obl:agent", "obj", "iobj"}
        and head is not None
        and head.pos in {"NOUN", "PROPN"}
        and not any(
            w.head == word.head and w.relation in {"nsubj", "cop", "nsubj:pass", "mark"} for w in words
        )
        and head.relation not in {"root", "acl:relcl", "parataxis", "conj", "advcl", "ccomp"}
    ):
        found[number].append(f"look: {relation} on a noun (nmod?)")
    if relation == "nmod" and head is not None and head.pos in {"VERB", "ADV"}:
        found[number].append(f"look: nmod on a {head.pos} (obl?)")
    if relation == "orphan" and head is not None and head.pos == "VERB":
        found[number].append("look: orphan on a verb")
    if (
        word.pos == "AUX"
        and relation not in {"aux", "aux:pass", "cop"}
        and not any(w.relation == "orphan" for w in words)
    ):
        found[number].append(f"look: AUX as {relation}")


def _slavic(  # noqa: C901, PLR0912 - a list of rules
    words: Sequence[Word], number: int, word: Word, language: str, found: dict[int, list[str]]
) -> None:
    case = feature(word, "Case")
    children = [w for w in words if w.head == number]
    is_counted = any(
        w.relation in {"nummod", "det"} and w.pos in {"NUM", "DET", "NOUN", "SYM"} and "Gen" not in w.morph
        for w in children
    ) or any(w.relation in {"advmod", "nummod"} for w in children)
    wanted = CASES.get(word.relation)
    if wanted and word.pos in {"NOUN", "PROPN", "PRON"} and case and case not in wanted and not is_counted:
        found[number].append(f"look: {word.relation} in {case}")
    head = words[word.head - 1] if word.head else None
    if (
        word.relation == "amod"
        and word.pos in {"ADJ", "VERB"}
        and head is not None
        and head.pos in {"NOUN", "PROPN"}
        and word.form[0].isalpha()
    ):
        for name in AGREEING:
            mine, other = feature(word, name), feature(head, name)
            counted = any(w.relation == "nummod" for w in words if w.head == word.head)
            if mine and other and mine != other and not counted:
                found[number].append(f"look: {name}={mine} but its noun has {other}")
    prepositions = [w for w in children if w.relation == "case"]
    if prepositions and case == "Nom" and word.pos in {"NOUN", "PRON", "ADJ"} and word.form[0].isalpha():
        found[number].append("look: nominative after a preposition")
    known = [r for r in readings(word.form, language) if r.known]
    if not known or not word.form[0].isalpha():
        return
    if (
        word.pos in {"NOUN", "ADJ"}
        and case
        and not any(r.case == case for r in known)
        and any(r.case for r in known)
    ):
        found[number].append(f"look: the dictionary knows no {case} of this form")
    elif word.pos in {"NOUN", "ADJ"} and case:
        same = [r for r in known if r.case == case]
        for name, get in (("Number", "number"), ("Gender", "gender")):
            value = feature(word, name)
            values = {getattr(r, get) for r in same} - {None}
            if value and values and value not in values and word.pos == "NOUN":
                found[number].append(f"look: {name}={value}, dictionary {'/'.join(sorted(values))}")
    if word.pos == "VERB" and not any(r.pos in {"VERB", "ADJ", "ADV", "NOUN"} for r in known):
        found[number].append(f"look: VERB, dictionary {'/'.join(sorted({r.pos for r in known}))}")
    if word.pos == "NOUN" and not any(r.pos in {"NOUN", "PROPN", "ADJ"} for r in known):
        found[number].append(f"look: NOUN, dictionary {'/'.join(sorted({r.pos for r in known}))}")
    if (
        word.pos in {"NOUN", "ADJ"}
        and not case
        and any(r.case for r in known)
        and word.relation not in {"flat", "fixed"}
    ):
        found[number].append("look: no Case")


def _english(words: Sequence[Word], number: int, word: Word, found: dict[int, list[str]]) -> None:
    head = words[word.head - 1] if word.head else None
    if word.relation == "nsubj" and any(w.head == word.head and w.relation == "aux:pass" for w in words):
        found[number].append("look: nsubj beside aux:pass (nsubj:pass?)")
    if word.relation == "nsubj:pass" and head is not None and "Voice=Pass" not in head.morph:
        found[number].append("look: nsubj:pass of a verb without Voice=Pass")
    if word.relation == "flat" and word.pos not in {"PROPN", "NUM", "ADP", "X", "DET", "NOUN", "ADJ"}:
        found[number].append(f"look: {word.pos} as flat")


def feature(word: Word, name: str) -> str:
    """Value of a feature, or the empty string."""
    return next((f.partition("=")[2] for f in word.morph.split("|") if f.startswith(f"{name}=")), "")
