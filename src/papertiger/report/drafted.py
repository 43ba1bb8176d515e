"""A drafted scenario as TOML with comments: every imported line with the address that `papertiger explain` takes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from papertiger.records import ClaimRecord
from papertiger.report.draftwords import draft_words
from papertiger.report.terminal import SHORT, chain_text, formula
from papertiger.report.visible import clipped, counted, one_line
from papertiger.report.wording import left_out_lines, wording
from papertiger.scenario.ledgered.beliefs import Belief
from papertiger.scenario.ledgered.drafting import Draft, DraftedClient, DraftedPair, DraftedPatron
from papertiger.scenario.ledgered.hints import Supply, Told
from papertiger.scenario.model.structure import DOMAINS, OUTSIDE

QUOTE = 110
"""Characters of a quote that a comment shows."""
DAY = 10
"""Characters of a day, ISO 8601."""
WILL, CAPACITY, OMEGA, SUPPLY = "[0.3, 0.7]", "[1, 6]", "[0, 0.95]", "[0, 1]"
"""Wide ranges for what no ledger tells, as they stand in the file."""
DISTANCE = 'distance = "3000 km"'
BOUND, UNBOUND = 0.5, 0.1
"""Share of a client's portfolio with the patrons that are bound to it, all together; without any, with all patrons."""
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def draft_lines(draft: Draft) -> Iterator[str]:
    """The file, line by line."""
    words = draft_words()
    about = {"ledger": draft.ledger, "digest": draft.digest, "day": draft.as_of}
    yield from (_comment(line.format(**about)) for line in words.head)
    yield from map(_comment, left_out_lines(draft.model_only_left_out))
    yield "schema = 1"
    yield from _meta(draft)
    for patron in draft.patrons:
        yield from _patron(patron)
    for client in draft.clients:
        yield from _client(client, draft)
    yield from _others(draft)
    for belief in draft.beliefs:
        yield from _belief(belief, draft)
    yield from _commitments(draft)
    first, domain = draft.patrons[0].id, "air_defence"
    yield ""
    yield _comment(words.policy)
    yield _comment(f'[policies."+20 % {domain}"]')
    yield _comment(f'"patrons.{first}.capacity.{domain}" = "*1.2"')


def _meta(draft: Draft) -> Iterator[str]:
    words = draft_words()
    names = ", ".join(patron.id for patron in draft.patrons)
    clients = counted(len(draft.clients), words.client_noun)
    yield ""
    yield "[meta]"
    yield f"name = {_text(words.name.format(patrons=names, clients=clients, ledger=draft.ledger))}"
    yield 'banner = "illustrative, not calibrated"'
    yield f"sources = [{', '.join(map(_text, draft.sources))}]"
    yield "horizon_months = 84"
    yield "runs = 5000"
    yield "seed = 1"


def _patron(patron: DraftedPatron) -> Iterator[str]:
    words = draft_words().patron
    yield ""
    yield f"[patrons.{_key(patron.id)}]"
    yield _comment(words.will)
    yield f"will = {WILL}"
    if patron.prefers.claims:
        yield _comment(words.prefers)
        yield from _told(patron.prefers)
    yield _comment(words.tied if patron.tied.claims else words.not_tied)
    yield _comment(f"war = [{{from = 0, to = 36, omega = {OMEGA}}}]")
    yield from _told(patron.tied)
    yield f"[patrons.{_key(patron.id)}.capacity]"
    yield _comment(words.capacity)
    yield from (f"{domain} = {CAPACITY}" for domain in DOMAINS)


def _client(client: DraftedClient, draft: Draft) -> Iterator[str]:
    words = draft_words().client
    yield ""
    yield f"[clients.{_key(client.id)}]"
    if not client.patrons:
        yield _comment(words.unbound)
    shares = ", ".join(f"{_key(name)} = {share:g}" for name, share in shares_of(client, draft).items())
    yield f"shares = {{{shares}}}  # {words.shares}"
    for flow in client.supplies:
        yield _comment(words.supplies.format(patron=flow.patron))
        yield from _flow(flow)
    for pair in draft.pairs:
        if pair.client == client.id:
            yield from _distance(pair, draft)


def _distance(pair: DraftedPair, draft: Draft) -> Iterator[str]:
    """How far patron and client are; where that is not known, what a person is to state."""
    words = draft_words().pair
    if pair.km is not None:
        yield _comment(words.distance.format(patron=pair.patron, km=pair.km))
        return
    yield _comment(words.no_distance.format(patron=pair.patron))
    if all(belief.client != pair.client or belief.patron != pair.patron for belief in draft.beliefs):
        yield _comment(f"[partnerships.{_text(f'{pair.patron},{pair.client}')}]")
        yield _comment(DISTANCE)


