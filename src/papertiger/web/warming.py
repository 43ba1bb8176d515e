"""What the first page would have to wait for, done before anybody asks: words, names, templates, and numbers of the whole ledger."""

from __future__ import annotations

import logging
import threading

from papertiger.errors import PapertigerError
from papertiger.report.evidence import voice_in
from papertiger.report.languages import is_language
from papertiger.web.languages import interface, languages
from papertiger.web.rendering import templates
from papertiger.web.state import State

FIRST = ("pages/overview.html.j2", "pages/beginning.html.j2", "bare.html.j2")
"""Templates of what is shown first."""
_log = logging.getLogger(__name__)


def warm(state: State) -> None:
    """Load what every page needs, at once; and in a thread of its own what most pages need and takes seconds in a large ledger."""
    for code in languages():
        interface(code)
        if is_language(code):
            voice_in(code).name("RUS")
    for name in FIRST:
        templates().get_template(name)
    state.bench.counts()
    threading.Thread(target=_later, args=(state,), daemon=True).start()


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
