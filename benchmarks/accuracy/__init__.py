"""Accuracy: what a night makes of documents, held against answers, as a published figure.

Belongs here: comparing, counting, recording, the page docs/accuracy.md. Does not belong here: making documents
(benchmarks.golden), extraction.
"""
