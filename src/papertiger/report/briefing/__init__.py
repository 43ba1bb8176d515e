"""The brief as the document that an analyst hands on: every part a value or a drawing, made by pure functions from a `Material`.

question   what is asked: a ledger, a patron, a partnership, a crisis, a period
material   what a ledger gives for it
register   every figure with the claims that it counts, by independent origin
document   the parts; `building` puts them together, `html` writes the file
"""
