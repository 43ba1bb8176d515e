"""A ledger leaves whole, comes back, and merges with others.

What leaves is lines of JSON (`papertiger.ledger.lines`): whole as a log, in part inside a case bundle. What comes in is hostile
until it is checked: each line by itself, each entry against its digest, each row against what it says.
"""
