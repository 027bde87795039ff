"""Every rule on the examples that stand beside it in ``expectations/examples``, read the real way."""

from __future__ import annotations

import pytest

from pipelines.night.rule_examples import judge_examples
from pipelines.night.settings import Settings
from pipelines.quality import load_all_rules
from pipelines.quality.examples import load_examples
from pipelines.quality.rules import Rule
from tests.quality.house import ROOT

SETTINGS = Settings(raw=ROOT / "raw", warehouse=ROOT / "warehouse")
RULES = load_all_rules(SETTINGS.expectations)
EXAMPLES = load_examples(SETTINGS.expectations / "examples", RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.rule_id)
def test_a_rule_ends_on_each_of_its_examples_as_the_example_says(rule: Rule) -> None:
    examples = [example for example in EXAMPLES if example.rule_id == rule.rule_id]
    judged = judge_examples(SETTINGS, RULES, examples)
    assert {str(j.example): j.complaint for j in judged if j.complaint} == {}


def test_no_two_examples_have_one_name() -> None:
    assert len({str(example) for example in EXAMPLES}) == len(EXAMPLES)
