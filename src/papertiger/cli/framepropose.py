"""What ``papertiger frames propose`` does: ask, try, and write what a person may want to put into the lexicon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from papertiger.cli.output import tell, whole_file
from papertiger.errors import EndpointError, SettingsError, SpentError
from papertiger.evaluation.frametables import look_alikes
from papertiger.evaluation.missed import of_gold, of_ledger
from papertiger.evaluation.proposing import Trials, Tried
from papertiger.events import lexicon
from papertiger.readers.hostile import hostile_spans
from papertiger.readers.llm.asking import client_of
from papertiger.readers.llm.lexical import Missed, propose
from papertiger.readers.llm.spending import Spending
from papertiger.report.visible import counted, one_line
from papertiger.settings import Endpoint, Settings
from papertiger.workbench.opening import open_to_read

_HEAD = """# Entries for the lexicon that the language model {model} proposed and our own code tried. Nothing of this is in force.
# Look at each: is the word right, and would it say the same elsewhere? Put what you take into events/data/LANGUAGE.yaml under `entries`,
# then run `papertiger frames check` and the tests (docs/frames.md, "To add a word").
"""


def run(
    settings: Settings,
    place: Path,
    golds: Sequence[Path],
    against: Sequence[Path],
    limit: int,
    *,
    use_ledger: bool,
) -> dict[str, Any]:
    """Ask about up to `limit` claims and write the file at `place`, none where there is nothing to ask; return how many came to what.

    Raises:
        SettingsError: no language model is set, or the file is there already.
        SpentError, EndpointError: nothing was answered and nothing will be.
    """
    endpoint = settings.llm
    if endpoint is None:
        raise SettingsError(
            "frames propose asks a language model and none is set; set PAPERTIGER_LLM_ADDRESS and PAPERTIGER_LLM_MODEL (docs/llm.md)"
        )
    if place.exists():
        raise SettingsError(f"{place} is there already; name another file, or remove it")
    trials = Trials(settings, [one for path in against for one in look_alikes(path)])
    waiting = [one for path in golds for one in of_gold(path)]
    if use_ledger:
        with open_to_read(settings.ledger) as ledger:
            waiting += of_ledger(ledger)
    asked: list[Missed] = []
    for one in dict.fromkeys(waiting):
        if len(asked) == limit:
            break
        if trials.is_missed(one):
            asked.append(one)
    found = {"claims": len(waiting), "asked": len(asked), "proposals": 0, "refused": 0, "file": None}
    if not asked:
        return found
    tell(
        f"{counted(len(waiting), 'claim')}; asking {one_line(endpoint.model)} at {endpoint.address} about {len(asked)} that the lexicon does not read: each sentence and its claim are sent"
    )
    tried = list(_tried(asked, trials, endpoint))
    taken = [one for one in tried if one.refused is None]
    with whole_file(place) as stream:
        stream.write(_HEAD.format(model=one_line(endpoint.model)))
        yaml.safe_dump(_written(tried, endpoint), stream, allow_unicode=True, sort_keys=False, width=140)
    return found | {"proposals": len(taken), "refused": len(tried) - len(taken), "file": str(place)}


def _tried(asked: Sequence[Missed], trials: Trials, endpoint: Endpoint) -> Iterator[Tried]:
    """What became of each; where the run cannot go on, what came until then stands."""
    spending = Spending(endpoint)
    client = client_of(endpoint, spending)
    for number, missed in enumerate(asked, start=1):
        if any(hostile_spans(f"{missed.before or ''} {missed.text}")):
            yield Tried(missed, None, "the sentence speaks to a machine, so it is not sent")
            continue
        try:
            proposal = propose(missed, lexicon(missed.language), client, endpoint)
        except (EndpointError, SpentError) as error:
            if isinstance(error, EndpointError) and not error.ends:
                yield Tried(missed, None, error.problem)
                continue
            if number == 1:
                raise
            tell(f"stopped after {number - 1}: {error}")
            return
        yield trials.tried(missed, proposal)
        now = spending.totals
        tell(f"{number} of {len(asked)}: {now.tokens_in + now.tokens_out:,} tokens")


def _written(tried: Sequence[Tried], endpoint: Endpoint) -> dict[str, Any]:
    return {
        "model": endpoint.model,
        "proposals": [_proposal(one) for one in tried if one.refused is None],
        "refused": [_proposal(one) for one in tried if one.refused is not None],
    }


def _proposal(one: Tried) -> dict[str, Any]:
    found: dict[str, Any] = {"language": one.missed.language}
    if one.proposal is not None:
        entry = one.proposal.entry().model_dump(exclude_defaults=True)
        found["entry"] = {
            name: " ".join(word.replace(" ", "_") for word in value) if isinstance(value, tuple) else value
            for name, value in entry.items()
        }
        found["words"] = one.proposal.words
    if one.refused is not None:
        found["refused"] = one.refused
    found |= {"claim": one.missed.claim, "sentence": one.missed.text, "source": one.missed.source}
    if one.refused is None:
        found |= {"tried_on": one.tried_on, "also_reads": list(one.also_reads)}
    return found
