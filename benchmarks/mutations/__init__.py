"""Mutations: one figure or sentence of a clean report is corrupted at a time, and which rule catches it is counted.

Belongs here: proof that the rules see what they are for. Does not belong here: the rules' own examples (expectations/examples).
"""
