"""An indicator table that was copied into one line is one problem; the numbers in it are no figures of anything."""

from __future__ import annotations

import pytest

from pipelines.extract.indicators.glued_indicators import leave_glued_indicators
from tests.documents import make_document
from tests.extract.reading import read

GLUED = "项目产出(30分)数量指标(10分)保障人数102370人2370人10质量指标(10分)运转保障率10100%100%10"


def test_numbers_of_a_glued_table_are_left_out_with_one_problem() -> None:
    found = read(GLUED)
    assert found.unexplained()
    leave_glued_indicators(make_document(GLUED), found)
    assert found.unexplained() == []
    assert {ignored.reason for ignored in found.ignored} == {"form_glued"}
    assert [p.kind for p in found.problems] == ["form_glued"]
    assert "项目产出(30分)" in found.problems[0].message_zh


@pytest.mark.parametrize(
    "text",
    [
        "数量指标和质量指标均已完成，全年办理业务1200人，办结率100%。",
        "产出指标(50分)得48分，效益指标(30分)得29分，共发放3万元。",
        "保障人数2370人，实际2370人。",
    ],
)
def test_sentences_keep_their_numbers(text: str) -> None:
    found = read(text)
    before = found.unexplained()
    leave_glued_indicators(make_document(text), found)
    assert found.unexplained() == before
    assert "form_glued" not in {p.kind for p in found.problems}
