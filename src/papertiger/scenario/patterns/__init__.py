"""Patterns that the model is held against: which it was tuned to, which it was not, and which it reproduces (docs/scenario-patterns.md)."""