def shares_of(client: DraftedClient, draft: Draft) -> dict[str, float]:
    """A portfolio to begin with: half with the patrons bound to the client, a fifth with others and with itself each. It sums to 1."""
    all_ = [patron.id for patron in draft.patrons]
    bound = client.patrons or all_
    whole = BOUND if client.patrons else UNBOUND
    found = {patron: round(whole / len(bound), 3) if patron in bound else 0.0 for patron in all_}
    outside = dict(zip(OUTSIDE, (0.1, 0.2), strict=False))
    found |= outside
    return found | {OUTSIDE[-1]: round(1 - sum(found.values()), 3)}


def _flow(flow: Supply) -> Iterator[str]:
    """A flow of reverse supply, commented out."""
    known = flow.domain in DOMAINS
    yield _comment(f"[[clients.{_key(flow.supplier)}.reverse_supply]]")
    yield _comment(f"to = {_text(flow.patron)}")
    note = "" if known else f"  # {draft_words().client.no_domain}"
    yield _comment(f"domain = {_text(flow.domain if known else '')}{note}")
    yield _comment(f"rate = {SUPPLY}")
    yield from _told(flow.told)


def _others(draft: Draft) -> Iterator[str]:
    words = draft_words()
    for flow in draft.suppliers:
        yield ""
        about = {"supplier": flow.supplier, "patron": flow.patron, "domain": flow.domain}
        yield _comment(words.suppliers.format(**about))
        yield _comment(f"[clients.{_key(flow.supplier)}]")
        yield from _flow(flow)
    if draft.others:
        named = (words.other.format(client=one, number=number) for one, number in draft.others.items())
        patrons = ", ".join(patron.id for patron in draft.patrons)
        yield ""
        yield _comment(f"{words.others.format(patrons=patrons, clients=', '.join(named))} {words.choose}")


def _belief(belief: Belief, draft: Draft) -> Iterator[str]:
    words = draft_words().pair
    yield ""
    yield f"[partnerships.{_text(belief.pair)}]"
    if belief.client is None:
        yield _comment(words.everybody)
    if belief.basis == "prior":
        yield _comment(words.prior)
    else:
        low, high = (f"{100 * end:.0f}" for end in belief.ninety)
        address = draft_words().explain.format(address=belief.address)
        yield _comment(words.believed.format(address=address, low=low, high=high))
    fields = (
        f"{name} = {_text(value) if isinstance(value, str) else value}"
        for name, value in belief.table.items()
    )
    yield f"trust_will = {{{', '.join(fields)}}}"
    if any(
        pair.km is None
        for pair in draft.pairs
        if (pair.patron, pair.client) == (belief.patron, belief.client)
    ):
        yield _comment(DISTANCE)


def _commitments(draft: Draft) -> Iterator[str]:
    words = draft_words()
    yield ""
    yield "[commitments]"
    yield "rows = ["
    for pair in draft.pairs:
        for row in pair.rows:
            note = "" if row.dated else f"; {words.commitments.undated}"
            addresses = (words.explain.format(address=case) for case in row.cases)
            yield f"  {_text(row.text)},  # {', '.join(addresses)}{note}"
    yield "]"
    for patron in draft.patrons:
        for one in patron.left_out:
            told = words.commitments.left.format(case=one.case, clients=", ".join(one.clients), why=one.why)
            yield _comment(told)


def _told(told: Told) -> Iterator[str]:
    """Claims as comments, each with its address, who says it, and its words."""
    yield from (_comment(f"  {_claim(claim)}") for claim in told.claims)
    if told.left:
        yield _comment(f"  {draft_words().more.format(number=told.left)}")


def _claim(claim: ClaimRecord) -> str:
    address = draft_words().explain.format(address=claim.id[:SHORT])
    chain = chain_text(claim.attribution, wording().anonymous)
    told = ", ".join(part for part in (chain, (claim.article.published or "")[:DAY]) if part)
    return f"{address}: {formula(claim)}; {told}: “{clipped(claim.quote.exact, QUOTE)}”"


def _comment(text: str) -> str:
    """A line that TOML passes over, whatever the text holds."""
    return f"# {'  ' * text.startswith(' ')}{one_line(text)}"


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _text(text: str) -> str:
    """A basic string of TOML: JSON's, on one line."""
    return json.dumps(one_line(text), ensure_ascii=False)
