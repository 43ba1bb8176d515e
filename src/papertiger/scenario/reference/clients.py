"""Section 9: what clients can do, to whom they turn, and whether they leave."""

from __future__ import annotations

from math import exp, expm1

from papertiger.scenario.reference.chances import Chances
from papertiger.scenario.reference.state import INCUMBENT, REPLACED, WEAKENED, Event, Grid, Row, State, World


def targets(world: World, shares: Grid, bound: list[list[bool]], i: int, d: int, ratio: Row) -> float:
    """Level of capability in the domain that the client's partners and its own effort keep up; `ratio` weighs each patron's part."""
    numbers, patrons = world.numbers, len(world.patrons)
    patronage = sum(shares[i][p] * ratio[p] for p in world.patrons if bound[p][i] and world.covers[p][i][d])
    outside = shares[i][patrons] + shares[i][patrons + 1]  # the rival and others, not the client itself
    return float(numbers.own[i] + patronage + numbers.others_supply * outside)


def combine(world: World, materiel: float, technical: float) -> float:
    """Effective capability: materiel and technical support as complements."""
    mix, r = world.numbers.mix, world.numbers.complementarity
    materiel, technical = max(materiel, 1e-6), max(technical, 1e-6)
    if abs(r) < 0.02:  # noqa: PLR2004 - the power mean's limit at 0
        return float(materiel**mix * technical ** (1 - mix))
    return float((mix * materiel**r + (1 - mix) * technical**r) ** (1 / r))


def maintain(world: World, state: State, step: int, ratio: Grid) -> None:
    """9a: materiel and technical support decay towards what is kept up, and deliveries of this step come in."""
    numbers, full = world.numbers, [1.0 for _ in world.patrons]
    keeps, serves = exp(-numbers.decay_materiel * world.dt), exp(-numbers.decay_technical * world.dt)
    for i in world.clients:
        for d in world.domains:
            kept_up = targets(world, state.shares, state.bound, i, d, full)
            served = targets(world, state.shares, state.bound, i, d, [ratio[p][d] for p in world.patrons])
            state.materiel[i][d] = state.materiel[i][d] * keeps + (1 - keeps) * kept_up
            state.technical[i][d] = state.technical[i][d] * serves + (1 - serves) * served
    for arrival in state.arrivals.pop(step, []):
        state.materiel[arrival.client][arrival.domain] += arrival.materiel
        state.technical[arrival.client][arrival.domain] += arrival.technical
    for i in world.clients:
        for d in world.domains:
            state.capability[i][d] = combine(world, state.materiel[i][d], state.technical[i][d])


def realign(world: World, state: State, overall: Row) -> None:
    """9b: portfolios move towards what trust, offer and regime now make of the shares at the start."""
    numbers, patrons = world.numbers, len(world.patrons)
    kept = (1 - numbers.realignment) ** world.dt
    for i in world.clients:
        pulls = []
        for o, start in enumerate(numbers.shares[i]):
            if o < patrons and world.committed(o, i) and not state.bound[o][i]:
                pulls.append(0.0)
                continue
            value = numbers.inertia * (state.shares[i][o] - start)
            if o < patrons:
                value += numbers.pull_trust * (state.trust(o, i) - state.trust_at_start(o, i))
                value += numbers.pull_offer * (overall[o] - state.offer_at_start[o])
                value += numbers.pull_regime * (state.regime[i] == REPLACED)
            pulls.append((start + 1e-6) * exp(value))
        wanted = [pull / sum(pulls) for pull in pulls]
        state.shares[i] = [to + (now - to) * kept for now, to in zip(state.shares[i], wanted, strict=True)]


def leave(
    world: World, state: State, chances: Chances
) -> tuple[list[tuple[int, int]], dict[tuple[int, int], float]]:
    """9c: formal exits of this step, as (patron, client), and how probable each was of those that were bound."""
    numbers, gone, risk = world.numbers, [], {}
    for p in world.patrons:
        for i in world.clients:
            hazard = exp(
                numbers.exit_base
                - numbers.exit_trust * state.trust(p, i)
                + numbers.exit_regime * (state.regime[i] == REPLACED)
            )
            if state.bound[p][i]:
                risk[p, i] = -expm1(-hazard * world.years)
                if chances.exit[p][i] < risk[p, i]:
                    state.bound[p][i] = False
                    gone.append((p, i))
    return gone, risk


def renegotiate(world: World, state: State, chances: Chances, seen: list[Event]) -> list[tuple[int, int]]:
    """9d: commitments that become firmer after a withheld test, as (patron, client)."""
    numbers, firmer = world.numbers, []
    let_down = {
        (test.patron, event.client) for event in seen for test in event.tests if test.response == "withheld"
    }
    for p, i in sorted(let_down):
        asks = chances.firmer[p][i] < numbers.symmetry[p][i] * numbers.renegotiation
        if asks and state.bound[p][i] and state.commit[p][i] < 1:
            state.commit[p][i] = min(1.0, state.commit[p][i] + 0.25)
            firmer.append((p, i))
    return firmer


def recover(world: World, state: State, chances: Chances) -> None:
    """9e: weakened regimes may recover."""
    chance = 1 - exp(-world.numbers.recovery * world.years)
    for i in world.clients:
        if state.regime[i] == WEAKENED and chances.recover[i] < chance:
            state.regime[i] = INCUMBENT
