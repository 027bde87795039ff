"""A decision holds only while the document says what the person saw; the later of two decisions holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipelines.assemble.corrected import correct_value
from pipelines.assemble.corrections import FigureDecision
from pipelines.assemble.replay import Standing, replay

DOCUMENT = "a" * 16
WHEN = datetime(2026, 11, 25, 8, tzinfo=UTC)
FIGURE = Standing(
    DOCUMENT,
    "r1",
    "v1",
    "budget_facts",
    "f1",
    "personnel.executed.all",
    "141.91万元",
    "人员经费141.91万元",
    (10, 18),
)
PROBLEM = Standing(DOCUMENT, "r1", "v1", None, "p1", "number_unexplained", "", "20分", (30, 33))


def decision(action: str = "accept", to: str | None = None, **changes: object) -> FigureDecision:
    made = FigureDecision(
        action=action,
        document_id=DOCUMENT,
        table="budget_facts",
        figure="personnel.executed.all",
        problem="",
        place=(10, 18),
        quote="人员经费141.91万元",
        printed="141.91万元",
        value=correct_value("budget_facts", "amount_yuan", to, "万元") if to else None,
        by="绩效股 张三",
        when=WHEN,
        why="张三对照扫描件",
        where="corrections.toml:3",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def statuses(*decisions: FigureDecision, standing: tuple[Standing, ...] = (FIGURE, PROBLEM)) -> list[str]:
    return [c.status for c in replay(decisions, standing, frozenset([DOCUMENT])).corrections]


def test_a_decision_whose_document_says_the_same_is_applied() -> None:
    replayed = replay([decision("correct", "141.19")], [FIGURE], frozenset([DOCUMENT]))
    (correction,) = replayed.corrections
    assert replayed.problems == ()
    assert (correction.status, correction.fact_id, correction.old_text) == ("applied", "f1", "141.91万元")
    assert correction.decided_by == "绩效股 ＊＊"
    assert correction.why == "＊＊对照扫描件"


def test_it_still_holds_where_the_words_have_only_moved() -> None:
    assert statuses(decision(), standing=(replace(FIGURE, place=(110, 118)),)) == ["applied"]


@pytest.mark.parametrize(
    ("standing", "says"),
    [
        ((replace(FIGURE, quote="人员经费共141.91万元", place=(5, 18)),), "141.91万元"),
        ((replace(FIGURE, printed="141.91元"),), "141.91元"),
        ((), "已读不到"),
        ((FIGURE, replace(FIGURE, row_id="f2")), "几处完全相同"),
        ((replace(FIGURE, document_id="b" * 16),), "已读不到"),
    ],
    ids=["another quote", "another unit", "no such figure", "two alike", "another document"],
)
def test_where_the_source_changed_nothing_is_applied_and_a_problem_names_the_decision(
    standing: tuple[Standing, ...], says: str
) -> None:
    replayed = replay([decision()], standing, frozenset([DOCUMENT]))
    (correction,), (problem,) = replayed.corrections, replayed.problems
    assert (correction.status, correction.fact_id) == ("stale", None)
    assert says in problem.message_zh
    assert correction.decision_id in problem.message_zh
    assert correction.decision_id in problem.message_en
    assert "corrections.toml:3" in problem.message_en


def test_a_document_that_is_gone_is_told() -> None:
    (problem,) = replay([decision()], [FIGURE], frozenset()).problems
    assert "不在库中" in problem.message_zh


def test_a_correction_that_the_reading_has_caught_up_with_says_so() -> None:
    now = replace(FIGURE, printed="141.19万元")
    (problem,) = replay([decision("correct", "141.19")], [now], frozenset([DOCUMENT])).problems
    assert "不必再更正" in problem.message_zh


def test_the_later_of_two_decisions_holds_in_whatever_order_they_stand() -> None:
    later = decision("correct", "141.19", when=WHEN + timedelta(hours=1))
    assert statuses(decision(), later) == ["overruled", "applied"]
    assert statuses(later, decision()) == ["applied", "overruled"]


def test_of_two_decisions_of_one_moment_that_differ_neither_holds() -> None:
    replayed = replay([decision(), decision("reject")], [FIGURE], frozenset([DOCUMENT]))
    assert [c.status for c in replayed.corrections] == ["contradicted", "contradicted"]
    assert len(replayed.problems) == 2


def test_corrections_of_two_fields_stand_beside_each_other() -> None:
    staff = replace(FIGURE, table_name="staff_facts", figure="staff.unit.present.actual", printed="20人")
    said = {"table": "staff_facts", "figure": staff.figure, "printed": "20人"}
    one = decision("correct", **said, value=correct_value("staff_facts", "headcount", "21", ""))
    two = decision("correct", **said, value=correct_value("staff_facts", "change_vs_prior", "1", ""))
    assert statuses(one, replace(two, when=WHEN + timedelta(1)), standing=(staff,)) == ["applied", "applied"]


def test_a_problem_can_be_closed_and_one_that_no_longer_arises_needs_nobody() -> None:
    closing = decision(
        table="", figure="", problem="number_unexplained", quote="20分", printed="", place=(30, 33)
    )
    assert statuses(closing) == ["applied"]
    replayed = replay([closing], [FIGURE], frozenset([DOCUMENT]))
    assert ([c.status for c in replayed.corrections], replayed.problems) == (["stale"], ())
