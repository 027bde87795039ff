"""Hop 6: whether the figures can be believed.

Belongs here: rules (data in ``expectations/``), the engine that runs them over the whole store, text rules, the Great
Expectations adapter and the gate's decision. Does not belong here: extraction, repairs (a rule never changes a figure)
and comparisons between units (compare, marts).
"""

from pipelines.quality.engine import BrokenRule, RuleCount, RuleReport, run_rules
from pipelines.quality.loader import load_rules
from pipelines.quality.rules import Outcome, Rule, RuleFileError, Severity
from pipelines.quality.text_rules import load_all_rules

__all__ = [
    "BrokenRule",
    "Outcome",
    "Rule",
    "RuleCount",
    "RuleFileError",
    "RuleReport",
    "Severity",
    "load_all_rules",
    "load_rules",
    "run_rules",
]
