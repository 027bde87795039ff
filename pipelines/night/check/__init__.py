"""Hop 6 of a night: the database is filled and the rules run over it; the pages that tell of the rules."""
