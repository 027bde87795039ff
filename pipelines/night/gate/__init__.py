"""Hop 8 of a night, the gate: what it decides on, what people let pass, how it is told."""
