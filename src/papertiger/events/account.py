"""The account of a claim: how each of its fields was reached, for ``papertiger explain``."""

from __future__ import annotations

from dataclasses import replace

from papertiger.events.claim import CodedClaim, Party
from papertiger.events.scene import Scene
from papertiger.events.statements import Reading
from papertiger.records import Explanation


def account_of(
    scene: Scene,
    reading: Reading,
    subject: Party,
    target: Party | None,
    over: Party | None,
    words: tuple[str, ...],
) -> list[Explanation]:
    """One explanation a field; `words` are those that decided the domain."""
    evoked, view = reading.evoked, reading.stance
    trigger = scene.words(*(t for t in (evoked.token, evoked.theme) if t is not None))
    notes = [
        Explanation(
            field="predicate",
            value=reading.predicate,
            why=f"frame {evoked.frame.id}: {evoked.frame.doc}",
            words=trigger,
        )
    ]
    for name, role, party in (
        ("subject", reading.subject, subject),
        ("object", reading.object, target),
        ("over", reading.over, over),
    ):
        if role is not None and party is not None:
            notes.append(Explanation(field=name, value=party.actor, why=role.why, words=(party.words,)))
            link = Explanation(field=f"{name} is", value=party.actor, why=party.how, words=(party.words,))
            notes += [link] if party.how else []
    notes.append(
        Explanation(
            field="domain",
            value="",
            why="words that decide the domain" if words else "no word decides otherwise",
            words=words,
        )
    )
    notes.append(
        Explanation(
            field="modality",
            value=view.modality,
            why="words in the scope of the trigger" if view.words else "no cue in scope",
            words=view.words,
        )
    )
    return notes


def explained(claim: CodedClaim, notes: list[Explanation]) -> CodedClaim:
    """The claim with its account; the domain's value is filled in here, when it is settled."""
    full = [n if n.field != "domain" else n.model_copy(update={"value": claim.domain}) for n in notes]
    return replace(claim, explanation=tuple(full))
