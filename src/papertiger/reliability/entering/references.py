"""Whether cases fit together: what a test and a response refer to is there, and says the same of patron and client."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from papertiger.actors import actor_of
from papertiger.reliability.cases import Case, Commitment, Response, Test, Trigger

COLLECTIVE: Final = ":"
"""``RUS:allies``: what stands around a state; an actor that no file lists."""
Known = Callable[[str], bool]
Problem = tuple[str, str]
"""Field, and what is wrong with it."""


def is_known(actor: str) -> bool:
    """Whether an actor is in the actor files, or stands around one that is."""
    head, colon, tail = actor.partition(COLLECTIVE)
    return actor_of(actor) is not None or bool(colon and tail and actor_of(head) is not None)


def problems(case: Case, of: Mapping[str, Case], known: Known = is_known) -> Iterator[Problem]:
    """What keeps a case from standing.

    Args:
        case: a case.
        of: the cases that it may refer to, by id.
        known: whether an actor is known.
    """
    for field, actor in _actors(case):
        if actor is not None and not known(actor):
            yield field, f"{actor!r} is in no actor file; `papertiger actors find NAME` finds an id"
    if isinstance(case, Test):
        yield from _of_test(case, of)
    elif isinstance(case, Response) and not isinstance(of.get(case.test), Test):
        yield "test", f"there is no test {case.test}; enter it first, or in the same files"


def _actors(case: Case) -> Iterator[tuple[str, str | None]]:
    match case:
        case Commitment():
            yield "patron", case.patron
            yield from (("clients", client) for client in case.clients)
        case Trigger():
            yield from (("target", case.target), ("threat", case.threat))
        case Test():
            yield from (("patron", case.patron), ("client", case.client), ("call.by", case.call.by))
        case Response():
            return


def _of_test(test: Test, of: Mapping[str, Case]) -> Iterator[Problem]:
    commitment = of.get(test.commitment)
    if not isinstance(commitment, Commitment):
        yield "commitment", f"there is no commitment {test.commitment}; enter it first, or in the same files"
    else:
        if commitment.patron != test.patron:
            yield "patron", f"is {test.patron}, but the patron of {commitment.id} is {commitment.patron}"
        if test.client not in commitment.clients:
            clients = ", ".join(commitment.clients)
            yield "client", f"{test.client} is no client of {commitment.id}; these are: {clients}"
    if not isinstance(of.get(test.trigger), Trigger):
        yield "trigger", f"there is no trigger {test.trigger}; enter it first, or in the same files"
