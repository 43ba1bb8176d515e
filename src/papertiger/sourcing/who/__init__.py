"""Who a phrase names: where a source phrase begins and ends, and which outlet, person, group or document it is.

`phrases.find_phrase` gives the bounds, `sources.resolve` the speaker; a rule for each kind of head noun stands in `people`, `bodies`
and `texts`. Import from the modules: they use one another.
"""
