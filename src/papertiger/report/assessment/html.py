"""An assessment as one HTML file that needs nothing else, by the rules of `papertiger.report.html`."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup, escape

from papertiger.reliability.assessing import Answer
from papertiger.report.assessment.lines import counts
from papertiger.report.assessment.page import (
    Sentences,
    Voice,
    counted,
    headline,
    label,
    made_by,
    notes,
    outcome_text,
    rate_text,
    titles,
    unresolved,
)
from papertiger.report.assessment.texts import (
    assumed,
    before_text,
    change_texts,
    history,
    influence_text,
    next_texts,
)
from papertiger.report.html import environment, policy, style_sheet
from papertiger.report.visible import visible


def render_assessment(answer: Answer, sentences: Sentences, voice: Voice) -> str:
    """The whole document, to be written as UTF-8 with line feeds."""
    style = style_sheet()
    words = voice.words
    return (
        environment()
        .get_template("assessment.html.j2")
        .render(
            answer=answer,
            title=titles(answer, voice),
            name=voice.names(answer.patron),
            words=words,
            page=words.page,
            voice=voice,
            sentence=sentences,
            label=lambda group: label(group, voice),
            counted=lambda group: counted(group, voice),
            counts=lambda group: counts(group, voice),
            headline=lambda group: headline(group, voice),
            history=lambda group: list(history(group, voice)),
            before=lambda group: before_text(group, voice),
            changes=lambda group: list(change_texts(group, voice)),
            since=lambda group: voice.say(group.changes.since, "since"),
            influence=lambda one: influence_text(one, voice),
            next_texts=lambda group: list(next_texts(group, voice)),
            assumed=lambda group: list(assumed(group, voice)),
            outcome=lambda case: outcome_text(case, voice),
            rate_text=lambda rate: rate_text(rate, words),
            unresolved=lambda group: unresolved(group, voice),
            notes=list(notes(answer, voice)),
            made_by=made_by(answer, voice),
            made=_filled(
                words.page.made,
                {"made": answer.made, "ledger": answer.ledger, "evidence": answer.evidence[:12]},
                {"ledger": "bdi", "evidence": "code"},
            ),
            explained=_filled(words.page.explain, {"command": "papertiger explain"}, {"command": "code"}),
            style=style,
            policy=policy(str(style)),
        )
    )


def _filled(pattern: str, values: Mapping[str, str], elements: Mapping[str, str]) -> Markup:
    """A sentence filled in, each value within its element: names in ``bdi``, what a program takes in ``code``."""
    inner = {
        name: Markup("<{0}>{1}</{0}>").format(Markup(elements[name]), visible(value))  # noqa: S704 - names of elements, ours
        if name in elements
        else visible(value)
        for name, value in values.items()
    }
    return escape(pattern).format(**inner)
