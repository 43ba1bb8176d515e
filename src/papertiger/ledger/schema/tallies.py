"""How many claims stand, counted as they come and go: what a front page, a matrix and a timeline ask for.

Counting ten million rows takes seconds; a heavy partnership has hundreds of thousands. Triggers keep these sums, in PostgreSQL when
a transaction commits: by then it holds the lock of the chain of custody, so that two writers never wait for each other's sums in a circle.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    PrimaryKeyConstraint,
    Select,
    Table,
    func,
    literal,
    select,
    union_all,
)

from papertiger.ledger.schema.columns import METADATA, number, text
from papertiger.ledger.schema.evidence import ARTICLES
from papertiger.ledger.schema.standing import STANDING

TALLIES = Table(
    "tallies",
    METADATA,
    text("kind", "family, pair, cell or month (of claims); language (of articles)."),
    text("subject", "State of the subject, as in standing; empty where there is none, or for all."),
    text("object", "State of the object, likewise."),
    text("first", "The family, predicate (of a cell), month (YYYY-MM, empty for undated) or language."),
    text("second", "The domain of a cell; else empty."),
    number("number", "How many there are; 0 where there were some."),
    PrimaryKeyConstraint("kind", "subject", "object", "first", "second", name="tallies_pkey"),
    sqlite_with_rowid=False,
    info={"doc": "How many claims stand of each kind, and articles of each language: derived by triggers."},
)

MONTH = len("YYYY-MM")
_COLUMNS = ", ".join(f'"{column.name}"' for column in TALLIES.columns)
_KEY = ", ".join(f'"{column.name}"' for column in TALLIES.primary_key)
_ADD = f"ON CONFLICT ({_KEY}) DO UPDATE SET number = tallies.number + excluded.number"
_KINDS = {
    "family": ("''", "''", "{0}.family", "''"),
    "pair": ("{1}", "{2}", "''", "''"),
    "cell": ("{1}", "{2}", "{0}.predicate", "{0}.domain"),
    "month": ("{1}", "{2}", f"substr({{0}}.published, 1, {MONTH})", "''"),
}
"""Kind → subject, object, first and second of a row of ``standing``."""


def due() -> CompoundSelect[Any]:
    """What the table must hold, but for rows that count 0."""
    s, nothing = STANDING.c, literal("")
    sides = (func.coalesce(s.subject_state, ""), func.coalesce(s.object_state, ""))
    month = func.substr(s.published, 1, MONTH)
    parts = {
        "family": (nothing, nothing, s.family, nothing),
        "pair": (*sides, nothing, nothing),
        "cell": (*sides, s.predicate, s.domain),
        "month": (*sides, month, nothing),
        "language": (nothing, nothing, ARTICLES.c.language, nothing),
    }
    return union_all(*(_counted(kind, values) for kind, values in parts.items()))


def _counted(kind: str, values: tuple[ColumnElement[str], ...]) -> Select[Any]:
    names = ("subject", "object", "first", "second")
    columns: list[ColumnElement[Any]] = [literal(kind).label("kind")]
    columns += [value.label(name) for value, name in zip(values, names, strict=True)]
    grouped = [value for value in values if not isinstance(value, BindParameter)]
    counted: Select[Any] = select(*columns, func.count().label("number"))
    return counted.group_by(*grouped)


def triggers(dialect: str) -> Iterator[str]:
    """Statements that make the triggers."""
    if dialect == "sqlite":
        yield from _sqlite()
    else:
        yield from _postgresql()


def without_triggers(dialect: str) -> Iterator[str]:
    """Statements that take the triggers away again, for making the table anew."""
    for trigger in ("standing_counted", "standing_uncounted", "articles_counted"):
        of = "" if dialect == "sqlite" else f" ON {trigger.partition('_')[0]}"
        yield f"DROP TRIGGER IF EXISTS {trigger}{of}"


def _sqlite() -> Iterator[str]:
    for name, event, row, step in (("counted", "INSERT", "NEW", 1), ("uncounted", "DELETE", "OLD", -1)):
        yield f"CREATE TRIGGER standing_{name} AFTER {event} ON standing BEGIN {_claim(row, step)}; END"
    yield f"CREATE TRIGGER articles_counted AFTER INSERT ON articles BEGIN {_article('NEW')}; END"


def _postgresql() -> Iterator[str]:
    bodies = {"counted": _claim("NEW", 1), "uncounted": _claim("OLD", -1), "read": _article("NEW")}
    for name, body in bodies.items():
        yield (
            f"CREATE OR REPLACE FUNCTION papertiger_{name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {body}; RETURN NULL; END $$"
        )
    for table, trigger, event, function in (
        ("standing", "counted", "INSERT", "counted"),
        ("standing", "uncounted", "DELETE", "uncounted"),
        ("articles", "counted", "INSERT", "read"),
    ):
        yield (
            f"CREATE CONSTRAINT TRIGGER {table}_{trigger} AFTER {event} ON {table} DEFERRABLE INITIALLY DEFERRED "
            f"FOR EACH ROW EXECUTE FUNCTION papertiger_{function}()"
        )


def _claim(row: str, step: int) -> str:
    sides = [f"coalesce({row}.{role}_state, '')" for role in ("subject", "object")]
    rows = (
        f"('{kind}', {', '.join(value.format(row, *sides) for value in values)}, {step})"
        for kind, values in _KINDS.items()
    )
    return f"INSERT INTO tallies ({_COLUMNS}) VALUES {', '.join(rows)} {_ADD}"  # noqa: S608 - our own names


def _article(row: str) -> str:
    return f"INSERT INTO tallies ({_COLUMNS}) VALUES ('language', '', '', {row}.language, '', 1) {_ADD}"  # noqa: S608 - our own names
