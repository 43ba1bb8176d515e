"""Warnings: what the news says that it did not say before, with how often as much would be said by chance, and what was not seen.

Pure functions from what a ledger holds to findings: no clock, no database. `values` are what rules take and give, `watchlists` reads what
a user watches for, `rates` tells surprise from volume, `rules` has one module a rule, `scoring` holds warnings against what came.
"""
