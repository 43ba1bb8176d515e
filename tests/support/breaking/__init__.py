"""Breaking a ledger on purpose: a disk that fails, a process that is killed, and what must be true afterwards.

`disk` has the faults, `server` runs work under one, `trial` breaks, checks, goes on and checks again; a scenario
(`scenarios`) says what the work is and what it promised. Used by a short test and by ``benchmarks/faults.py``.
"""
