"""The partnership system as a model: what follows from written-down assumptions, and which of them drives the answer.

`model` is the vectorised engine and what it takes and returns; `reference` the same model in plain Python, one run at a time, that the
engine is tested against; `files` reads scenarios; `running` runs them in blocks and sums up; `sensitivity`, `calibrating` and `patterns`
ask what drives a result, which parameters history does not rule out, and what the model reproduces.

The equations are in docs/scenario-equations.md. Nothing here is a forecast or a measurement: every figure is "in the model".
"""
