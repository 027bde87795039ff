"""Rules over the text of a report, one file each, registered by name.

Belongs here: the registry. A rule is a function ``(report, rows, params) → cases``: ``rows`` are those of the rule's
own query for this version, ``params`` those of its YAML row. Wording that a rule looks for lives in ``lexicon/``.
Does not belong here: SQL, rows of results.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from pipelines.quality.cases import Case
from pipelines.quality.loader import load_rules
from pipelines.quality.rules import Rule
from pipelines.quality.text import ReportText
from pipelines.quality.text_rules.change_without_reason import change_without_reason
from pipelines.quality.text_rules.deduction_unexplained import deduction_unexplained
from pipelines.quality.text_rules.foreign_vocabulary import foreign_vocabulary
from pipelines.quality.text_rules.indicator_misclassified import indicator_misclassified
from pipelines.quality.text_rules.rate_on_zero_base import rate_on_zero_base
from pipelines.quality.text_rules.replace_damage import replace_damage
from pipelines.quality.text_rules.stale_slogan import stale_slogan
from pipelines.quality.text_rules.subordinate_unit import subordinate_unit_left_out
from pipelines.quality.text_rules.template_hint import template_hint
from pipelines.quality.text_rules.year_consistent import year_consistent

TextRule: TypeAlias = Callable[[ReportText, Sequence[Mapping[str, Any]], Mapping[str, Any]], Iterable[Case]]

TEXT_RULES: Mapping[str, TextRule] = {
    rule.__name__: rule
    for rule in (
        change_without_reason,
        deduction_unexplained,
        foreign_vocabulary,
        indicator_misclassified,
        rate_on_zero_base,
        replace_damage,
        stale_slogan,
        subordinate_unit_left_out,
        template_hint,
        year_consistent,
    )
}


def load_all_rules(folder: Path) -> tuple[Rule, ...]:
    """The rules of a folder with every text function known. Raises RuleFileError with file and line."""
    return load_rules(folder, frozenset(TEXT_RULES))
