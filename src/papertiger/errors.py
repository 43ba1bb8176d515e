"""Every exception that papertiger raises on purpose.

    PapertigerError
    ├── DataFileError      a data file (names, frames, cues) breaks its schema: file, line, cure
    ├── SourceListProblems everything that is wrong with a list of sources to follow, each a DataFileError
    ├── SettingsError      a setting has a value that cannot be used
    ├── ArticleError       an input cannot be read as an article: path, row, reason, cure
    ├── FetchError         an address is not fetched, or what it gave is not taken: address, kind, reason, cure
    ├── EndpointError      a language model gives no answer that can be used: kind, reason, cure
    ├── SpentError         a run would use more tokens of a language model than it may
    ├── UnansweredError    a language model answers nothing at all, so the run ends
    ├── PipelineError      a language pipeline is missing or damaged
    ├── QuoteError         a quote is not an exact substring of the frozen text
    ├── HistoryError       a published data set cannot be counted: file, column, cure
    ├── ReviewError        a person's decision cannot be taken as it is: field, value, what there is
    │   └── OutdatedError  it was taken on a version that stands no more
    ├── CaseError          a commitment, trigger, test or response cannot be taken as it is: field, value, what there is
    ├── ScenarioError      a scenario cannot be taken as it is: key path, problem, cure
    ├── ScenarioProblems   everything that is wrong with a scenario file, each a ScenarioError
    ├── WatchlistError     a watchlist cannot be taken as it is: file, key path, problem, cure
    ├── WatchlistProblems  everything that is wrong with a watchlist, each a WatchlistError
    ├── ModelError         a model (of honour rates, of a scenario) cannot be run, or its answer cannot be trusted
    └── LedgerError        the ledger cannot be opened or refuses a write
        ├── TooSlowError   a question takes longer than a reader of this kind may take
        └── UnknownError   the ledger holds nothing that is called so

A message says what is wrong, shows the value, and names the cure. Constructor arguments stay available as
attributes, so that a log or a program can use the fields.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial


class PapertigerError(Exception):
    """Base of all errors raised on purpose; the command line prints them as one line."""

    def __reduce__(self) -> tuple[Callable[..., PapertigerError], tuple[object, ...]]:
        """Sent from a worker to who it works for, an error keeps message and attributes."""
        return _restored, (type(self), self.args, self.__dict__)


def _restored(
    kind: type[PapertigerError], args: tuple[object, ...], attributes: dict[str, object]
) -> PapertigerError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(attributes)
    return error


class DataFileError(PapertigerError):
    """A data file breaks its schema."""

    def __init__(self, file: str, line: int | None, problem: str) -> None:
        """Keep the place: `file` as shown to the user, `line` from 1, or None when the whole file is meant."""
        self.file, self.line, self.problem = file, line, problem
        where = f"{file}:{line}" if line else file
        super().__init__(f"{where}: {problem}")


class SourceListProblems(PapertigerError):  # noqa: N818 - it is several errors
    """A list of sources cannot be used as it is; everything that is wrong with it."""

    def __init__(self, problems: Sequence[DataFileError]) -> None:
        """Keep every problem; there is at least one. The command line prints one line each."""
        self.problems = tuple(problems)
        super().__init__(" | ".join(str(one) for one in self.problems))


class SettingsError(PapertigerError):
    """A setting has a value that cannot be used."""


class ArticleError(PapertigerError):
    """An input cannot be read as an article; the rest of the batch goes on."""

    def __init__(self, path: str, problem: str, *, row: int | None = None, cure: str = "") -> None:
        """Keep the place: `path` as given by the user, `row` from 1 for row-based files."""
        self.path, self.row, self.problem, self.cure = path, row, problem, cure
        where = f"{path}, row {row}" if row is not None else path
        super().__init__(f"{where}: {problem}" + (f" ({cure})" if cure else ""))


class FetchError(PapertigerError):
    """An address is not fetched, or what it gave is not taken."""

    def __init__(
        self,
        address: str,
        problem: str,
        *,
        kind: str,
        cure: str = "",
        status: int | None = None,
        headers: Mapping[str, str] | None = None,
        retry_after: float | None = None,
    ) -> None:
        """Keep the place: `address` as it was asked for or redirected to, `kind` a name that programs tell causes apart by.

        Where a server answered, its `status` and the `headers` that are kept of an answer stand beside them; `retry_after`
        is how many seconds it asks to be left alone, None where it asks nothing.

        Kinds: ``address`` ``scheme`` ``credentials`` ``port`` ``private`` ``unresolved`` ``connection`` ``certificate``
        ``protocol`` ``redirect`` ``status`` ``type`` ``encoding`` ``large`` ``slow``.
        """
        self.address, self.problem, self.kind, self.cure = address, problem, kind, cure
        self.status, self.headers, self.retry_after = status, dict(headers or {}), retry_after
        shown = address if len(address) <= _LONGEST_ADDRESS else address[:_LONGEST_ADDRESS] + "…"
        message = f"{shown}: {problem}" + (f" ({cure})" if cure else "")
        # What a server wrote may hold line breaks and terminal codes.
        super().__init__("".join(c if c.isprintable() else ascii(c)[1:-1] for c in message))


_LONGEST_ADDRESS = 200
"""Characters of an address that a message shows."""


class EndpointError(PapertigerError):
    """A language model gives no answer that can be used."""

    def __init__(self, problem: str, cure: str, kind: str, *, ends: bool = False) -> None:
        """Keep what went wrong.

        `kind` is unreachable, timeout, rate_limited, refused, declined (this text alone), failed, too_large, broken or cut; `ends` says that no other request of the run can do better, as after a refused key: none is sent any more.
        """
        self.problem, self.cure, self.kind, self.ends = problem, cure, kind, ends
        super().__init__(f"{problem}; {cure}" if cure else problem)


class SpentError(PapertigerError):
    """A run would use more tokens of a language model than it may."""

    def __init__(self, used: int, wanted: int, most: int) -> None:
        """Keep how many tokens were used, how many one more request would take, and the cap."""
        self.used, self.wanted, self.most = used, wanted, most
        least = "" if used else f" to {wanted:,}"
        super().__init__(
            f"the cap of {most:,} tokens could be passed: {used:,} are used or may be, and the next request may take {wanted:,}; raise PAPERTIGER_LLM_MOST_TOKENS{least} to go on"
        )


class UnansweredError(PapertigerError):
    """A language model answers nothing at all: the next question would fare no better, so the run ends."""

    def __init__(self, problem: str, cure: str) -> None:
        """Keep what went wrong, and what to do."""
        self.problem, self.cure = problem, cure
        super().__init__(f"{problem}; {cure}" if cure else problem)


class PipelineError(PapertigerError):
    """A language pipeline is missing or damaged."""


class QuoteError(PapertigerError):
    """A quote is not an exact substring of the frozen text, so it may not enter the ledger."""


class HistoryError(PapertigerError):
    """A published data set cannot be counted."""

    def __init__(self, file: str, column: str | None, problem: str) -> None:
        """Keep the place: `file` as shown to the user, the `column` or None when the whole file is meant, the `problem` with its cure."""
        self.file, self.column, self.problem = file, column, problem
        where = f"{file}, column {column}" if column else file
        super().__init__(f"{where}: {problem}")


class ReviewError(PapertigerError):
    """A person's decision on a claim cannot be taken as it is."""

    def __init__(self, field: str, value: object, problem: str) -> None:
        """Keep the place: `field` of the claim or of the decision, the `value` given, and the `problem` with its cure."""
        self.field, self.value, self.problem = field, value, problem
        super().__init__(f"{field}: {value!r} {problem}")


