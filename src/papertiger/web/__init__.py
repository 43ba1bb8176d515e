"""The local web app and its API: pages for people, JSON for programs, over one ledger and on the loopback address.

Importing this loads nothing heavy; `app` and `serving` are imported by the command that serves.
"""
