"""Hop 6: whether the figures can be believed.

Belongs here: rules (data in ``expectations/``), the engine that runs them over the whole store, text rules, the Great
Expectations adapter and the gate's decision. Does not belong here: extraction, repairs (a rule never changes a figure)
and comparisons between units (compare, marts).
"""
