"""What the first page would have to wait for, done before anybody asks: words, names, templates, and numbers of the whole ledger."""

from __future__ import annotations

import logging
import threading

from papertiger.errors import PapertigerError
from papertiger.report.evidence import voice_in
from papertiger.report.languages import is_language
from papertiger.web.languages import interface, languages
from papertiger.web.rendering import templates
from papertiger.web.reviewing.asked import Asked
from papertiger.web.state import State

FIRST = ("pages/overview.html.j2", "pages/beginning.html.j2", "bare.html.j2")
"""Templates of what is shown first."""
LATER = 3.0
"""Seconds after which the rest is worked out: the first page shall not share its core with it."""
_log = logging.getLogger(__name__)


def warm(state: State) -> None:
    """Load what the first page needs, at once; and some seconds later, in a thread of its own, what most pages need and takes seconds in a large ledger."""
    for code in languages():
        interface(code)
        if is_language(code):
            voice_in(code).name("RUS")
    for name in FIRST:
        templates().get_template(name)
    try:
        if state.bench.counts().articles:
            state.queues.of(state.reviewer, Asked())
    except PapertigerError as error:
        _log.info("not warmed: %s", error)  # whoever asks is told
    later = threading.Timer(LATER, _later, args=(state,))
    later.daemon = True
    later.start()


def _later(state: State) -> None:
    try:
        for name in templates().list_templates():
            templates().get_template(name)
        bench = state.bench
        bench.holdings()
        bench.partnerships()
        bench.page()
    except PapertigerError as error:
        _log.info("not warmed: %s", error)  # whoever asks is told
