"""The reports of one sentence: reporting clauses, asides, citations, quotations, with their source and what they report.

`reporting.find_reports` runs all finders over a sentence (`report.Line`) and gives its reports (`report.Report`). Import from the modules:
they use one another.
"""
