"""Section 9 of the equations: what a client has to meet threats with, and with whom it stands."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from events import INCUMBENT, LEAST, NEAR, REPLACED, WEAKENED

if TYPE_CHECKING:
    from client import Client


def rebuild(client: Client) -> None:
    """Move materiel and technical support towards what own effort and partners keep up, and take in deliveries."""
    n, step = client.model.numbers, client.model.fixed.step
    keep_m, keep_t = math.exp(-n.decay_materiel * step), math.exp(-n.decay_technical * step)
    whole = targets(client, None)
    parted = targets(client, [patron.parts for patron in client.model.patrons])
    client.materiel = [m * keep_m + (1 - keep_m) * t for m, t in zip(client.materiel, whole, strict=True)]
    client.technical = [t * keep_t + (1 - keep_t) * w for t, w in zip(client.technical, parted, strict=True)]
    for p, d, amount in client.arriving.pop(client.model.steps, ()):
        tech = n.tech[p][d]
        client.materiel[d] += n.gain * (1 - tech) * amount
        client.technical[d] += n.gain * tech * amount
    combine(client)


def targets(client: Client, parts: list[list[float]] | None) -> list[float]:
    """By domain, what own effort and partners keep up; `parts` scales what each patron does."""
    n, a, p_count = client.model.numbers, client.portfolio, client.model.size
    own, outside = n.own[client.place], n.others_supply * (a[p_count] + a[p_count + 1])
    wanted = [own + outside] * len(client.covers[0])
    for p in range(p_count):
        if client.bound[p]:
            for d, covered in enumerate(client.covers[p]):
                if covered:
                    wanted[d] += a[p] * (parts[p][d] if parts else 1.0)
    return wanted


def combine(client: Client) -> None:
    """Put materiel and technical support together to capability."""
    n = client.model.numbers
    r, mix = n.complementarity, n.mix
    pairs = [(max(m, LEAST), max(t, LEAST)) for m, t in zip(client.materiel, client.technical, strict=True)]
    if abs(r) < 0.02:  # noqa: PLR2004 - the limit of the power mean
        client.capability = [m**mix * t ** (1 - mix) for m, t in pairs]
    else:
        client.capability = [(mix * m**r + (1 - mix) * t**r) ** (1 / r) for m, t in pairs]


def realign(client: Client) -> None:
    """Move the portfolio, leave commitments, ask for firmer ones, recover."""
    n, size = client.model.numbers, client.model.size
    weights = []
    for o, (now, start) in enumerate(zip(client.portfolio, client.shares, strict=True)):
        pull = n.inertia * (now - start)
        if o < size:
            if client.committed[o] and not client.bound[o]:
                weights.append(0.0)
                continue
            pull += n.pull_trust * (client.trust(o) - client.trust_start[o])
            pull += n.pull_offer * (client.model.patron(o).available - client.model.patron(o).offered)
            pull += n.pull_regime * (client.regime == REPLACED)
        weights.append((start + 1e-6) * math.exp(pull))
    whole, stay = sum(weights), (1 - n.realignment) ** client.model.fixed.step
    client.portfolio = [
        w / whole + (now - w / whole) * stay for w, now in zip(weights, client.portfolio, strict=True)
    ]
    for p in range(size):
        if client.bound[p]:
            _reconsider(client, p)
    if client.regime == WEAKENED:
        u = client.model.chances.uniform("recover", client.place)
        if u < 1 - math.exp(-n.recovery * client.model.year):
            client.regime = INCUMBENT
    held = sum(client.shares[:size])
    if held and math.isnan(client.half_lost) and client.aligned <= held / 2 + NEAR:
        client.half_lost = client.model.month + client.model.fixed.step


def _reconsider(client: Client, p: int) -> None:
    n, chances, i = client.model.numbers, client.model.chances, client.place
    hazard = math.exp(
        n.exit_base - n.exit_trust * client.trust(p) + n.exit_regime * (client.regime == REPLACED)
    )
    if chances.uniform("exit", p, i) < 1 - math.exp(-hazard * client.model.year):
        client.bound[p] = False
        client.counts["exits"][p] += 1
        return
    failed = any(
        test.event.client is client and test.patron.place == p and test.verdict == "withheld"
        for test in client.model.seen
    )
    if (
        failed
        and client.commit[p] < 1
        and chances.uniform("firmer", p, i) < n.symmetry[p][i] * n.renegotiation
    ):
        client.commit[p] = min(1.0, client.commit[p] + 0.25)
        client.counts["firmer"][p] += 1
