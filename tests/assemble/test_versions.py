"""Which version of a report holds is decided by its date or by a person, never by the order of files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.assemble.decisions import VersionDecision
from pipelines.assemble.reports import Filed
from pipelines.assemble.versions import assemble
from pipelines.model.problem import Outcome
from tests.assemble.filings import REPORT, assembled, decision, filed, relations

APRIL, JUNE = date(2025, 4, 10), date(2025, 6, 25)


def test_a_single_filing_is_first_and_current() -> None:
    assembly = assembled(filed("a", signed=APRIL))
    assert relations(assembly) == {"a": (1, "first", True)}
    (report,) = assembly.reports
    assert (report.version_id, report.document_id, report.signed_on) == ("a" * 16, "a" * 16, APRIL)
    assert assembly.problems == ()


def test_the_later_date_wins_whichever_file_came_first() -> None:
    assembly = assembled(filed("a", signed=JUNE, received=1), filed("b", signed=APRIL, received=9))
    assert relations(assembly) == {"b": (1, "first", False), "a": (2, "revision", True)}
    assert assembly.reports[0].signed_on == JUNE


def test_of_equal_texts_one_stands_for_the_other_whichever_came_first() -> None:
    for first, second in ((1, 2), (2, 1)):
        copies = [filed(d, text="t", figures="f", received=r) for d, r in (("a", first), ("b", second))]
        assembly = assembled(*copies)
        assert relations(assembly) == {"a": (1, "first", True), "b": (1, "duplicate", False)}
        assert assembly.reports[0].document_id == "a" * 16


def test_a_copy_that_people_decided_about_stands_for_its_duplicates() -> None:
    copies = [filed(d, text="t", figures="f") for d in "ab"]
    assembly = assemble(copies, Outcome(), {"b" * 16})
    assert relations(assembly) == {"b": (1, "first", True), "a": (1, "duplicate", False)}


@pytest.mark.parametrize("name", ["自评报告（更正）.docx", "修订稿-自评报告.pdf", "重新公开：自评报告.html"])
def test_what_calls_itself_a_correction_replaces_what_no_date_places(name: str) -> None:
    for signed in (None, APRIL):
        plain, correction = filed("a", signed=signed), filed("b", name=name, signed=signed)
        assert relations(assembled(plain, correction)) == {
            "a": (1, "first", False),
            "b": (2, "revision", True),
        }
    in_title = filed("b", title="2025年度部门整体支出绩效自评报告（更正）")
    assert relations(assembled(filed("a"), in_title))["b"] == (2, "revision", True)


def test_a_correction_of_words_alone_is_a_revision_and_no_duplicate() -> None:
    same = assembled(filed("a", figures="f"), filed("b", figures="f", name="更正.pdf"))
    assert relations(same) == {"a": (1, "first", False), "b": (2, "revision", True)}
    copied = assembled(filed("a", text="t", figures="f"), filed("b", text="t", figures="f", name="更正.pdf"))
    assert relations(copied)["b"][1] == "duplicate"


def test_the_file_that_was_put_in_the_place_of_another_is_its_revision_whatever_the_clock_said() -> None:
    for signed in (None, APRIL):
        old = filed("b", signed=signed, received=9, replaced_by="a")
        assembly = assembled(old, filed("a", signed=signed, received=1))
        assert relations(assembly) == {"b": (1, "first", False), "a": (2, "revision", True)}
        assert assembly.problems == ()


def test_files_that_lie_in_the_inbox_together_conflict_whatever_one_of_them_replaced() -> None:
    three = assembled(filed("a", replaced_by="b"), filed("b"), filed("c"))
    assert {d: r[1] for d, r in relations(three).items()} == {"a": "first", "b": "conflict", "c": "conflict"}
    copied = assembled(filed("a", replaced_by="b"), filed("b"), filed("c", text="text a"))
    assert {d: r[1] for d, r in relations(copied).items()}["b"] == "conflict"
    elsewhere = assembled(filed("a", replaced_by="d"), filed("b"))  # another report lies in its place now
    assert {r[1] for r in relations(elsewhere).values()} == {"conflict"}


def test_an_earlier_date_in_the_place_of_a_later_one_proves_nothing() -> None:
    put_back = assembled(filed("a", signed=JUNE, replaced_by="b"), filed("b", signed=APRIL))
    assert relations(put_back)["a"] == (2, "revision", True)


def test_of_equal_figures_the_file_that_lies_in_the_inbox_stands_for_the_one_it_replaced() -> None:
    for old, new in ("ab", "ba"):
        assembly = assembled(filed(old, figures="f", replaced_by=new), filed(new, figures="f"))
        assert relations(assembly) == {new: (1, "first", True), old: (1, "duplicate", False)}


def test_a_later_date_wins_over_a_correction_and_two_corrections_conflict() -> None:
    early = filed("a", signed=APRIL, name="更正.pdf")
    assert relations(assembled(early, filed("b", signed=JUNE)))["b"] == (2, "revision", True)
    two = assembled(filed("a"), filed("b", name="更正.pdf"), filed("c", name="修订版.pdf"))
    assert {d: r[1] for d, r in relations(two).items()} == {"a": "first", "b": "conflict", "c": "conflict"}


def test_an_addition_replaces_only_what_states_no_more_numbers_than_it() -> None:
    for numbers, relation in ((10, "revision"), (4, "conflict")):
        addition = filed("b", name="补充材料.docx", numbers_seen=numbers)
        assert relations(assembled(filed("a"), addition))["b"][1] == relation


def test_of_two_additions_none_is_taken_for_its_length() -> None:
    named = [filed(d, name=f"补充医疗保险{d}.pdf", numbers_seen=n) for d, n in (("a", 10), ("b", 4))]
    assert {r[1] for r in relations(assembled(*named)).values()} == {"conflict"}


def test_the_name_of_a_project_is_no_correction() -> None:
    subject = "县志修订"
    title = f"{subject}支出绩效自评报告"
    two = assembled(
        filed("a", subject=subject), filed("b", subject=subject, title=title, name=f"{title}.pdf")
    )
    assert {r[1] for r in relations(two).values()} == {"conflict"}


def test_three_versions_are_numbered_by_their_dates() -> None:
    may = date(2025, 5, 2)
    three = assembled(filed("c", signed=APRIL), filed("a", signed=may), filed("b", signed=JUNE))
    assert relations(three) == {
        "c": (1, "first", False),
        "a": (2, "revision", False),
        "b": (3, "revision", True),
    }


def test_a_decision_that_decides_nothing_any_more_says_so() -> None:
    dated = assembled(filed("a", signed=JUNE), filed("b", signed=APRIL), decisions=[decision("a", over="b")])
    assert relations(dated)["a"] == (2, "revision", True)
    (told,) = dated.problems
    assert told.kind == "decision_idle"
    assert "versions.toml:4" in told.message_zh
    assert "versions.toml:4" in told.message_en
    alone = assembled(filed("a"), decisions=[decision("a", over="b")])
    assert [p.kind for p in alone.problems] == ["decision_idle"]
    needed = assembled(filed("a"), filed("b"), decisions=[decision("a", over="b")])
    assert needed.problems == ()


def test_the_same_figures_in_other_words_are_a_duplicate() -> None:
    with_date, without = filed("a", figures="f", signed=APRIL), filed("b", figures="f", received=2)
    assert relations(assembled(with_date, without)) == {"a": (1, "first", True), "b": (1, "duplicate", False)}


def test_the_same_figures_under_another_date_are_a_revision() -> None:
    early, late = filed("a", figures="f", signed=APRIL), filed("b", figures="f", signed=JUNE)
    assert relations(assembled(early, late)) == {"a": (1, "first", False), "b": (2, "revision", True)}


def test_equal_or_missing_dates_are_a_conflict_that_names_the_files() -> None:
    for signed in (None, APRIL):
        assembly = assembled(filed("a", signed=signed), filed("b", signed=signed, received=2))
        assert relations(assembly) == {"a": (1, "conflict", False), "b": (2, "conflict", False)}
        (report,) = assembly.reports
        assert report.version_id is report.document_id is None
        (problem,) = assembly.problems
        assert problem.kind == "version_conflict"
        assert problem.report_id == REPORT
        for said in (problem.message_zh, problem.message_en):
            assert all(
                part in said for part in ("a.txt", "b.txt", "a" * 16, "b" * 16, REPORT, "versions.toml")
            )
        assert "元氏县总工会" in problem.message_zh


def test_of_very_many_files_of_one_report_the_first_are_named_and_how_many_more() -> None:
    (problem,) = assembled(*(filed(f"{n:02d}") for n in range(60))).problems
    assert "49.txt" in problem.message_zh
    assert "50.txt" not in problem.message_zh
    assert "60 个内容不同的文件" in problem.message_zh
    assert "另有 10 个" in problem.message_zh


def test_four_thousand_files_of_one_report_are_ordered_at_once() -> None:
    filings = [filed(f"{n:04d}") for n in range(4_000)]
    began = process_time()
    assert len(assembled(*filings).versions) == 4_000
    assert process_time() - began < 3  # a tenth of a second; ten where each was held against all others


def test_a_report_in_conflict_has_only_what_all_its_versions_say() -> None:
    assembly = assembled(filed("a", self_score=Decimal(95)), filed("b", title="另一题目"))
    (report,) = assembly.reports
    assert (report.county, report.fiscal_year, report.grade) == ("元氏县", 2025, "优")
    assert (report.title, report.self_score) == (None, None)


def test_one_undated_file_makes_the_latest_uncertain_and_leaves_the_superseded_alone() -> None:
    assembly = assembled(filed("a", signed=APRIL), filed("b", signed=JUNE), filed("c"))
    assert relations(assembly) == {
        "a": (1, "first", False),
        "b": (2, "conflict", False),
        "c": (3, "conflict", False),
    }


def test_equal_words_read_into_different_figures_are_told_and_the_better_reading_stands() -> None:
    worse = filed("a", text="t", received=1, numbers_unexplained=4)
    better = filed("b", text="t", received=2, numbers_unexplained=1)
    assembly = assembled(worse, better)
    assert relations(assembly) == {"b": (1, "first", True), "a": (1, "duplicate", False)}
    (problem,) = assembly.problems
    assert problem.kind == "readings_differ"
    assert "a.txt" in problem.message_zh
    assert "b.txt" in problem.message_zh


def test_documents_that_are_no_reports_do_not_become_reports() -> None:
    assembly = assembled(filed("a", report_type="other"))
    assert (assembly.reports, assembly.versions, assembly.problems) == ((), (), ())


def test_a_decision_settles_a_conflict() -> None:
    assembly = assembled(filed("a"), filed("b"), decisions=[decision("a", over="b")])
    assert relations(assembly) == {"b": (1, "first", False), "a": (2, "revision", True)}
    assert assembly.problems == ()
    assert assembly.reports[0].version_id == "a" * 16


def test_a_decision_may_hold_against_the_dates() -> None:
    filings = filed("a", signed=APRIL), filed("b", signed=JUNE)
    assert relations(assembled(*filings, decisions=[decision("a", over="b")]))["a"] == (2, "revision", True)


def test_a_decision_does_not_hold_over_what_it_had_not_seen() -> None:
    unseen = assembled(filed("a"), filed("b"), filed("c"), decisions=[decision("a", over="b")])
    assert {d: r[1] for d, r in relations(unseen).items()} == {"b": "first", "a": "conflict", "c": "conflict"}
    later = filed("c", signed=date(2026, 7, 1))
    dated = assembled(filed("a", signed=APRIL), filed("b", signed=APRIL), later, decisions=[decision("a")])
    assert relations(dated)["c"] == (3, "revision", True)


def test_the_chosen_file_stands_for_its_duplicates() -> None:
    same = partial(filed, text="t", figures="f")
    filings = same("a", received=1), same("b", received=2), filed("c")
    found = relations(assembled(*filings, decisions=[decision("b")]))
    assert found == {"c": (1, "first", False), "b": (2, "revision", True), "a": (2, "duplicate", False)}


def test_a_decision_about_something_gone_is_stale_and_does_nothing() -> None:
    other = "130133-2024-department-ffffffffffff"
    assembly = assembled(filed("a"), filed("b"), decisions=[decision("c"), decision("a", report=other)])
    assert [p.kind for p in assembly.problems] == ["decision_stale", "decision_stale", "version_conflict"]
    assert all("versions.toml:4" in p.message_zh for p in assembly.problems[:2])
    assert assembly.reports[0].version_id is None


def test_the_youngest_decision_holds_and_two_of_one_day_cancel_out() -> None:
    filings = filed("a"), filed("b")
    newer = [decision("a"), decision("b", on=date(2026, 7, 1))]
    assert relations(assembled(*filings, decisions=newer))["b"][2]
    opposed = assembled(*filings, decisions=[decision("a"), decision("b")])
    assert [p.kind for p in opposed.problems] == ["decision_contradicted"] * 2 + ["version_conflict"]
    assert not any(v.is_current for v in opposed.versions)


def test_reports_do_not_touch_each_other() -> None:
    assembly = assembled(filed("a"), filed("b", report_id="130133-2024-department-ffffffffffff"))
    assert [v.relation for v in assembly.versions] == ["first", "first"]
    assert len(assembly.reports) == 2


FILINGS = st.lists(
    st.builds(
        filed,
        st.sampled_from("0123456789abcdef"),
        text=st.sampled_from([None, "t", "u"]),
        figures=st.sampled_from([None, "f", "g"]),
        signed=st.sampled_from([None, APRIL, JUNE]),
        received=st.integers(1, 3),
        name=st.sampled_from(["a.txt", "更正.txt", "补充.txt"]),
        numbers_seen=st.integers(1, 2),
        report_id=st.sampled_from([REPORT, "130133-2024-department-ffffffffffff"]),
    ),
    max_size=7,
    unique_by=lambda f: f.report.document_id,
)
DECISIONS = st.lists(
    st.builds(
        decision,
        st.sampled_from("0123456789abcdef"),
        over=st.text("0123456789abcdef", max_size=3),
        on=st.dates(date(2026, 6, 1), date(2026, 6, 3)),
    ),
    max_size=3,
)


@settings(max_examples=120)
@given(filings=FILINGS, decisions=DECISIONS, order=st.randoms())
def test_the_order_of_files_decides_nothing(
    filings: list[Filed], decisions: list[VersionDecision], order: Random
) -> None:
    shuffled = list(filings)
    order.shuffle(shuffled)
    assert assemble(filings, Outcome(tuple(decisions))) == assemble(shuffled, Outcome(tuple(decisions)))


@settings(max_examples=120)
@given(filings=FILINGS, decisions=DECISIONS)
def test_every_filing_is_accounted_for_and_at_most_one_is_current(
    filings: list[Filed], decisions: list[VersionDecision]
) -> None:
    assembly = assemble(filings, Outcome(tuple(decisions)))
    assert sorted(v.version_id for v in assembly.versions) == sorted(f.report.version_id for f in filings)
    for report in assembly.reports:
        versions = [v for v in assembly.versions if v.report_id == report.report_id]
        current = [v for v in versions if v.is_current]
        assert [v.version_id for v in current] == ([report.version_id] if report.version_id else [])
        assert bool(current) != any(v.relation == "conflict" for v in versions)
        originals = sorted(v.version_no for v in versions if v.relation != "duplicate")
        assert originals == list(range(1, len(originals) + 1))
        told = [
            p for p in assembly.problems if p.kind == "version_conflict" and p.report_id == report.report_id
        ]
        assert len(told) == (0 if current else 1)


@settings(max_examples=120)
@given(filings=FILINGS, decisions=DECISIONS, days=st.lists(st.integers(1, 9), min_size=7, max_size=7))
def test_in_whatever_order_files_arrive_the_versions_are_the_same(
    filings: list[Filed], decisions: list[VersionDecision], days: list[int]
) -> None:
    """Night by night or all at once: nothing but the day on which a version was first seen may differ."""
    moved = [
        replace(f, received_at=f.received_at.replace(day=d)) for f, d in zip(filings, days, strict=False)
    ]

    def versions(found: list[Filed]) -> tuple[object, ...]:
        assembly = assemble(found, Outcome(tuple(decisions)))
        seen = [replace(v, first_seen_at=filings[0].received_at) for v in assembly.versions]
        return assembly.reports, tuple(seen), assembly.problems

    assert versions(filings) == versions(moved)
