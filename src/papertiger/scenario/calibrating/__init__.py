"""History matching: which parameters the few wide targets that history gives do not rule out, and what they leave unidentified.

`targets` holds what is matched and the implausibility; `region` where the next wave looks; `matching` runs the waves; `directions` says which
directions of the parameters the result identifies. No emulator: at this model's speed every point is run.
"""
