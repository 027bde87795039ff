"""Lines that break off in the middle of a sentence: what the next line begins with is no label of its own."""

from __future__ import annotations

import pytest

from tests.extract.reading import figures, kinds, read

FIRST = "2024年年初预算1,234.5万元，全年执行9876.43万元，预算执行率96.18%，其中："


@pytest.mark.parametrize(
    ("first", "then", "later"),
    [
        (f"{FIRST}基本", "支出204.05万元，项目支出784.38万元。", ["project executed 784.38"]),
        (f"{FIRST}基本支出204.05万元，项目", "支出784.38万元。", []),
        ("2024年“三公”经费管理严格，有据可查，全年“三公”", "经费决算8.82万元。", []),
        ("（三）年初预算情况：2024年初预算批复", "我局支出总额1872.36万元。", []),
        ("2024年人员经费年初预算70万元，公用经费", "年初预算20万元，执行19万元。", []),
    ],
)
def test_an_amount_whose_words_begin_in_the_line_before_waits(
    first: str, then: str, later: list[str]
) -> None:
    found, alone = read(first, then), read(first)
    new = [line for line in figures(found) if line not in figures(alone)]
    assert set(new) <= set(later)
    assert "label_cut" in kinds(found) or found.unexplained()


@pytest.mark.parametrize("between", ["", "，", "。"])
def test_a_line_that_is_complete_leaves_the_next_its_own_words(between: str) -> None:
    found = read(f"2024年基本支出决算60万元{between}", "项目支出决算40万元", "2024年三公经费决算3万元。")
    assert figures(found) == ["basic executed 60", "project executed 40", "three_public executed 3"]


def test_a_headcount_whose_words_begin_in_the_line_before_waits() -> None:
    found = read("我局核定行政编制41名、事业", "编制66名，实有在职人员102人。")
    assert ("authorized", 66) not in [(claim.kind, claim.headcount) for claim in found.staff]
    assert kinds(found) == ["label_cut"]


def test_a_number_cut_before_its_point_is_told_and_lends_nothing() -> None:
    found = read("2024年全年预算900万元，全年执行980 .43万元，其中：基本支出600万元，项目支出380.43万元。")
    assert figures(found) == ["total adjusted 900"]
    assert kinds(found)[0] == "number_broken"


def test_what_stands_behind_a_table_does_not_go_on_with_the_line_above_it() -> None:
    table = [["项目", "年初预算数", "执行数"], ["公用经费", "20", "19"]]
    found = read("单位：万元", table, "年初结转项目资金0.00万元。")
    assert "project carried_in 0" in figures(found)
    assert "label_cut" not in kinds(found)


def test_a_cell_of_a_table_copied_line_by_line_is_no_line_that_breaks_off() -> None:
    found = read("单位：万元", "合计", "98.49", "年初结转项目资金0.00万元。")
    assert "project carried_in 0" in figures(found)
    assert "label_cut" not in kinds(found)
