"""Importing spaCy without its command line.

``import spacy`` also imports ``spacy.cli``: a downloader, an HTTP client and a project manager, a third of the time it
takes and nothing that reading needs. Stand-ins take their place during the import and leave no trace: a later
``import spacy.cli`` gets the real one.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

_UNUSED = ("spacy.cli", "spacy.cli.info")


def import_spacy() -> ModuleType:
    """The ``spacy`` module."""
    if "spacy" in sys.modules:
        return sys.modules["spacy"]
    for name in _UNUSED:
        sys.modules[name] = ModuleType(name)
    vars(sys.modules["spacy.cli.info"])["info"] = None
    try:
        spacy = import_module("spacy")
    finally:
        for name in _UNUSED:
            sys.modules.pop(name, None)
    vars(spacy).pop("cli", None)
    return spacy
