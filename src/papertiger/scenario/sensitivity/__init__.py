"""What drives a quantity: Sobol indices and Morris effects of a scenario's uncertain numbers, with chance taken off.

`groups` says what is varied together, `designs` where the model is run (SALib), `points` runs it, `indices` and `effects` estimate, `asking` puts
them together.
"""
