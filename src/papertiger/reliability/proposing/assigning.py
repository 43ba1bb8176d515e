"""Which test a report speaks of: each report speaks of one response, never of several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from papertiger.records import Domain
from papertiger.reliability.cases import Peril, case_id
from papertiger.reliability.proposing.dates import label
from papertiger.reliability.proposing.drafts import Draft, promised_by
from papertiger.reliability.proposing.facts import Fact, order
from papertiger.reliability.proposing.gathering import Ground
from papertiger.reliability.proposing.matcher import Matcher
from papertiger.reliability.proposing.meant import Promises, Timeline
from papertiger.reliability.proposing.occasions import Occasion, Occasions
from papertiger.reliability.proposing.tables import ResponseRule, Rules
from papertiger.reliability.proposing.undertakings import (
    DueDates,
    Undertaking,
    chance,
    speak_against,
    undertaking,
    undertakings,
)


class Partnership:
    """Tests between one patron and one client."""

    def __init__(
        self, patron: str, ground: Ground, befell: Sequence[Occasion], matcher: Matcher, dates: DueDates
    ) -> None:
        """`befell` is what befell the client by others than the patron."""
        self.patron, self.client, self.ground = patron, ground.client, ground
        self.rules: Rules = matcher.rules
        self.befell = list(befell)
        self.known = undertakings(patron, ground, dates)
        self.drafts: dict[tuple[str, str], Draft] = {}
        self._silences = Occasions(self.rules.days.silence.days, self.rules.days.undated.days)
        self._silent: Timeline | None = None
        """Occasions on which nothing is known to have called on support, once all are known."""
        self._called: dict[str, list[Fact]] = defaultdict(list)
        self.asked = self._ask()
        self._requested = _requested(ground.requests)
        self._timeline = Timeline([*self.befell, *self.asked], self.rules)
        self._due = [self._day_of(one) for one in self.known.values() if one.due]
        self._promises = Promises(self._due, self.rules)
        for owed in self.known.values():
            speak_against(owed, ground)

    def _ask(self) -> list[Occasion]:
        """Note which requests are the call of what befell the client; those that stand alone are occasions."""
        alone = Occasions(self.rules.days.request.days, self.rules.days.undated.days)
        timeline = Timeline(self.befell, self.rules)
        for fact in self.ground.requests:
            called = timeline.called(fact)
            if called is not None:
                self._called[called.id].append(fact)
                continue
            domain = fact.claim.domain
            key = (self.patron, "request", domain)
            one = alone.place(key, fact, self.rules.requests, target=self.client, kind="request")
            one.domain = domain
        return list(alone)

    def assign(self) -> None:
        """Make the tests that reports speak of, and those of dated promises."""
        for one, occasion in self._due:
            self._draft(one, occasion).cell(self._own_domain(one))
        for fact, rule in self.ground.outcomes:
            if rule.opens:
                self._report(fact, rule)
        self._silent = Timeline(self._silences, self.rules)
        for fact, rule in self.ground.outcomes:
            if rule.says is not None and not rule.opens:
                self._report(fact, rule)

    def silent(self, first: Iterable[Occasion], crisis: Callable[[Occasion], str]) -> None:
        """Make the tests of occasions on which nothing is reported though something was due.

        One a crisis and kind of support, and none where the crisis has a test of such support already. Then note forecasts.

        Args:
            first: occasions with which the client came into a crisis.
            crisis: name of the crisis of an occasion.
        """
        tested = {(crisis(d.occasion), domain) for d in self.drafts.values() for domain in d.cells}
        for domain, occasion in [*self._unanswered(), *self._befallen(first)]:
            about = (crisis(occasion), domain)
            if about in tested or not self._recent(occasion):
                continue
            one = self._owed(occasion, domain, occasion.told)
            if self._chance(one, occasion, domain, occasion.told) >= self.rules.silent_from.p:
                self._draft(one, occasion).cell(domain)
                tested.add(about)
        for fact, rule in self.ground.outcomes:
            if rule.says is None:
                self._forecast(fact, rule)

    def _unanswered(self) -> list[tuple[Domain, Occasion]]:
        """What was asked for, and on which occasion."""
        befell = {one.id: one for one in self.befell}
        alone = [(one.domain, one) for one in self.asked if one.domain is not None]
        return alone + [
            (fact.claim.domain, befell[key]) for key, asked in self._called.items() for fact in asked
        ]

    def _befallen(self, first: Iterable[Occasion]) -> Iterator[tuple[Domain, Occasion]]:
        """What had been told to be owed before an occasion of a kind that calls on it, of what is owed on the day itself."""
        calling: Mapping[str, tuple[Peril, ...]] = {
            str(key): kinds for key, kinds in self.rules.occasions.items()
        }
        plain = [one for one in self.known.values() if not one.due and one.obligation in self.rules.silent]
        for occasion in first:
            for one in plain:
                if occasion.kind in calling.get(one.obligation, ()) and one.told_before(occasion.told):
                    yield self._own_domain(one), occasion

    def _recent(self, occasion: Occasion) -> bool:
        told, last = occasion.told, occasion.last
        return told is not None and last is not None and told - last <= self.rules.days.told.days

    def _report(self, fact: Fact, rule: ResponseRule) -> None:
        domain = self._domain(fact, rule)
        meant = self._meant(fact, domain)
        if meant is None:
            if not rule.opens:
                return
            key = (self.patron, "silence", domain)
            occasion = self._silences.place(key, fact, self.rules.silence, target=self.client, kind="request")
            occasion.silent, occasion.domain, occasion.severity = True, domain, 1
            meant = self._owed(occasion, domain, promised_by(fact, self.rules)), occasion
        self._draft(*meant).cell(domain).reports.append((fact, rule))

    def _forecast(self, fact: Fact, rule: ResponseRule) -> None:
        """Keep a forecast beside the response that it would speak of if it were a report."""
        domain = self._domain(fact, rule)
        meant = self._meant(fact, domain)
        draft = self.drafts.get((meant[0].id, meant[1].id)) if meant is not None else None
        if draft is not None and domain in draft.cells:
            draft.cells[domain].forecasts.append((fact, rule))

    def _meant(self, fact: Fact, domain: Domain) -> tuple[Undertaking, Occasion] | None:
        """What was owed and when, as far as a report says."""
        dated = self._promises.told_of(fact, domain)
        if dated is not None:
            return dated
        occasion = self._timeline.told_of(fact, domain)
        if occasion is None and self._silent is not None:
            occasion = self._silent.told_of(fact, domain)
        return (
            None
            if occasion is None
            else (self._owed(occasion, domain, promised_by(fact, self.rules)), occasion)
        )

    def _domain(self, fact: Fact, rule: ResponseRule) -> Domain:
        """What kind of support it speaks of; where it answers a request, what was asked for."""
        if rule.asked != "no":
            asked = self._requested.get(fact.sentence, set())
            if not asked and rule.asked == "article" and fact.claim.domain == "unspecified":
                asked = self._requested.get((fact.article,), set())
            if len(asked) == 1:
                return next(iter(asked))
        return fact.claim.domain

    def _owed(self, occasion: Occasion, domain: Domain, told: int | None) -> Undertaking:
        """What the patron owed on an occasion: what was likeliest due, as told by then, of what covers such support."""
        own, wide = self.known.get((domain, "")), self.known.get(("unspecified", ""))
        fitting = [own] if own else []
        if wide and wide is not own and wide.basis(told) in {"pledged", "agreed"}:
            fitting.append(wide)
        defence = self.known.get(("defence", "")) if occasion.kind == "attack" else None
        if defence and domain in self.rules.defence_covers and defence.basis(told) != "none":
            # First: of two that were as likely due, an attack calls on the duty to defend.
            fitting.insert(0, defence)
        if fitting:
            return max(fitting, key=lambda one: self._chance(one, occasion, domain, told))
        one = self.known[domain, ""] = undertaking(self.patron, self.client, domain)
        speak_against(one, self.ground)
        return one

    def _chance(self, one: Undertaking, occasion: Occasion, domain: Domain, told: int | None) -> float:
        called = bool(self._calls_of(occasion, {domain}))
        return chance(one, occasion, self.rules, called=called, until=told)[0]

    def _calls_of(self, occasion: Occasion, domains: set[Domain]) -> list[Fact]:
        if occasion.kind == "request":
            return [] if occasion.silent else [fact for fact, _ in occasion.evidence]
        asked = self._called[occasion.id]
        return [f for f in asked if "unspecified" in domains or f.claim.domain in domains]

    def _draft(self, one: Undertaking, occasion: Occasion) -> Draft:
        key = (one.id, occasion.id)
        if key not in self.drafts:
            self.drafts[key] = Draft(one, occasion)
        return self.drafts[key]

    def call(self) -> None:
        """Note with each test what the client asked for: such support, or what a report of it names in the same sentence."""
        asked: dict[tuple[str, int, int], list[Fact]] = defaultdict(list)
        for fact in self.ground.requests:
            asked[fact.sentence].append(fact)
        for draft in self.drafts.values():
            if draft.occasion.kind == "due_date":
                continue
            sentences = {fact.sentence for cell in draft.cells.values() for fact, _ in cell.reports}
            calls = {id(f): f for f in self._calls_of(draft.occasion, set(draft.cells))}
            calls |= {id(f): f for sentence in sentences for f in asked.get(sentence, ())}
            draft.calls = sorted(calls.values(), key=order)

    def _own_domain(self, one: Undertaking) -> Domain:
        return next((domain for domain in self.rules.windows if domain == one.obligation), "military")

    def _day_of(self, one: Undertaking) -> tuple[Undertaking, Occasion]:
        first, last = one.due or (None, None)
        identity = case_id("trigger", self.client, self.patron, "due_date", one.obligation, label(last, last))
        day = Occasion(
            identity,
            self.client,
            "due_date",
            first,
            last,
            min((f.told for f, _ in one.evidence if f.told), default=None),
        )
        for fact, rule in one.evidence:
            day.add(fact, rule)
        return one, day


def _requested(found: Iterable[Fact]) -> dict[tuple[object, ...], set[Domain]]:
    """What was asked for, by sentence and by article."""
    asked: dict[tuple[object, ...], set[Domain]] = defaultdict(set)
    for fact in found:
        if fact.claim.domain != "unspecified":
            asked[fact.sentence].add(fact.claim.domain)
            asked[fact.article,].add(fact.claim.domain)
    return asked
