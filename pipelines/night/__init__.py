"""The night: composes the hops and knows no Dagster.

Belongs here: what one run does from inbox to published build (run), and what people and Dagster ask of it. Does not
belong here: the work of a hop. Import from the modules: ``explain`` must not load what a whole night needs.
"""
