"""The night: composes the hops and knows no Dagster.

Belongs here: what one run does from inbox to published build (run), in a package for each hop (fetch, read, extract, assemble,
check, verify, gate, publish, lake, tell), and what people and Dagster ask of it (explain, review, doctor). Does not belong here:
the work of a hop. Import from the modules: ``explain`` must not load what a whole night needs.
"""
