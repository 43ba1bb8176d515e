"""Did the guarantee hold? Commitments, triggers, tests and responses, and honour rates with honest intervals.

`cases` are the records; `proposing` makes them from a ledger's claims by rules, `entering` takes them from persons; `measuring`
turns reports into what they say of each outcome, one observation an origin; `quick` and `full` are the two models of the honour
rate given tested; `assessing` answers what a user asks; `history` recomputes published base rates and `studies` show how far the intervals can be trusted.
"""
