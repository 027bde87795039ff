"""Hop 5 of a night: whose report, which version, what people decided."""
