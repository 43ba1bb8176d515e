"""Commitments, tests and responses of a ledger, and what they say of a patron."""

from __future__ import annotations

from pathlib import Path

from papertiger.reliability.assessing import Answer, Model, Question, of_period
from papertiger.reliability.book import Book
from papertiger.reliability.cases import Case
from papertiger.report.assessment.page import Sentences
from papertiger.report.assessment.walk import CasePage, Walk
from papertiger.workbench.assessing import Tell, assessed, case_of, sentences_of, unheard, walked
from papertiger.workbench.recording import chosen as chosen_cases
from papertiger.workbench.verbs.bench import Bench


class Assessing(Bench):
    """Methods that weigh what the ledger holds of a patron. What they work out is kept in the ledger where it may be written."""

    def cases(
        self,
        patron: str | None = None,
        client: str | None = None,
        kind: str | None = None,
        *,
        everything: bool = False,
    ) -> tuple[list[Case], Book]:
        """Commitments, triggers, tests and responses that were asked for, and the book that they are in.

        Args:
            patron: actor id.
            client: actor id.
            kind: commitment, trigger, test or response.
            everything: also what does not stand, such as what persons withdrew.
        """
        return chosen_cases(self.reading, patron, client, kind, None, everything=everything)

    def case(self, named: str) -> CasePage:
        """One case by its id or a beginning that only one has, with the responses that rest on it and its versions.

        Raises:
            LedgerError: there is none, or there are several.
        """
        return case_of(self._opened(keep=False), named)

    def assess(
        self,
        question: str | Question,
        *,
        client: str | None = None,
        domain: str | None = None,
        period: str | None = None,
        since: str | None = None,
        as_of: str | None = None,
        model: Model = "quick",
        measurement: Path | None = None,
        priors: Path | None = None,
        whole: bool = True,
        keep: bool = True,
        tell: Tell = unheard,
    ) -> Answer:
        """How far a patron honoured what it owed when tested: an interval with all that it rests on, or words where that is too thin.

        Args:
            question: the patron's actor id, or a whole question.
            client: only commitments to it; this and the next two narrow a question that is an id.
            domain: only responses in it.
            period: only tests due then: 2024, 2024..2026, 2024.. or ..2026.
            since: also what changed since a date or an earlier assessment's id.
            as_of: day that pending windows are judged by; today where there is none.
            model: quick, or full, which needs the extra bayes and takes about a minute.
            measurement: other error rates of sources (YAML).
            priors: other priors (YAML).
            whole: every case, report and influence.
            keep: store cases and answer in the ledger, where it may be written.
            tell: told what takes long.

        Raises:
            QuestionError: nothing can answer it.
        """
        if isinstance(question, str):
            question = Question(question, None, client, domain, of_period(period) if period else None)
        return assessed(
            self._opened(keep=keep),
            question,
            since=since,
            model=model,
            measurement=measurement,
            priors=priors,
            as_of=as_of,
            whole=whole,
            tell=tell,
        )

    def figure(self, address: str) -> Walk:
        """The figure that an address of an assessment names (``support@RUS,client=VEN``), with what it is computed from.

        Raises:
            QuestionError: it names no figure, or one of no test.
        """
        return walked(self._opened(), address)

    def sentences(self) -> Sentences:
        """Where the sentences behind cases and figures come from, by the ids of claims."""
        return sentences_of(self.reading, self._spoken)
