"""What stands beside a rate: history, what carries it, what would change it, what changed; a line each. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from papertiger.reliability.assessing import Change, GroupAnswer, Influence, definitions
from papertiger.report.assessment.page import Voice, capital, rate_text
from papertiger.report.assessment.wording import AssessmentWording


def history(group: GroupAnswer, voice: Voice) -> Iterator[str]:
    """What the rate is compared with, a line each: never a rate without its definition; and what must be said with them."""
    words = voice.words
    for one in group.compared:
        counts = words.counts.format(honoured=one.honoured, due=one.due)
        text = words.compared.format(
            rate=words.share(one.rate),
            counts=counts if one.due is not None else words.published_only,
            definition=voice.say(one.definition, "rates"),
            source=one.source.rstrip("."),
        )
        if one.below is not None and one.words is not None:
            below = words.below.format(words=voice.say(one.words), probability=words.share(one.below))
            text = f"{text} {capital(below)}"
        yield text
    yield from (voice.say(line, "history") for line in group.history)
    if group.compared and all(one.below is None for one in group.compared):
        yield words.not_below.format(thin=f"{definitions().thin:g}")


def influence_text(one: Influence, voice: Voice) -> str:
    """What leaving an origin out does."""
    words = voice.words
    anonymous = words.anonymous if one.anonymous else ""
    if one.median is None:
        return words.influence_thin.format(
            told=one.told, anonymous=anonymous, bits=voice.decimal(one.bits, 2)
        )
    return words.influence.format(told=one.told, anonymous=anonymous, median=words.share(one.median))


def next_texts(group: GroupAnswer, voice: Voice) -> Iterator[tuple[str, str]]:
    """What would change the figure most, and the id of the response."""
    known = {case.response: voice.case(case) for case in group.cases}
    for one in group.next:
        case = known.get(one.response) or voice.say(one.told, "next")
        yield (
            voice.words.next.format(told=case, narrower=voice.words.share(one.narrower)),
            one.response,
        )


def assumed(group: GroupAnswer, voice: Voice) -> Iterator[str]:
    """The figure under other assumptions, a line each."""
    words = voice.words
    for one in group.sensitivity:
        if one.median is not None and one.ninety is not None:
            yield words.assumed.format(
                assumption=voice.say(one.assumption, "assumptions"),
                median=words.share(one.median),
                ninety=words.ends(one.ninety),
            )


def change_texts(group: GroupAnswer, voice: Voice) -> Iterator[tuple[str, str]]:
    """What changed, a line each, and the id of the case. A new test is told by its new response."""
    words, known = voice.words, {case.response: voice.case(case) for case in group.cases}
    for item in group.changes.items if group.changes is not None else ():
        if item.kind == "test" and item.what == "new":
            continue
        own = voice.say(item.told, "changes")
        case = known.get(item.id, own)
        fields = f", {own}" if item.what == "changed" and case != own else ""
        yield f"{words.changes[item.what]}: {case}{fields}{_without(item, words)}", item.id


def _without(item: Change, words: AssessmentWording) -> str:
    return words.without.format(median=words.share(item.median)) if item.median is not None else ""


def before_text(group: GroupAnswer, voice: Voice) -> str:
    """What was known before the changes, or that nothing changed; empty where nobody asked."""
    if group.changes is None:
        return ""
    words, since = voice.words, voice.say(group.changes.since, "since")
    if not group.changes.items:
        return words.no_change.format(since=since)
    earlier = group.changes.before
    return words.since.format(
        since=since, before=rate_text(earlier, words) if earlier else words.nothing_before
    )
