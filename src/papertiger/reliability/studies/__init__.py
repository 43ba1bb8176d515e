"""How far the intervals can be trusted: coverage when reports are copied, and simulation-based calibration of the models."""
