"""Rules over the text of a report, one file each, registered by name.

Belongs here: the registry. A rule is a function ``(report, rows, params) → cases``: ``rows`` are those of the rule's
own query for this version, ``params`` those of its YAML row, as the function declares them (``@takes``). Wording that a rule looks for lives in ``lexicon/``.
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
from pipelines.quality.text_rules.change_rate_agrees import change_rate_agrees
from pipelines.quality.text_rules.change_without_reason import change_without_reason
from pipelines.quality.text_rules.deduction_unexplained import deduction_unexplained
from pipelines.quality.text_rules.direction_of_sign import direction_of_sign
from pipelines.quality.text_rules.document_number import document_number
from pipelines.quality.text_rules.duties_repeated import duties_repeated
from pipelines.quality.text_rules.evaluation_team import evaluation_team
from pipelines.quality.text_rules.foreign_vocabulary import foreign_vocabulary
from pipelines.quality.text_rules.goals_matched import goals_matched
from pipelines.quality.text_rules.goals_repeated import goals_repeated
from pipelines.quality.text_rules.indicator_misclassified import indicator_misclassified
from pipelines.quality.text_rules.indicator_orphans import indicator_orphans
from pipelines.quality.text_rules.indicator_repeated import indicator_repeated
from pipelines.quality.text_rules.large_item_without_goal import large_item_without_goal
from pipelines.quality.text_rules.measures_answer import measures_answer
from pipelines.quality.text_rules.numbering_lost import numbering_lost
from pipelines.quality.text_rules.one_item_many_places import one_item_many_places
from pipelines.quality.text_rules.parameters import parameters_of
from pipelines.quality.text_rules.personal_data import personal_data
from pipelines.quality.text_rules.price_times_count import price_times_count
from pipelines.quality.text_rules.rate_on_zero_base import rate_on_zero_base
from pipelines.quality.text_rules.replace_damage import replace_damage
from pipelines.quality.text_rules.satisfaction_without_sample import satisfaction_without_sample
from pipelines.quality.text_rules.score_of_projects_only import score_of_projects_only
from pipelines.quality.text_rules.score_parts import score_parts
from pipelines.quality.text_rules.shares_add_up import shares_add_up
from pipelines.quality.text_rules.spent_yet_complained import spent_yet_complained
from pipelines.quality.text_rules.stale_slogan import stale_slogan
from pipelines.quality.text_rules.stock_problems import stock_problems
from pipelines.quality.text_rules.stray_place import stray_place
from pipelines.quality.text_rules.stray_year import stray_year
from pipelines.quality.text_rules.subordinate_unit import subordinate_unit_left_out
from pipelines.quality.text_rules.template_hint import template_hint
from pipelines.quality.text_rules.text_quality import text_quality
from pipelines.quality.text_rules.thresholds_agree import thresholds_agree
from pipelines.quality.text_rules.unit_agrees import unit_agrees
from pipelines.quality.text_rules.year_consistent import year_consistent

TextRule: TypeAlias = Callable[[ReportText, Sequence[Mapping[str, Any]], Mapping[str, Any]], Iterable[Case]]

TEXT_RULES: Mapping[str, TextRule] = {
    rule.__name__: rule
    for rule in (
        change_rate_agrees,
        change_without_reason,
        deduction_unexplained,
        direction_of_sign,
        document_number,
        duties_repeated,
        evaluation_team,
        foreign_vocabulary,
        goals_matched,
        goals_repeated,
        indicator_misclassified,
        indicator_orphans,
        indicator_repeated,
        large_item_without_goal,
        measures_answer,
        numbering_lost,
        one_item_many_places,
        personal_data,
        price_times_count,
        rate_on_zero_base,
        replace_damage,
        satisfaction_without_sample,
        score_of_projects_only,
        score_parts,
        shares_add_up,
        spent_yet_complained,
        stale_slogan,
        stock_problems,
        stray_place,
        stray_year,
        subordinate_unit_left_out,
        template_hint,
        text_quality,
        thresholds_agree,
        unit_agrees,
        year_consistent,
    )
}


ROWS_ALONE = frozenset({"stock_problems"})
"""Functions that look at the rows of their query alone: for them no text has to be read."""


def load_all_rules(folder: Path) -> tuple[Rule, ...]:
    """The rules of a folder with every text function known. Raises RuleFileError with file and line."""
    return load_rules(folder, text_parameters())


def text_parameters() -> Mapping[str, Mapping[str, type]]:
    """The text functions with the parameters that each takes."""
    return {name: parameters_of(name) for name in TEXT_RULES}
