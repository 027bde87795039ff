"""What a reader could not read is told to a person in whole sentences, with its place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.model.document import Loss, LossKind
from pipelines.night.extract.losses import loss_problems
from tests.documents import make_document


@pytest.mark.parametrize(
    ("loss", "zh", "en"),
    [
        (
            Loss(LossKind.PAGE_NOT_READ, 3),
            "文件“报告.pdf”第 3 页没有读出",
            "“报告.pdf” (page 3) was not read",
        ),
        (
            Loss(LossKind.TABLE_NOT_READ, None, "2"),
            "文件“报告.pdf”第 2 张表有表格",
            "“报告.pdf” (table 2) was",
        ),
        (
            Loss(LossKind.PART_NOT_READ, 1, "隐藏行 5"),
            "第 1 页（隐藏行 5）有一部分",
            "(page 1) (隐藏行 5) was",
        ),
        (Loss(LossKind.MEMBER_NOT_READ, None, "锁.txt"), "没有取出（锁.txt）。", "taken out (锁.txt)."),
    ],
)
def test_every_loss_names_file_and_place_in_both_languages(loss: Loss, zh: str, en: str) -> None:
    (problem,) = loss_problems(replace(make_document("x"), losses=(loss,)), "报告.pdf")
    assert (problem.kind, problem.page) == (loss.kind.value, loss.page)
    assert zh in problem.message_zh
    assert en in problem.message_en


def test_every_kind_of_loss_has_its_sentences() -> None:
    document = replace(make_document("x"), losses=tuple(Loss(kind, 1, "x") for kind in LossKind))
    assert len({p.message_zh for p in loss_problems(document, "报告.pdf")}) == len(LossKind)
