"""Hop 2: the bytes of one file → one Document.

Belongs here: knowing a format by its bytes, one reader per format, and the guard that runs readers in child
processes. Does not belong here: what the words mean (extract). Nothing heavy is imported by this package itself:
children start with it.
"""
