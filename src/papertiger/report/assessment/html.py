"""An assessment as one HTML file that needs nothing else, by the rules of `papertiger.report.html`."""

from __future__ import annotations

from papertiger.reliability.assessing import Answer
from papertiger.report.assessment.page import (
    Sentences,
    Voice,
    headline,
    history,
    influence_text,
    made_by,
    outcome_text,
    rate_text,
    titles,
    unresolved,
)
from papertiger.report.assessment.wording import between, per_cent
from papertiger.report.html import environment, policy, style_sheet


def render_assessment(answer: Answer, sentences: Sentences, voice: Voice) -> str:
    """The whole document, to be written as UTF-8 with line feeds."""
    style = style_sheet()
    return (
        environment()
        .get_template("assessment.html.j2")
        .render(
            answer=answer,
            title=titles(answer, voice),
            name=voice.names(answer.patron),
            words=voice.words,
            voice=voice,
            sentence=sentences,
            headline=lambda group: headline(group, voice),
            history=lambda group: list(history(group, voice)),
            influence=lambda one: influence_text(one, voice.words),
            outcome=lambda case: outcome_text(case, voice.words),
            rate_text=lambda rate: rate_text(rate, voice.words),
            unresolved=lambda group: unresolved(group, voice),
            made_by=made_by(answer, voice),
            per_cent=per_cent,
            between=between,
            style=style,
            policy=policy(str(style)),
        )
    )
