"""Concepts: names that mean one thing come together, names that only look alike do not, and people have the last word."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.compare.concept_keys import Said
from pipelines.compare.concepts import Concepts, Printed, bring_together

PLACES = ["元氏县", "赵县", "石家庄市"]


def names(*printed: str | tuple[str, str], said: Sequence[Said] = ()) -> Concepts:
    rows = [(p, "%") if isinstance(p, str) else p for p in printed]
    return bring_together(
        [Printed(level3, unit or None, 1, None, "≥", 2024, 2025) for level3, unit in rows], said, PLACES
    )


def grouped(found: Concepts) -> set[frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for member in found.members:
        if member.concept_id:
            groups.setdefault(member.concept_id, set()).add(member.level3)
    return {frozenset(group) for group in groups.values()}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("职工培训率", "元氏县职工培训率（%）"),
        ("全县职工培训率", "2024年职工培训率"),
        ("补助资金按时发放率", "补助资金发放及时率"),
        ("社会公众满意度", "群众满意率"),
        ("工会组建率", "建会率"),
        ("开展低保对象复核比例", "低保对象复核率"),
    ],
)
def test_other_words_for_one_thing_are_one_concept(one: str, other: str) -> None:
    found = names(one, other)
    assert len(found.concepts) == 1
    assert found.proposals == ()
    assert found.concepts[0].confidence >= Decimal("0.9")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("工会组建率", "工会培训率"),
        ("农产品抽检合格率", "农产品抽检完成率"),
        ("农村供水水质达标率", "城镇供水水质达标率"),
        ("职工满意度", "群众满意度"),
        ("公众号数量", "群众号数量"),
        ("一级医院达标率", "二级医院达标率"),
        ("单场演出平均成本", "单场演练平均成本"),
        ("验收不合格率", "验收合格率"),
        ("60岁以上老人体检率", "65岁以上老人体检率"),
    ],
)
def test_names_that_only_look_alike_stay_apart(one: str, other: str) -> None:
    assert len(names(one, other).concepts) == 2


def test_a_count_of_people_is_no_rate_and_no_count_of_visits() -> None:
    found = names(("职工培训率", "%"), ("职工培训人数", "人"), ("职工培训人次", "人次"), ("职工培训", "场"))
    assert len(found.concepts) == 4
    assert found.proposals == ()


def test_a_name_without_a_unit_joins_the_only_unit_that_others_print() -> None:
    assert len(names(("农产品抽检数量", "批"), ("农产品抽检数量", "")).concepts) == 1
    assert (
        len(names(("农产品抽检数量", "批"), ("农产品抽检数量", "吨"), ("农产品抽检数量", "")).concepts) == 3
    )


@pytest.mark.parametrize("name", ["数量指标", "完成率", "指标1", "成本", "社会效益指标"])
def test_a_name_that_says_nothing_is_no_concept(name: str) -> None:
    (member,) = names(name).members
    assert (member.concept_id, member.basis) == (None, "unclear")


def test_likeness_alone_proposes_below_the_limit_and_never_merges() -> None:
    found = names("农产品抽检合格率", "农产品质量抽检合格率", "农产品抽检完成率")
    assert len(found.concepts) == 3
    (proposal,) = found.proposals
    assert {proposal.name_a, proposal.name_b} == {"农产品抽检合格率", "农产品质量抽检合格率"}
    assert proposal.confidence < Decimal("0.9")


def test_people_merge_and_name_what_was_proposed() -> None:
    said = Said(True, ("农产品抽检合格率", "农产品质量抽检合格率"), "农产品抽检合格率（统一）")
    found = names("农产品抽检合格率", "农产品质量抽检合格率", "元氏县农产品抽检合格率", said=[said])
    (concept,) = found.concepts
    assert (concept.name, concept.basis, concept.n_names) == ("农产品抽检合格率（统一）", "confirmed", 3)
    assert found.proposals == ()


def test_people_end_a_proposal_and_split_what_the_lists_merged() -> None:
    ended = names(
        "农产品抽检合格率",
        "农产品质量抽检合格率",
        said=[Said(False, ("农产品抽检合格率", "农产品质量抽检合格率"), None)],
    )
    assert (len(ended.concepts), ended.proposals) == (2, ())
    split = names(
        "社会公众满意度",
        "群众满意度",
        "人民群众满意度",
        said=[Said(False, ("社会公众满意度", "群众满意度"), None)],
    )
    assert grouped(split) == {
        frozenset({"社会公众满意度"}),
        frozenset({"群众满意度"}),
        frozenset({"人民群众满意度"}),
    }


def test_the_later_word_of_a_person_holds() -> None:
    pair = ("社会公众满意度", "群众满意度")
    assert len(names(*pair, said=[Said(False, pair, None), Said(True, pair, None)]).concepts) == 1


PRINTED = [
    "职工培训率",
    "全县职工培训率",
    "参训率",
    "培训率",
    "群众满意度",
    "公众满意率",
    "完成率",
    "农产品抽检合格率",
]


@given(st.permutations(PRINTED))
def test_the_order_of_reports_changes_no_concept_and_no_id(order: list[str]) -> None:
    assert names(*order) == names(*PRINTED)


@given(st.text(max_size=20), st.text(max_size=5))
def test_any_text_gets_one_member_and_breaks_nothing(name: str, unit: str) -> None:
    (member,) = names((name, unit)).members
    assert member.level3 == name
