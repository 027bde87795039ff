"""Words of people about indicator names: read strictly, the later holds, and each says what became of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.assemble.concept_decisions import outcomes, read_concept_decisions, standing

SIGNED = 'by = "绩效股"\nwhen = 2026-11-20T08:00:00Z\nwhy = "看过两县的评分标准"\n'


def written(folder: Path, *entries: str) -> Path:
    path = folder / "concepts.toml"
    path.write_text("\n".join(f"[[concept]]\n{entry}" for entry in entries), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("entry", "place"),
    [
        (f'same = ["甲率"]\n{SIGNED}', "concepts.toml:2"),
        (f'same = ["甲率", "甲率"]\n{SIGNED}', "concepts.toml:2"),
        (f'same = ["甲率", 3]\n{SIGNED}', "concepts.toml:2"),
        (f'same = ["甲率", "乙率"]\ndifferent = ["甲率", "乙率"]\n{SIGNED}', "concepts.toml:1"),
        (f"{SIGNED}", "concepts.toml:1"),
        (f'different = ["甲率", "乙率"]\nname = "甲率"\n{SIGNED}', "concepts.toml:3"),
        (f'same = ["甲率", "乙率"]\nnotes = "x"\n{SIGNED}', "concepts.toml:3"),
        ('same = ["甲率", "乙率"]\nby = "绩效股"\nwhen = 2026-11-20\nwhy = "x"\n', "concepts.toml:4"),
        ('same = ["甲率", "乙率"]\nby = " "\nwhen = 2026-11-20T08:00:00Z\nwhy = "x"\n', "concepts.toml:3"),
    ],
)
def test_an_entry_with_a_fault_is_refused_with_file_and_line(tmp_path: Path, entry: str, place: str) -> None:
    good = f'same = ["丙率", "丁率"]\n{SIGNED}'
    read = read_concept_decisions(written(tmp_path, entry, good))
    assert [decision.names for decision in read.values] == [("丙率", "丁率")]
    (problem,) = read.problems
    assert problem.kind == "decision_refused"
    assert problem.message_zh.startswith(f"{place}：")


def test_the_later_of_two_opposite_words_holds(tmp_path: Path) -> None:
    later = SIGNED.replace("-20T", "-21T")
    path = written(tmp_path, f'same = ["甲率", "乙率"]\n{SIGNED}', f'different = ["乙率", "甲率"]\n{later}')
    read = read_concept_decisions(path)
    assert [decision.action for decision in standing(read.values)] == ["different"]
    ended = list(outcomes(read.values, {"甲率": ["c1"], "乙率": ["c2"]}))
    assert [(row.status, problem) for row, problem in ended] == [("overruled", None), ("applied", None)]


def test_two_opposite_words_of_one_moment_do_nothing_and_are_told(tmp_path: Path) -> None:
    path = written(tmp_path, f'same = ["甲率", "乙率"]\n{SIGNED}', f'different = ["乙率", "甲率"]\n{SIGNED}')
    read = read_concept_decisions(path)
    assert standing(read.values) == ()
    ended = list(outcomes(read.values, {"甲率": ["c1"], "乙率": ["c1"]}))
    assert [row.status for row, _ in ended] == ["contradicted", "contradicted"]
    assert all(problem is not None and problem.kind == "concept_not_applied" for _, problem in ended)


def test_names_that_nobody_prints_any_more_are_told(tmp_path: Path) -> None:
    read = read_concept_decisions(written(tmp_path, f'same = ["甲率", "乙率"]\n{SIGNED}'))
    ((row, problem),) = outcomes(read.values, {"甲率": ["c1"]})
    assert (row.status, row.decided_by) == ("gone", "绩效股")
    assert problem is not None
    assert "“乙率”" in problem.message_zh


def test_a_name_of_a_person_is_covered_in_what_is_published(tmp_path: Path) -> None:
    signed = SIGNED.replace("绩效股", "绩效股 张三").replace("看过", "张三看过")
    read = read_concept_decisions(written(tmp_path, f'same = ["甲率", "乙率"]\n{signed}'))
    ((row, _),) = outcomes(read.values, {"甲率": ["c1"], "乙率": ["c1"]})
    assert (row.status, row.decided_by) == ("applied", "绩效股 ＊＊")
    assert "张三" not in row.why
