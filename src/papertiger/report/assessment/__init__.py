"""Assessments as they are shown: in a terminal, as one HTML file, or walked down to the sentences."""
