"""Other settings under which a result should be looked at, since the shipped ones are judgement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from papertiger.reliability.measuring.settings import Measurement, SourceClass, measurement


@dataclass(frozen=True, slots=True)
class Variant:
    """One change to the settings."""

    name: str
    why: str
    settings: Measurement


def variants(settings: Measurement | None = None) -> tuple[Variant, ...]:
    """The settings with one judgement changed each: sources worth a class more or less, no side bias, dependence at both ends of its range."""
    return tuple(_variants(settings or measurement()))


def _variants(settings: Measurement) -> Iterator[Variant]:
    better: dict[SourceClass, SourceClass] = {
        "primary": "primary",
        "secondary": "primary",
        "anonymous": "secondary",
    }
    worse: dict[SourceClass, SourceClass] = {
        "primary": "secondary",
        "secondary": "anonymous",
        "anonymous": "anonymous",
    }
    yield Variant("better sources", "every class errs as the next better one", _classes(settings, better))
    yield Variant("worse sources", "every class errs as the next worse one", _classes(settings, worse))
    yield Variant(
        "no bias", "speakers of every side lean neither way", settings.model_copy(update={"sides": {}})
    )
    for end, rho in zip(("less", "more"), settings.rho.range, strict=True):
        yield Variant(
            f"{end} dependence",
            f"outcomes of one crisis hang together by {rho:g}, not {settings.rho.value:g}",
            settings.model_copy(update={"rho": settings.rho.model_copy(update={"value": rho})}),
        )


def _classes(settings: Measurement, instead: dict[SourceClass, SourceClass]) -> Measurement:
    classes = {of: settings.classes[other] for of, other in instead.items()}
    return settings.model_copy(update={"classes": classes})
