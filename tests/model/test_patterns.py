"""One pattern made of many wordings finds what they find one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

import pytest

from pipelines.lexicon import load
from pipelines.model.patterns import any_of

TEXT = (
    "一、部门概况。全年预算数（万元）：1,200.50，其中：人员经费支出800万元,公用经费400.5万元；项目支出为0。截至2023年12月31日，"
    "年末实有在职人员35人，比上年减少2人，主要用于：保障机构正常运转。预算执行率98.5%(得分9.85分)，上年结转和结余 10 万元。\n"
    "自评等级：优。固定资产总额3,500万元，较年初增长5%，问题：一是绩效目标不明确，二是资金到位不及时。|合计|100|—|\n"
)


def _lists(node: object) -> Iterator[list[str]]:
    if isinstance(node, dict):
        for value in node.values():
            yield from _lists(value)
    elif isinstance(node, list) and node:
        if all(isinstance(value, str) for value in node):
            yield node
        else:
            for value in node:
                yield from _lists(value)


def _plain(wordings: list[str]) -> re.Pattern[str] | None:
    try:
        return re.compile("|".join(wordings))
    except re.error:  # a list of names, not of wordings
        return None


@pytest.mark.parametrize(
    "name", sorted(f.name for f in files("pipelines.lexicon").iterdir() if f.name.endswith(".toml"))
)
def test_all_wordings_of_the_lexicon_find_what_they_would_find_without_a_set_before_them(name: str) -> None:
    for wordings in _lists(load(name.removesuffix(".toml"))):
        if len(wordings) > 300 or (plain := _plain(wordings)) is None:
            continue
        quick = any_of(wordings)
        for text in (TEXT, "".join(wordings), "\n".join(wordings)[:2000]):
            assert [m.span() for m in quick.finditer(text)] == [m.span() for m in plain.finditer(text)]


def test_a_place_at_which_no_wording_can_begin_is_passed_over() -> None:
    wordings = ["(?:年初)?预算", "(?<=年)决算", "(?:^|;)[支收]入", r"\d{4}年"]
    assert any_of(wordings).pattern == rf"(?=[;\d决年支收预])(?:{'|'.join(wordings)})"


@pytest.mark.parametrize("odd", ["(?:年初)?", "[^。]预算", ".算", r"\s预算", "(?i:a)预算", "$"])
def test_wordings_that_may_begin_with_anything_or_be_empty_have_no_set(odd: str) -> None:
    wordings = ["(?:年初)?预算", "决算", "支出", odd]
    assert any_of(wordings).pattern == "|".join(wordings)


def test_wordings_that_all_begin_with_a_letter_are_left_to_the_library() -> None:
    wordings = ["预算数?", "决算", "支出", "其中"]
    assert any_of(wordings).pattern == "|".join(wordings)


def test_groups_keep_their_numbers_and_the_first_wording_at_a_place_counts() -> None:
    found = any_of(["(?:年初)?(预算)", "(预算数)", "(?:支)?(出)", "(数)"]).search("年初预算数")
    assert found is not None
    assert (found.span(), found.groups()) == ((0, 4), ("预算", None, None, None))
