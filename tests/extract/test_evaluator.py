"""Who judges: a key evaluation's score is never stored as the unit's own."""

from __future__ import annotations

import pytest

from pipelines.extract.report import extract
from pipelines.model.claims import Card
from tests.documents import make_document

TEXT = ("一、项目概况", "项目预算2000万元，支出1950万元。", "二、评价结论", "综合得分88.5分，等级为良。")


@pytest.mark.parametrize(
    ("opening", "scorer"),
    [
        (("石桥县2022年度农田建设项目绩效评价报告", "评价机构：某某会计师事务所有限公司"), "key_evaluation"),
        (("石桥县2022年度农田建设项目绩效评价报告", "委托单位：石桥县财政局"), "key_evaluation"),
        (("石桥县2022年度农田建设项目财政重点绩效评价报告",), "key_evaluation"),
        (("石桥县2022年度农田建设项目绩效评价报告",), "self"),
        (("石桥县2022年度农田建设项目绩效自评报告", "委托单位：石桥县财政局"), "self"),
        (("石桥县2022年度农田建设项目绩效评价报告", "本年委托第三方机构对两个项目开展评价。"), "self"),
    ],
)
def test_whose_score_it_is(opening: tuple[str, ...], scorer: str) -> None:
    (claims,) = extract(make_document(*opening, *TEXT), Card()).values
    assert {score.scorer for score in claims.scores} == {scorer}
