"""Briefs for the terminal and as one self-contained HTML file.

Importing this loads nothing heavy; `brief`, `html` and `terminal` are imported by the commands that need them.
"""
