"""A finding is told once, also where one rule finds several faults in one report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipelines.alert.message import FailedRule
from pipelines.alert.news import remember_told, untold
from pipelines.state import State

ONE = FailedRule("A02", "年度一致", "error", "r1", "示例县水利局", 2024, "评价对象写的是 2021 年", ())
OTHER = replace(ONE, message_zh="截止日期写的是 2021 年")


def test_two_faults_that_one_rule_finds_in_a_report_are_told_once(tmp_path: Path) -> None:
    with State.open(tmp_path) as state:
        for found, told in (
            ((ONE, OTHER), (ONE, OTHER)),
            ((OTHER, ONE), ()),
            ((ONE, OTHER), ()),
            ((ONE, replace(OTHER, message_zh="截止日期写的是 2020 年")), 2),
        ):
            new = untold(state, found)
            assert (new if isinstance(told, tuple) else len(new)) == told
            remember_told(state, new)


def test_a_single_finding_keeps_the_fingerprint_it_was_told_with(tmp_path: Path) -> None:
    with State.open(tmp_path) as state:
        state.remember(ONE.group, ONE.fingerprint)
        assert untold(state, [ONE]) == ()
