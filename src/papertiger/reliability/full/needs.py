"""The extra `bayes`: asked for by name where it is missing."""

from __future__ import annotations

import platform
from importlib import import_module
from importlib.metadata import version

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


def versions() -> dict[str, str]:
    """What draws depend on beside the seed."""
    return {"python": platform.python_version()} | {name: version(name) for name in ("numpyro", "jax")}
