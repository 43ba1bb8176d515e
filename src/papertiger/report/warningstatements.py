"""What a warning found, in a sentence or two: one function a rule."""

from __future__ import annotations

from papertiger.report.formatting import day, listed, number
from papertiger.report.warningvoice import Voice


def title(voice: Voice) -> str:
    """The line that names the warning."""
    own = voice.words.rules.get(voice.rule, {})
    if voice.kind == "unseen" and voice.rule != "unanswered":
        return voice.say("unseen_title", watches=str(voice.body["watch"]["id"]))
    which = "title"
    if voice.rule == "unanswered" and not voice.count("requests"):
        which = "title_due"
    elif voice.rule == "threats" and voice.reason["basis"] == "stated":
        which = "title_stated"
    elif voice.rule == "silence" and voice.reason["of"] == "speaker":
        which = "title_one"
    elif voice.rule == "outage":
        which = f"title_{voice.reason['state']}"
        if voice.finding.about == ("*",):
            state = voice.reason["state"]
            which = "title_many" if state == "failed" else f"title_many_{state}"
    rung = voice.words.rungs.get(str(voice.reason.get("rung")), "")
    return own[which].format(
        who=voice.who, whom=voice.whom, rung=rung, sources=voice.many("sources", voice.count("sources"))
    )


def statement(voice: Voice) -> str:
    """What the rule found."""
    return {
        "threats": _threats,
        "escalation": _escalation,
        "unanswered": _unanswered,
        "burden": _burden,
        "distrust": _distrust,
        "supplier": _supplier,
        "silence": _silence,
        "outage": _outage,
    }[voice.rule](voice)


def _threats(voice: Voice) -> str:
    first, last = voice.day("since"), voice.day("latest")
    span = first if first == last else f"{first} – {last}"
    return voice.own(
        "counted",
        statements=voice.many("statements", voice.count("statements")),
        origins=voice.many("by_origins", voice.count("origins")),
        span=span,
    )


def _escalation(voice: Voice) -> str:
    steps = [voice.words.rungs[step] for step in str(voice.reason["steps"]).split(", ")]
    usual = voice.reason["usual"]
    before = (
        voice.own("usual", usual=voice.words.rungs[str(usual)])
        if usual is not None
        else voice.own("no_usual")
    )
    counted = voice.own(
        "counted",
        days=voice.many("days", voice.body["watch"]["window_days"]),
        steps=" → ".join(steps),
        rung=voice.words.rungs[str(voice.reason["rung"])],
        origins=voice.many("by_origins", voice.count("origins")),
        latest=voice.day("latest"),
    )
    return f"{counted} {before}"


def _unanswered(voice: Voice) -> str:
    counted = voice.own(
        "counted",
        calls=voice.many("calls", voice.count("calls")),
        requests=voice.number("requests"),
        oldest=voice.day("oldest"),
        domains=voice.domains(str(voice.reason["domains"]).split(", ")),
    )
    if voice.reason["stated_due"]:
        due = voice.say("stated_due", due=voice.day("due"))
    elif voice.reason.get("usual_due"):
        due = voice.say("usual_due", due=voice.day("due"))
    else:
        days = voice.many("days", voice.count("window_days"))
        due = voice.say("taken_due", due=voice.day("due"), days=days)
    return f"{counted} {due} {voice.say('none_found', day=day(voice.finding.day, voice.language))}"


def _burden(voice: Voice) -> str:
    kinds = {name: voice.number(name) for name in ("constrained", "lacking", "war", "requests", "clients")}
    return voice.own("counted", origins=voice.many("origins", voice.count("origins")), **kinds)


def _distrust(voice: Voice) -> str:
    return voice.own(
        "counted",
        clients=voice.many("clients", voice.count("clients")),
        all_clients=voice.number("all_clients"),
        names=listed([voice.name(one) for one in voice.finding.about[1:]], voice.language),
        new_clients=voice.number("new_clients"),
        origins=voice.many("by_origins", voice.count("origins")),
    )


def _supplier(voice: Voice) -> str:
    domain = voice.reason["domain"]
    return voice.own(
        "counted",
        origins=voice.many("origins", voice.count("origins")),
        domain=voice.domains([str(domain or "unspecified")]),
        supply_origins=voice.many("by_origins", voice.count("supply_origins")),
        **{name: voice.number(name) for name in ("assault", "coerce", "sanction", "protest")},
    )


def _silence(voice: Voice) -> str:
    counted = voice.own(
        "counted",
        origins=voice.many("origins", voice.count("origins")),
        days=voice.many("days", voice.body["watch"]["window_days"]),
        last=voice.day("last"),
    )
    return f"{counted} {voice.say('silence_is')}"


def _outage(voice: Voice) -> str:
    state = str(voice.reason["state"])
    if voice.finding.about == ("*",):
        said = voice.own("many", names=str(voice.reason["names"]))
        left = voice.count("sources") - len(str(voice.reason["names"]).split(", "))
        said += f" {voice.say('more', number=number(left, voice.language))}." if left > 0 else "."
    else:
        which = "failed_never" if state == "failed" and voice.reason["last"] is None else state
        # Kept warnings of earlier versions know no rhythm.
        usual, due = voice.reason.get("usual"), voice.reason.get("expected")
        if state == "silent" and usual is not None:
            which = "silent_usual"
        gap = voice.reason["gap"]
        said = voice.own(
            which,
            days=voice.many("days", voice.count("days")),
            last=voice.day("last") if voice.reason["last"] is not None else "—",
            gap=voice.many("days", float(gap)) if isinstance(gap, int) else "—",
            usual=_about(voice, usual),
            expected=_about(voice, due),
        )
    return f"{said} {voice.say('collection')}"


def _about(voice: Voice, value: float | str | None) -> str:
    """A mean as people say it: with a decimal below ten."""
    if value is None:
        return "—"
    mean = float(value)
    return number(mean, voice.language, decimals=0 if mean >= _FEW or mean == round(mean) else 1)


_FEW = 10


def unseen(voice: Voice) -> str:
    """That too little was seen to say anything."""
    if voice.rule == "unanswered":
        return voice.say("unseen_call", oldest=voice.day("oldest"), share=voice.share())
    return voice.say("unseen", share=voice.share(), days=voice.window())
