"""Warnings in words: what was found, why it is unusual, how often chance brings as much, what was covered, what would make it a hit.

Made from the body of a warning (`papertiger.warning.body`) and nothing else, so that a stored warning says the same wherever and whenever
it is shown. Every number stands with what it counts, and beside claims stands the number of independent origins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from papertiger.report.formatting import day, listed, number, per_cent
from papertiger.report.languages import DEFAULT, Language
from papertiger.report.names import actor_name
from papertiger.report.warningwords import WarningWords, warning_words
from papertiger.report.wording import wording
from papertiger.warning.body import finding_of
from papertiger.warning.rules.threats import THIN
from papertiger.warning.values import Finding, Surprise

_RAREST: Final = 0.001
"""Times a year below which a number would say more than is known."""
_ONCE: Final = 0.95
_TWICE: Final = 1.05
_FEW: Final = 10


@dataclass(frozen=True, slots=True)
class Quoted:
    """One sentence behind a warning."""

    claim: str
    quote: str
    about: str
    """Day, outlet and speaker in a line."""
    language: str
    mark: str = ""
    """What is special of it."""


@dataclass(frozen=True, slots=True)
class Told:
    """A warning in one language."""

    rule: str
    """Name, without version."""
    kind: str
    """warning, unseen or outage."""
    title: str
    statement: str
    """What was found: one or two sentences."""
    why: tuple[str, ...]
    """What makes it unusual, and what qualifies it."""
    chance: str
    coverage: str
    hit: str
    sentences: tuple[Quoted, ...]
    """One for each independent origin, the newest first."""
    beside: Mapping[str, tuple[Quoted, ...]]
    """Label → sentences that stand beside it: force already reported, the supply."""
    left_out: int
    """Sentences that the body has no room for."""


def told(body: Mapping[str, Any], language: Language = DEFAULT) -> Told:
    """A warning in words, from its body."""
    return _Telling(body, language).told()


class _Telling:
    def __init__(self, body: Mapping[str, Any], language: Language) -> None:
        self.body, self.language = body, language
        self.words: WarningWords = warning_words(language)
        self.finding: Finding = finding_of(body)
        self.reason = self.finding.reason
        self.rule = self.finding.rule.partition(".")[0]
        self.kind = str(self.reason["kind"])
        about = self.finding.about
        self.who = self._name(about[0])
        self.whom = self._name(about[1]) if len(about) > 1 else ""

    def told(self) -> Told:
        unseen = self.kind == "unseen"
        return Told(
            rule=self.rule,
            kind=self.kind,
            title=self._title(),
            statement=self._unseen() if unseen else self._statement(),
            why=tuple(self._why()),
            chance="" if unseen or self.kind == "outage" else self._chance(),
            coverage=self._coverage(),
            hit=self._hit(),
            sentences=tuple(self._sentences(self.finding.indications)),
            beside={
                self.words.labels[name]: tuple(self._sentences(claims))
                for name, claims in self.finding.also.items()
                if name in {"force", "supplies"}
            },
            left_out=len(set(self.finding.indications) - self._known.keys()),
        )

    def _title(self) -> str:
        own = self.words.rules.get(self.rule, {})
        if self.kind == "unseen" and self.rule != "unanswered":
            return self._say("unseen_title", watches=str(self.body["watch"]["id"]))
        which = "title"
        if self.rule == "unanswered" and not self._count("requests"):
            which = "title_due"
        elif self.rule == "threats" and self.reason["basis"] == "stated":
            which = "title_stated"
        elif self.rule == "silence" and self.reason["of"] == "speaker":
            which = "title_one"
        elif self.rule == "outage":
            which = f"title_{self.reason['state']}"
            if self.finding.about == ("*",):
                which = "title_many_unasked" if self.reason["state"] == "unasked" else "title_many"
        rung = self.words.rungs.get(str(self.reason.get("rung")), "")
        return own[which].format(
            who=self.who, whom=self.whom, rung=rung, sources=self._many("sources", self._count("sources"))
        )

    def _statement(self) -> str:
        return {
            "threats": self._threats,
            "escalation": self._escalation,
            "unanswered": self._unanswered,
            "burden": self._burden,
            "distrust": self._distrust,
            "supplier": self._supplier,
            "silence": self._silence,
            "outage": self._outage,
        }[self.rule]()

    def _threats(self) -> str:
        first, last = self._day("since"), self._day("latest")
        span = first if first == last else f"{first} – {last}"
        return self._own(
            "counted",
            statements=self._many("statements", self._count("statements")),
            origins=self._many("by_origins", self._count("origins")),
            span=span,
        )

    def _escalation(self) -> str:
        steps = [self.words.rungs[step] for step in str(self.reason["steps"]).split(", ")]
        usual = self.reason["usual"]
        before = (
            self._own("usual", usual=self.words.rungs[str(usual)])
            if usual is not None
            else self._own("no_usual")
        )
        counted = self._own(
            "counted",
            days=self._many("days", self.body["watch"]["window_days"]),
            steps=" → ".join(steps),
            rung=self.words.rungs[str(self.reason["rung"])],
            origins=self._many("by_origins", self._count("origins")),
            latest=self._day("latest"),
        )
        return f"{counted} {before}"

    def _unanswered(self) -> str:
        counted = self._own(
            "counted",
            calls=self._many("calls", self._count("calls")),
            requests=self._number("requests"),
            oldest=self._day("oldest"),
            domains=self._domains(str(self.reason["domains"]).split(", ")),
        )
        due = (
            self._say("stated_due", due=self._day("due"))
            if self.reason["stated_due"]
            else self._say(
                "taken_due", due=self._day("due"), days=self._many("days", self._count("window_days"))
            )
        )
        return f"{counted} {due} {self._say('none_found', day=day(self.finding.day, self.language))}"

    def _burden(self) -> str:
        kinds = {
            name: self._number(name) for name in ("constrained", "lacking", "war", "requests", "clients")
        }
        return self._own("counted", origins=self._many("origins", self._count("origins")), **kinds)

    def _distrust(self) -> str:
        return self._own(
            "counted",
            clients=self._many("clients", self._count("clients")),
            all_clients=self._number("all_clients"),
            names=listed([self._name(one) for one in self.finding.about[1:]], self.language),
            new_clients=self._number("new_clients"),
            origins=self._many("by_origins", self._count("origins")),
        )

    def _supplier(self) -> str:
        domain = self.reason["domain"]
        return self._own(
            "counted",
            origins=self._many("origins", self._count("origins")),
            domain=self._domains([str(domain or "unspecified")]),
            supply_origins=self._many("by_origins", self._count("supply_origins")),
            **{name: self._number(name) for name in ("assault", "coerce", "sanction", "protest")},
        )

    def _silence(self) -> str:
        counted = self._own(
            "counted",
            origins=self._many("origins", self._count("origins")),
            days=self._many("days", self.body["watch"]["window_days"]),
            last=self._day("last"),
        )
        return f"{counted} {self._say('silence_is')}"

    def _outage(self) -> str:
        state = str(self.reason["state"])
        if self.finding.about == ("*",):
            said = self._own("many", names=str(self.reason["names"]))
            left = self._count("sources") - len(str(self.reason["names"]).split(", "))
            said += f" {self._say('more', number=number(left, self.language))}." if left > 0 else "."
        else:
            which = "failed_never" if state == "failed" and self.reason["last"] is None else state
            gap = self.reason["gap"]
            said = self._own(
                which,
                days=self._many("days", self._count("days")),
                last=self._day("last") if self.reason["last"] is not None else "—",
                gap=self._many("days", float(gap)) if isinstance(gap, int) else "—",
            )
        return f"{said} {self._say('collection')}"

    def _unseen(self) -> str:
        if self.rule == "unanswered":
            return self._say("unseen_call", oldest=self._day("oldest"), share=self._share())
        return self._say("unseen", share=self._share(), days=self._window())

    def _why(self) -> Iterator[str]:
        surprise = self.finding.surprise
        if self.reason.get("basis") == "stated":
            yield self._say(
                "stated",
                days_seen=self._many("days", self._count("days_seen")),
                thin=number(THIN, self.language),
            )
            yield self._say("thin", origins=self._many("origins", self._count("origins")))
        elif surprise is not None and self.rule != "escalation":
            yield self._expected(surprise)
        if self._count("repeated"):
            yield self._say("repeated", repeated=self._many("reports", self._count("repeated")))
        if self._count("retold"):
            yield self._say("retold", retold=self._many("reports", self._count("retold")))
        if self.rule == "threats" and isinstance(self.reason.get("others_expected"), int | float):
            yield self._say(
                "others",
                side=self._name(str(self.reason["side"])),
                number=self._many("statements", self._count("against_others")),
                expected=self._amount(float(str(self.reason["others_expected"]))),
            )
        if self.reason.get("followed_by"):
            yield self._say(
                "announced",
                side=self._name(str(self.reason["side"])),
                whom=self.whom,
                origins=self._many("by_origins", self._count("followed_origins")),
            )
        standing = self.body["standing"]
        if standing["kind"] == "grown":
            yield self._say("follow_up", first=str(standing["first"])[:10])
        if self.body["retrospective"] and self.kind == "warning":
            yield self._say("retrospective")
        if note := self.body["watch"]["note"]:
            yield self._say("note", note=note)

    def _expected(self, surprise: Surprise) -> str:
        alarm = self.reason.get("alarm_day")
        filled = {
            "count": self._amount(surprise.count),
            "days": self._many("days", surprise.days),
            "expected": self._amount(surprise.expected),
            "history": self._many("days", surprise.history_days),
        }
        if not isinstance(alarm, str):
            return self._say("few_expected", **filled)
        ends = {"low": self._amount(surprise.low), "high": self._amount(surprise.high)}
        return self._say("expected", day=day(alarm, self.language), **ends, **filled)

    def _chance(self) -> str:
        surprise = self.finding.surprise
        if surprise is None or self.reason.get("basis") == "stated":
            return self._say("no_chance")
        which = {"silence": "often_low", "escalation": "often_climb"}.get(self.rule, "often")
        return self._say(
            which,
            often=self._often(surprise.per_year),
            allowed=self._often(float(self.body["false_alarms_per_year"])),
            list=self._often(float(self.body["watchlist"]["false_alarms_per_year"])),
        )

    def _often(self, per_year: float) -> str:
        if per_year < _RAREST:
            return self._say("rarer")
        if per_year < _ONCE:
            years = 1 / per_year
            shown = round(years) if years >= _FEW else round(years, 1)
            return self._say("once_in", years=self._many("years", shown))
        if per_year < _TWICE:
            return self._say("once_a_year")
        shown = round(per_year) if per_year >= _FEW else round(per_year, 1)
        return self._say("times_a_year", times=self._many("times", shown))

    def _coverage(self) -> str:
        followed, answered = self._count("sources_followed"), self._count("sources_answered")
        if not followed:
            return self._say(
                "no_sources",
                articles=self._many("articles", self._count("articles")),
                days=self._window(),
                share=self._share(),
            )
        of = self._many("of_sources", followed)
        first = (
            self._say("answered_all", followed=self._many("sources", followed))
            if answered >= followed
            else self._say(
                "answered",
                answered=number(answered, self.language),
                followed=of,
                since=self._day("sources_since"),
            )
        )
        return f"{first} {self._say('share', days=self._window(), share=self._share())}"

    def _hit(self) -> str:
        finding = self.finding
        if self.kind != "warning":
            return ""
        if not finding.awaited:
            return self._say("no_hit")
        what = self._own("hit", side=self._name(str(self.reason.get("side", finding.about[0]))))
        until = finding.day + timedelta(days=finding.horizon_days)
        said = self._say(
            "hit", what=what, day=day(finding.day, self.language), until=day(until, self.language)
        )
        if self.reason.get("followed_by"):
            return f"{said} {self._say('after')}"
        if finding.probability is None or finding.base_rate is None:
            return f"{said} {self._say('no_probability')}"
        horizon = self._many("days", finding.horizon_days)
        chance = self._say(
            "probability",
            probability=per_cent(finding.probability, self.language),
            base=per_cent(finding.base_rate, self.language),
            definition=self._say("definition", horizon=horizon),
        )
        return f"{said} {chance}"

    @property
    def _known(self) -> dict[str, Mapping[str, Any]]:
        return {str(one["claim"]): one for one in self.body["sentences"]}

    def _sentences(self, claims: Sequence[str]) -> Iterator[Quoted]:
        known = self._known
        for claim in claims:
            one = known.get(claim)
            if one is None:
                continue
            when = day(one["day"], self.language)
            parts = [
                when if one["dated"] else self._say("undated", day=when),
                self._said_by(one),
            ]
            mark = self._say("repeated_mark") if one["repeated"] else ""
            about = " · ".join(part for part in parts if part)
            yield Quoted(claim, str(one["quote"]), about, str(one["language"]), mark)

    def _said_by(self, one: Mapping[str, Any]) -> str:
        """The chain from the outlet to the speaker: ``Harbour Post › Bloomberg › officials (anonymous)``."""
        words = wording(self.language)
        steps = [f"{name} ({words.anonymous})" if nameless else str(name) for name, nameless in one["chain"]]
        if steps and not one["outlet"]:
            steps[0] = words.outlet_unknown
        if not steps:
            steps = [str(one["outlet"] or words.outlet_unknown)]
            steps += [self._name(one["speaker"])] if one["speaker"] else []
        return " › ".join(steps)

    def _say(self, which: str, **filled: str) -> str:
        return _ended(self.words.texts[which].format(**filled))

    def _own(self, which: str, **filled: str) -> str:
        return _ended(self.words.rules[self.rule][which].format(who=self.who, whom=self.whom, **filled))

    def _many(self, name: str, count: float) -> str:
        return self.words.many(name, count, self.language)

    def _count(self, name: str) -> int:
        value = self.reason.get(name)
        return int(value) if isinstance(value, int | float) else 0

    def _number(self, name: str) -> str:
        return number(self._count(name), self.language)

    def _amount(self, value: float) -> str:
        return number(round(value, 0 if value >= _FEW or value == int(value) else 2), self.language)

    def _share(self) -> str:
        return per_cent(float(str(self.reason["coverage"])), self.language)

    def _window(self) -> str:
        days = self.body["watch"]["window_days"]
        if self.rule == "unanswered":
            days = (self.finding.day - date.fromisoformat(str(self.reason["oldest"]))).days + 1
        return self._many("days", days)

    def _day(self, name: str) -> str:
        return day(str(self.reason[name]), self.language)

    def _domains(self, names: Sequence[str]) -> str:
        known = wording(self.language).domains
        return listed([known[one].label for one in names if one in known], self.language)

    def _name(self, actor: str) -> str:
        return actor if self.rule == "outage" or actor == "*" else actor_name(actor, self.language)


def _ended(text: str) -> str:
    """A sentence with one full stop where an abbreviation ends it: ``2026 р.``."""
    return text.replace(".. ", ". ").removesuffix("..") + ("." if text.endswith("..") else "")
