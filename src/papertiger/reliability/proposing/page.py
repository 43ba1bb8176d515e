"""The rules as tables in Markdown, for the documentation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args

from papertiger.records import DOMAINS
from papertiger.reliability.cases import Outcomes
from papertiger.reliability.proposing.tables import BASES, Occasion, Rule, Rules, rules

BEGIN, END = "<!-- rules: written by scripts/rules_page.py -->", "<!-- end of rules -->"


def between(page: str, found: str) -> str:
    """A page with what stands between the marks replaced."""
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n\n{found}\n{END}{tail}"


def tables(of: Rules | None = None) -> str:
    """All rules and numbers, each with its reason."""
    now = of or rules()
    parts = [
        "### Commitments",
        _table(("rule", "takes", "basis", "why"), [(r.id, _takes(r), r.basis.replace("_", " "), r.why) for r in (*now.commitments, now.came_before)]),
        f"`{now.no_pledge.id}`: {now.no_pledge.why}",
        "### Triggers",
        _table(("rule", "takes", "by", "kind", "severity", "why"), [(r.id, _takes(r), r.by, r.kind, str(r.severity), r.why) for r in now.triggers]),
        f"`{now.requests.id}`: {now.requests.why} `{now.silence.id}`: {now.silence.why}",
        "### Which occasions call on which support, and for how long",
        _table(
            ("domain", "occasions", "days", "why"),
            [(d, ", ".join(now.occasions[d]), str(w.days), w.why) for d, w in sorted(now.windows.items(), key=lambda one: DOMAINS.index(one[0]))],
        ),
        "### Responses",
        _table(("rule", "takes", "says", "why"), [(r.id, _takes(r), _says(r.says), r.why) for r in now.responses]),
        f"Late: {_says(now.late.says)}. {now.late.why} `{now.summary.id}`: {now.summary.why} `{now.forecasts.id}`: {now.forecasts.why}",
        "### Motives",
        _table(("rule", "takes", "says", "why"), [(r.id, _takes(r), r.says, r.why) for r in now.motives]),
        "### Probability that support was due",
        _table(
            ("occasion", *BASES),
            [(kind.replace("_", " "), *(f"{now.due.bases[b].p[kind]:g}" for b in BASES)) for kind in get_args(Occasion) for kind in _flat(kind)],
        ),
        f"No duty: at most {now.due.no_duty.p:g}. Contested: times {now.due.contested.p:g}. No test without a report below {now.silent_from.p:g}: {now.silent_from.why} On what befell the client, of {', '.join(now.silent)} only.",
        "### Lengths of time",
        _table(("name", "days", "why"), [(n, str(d.days), d.why) for n, d in ((n, getattr(now.days, n)) for n in type(now.days).model_fields)]),
        f"Foes: {now.foes.origins} origins. {now.foes.why}",
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def _flat(kind: object) -> tuple[Occasion, ...]:
    """Members of a union of literals."""
    return get_args(kind) or (kind,)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _takes(rule: Rule) -> str:
    """What a rule takes, in words."""
    words = ["`" + "` `".join(rule.predicates) + "`"]
    if rule.polarity == "negated":
        words.append("negated")
    if rule.modalities != ("asserted",):
        words.append(" or ".join(rule.modalities))
    if rule.modes:
        words.append(f"mode {' or '.join(rule.modes)}")
    if rule.domains:
        words.append(f"in {', '.join(rule.domains)}")
    cues = [cue for cue in (rule.cue, rule.also) if cue]
    if cues:
        words.append(f"with words of {' and '.join(cues)}")
    if rule.unless:
        words.append(f"without words of {rule.unless}")
    return ", ".join(words)


def _says(outcomes: Outcomes | None) -> str:
    if outcomes is None:
        return "nothing"
    return ", ".join(f"{name} {value:g}" for name, value in outcomes.model_dump().items() if value)
