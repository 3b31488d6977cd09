"""How work flows, read out of the journal: how long it waited, how long it was worked on, where it is stuck, when it will be done.

Pure, on numpy arrays: no models, no request, no sentences. A passage is one task on its way through one step; times are seconds
since 1970, durations are working hours. `passages` folds events, `clock` counts working time, `measures` counts, `bottlenecks`
finds and proposes, `forecast` resamples the past, `imported` reads what other tools export.
"""