class OutdatedError(ReviewError):
    """A decision was taken on a version of a claim that stands no more; nothing was stored."""


class CaseError(PapertigerError):
    """A commitment, trigger, test or response, or a change of one, cannot be taken as it is."""

    def __init__(self, field: str, value: object, problem: str, *, case: str | None = None) -> None:
        """Keep the place: `field` of the case, the `value` given, the `problem` with its cure, and the id of the `case`."""
        self.field, self.value, self.problem, self.case = field, value, problem, case
        of = f"{case}, " if case and case != field else ""
        given = f"{value!r} " if value is not None else ""
        super().__init__(f"{of}{field}: {given if len(given) < _LONGEST else ''}{problem}")


_LONGEST = 80
"""Characters of a value that a message shows."""


class ScenarioError(PapertigerError):
    """A scenario cannot be taken as it is; nothing is run."""

    def __init__(self, key: str, problem: str, cure: str = "", *, file: str | None = None) -> None:
        """Keep the place: `key` is the path of the key (`patrons.RUS.capacity.arms`), `file` as given by the user."""
        self.key, self.problem, self.cure, self.file = key, problem, cure, file
        where = f"{file}: {key}" if file else key
        super().__init__(f"{where}: {problem}" + (f"; {cure}" if cure else ""))

    def __reduce__(self) -> tuple[partial[ScenarioError], tuple[str, str, str]]:
        """How a worker process sends it; without this an exception is made again from its message alone, which fails."""
        return partial(type(self), file=self.file), (self.key, self.problem, self.cure)


class ScenarioProblems(PapertigerError):  # noqa: N818 - it is several errors
    """A scenario file cannot be taken as it is; everything that is wrong with it."""

    def __init__(self, problems: Sequence[ScenarioError]) -> None:
        """Keep every problem; there is at least one. The command line prints one line each."""
        self.problems = tuple(problems)
        super().__init__(" | ".join(str(one) for one in self.problems))


class KeyedError(PapertigerError):
    """A key of a file that a user wrote cannot be taken as it is."""

    def __init__(self, file: str, key: str, problem: str, cure: str = "") -> None:
        """Keep the place: `file` as given by the user, `key` the path of the key (`watch[0].who[1]`)."""
        self.file, self.key, self.problem, self.cure = file, key, problem, cure
        super().__init__(f"{file}: {key}: {problem}" + (f"; {cure}" if cure else ""))


class WatchlistError(KeyedError):
    """A watchlist cannot be taken as it is; nothing is watched."""


class DeliveryError(KeyedError):
    """A file that says where warnings go cannot be taken as it is; nothing is sent."""


class KeyedProblems(PapertigerError):  # noqa: N818 - it is several errors
    """Everything that is wrong with a file that a user wrote."""

    def __init__(self, problems: Sequence[KeyedError]) -> None:
        """Keep every problem; there is at least one. The command line prints one line each."""
        self.problems = tuple(problems)
        super().__init__(" | ".join(str(one) for one in self.problems))


class WatchlistProblems(KeyedProblems):
    """A file is no watchlist; everything that is wrong with it."""


class DeliveryProblems(KeyedProblems):
    """A file does not say where warnings go; everything that is wrong with it."""


class ModelError(PapertigerError):
    """A model cannot be run, or what it answers cannot be trusted."""


class LedgerError(PapertigerError):
    """The ledger cannot be opened, or refuses a write."""


class TooSlowError(LedgerError):
    """A question takes longer than it may; the message says how to narrow it."""


class UnknownError(LedgerError):
    """The ledger holds nothing that is called so."""
