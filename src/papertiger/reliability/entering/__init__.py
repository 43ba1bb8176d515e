"""Commitments, triggers, tests and responses as persons enter, correct and take them out: YAML, CSV and single decisions."""
