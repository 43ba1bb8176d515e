"""The extra `bayes`: asked for by name where it is missing."""

from __future__ import annotations

from importlib import import_module

from papertiger.errors import ModelError


def need_numpyro() -> None:
    """Raise ModelError, with the cure, where NumPyro is not installed."""
    try:
        import_module("numpyro")
    except ImportError:
        raise ModelError(
            'the full model needs NumPyro, which is not installed; run: pip install "papertiger[bayes]" (300 MB), '
            "or ask the quick model"
        ) from None
