"""``xianjian explain``: all that a report says, every figure with its quote, and what speaks against it.

Belongs here: finding the report (report), its figures, its other numbers, its checks and doubts. Does not belong here: what
waits for a person (review), how rules end (quality).
"""

from pipelines.night.explain.report import explain_report

__all__ = ["explain_report"]
