"""Hop 6: whether the figures can be believed.

Belongs here: rules (data in ``expectations/``), the engine that runs them over the whole store, text rules, the Great
Expectations adapter and the gate's decision. Does not belong here: extraction, repairs (a rule never changes a figure)
and comparisons between units (compare, marts).
"""

from pipelines.quality.contracts import SuiteReport
from pipelines.quality.engine import BrokenRule, RuleCount, RuleReport, run_rules
from pipelines.quality.expectations_gx import run_suites
from pipelines.quality.gate import Limit, LimitResult, Verdict, decide, load_gate
from pipelines.quality.loader import load_rules
from pipelines.quality.measure import LiveCounts, NightCounts, count_build
from pipelines.quality.rules import Outcome, Rule, RuleFileError, Severity
from pipelines.quality.text_rules import load_all_rules

__all__ = [
    "BrokenRule",
    "Limit",
    "LimitResult",
    "LiveCounts",
    "NightCounts",
    "Outcome",
    "Rule",
    "RuleCount",
    "RuleFileError",
    "RuleReport",
    "Severity",
    "SuiteReport",
    "Verdict",
    "count_build",
    "decide",
    "load_all_rules",
    "load_gate",
    "load_rules",
    "run_rules",
    "run_suites",
]
