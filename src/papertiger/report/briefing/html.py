"""The document as one HTML file, by the rules of `papertiger.report.html`, and its running heads for print."""

from __future__ import annotations

from markupsafe import Markup

from papertiger.report.briefing.document import Document
from papertiger.report.briefing.register import claim_anchor
from papertiger.report.briefing.words import brief_words
from papertiger.report.drawing import icon
from papertiger.report.formatting import counted, day, number
from papertiger.report.html import environment, policy, style_sheet
from papertiger.report.wording import wording


def render_document(document: Document) -> str:
    """The whole file, to be written as UTF-8 with line feeds (the policy's digest covers the bytes)."""
    language = document.language
    words = brief_words(language)
    head = Markup(running_head(document.title, document.brief.scope.made))  # noqa: S704 - texts in it are CSS escapes
    style = Markup("{}{}").format(style_sheet("drawing", "brief"), head)
    return (
        environment()
        .get_template("brief.html.j2")
        .render(
            doc=document,
            brief=document.brief,
            words=wording(language),
            t=words.texts,
            came=words.came,
            came_said=words.came_said,
            many=lambda name, value: counted(value, words.counts[name], language),
            num=lambda value: number(value, language),
            day=lambda text: day(text, language),
            at=claim_anchor,
            icon=icon,
            style=style,
            policy=policy(str(style)),
        )
    )


def running_head(title: str, made: str) -> str:
    """Rules that print the title and the day on top of every page, and its number below (CSS Paged Media, margin boxes)."""
    return (
        "@media print { @page { "
        f'@top-left {{ content: "{css_text(title)}"; }} @top-right {{ content: "{css_text(made)}"; }} '
        '@bottom-right { content: counter(page) " / " counter(pages); } } }\n'
    )


def css_text(text: str) -> str:
    """`text` as the inside of a CSS string: all but letters and digits of ASCII as escapes, so that none can end it (a blank after an escape would be its end)."""
    return "".join(one if one.isascii() and one.isalnum() else f"\\{ord(one):06x}" for one in text)
