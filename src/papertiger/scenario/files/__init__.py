"""Scenario files: TOML in, a checked `Scenario` out, and the presets that one may start from."""
