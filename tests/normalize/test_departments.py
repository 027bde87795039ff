"""Departments: exact names and aliases, never a similar one; the types of the registry are sound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.normalize.departments import load_departments

DEPARTMENTS = load_departments()
NAMES = sorted({name for type_ in DEPARTMENTS.types for name in (type_.name, *type_.aliases)})


@pytest.mark.parametrize(
    ("name", "type_name"),
    [
        ("总工会", "总工会"),
        ("总工会部门", "总工会"),
        ("民政局（本级）", "民政局"),
        ("人社局", "人力资源和社会保障局"),
        ("县委办公室", "党委办公室"),
        ("委员会组织部", "组织部"),
        ("县委统战部", "统战部"),
        ("共青团委员会", "团县委"),
        ("国土资源局", "自然资源和规划局"),
        ("文化广播电视和旅游局", "文化和旅游局"),
        ("人民检察院", "检察院"),
        ("棠溪镇人民政府", "乡镇"),
        ("城关街道办事处", "街道"),
        ("第六中学", "学校"),
        ("扶贫办", "乡村振兴局"),
        ("国资委", "国有资产监督管理局"),
        ("公安局交警大队", "交通警察大队"),
        ("委政研室", "政策研究室"),
    ],
)
def test_names_and_aliases_lead_to_one_type(name: str, type_name: str) -> None:
    assert DEPARTMENTS.department_type(name, 2024) == type_name


@pytest.mark.parametrize("name", ["退役军人事物局", "公路局局", "人民政府", "", "党", "办公室"])
def test_an_unknown_name_is_never_given_a_similar_type(name: str) -> None:
    assert DEPARTMENTS.department_type(name, 2024) is None


def test_a_similar_name_is_proposed_with_what_it_resembles() -> None:
    proposal = DEPARTMENTS.propose("退役军人事物局")
    assert proposal is not None
    assert (proposal.type_name, proposal.known_name) == ("退役军人事务局", "退役军人事务局")
    assert DEPARTMENTS.propose("龙灯文化研究会") is None


def test_no_name_belongs_to_two_types() -> None:
    owners = [name for type_ in DEPARTMENTS.types for name in {type_.name, *type_.aliases}]
    assert len(owners) == len(set(owners))
    assert all(
        type_.successor in {t.name for t in DEPARTMENTS.types}
        for type_ in DEPARTMENTS.types
        if type_.successor
    )


@given(st.sampled_from(NAMES), st.integers(2010, 2030))
def test_every_registered_name_has_a_type_in_every_year(name: str, year: int) -> None:
    assert DEPARTMENTS.department_type(name, year) is not None


@given(st.text(alphabet="县委组织部局会公安路总工办人民", max_size=12))
def test_any_name_has_one_type_or_none(name: str) -> None:
    found = DEPARTMENTS.department_type(name, 2024)
    assert found is None or found in {type_.name for type_ in DEPARTMENTS.types}
