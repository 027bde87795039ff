"""Every rule on the examples that stand beside it in ``expectations/examples``, read the real way."""

from __future__ import annotations

import pytest

from pipelines.night.rule_examples import judge_examples
from pipelines.night.settings import Settings
from pipelines.quality import load_all_rules
from pipelines.quality.examples import load_examples
from tests.quality.house import ROOT

SETTINGS = Settings(raw=ROOT / "raw", warehouse=ROOT / "warehouse")
RULES = load_all_rules(SETTINGS.expectations)
EXAMPLES = load_examples(SETTINGS.expectations / "examples", RULES)


FAMILIES = sorted({rule.family for rule in RULES})


@pytest.mark.parametrize("family", FAMILIES)
def test_the_rules_of_a_family_end_on_their_examples_as_the_examples_say(family: str) -> None:
    ours = {rule.rule_id for rule in RULES if rule.family == family}
    judged = judge_examples(SETTINGS, RULES, [example for example in EXAMPLES if example.rule_id in ours])
    assert {str(j.example): j.complaint for j in judged if j.complaint} == {}


def test_no_two_examples_have_one_name() -> None:
    assert len({str(example) for example in EXAMPLES}) == len(EXAMPLES)
