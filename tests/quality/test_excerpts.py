"""What a message quotes around a find stands on its own: no half words or numbers, and a sign where the sentence goes on."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.model.flow import Flow
from pipelines.quality.text import Reading
from pipelines.quality.text_rules.excerpt import excerpt
from pipelines.quality.wording import wan_each

SAID = "项目支出178.646万元，其中：俱乐部补助82万元，全县会员保险费5万元，本县总工会职工服务中心养老保险和职业年金单位缴纳部分10万元，上解经费47万元。"
LISTED = "评价组成员：党组书记、常务副主席，县总工会党组成员、职工服务中心主任，县总工会会计"


def reading(text: str) -> Reading:
    return Reading(text, Flow(text, tuple(range(len(text)))).segments())


def around(text: str, word: str, before: int = 24, after: int = 30) -> str:
    start = reading(text).folded.index(word)
    return excerpt(reading(text), start, start + len(word), before, after)


def test_a_quote_begins_behind_a_pause_and_ends_before_one() -> None:
    assert (
        around(SAID, "职工服务中心")
        == "…全县会员保险费5万元，本县总工会职工服务中心养老保险和职业年金单位缴纳部分10万元，上解经费47万元"
    )
    assert around(LISTED, "职工服务中心", 12, 20) == "…县总工会党组成员、职工服务中心主任，县总工会会计"
    assert around(LISTED, "职工服务中心", 12, 8) == "…县总工会党组成员、职工服务中心主任…"


def test_a_number_is_never_parted() -> None:
    text = "本年各项支出合计人民币壹佰贰拾叁元整计1,234,567.89元由财政拨款安排用于职工服务中心建设。"
    assert around(text, "职工服务中心", 18, 3) == "…元由财政拨款安排用于职工服务中心建设"


@pytest.mark.parametrize("text", ["职工服务中心", "一，职工服务中心，二"])
def test_a_short_sentence_is_quoted_whole(text: str) -> None:
    assert around(f"{text}。", "职工服务中心") == text


@given(
    st.text(st.sampled_from("县工会2025万元．,，、。；: \n"), max_size=60),
    st.data(),
    st.integers(0, 9),
    st.integers(0, 9),
)
def test_what_was_found_is_always_in_the_quote(
    text: str, data: st.DataObject, before: int, after: int
) -> None:
    read = reading(text)
    if not read.folded:
        return
    start = data.draw(st.integers(0, len(read.folded) - 1))
    end = data.draw(st.integers(start + 1, len(read.folded)))
    said = read.folded[start:end].strip(" ，、,;：:。")
    assert said in excerpt(read, start, end, before, after)


def test_a_quotient_is_told_to_the_yuan() -> None:
    assert wan_each(Decimal(400_000) / 12) == "3.3333"
    assert wan_each(Decimal(130_000)) == "13"
