"""Every rule on the examples that stand beside it in ``expectations/examples``, read the real way."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.night.check.rule_examples import JudgedExample, judge_examples
from pipelines.night.check.rule_pages import FOLDER, index_page, rule_page
from pipelines.night.settings import Settings
from pipelines.quality import load_all_rules
from pipelines.quality.examples import load_examples
from pipelines.quality.rules import Outcome, Rule, RuleFileError
from tests.quality.house import ROOT

SETTINGS = Settings(raw=ROOT / "raw", warehouse=ROOT / "warehouse")
RULES = load_all_rules(SETTINGS.expectations)
EXAMPLES = load_examples(SETTINGS.expectations / "examples", RULES)


FAMILIES = sorted({rule.family for rule in RULES})


@pytest.fixture(scope="module")
def all_judged() -> tuple[JudgedExample, ...]:
    """All examples in one run, as the pages are made: one for each family would make the tables six times."""
    return judge_examples(SETTINGS, RULES, EXAMPLES)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_rules_of_a_family_end_on_their_examples_as_the_examples_and_the_pages_say(
    all_judged: tuple[JudgedExample, ...], family: str
) -> None:
    ours = [rule for rule in RULES if rule.family == family]
    named = {rule.rule_id for rule in ours}
    judged = [j for j in all_judged if j.example.rule_id in named]
    assert {j.example.rule_id for j in judged} == named
    assert {str(j.example): j.complaint for j in judged if j.complaint} == {}
    for rule in ours:
        page = rule_page(rule, [j for j in judged if j.example.rule_id == rule.rule_id])
        written = (FOLDER / f"{rule.rule_id}.md").read_text(encoding="utf-8")
        assert page == written, f"{rule.rule_id}: make rule-pages"


def test_the_list_of_rules_is_the_one_in_the_pages() -> None:
    assert index_page(RULES) == (FOLDER / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.rule_id))
def test_a_rule_has_examples_that_pass_and_every_branch_one_that_fails(rule: Rule) -> None:
    ours = [e for e in EXAMPLES if e.rule_id == rule.rule_id]
    assert any(e.outcome is Outcome.PASS for e in ours)
    failing = {e.branch for e in ours if e.outcome is Outcome.FAIL}
    told_by_its_cause = {e.branch for e in ours if "根因" in e.says}
    assert failing
    assert failing | told_by_its_cause == {branch.name for branch in rule.branches}


def test_no_two_examples_have_one_name() -> None:
    assert len({str(example) for example in EXAMPLES}) == len(EXAMPLES)


@pytest.mark.parametrize(
    ("rule", "change", "line", "says"),
    [
        ("A99", ("", ""), 1, ("没有规则 A99", "there is no rule A99")),
        ("A05", ("outcome: pass", "outcome: maybe"), 2, ("outcome 应为", "outcome must be one of")),
        ("A05", ("outcome: pass", "outcome: pass\n  branch: left"), 3, ("没有分支 left", "no branch left")),
        ("A05", ("outcome: pass", "outcome: fail"), 1, ("要用 says 写明", "says what its message must hold")),
        (
            "A05",
            ("text: 正文", "text: 正文\n  others: [{text: 正文, yaer: 2023}]"),
            4,
            ("'yaer'", "unknown key 'yaer'"),
        ),
    ],
)
def test_a_slip_in_an_example_is_refused_in_both_languages_with_file_and_line(
    tmp_path: Path, rule: str, change: tuple[str, str], line: int, says: tuple[str, str]
) -> None:
    example = "- name: 只写本县\n  outcome: pass\n  text: 正文\n".replace(*change)
    (tmp_path / f"{rule}.yml").write_text(example, encoding="utf-8")
    with pytest.raises(RuleFileError) as refused:
        load_examples(tmp_path, RULES)
    assert f"{rule}.yml:{line}: " in str(refused.value)
    assert all(said in str(refused.value) for said in says)
