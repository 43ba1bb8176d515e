"""One answer to one question, from a ledger's cases."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from papertiger import __version__
from papertiger.ledger import Ledger
from papertiger.reliability.assessing.answer import Answer, GroupAnswer, ModelLine
from papertiger.reliability.assessing.changing import Before, before, changes
from papertiger.reliability.assessing.definitions import definitions
from papertiger.reliability.assessing.fitting import Full
from papertiger.reliability.assessing.grouped import Grouped, grouped
from papertiger.reliability.assessing.grouping import group_answer
from papertiger.reliability.assessing.measured import Measured
from papertiger.reliability.assessing.question import Question
from papertiger.reliability.assessing.settings import Settings

if TYPE_CHECKING:
    from papertiger.reliability.preparing import Prepared


def assess(
    ledger: Ledger,
    question: Question,
    prepared: Prepared,
    settings: Settings,
    *,
    name: str,
    since: str | None = None,
    as_of: str | None = None,
    full: Full | None = None,
    whole: bool = True,
    keep: bool = True,
) -> Answer:
    """Answer a question about a patron.

    Args:
        ledger: in which the answer is kept; and what changed is looked up in.
        question: what is asked.
        prepared: the patron's cases.
        settings: error rates, priors, model.
        name: how the patron is called in sentences.
        since: tell also what changed, see `changing.before`.
        as_of: ISO day that pending windows are judged by; today by default.
        full: the full model, fitted to all patrons; None for the quick one.
        whole: tell of every response of a large record; see `group_answer`.
        keep: whether to store the answer.

    Raises:
        LedgerError: `since` names nothing.
    """
    now = datetime.now(UTC)
    measured = prepared.measured(as_of or f"{now:%Y-%m-%d}", settings)
    earlier = before(ledger, question.patron, since, measured) if since else None
    names = [question.group] if question.group else list(definitions().groups)
    found = [_group(question.of_group(one), name, measured, earlier, full, whole=whole) for one in names]
    answer = Answer(
        question=question.address,
        patron=question.patron,
        as_of=measured.as_of,
        made=f"{now:%Y-%m-%dT%H:%M:%SZ}",
        ledger=ledger.name,
        evidence=prepared.upto,
        model=_model(settings, full),
        groups=tuple(one for one in found if one is not None),
        not_said=tuple(note.format(patron=name) for note in definitions().not_said),
        model_only_left_out=ledger.left_out().of(question.patron),
    )
    if not keep:
        return answer
    # Cases have their own versions in the ledger; an answer that says the same again is not stored again.
    body = answer.model_dump(
        mode="json", exclude={"groups": {"__all__": {"cases", "cases_left", "changes", "influence", "next"}}}
    )
    last = ledger.last_assessment(question.patron, question.address)
    if (
        last is not None
        and last.config == settings.digest
        and {**last.body, "made": ""} == {**body, "made": ""}
    ):
        return answer.model_copy(update={"id": last.id})
    kept = ledger.keep_assessment(question.patron, question.address, body, prepared.upto, settings.digest)
    return answer.model_copy(update={"id": kept.id})


def _group(
    question: Question,
    name: str,
    measured: Measured,
    earlier: Before | None,
    full: Full | None,
    *,
    whole: bool,
) -> GroupAnswer | None:
    now = grouped(measured, question, name, full.rate if full else None)
    # What stood earlier is rated by the quick model: the full one was fitted to what stands now.
    then = grouped(earlier.measured, question, name) if earlier else None
    if now is None:
        return None
    answer = group_answer(now, whole=whole)
    if earlier is None:
        return answer
    return answer.model_copy(update={"changes": changes(now, earlier, then)})


def figure(measured: Measured, question: Question, name: str) -> Grouped | None:
    """One group of the record, for walking down from its figure."""
    return grouped(measured, question, name)


def _model(settings: Settings, full: Full | None) -> ModelLine:
    groups = definitions().groups
    return ModelLine(
        name="full" if full else "quick",
        version=__version__,
        prior={
            group: f"{settings.prior_of(group).name}: {settings.prior_of(group).source}" for group in groups
        },
        rho=settings.rho,
        measurement=settings.digest,
        notes=full.notes if full else (),
    )
