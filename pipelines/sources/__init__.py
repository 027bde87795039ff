"""Hop 1: where files come from and how their bytes are kept.

Belongs here: the inbox, the cards that people write about files, the document store, what is expected.
Does not belong here: what a file says (read, extract).
"""
