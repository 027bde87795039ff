"""A decision with a fault is refused with its line, and the others hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipelines.assemble.decisions import read_decisions

GOOD = """
[[version]]
report_id = "130132-2025-department-0123456789ab"
document_id = "aaaaaaaaaaaaaaaa"
over = ["bbbbbbbbbbbbbbbb"]
by = "王"
on = 2026-06-01
why = "函询单位"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "versions.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_decision_is_read_with_its_place(tmp_path: Path) -> None:
    read = read_decisions(written(tmp_path, "# 说明\n" + GOOD))
    assert read.problems == ()
    (decision,) = read.values
    assert (decision.document_id, decision.over) == ("a" * 16, ("b" * 16,))
    assert (decision.on, decision.where) == (date(2026, 6, 1), "versions.toml:3")


def test_the_whole_hash_of_a_file_names_it_too(tmp_path: Path) -> None:
    read = read_decisions(written(tmp_path, GOOD.replace("a" * 16, "a" * 16 + "c" * 48)))
    assert read.values[0].document_id == "a" * 16


def test_no_file_is_no_decision(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "versions.toml").values == ()


def test_the_file_of_the_project_is_valid(project_root: Path) -> None:
    assert read_decisions(project_root / "raw" / "decisions" / "versions.toml").problems == ()


@pytest.mark.parametrize(
    ("fault", "line", "word"),
    [
        (GOOD + 'note = "x"\n', 9, "note"),
        (GOOD.replace('by = "王"\n', ""), 2, "by"),
        (GOOD.replace('by = "王"', 'by = " "'), 6, "by"),
        (GOOD.replace("2026-06-01", '"2026-06-01"'), 7, "on"),
        (GOOD.replace("2026-06-01", "2026-06-01T10:00:00"), 7, "on"),
        (GOOD.replace('"aaaaaaaaaaaaaaaa"', '"report.txt"'), 4, "document_id"),
        (GOOD.replace('["bbbbbbbbbbbbbbbb"]', '"bbbbbbbbbbbbbbbb"'), 5, "over"),
        (GOOD.replace('"函询单位"', "3"), 8, "why"),
    ],
)
def test_a_faulty_row_is_refused_with_its_line_and_the_next_one_holds(
    tmp_path: Path, fault: str, line: int, word: str
) -> None:
    read = read_decisions(written(tmp_path, fault + GOOD))
    (problem,) = read.problems
    assert problem.kind == "decision_refused"
    assert f"versions.toml:{line}：" in problem.message_zh
    assert word in problem.message_zh
    assert word in problem.message_en
    assert len(read.values) == 1


def test_an_unknown_table_is_refused_and_the_decisions_hold(tmp_path: Path) -> None:
    read = read_decisions(written(tmp_path, GOOD + "\n[[versoin]]\nx = 1\n"))
    assert ["versions.toml:10" in p.message_zh for p in read.problems] == [True]
    assert len(read.values) == 1


@pytest.mark.parametrize("content", [b"[[version]\nx", b"\xff\xfe\x00", b"version = 3\n", b"version = [1]\n"])
def test_a_broken_file_is_one_problem_and_no_decision(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "versions.toml"
    path.write_bytes(content)
    read = read_decisions(path)
    assert read.values == ()
    assert [p.kind for p in read.problems] == ["decision_refused"]
