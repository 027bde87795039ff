"""Masking: names, numbers and dates do not make two texts different, and every masked character leads back to its place."""

from __future__ import annotations

import pytest

from pipelines.compare.masking import mask, mask_with_positions, names_of, prose

NAMES = names_of("元氏县水利局", "元氏县")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("元氏县水利局全年支出141.19万元", "水利局全年支出5 万元"),
        ("2024 年完成渠道衬砌", "二〇二五年完成渠道衬砌"),
        ("按照第八期项目要求，", "按照第十期项目要求。"),
        ("加强管理（完成率９５％）", "加强管理(完成率100%)"),
    ],
)
def test_texts_that_differ_in_names_and_numbers_are_the_same_masked(one: str, other: str) -> None:
    assert mask(one, NAMES) == mask(other, NAMES)


def test_words_that_differ_stay_different() -> None:
    assert mask("完成渠道衬砌", NAMES) != mask("完成渠道清淤", NAMES)


def test_each_masked_character_leads_to_where_it_is_printed() -> None:
    text = "元氏县水利局 2024 年，完成 12.5 公里渠道。"
    masked, positions = mask_with_positions(text, NAMES)
    assert masked == mask(text, NAMES)
    assert [text[p] for p, c in zip(positions, masked, strict=True) if c != "#"] == [
        c for c in masked if c != "#"
    ]
    assert text[positions[0]] == "元"


def test_short_cells_of_tables_are_blanked_and_sentences_in_cells_stay_in_place() -> None:
    text = "序号\t目标内容\n1\t围绕重点工程组织竞赛，带动职工技能提升，办好各类培训班。\n以上。"
    kept = prose(text)
    assert len(kept) == len(text)
    assert "序号" not in kept
    assert kept.index("围绕重点工程") == text.index("围绕重点工程")
    assert kept.endswith("以上。")
