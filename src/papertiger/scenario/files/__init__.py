"""Scenario files: TOML in, a checked `Scenario` out, and the presets that one may start from."""

from papertiger.scenario.files.loading import load, loads, preset
from papertiger.scenario.files.reading import presets, text_of_file

__all__ = ["load", "loads", "preset", "presets", "text_of_file"]
