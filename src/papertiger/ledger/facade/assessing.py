"""What assessments are made of, and what they found; and runs of scenarios."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from papertiger.ledger import assessments, cases, simulated
from papertiger.ledger import resting as _resting
from papertiger.ledger.assessments import Made, StoredAssessment
from papertiger.ledger.cases import CaseRow, NewCase
from papertiger.ledger.facade.opened import BATCH, Opened
from papertiger.ledger.resting import Resting
from papertiger.ledger.simulated import StoredRun


class Assessing(Opened):
    """Methods that keep and tell commitments, triggers, tests, responses and assessments."""

    def cases(
        self,
        patron: str | None = None,
        until: str | None = None,
        responses: Collection[str] | None = None,
        seen_by: str | None = None,
    ) -> Iterator[CaseRow]:
        """All versions of commitments, triggers, tests and responses, in this order; of one kind by id and version.

        Args:
            patron: only its commitments and tests, and the triggers and responses of those tests.
            until: only what was stored by then: ISO 8601, a day (taken whole) or a moment (UTC unless it says otherwise).
            responses: only these, by id, and the tests, triggers and commitments that they rest on; some hundreds at most.
            seen_by: only what this ledger held when the assessment with this id was made.
        """
        query = cases.cases(patron, until, responses, seen_by)
        with self._reading() as connection:
            for row in connection.execution_options(yield_per=BATCH).execute(query):
                yield cases.case_row(row)

    def case_versions(self, id_prefix: str) -> tuple[CaseRow, ...]:
        """All versions of the case whose id is `id_prefix`, or of the only one whose id begins with it.

        Raises:
            LedgerError: there is none, or there are several; the message lists them.
        """
        with self._reading() as connection:
            return cases.versions(connection, id_prefix)

    def resting(self, claim: str, states: Collection[str]) -> tuple[Resting, ...]:
        """Commitments, triggers, tests and responses between `states` whose last version rests on the claim with this whole id."""
        with self._reading() as connection:
            return _resting.resting(connection, claim, states)

    def keep_cases(self, new: Sequence[NewCase], *, by: str | None, config: str | None = None) -> int:
        """Append versions of cases in one entry, or none; how many, for what the program proposed before is not stored again.

        Args:
            new: see `papertiger.reliability.book` for what their bodies say.
            by: the person who enters or decides; None where the program proposes.
            config: digest of the data files that the proposals rest on.
        """
        stored: int = self._writing(lambda: cases.keep(self._pen, new, by=by, config=config))
        return stored

    def evidence_upto(self) -> str:
        """A digest that changes exactly when something came beside the program's own proposals, assessments and runs of scenarios."""
        with self._reading() as connection:
            return cases.evidence_upto(connection)

    def assessments(self, patron: str | None = None) -> tuple[StoredAssessment, ...]:
        """Assessments that were kept, of a patron or all, the oldest first."""
        with self._reading() as connection:
            return tuple(assessments.of_patron(connection, patron))

    def assessments_made(self, patron: str | None = None) -> tuple[Made, ...]:
        """That assessments were made, of a patron or all, the newest first, without what they say."""
        with self._reading() as connection:
            return tuple(assessments.made(connection, patron))

    def assessment(self, id_prefix: str) -> StoredAssessment:
        """The assessment whose id is `id_prefix`, or the only one whose id begins with it; else LedgerError."""
        with self._reading() as connection:
            return assessments.named(connection, id_prefix)

    def last_assessment(self, patron: str, question: str) -> StoredAssessment | None:
        """The last assessment of a patron that answered `question`; None where there is none."""
        with self._reading() as connection:
            return assessments.last(connection, patron, question)

    def keep_assessment(
        self, patron: str, question: str, body: Mapping[str, Any], upto: str, config: str | None = None
    ) -> StoredAssessment:
        """Store an assessment.

        Args:
            patron: actor id.
            question: what was asked, or a digest of it: what `last_assessment` is asked by.
            body: the answer, as JSON.
            upto: `evidence_upto` as it was when the evidence was read.
            config: digest of the data files and settings in force.
        """
        kept: StoredAssessment = self._writing(
            lambda: assessments.keep(self._pen, patron, question, body, upto, config)
        )
        return kept

    def scenario_runs(self, scenario: str | None = None) -> tuple[StoredRun, ...]:
        """Runs of scenarios that were kept, of the one so named or all, the oldest first."""
        with self._reading() as connection:
            return tuple(simulated.of_scenario(connection, scenario))

    def keep_scenario_run(
        self, scenario: str, digest: str, seed: int, body: Mapping[str, Any], config: str | None = None
    ) -> StoredRun:
        """Store a run of a scenario.

        Args:
            scenario: its name.
            digest: of its file and of the tables of the model.
            seed: of its random numbers.
            body: settings and summary, as JSON.
            config: digest of the data files and settings in force.
        """
        kept: StoredRun = self._writing(
            lambda: simulated.keep(self._pen, scenario, digest, seed, body, config)
        )
        return kept
