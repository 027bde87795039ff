"""A planted fault is in the figures or words that it names, and nothing else is touched."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal

import pytest

from pipelines.lexicon import load
from pipelines.samples.compose import compose
from pipelines.samples.faults import PLANTS, plant, plant_some
from pipelines.samples.histories import rate_of
from pipelines.samples.invent import invent
from pipelines.samples.model import Specimen
from pipelines.samples.parts import Paragraph
from pipelines.samples.truth import truth

CLEAN = tuple(invent(31, 9))
RULES = sorted(PLANTS)


def text_of(specimen: Specimen) -> str:
    return "\n".join(part.text for part in compose(specimen) if isinstance(part, Paragraph))


def test_every_declared_fault_can_be_planted_and_every_plant_is_declared() -> None:
    assert [row["rule"] for row in load("sample_faults")["fault"]] == RULES
    with pytest.raises(KeyError):
        plant(CLEAN[0], "Z99")


@pytest.mark.parametrize("rule", RULES)
def test_a_fault_changes_what_is_printed_and_is_expected_by_the_truth(rule: str) -> None:
    for specimen in CLEAN:
        damaged = plant(specimen, rule)
        assert compose(damaged) != compose(specimen) or rule == "C06"
        assert rule in truth(damaged, "a.txt")["expect"]
        assert rule not in truth(damaged, "a.txt")["forbid"]
        untouched = [f.name for f in fields(damaged) if getattr(damaged, f.name) == getattr(specimen, f.name)]
        assert {"region", "unit_name", "year", "signed_on", "signers", "title"} <= set(untouched)


def test_clean_truth_forbids_every_rule_of_the_samples() -> None:
    assert truth(CLEAN[0], "a.txt")["forbid"] == RULES


def test_money_faults_break_exactly_their_equation() -> None:
    for specimen in CLEAN:
        sound = specimen.stages("project")
        wrong = plant(specimen, "B03").stages("project")
        over = plant(specimen, "B04").stages("project")
        assert sound
        assert sound.executed
        assert sound.adjusted
        assert sound.initial
        assert wrong
        assert wrong.rate is not None
        bases = (wrong.initial, wrong.adjusted, wrong.received)
        assert all(rate_of(sound.executed, base) != wrong.rate for base in bases if base)
        assert over
        assert over.executed
        assert over.received is not None
        assert over.executed > over.received + (over.carried_in or 0)
        assert over.rate == sound.rate
        listed = plant(specimen, "B07")
        assert sum(i.amount for i in listed.items) == sound.initial + Decimal("3.60")


def test_total_fault_is_wrong_in_one_stage_only() -> None:
    for specimen in CLEAN:
        damaged = plant(specimen, "B06")
        total = damaged.stages("total")
        parts = [s for s in damaged.budget if s.category != "total"]
        assert total is not None
        assert total.initial == sum(p.initial or 0 for p in parts) - 10
        assert total.executed == sum(p.executed or 0 for p in parts)


def test_an_amount_without_unit_is_no_fact() -> None:
    damaged = plant(CLEAN[0], "B02")
    operating = damaged.stages("operating")
    assert operating is not None
    assert f"{operating.executed}，" in text_of(damaged)
    stated = {(r["category"], r["stage"]) for r in truth(damaged, "a.txt")["budget_facts"]}
    assert ("operating", "executed") not in stated
    assert ("operating", "received") in stated


def test_text_faults_are_readable_in_the_report() -> None:
    specimen = CLEAN[4]
    assert f"全{specimen.unit_name}" in text_of(plant(specimen, "A06"))
    assert f"截至{specimen.year - 1}" in text_of(
        plant(specimen, "A02")
    ) or f"{specimen.year - 1}年末" in text_of(plant(specimen, "A02"))
    assert "自评工作开展情况" not in text_of(plant(specimen, "A11"))
    assert "填写" in text_of(plant(specimen, "A10"))
    assert sum(i.weight for i in plant(specimen, "D02").indicators) == 85
    assert plant(specimen, "E01").score == 105
    assert plant(specimen, "E02").grade != specimen.grade


def test_a_share_of_faults_is_planted_in_turn_and_repeatably() -> None:
    specimens = list(invent(8, 120))
    planted = list(plant_some(8, specimens, 0.5))
    assert planted == list(plant_some(8, specimens, 0.5))
    assert {rule for s in planted for rule in s.faults} == set(RULES)
    assert 40 < sum(bool(s.faults) for s in planted) < 80
    assert list(plant_some(8, specimens, 0.0)) == specimens
