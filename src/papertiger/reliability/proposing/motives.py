"""Why support did not come, as somebody says: kept with the responses it may explain, and never drawn from what came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from papertiger.reliability.proposing.drafts import Cell, Draft
from papertiger.reliability.proposing.facts import Fact
from papertiger.reliability.proposing.tables import MotiveRule, Rules


def explain(
    drafts: Sequence[Draft],
    of_client: dict[str, list[tuple[Fact, MotiveRule]]],
    of_patron: Sequence[tuple[Fact, MotiveRule]],
    rules: Rules,
) -> None:
    """Note what is said of motives.

    What names the client stands with the responses that the same article says failed, else with those of the client's last
    occasion before it was told. What names none stands with what the same article tells only.

    Args:
        drafts: all tests of the patron.
        of_client: client → claims that name it.
        of_patron: claims that name no client.
        rules: the rules in force.
    """
    by_article: dict[str, list[tuple[Draft, Cell]]] = defaultdict(list)
    by_client: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_client[draft.undertaking.client].append(draft)
        for cell in draft.cells.values():
            for article in sorted(cell.articles) if cell.failing else ():
                by_article[article].append((draft, cell))
    for fact, rule in of_patron:
        for draft, cell in by_article.get(fact.article, ()):
            cell.motives.append((fact, rule))
            if not draft.hindered or draft.hindered[-1][0] is not fact:
                draft.hindered.append((fact, rule))
    for client, said in of_client.items():
        for fact, rule in said:
            here = [
                cell for draft, cell in by_article.get(fact.article, ()) if draft.undertaking.client == client
            ]
            for cell in here or _last(by_client[client], fact, rules):
                cell.motives.append((fact, rule))


def _last(drafts: Sequence[Draft], fact: Fact, rules: Rules) -> list[Cell]:
    if fact.told is None:
        return []
    reach = rules.days.reach.days
    dated = [
        (draft.occasion.last, draft)
        for draft in drafts
        if draft.occasion.last is not None and 0 <= fact.told - draft.occasion.last <= reach
    ]
    failing = [(last, cell) for last, draft in dated for cell in draft.cells.values() if cell.failing]
    newest = max((last for last, _ in failing), default=None)
    return [cell for last, cell in failing if last == newest]
