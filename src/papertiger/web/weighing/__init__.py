"""Assessments on a page: what an address asks for, the record beside the record as somebody chooses to look at it."""
