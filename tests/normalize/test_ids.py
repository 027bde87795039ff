"""Ids depend on content alone; the unresolved are never thrown together."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pipelines.normalize.ids import digest, plain, report_id, text_hash
from tests.documents import make_document
from tests.normalize.filings import budget, claims, identity, money, place, rows_of, staff

WORDS = st.text(st.sampled_from("县总工会经费（）(）0１万元 ABc"), min_size=1, max_size=30)


def test_report_id_has_the_form_of_the_contract() -> None:
    assert re.fullmatch(r"130132-2025-department-[0-9a-f]{12}", report_id(identity(), "x"))
    nobody = identity(region_code=None, county=None, unit_name=None, fiscal_year=None)
    assert re.fullmatch(r"000000-0000-department-[0-9a-f]{12}", report_id(nobody, "x"))


def test_a_resolved_report_keeps_its_id_when_its_text_changes() -> None:
    assert report_id(identity(), "one text") == report_id(identity(title="x", signed_on=None), "another text")
    assert report_id(identity(), "x") == report_id(identity(unit_name="元氏县 总工会"), "x")


def test_unresolved_reports_are_told_apart_by_their_text() -> None:
    for missing in ("region_code", "unit_name", "fiscal_year"):
        unsure = identity(**{missing: None})
        assert report_id(unsure, "one text") != report_id(unsure, "another text")


def test_scope_and_subject_make_different_reports() -> None:
    kinds = [
        identity(),
        identity(scope="unit_only"),
        identity(scope="consolidated"),
        identity(subject="道路"),
    ]
    assert len({report_id(i, "x") for i in kinds}) == 4


def test_the_same_words_in_another_format_have_the_same_text_hash() -> None:
    wrapped = make_document("项目预算１００万元，", "到位（全部）\n100 万元。")
    plain_text = make_document([["项目预算100万元，", "到位(全部)"], ["100万元。", ""]])
    assert text_hash(wrapped) == text_hash(plain_text)
    assert text_hash(wrapped) != text_hash(make_document("项目预算100万元，到位(全部)100万元"))


@given(parts=st.lists(st.one_of(st.none(), WORDS, st.integers()), max_size=4), cut=st.integers(0, 4))
def test_digest_tells_lists_of_parts_apart(parts: list[str | int | None], cut: int) -> None:
    assert digest(20, *parts) == digest(20, *parts)
    assert digest(20, *parts) != digest(20, *parts, None)
    if cut < len(parts) - 1:
        glued = [*parts[:cut], f"{parts[cut]}{parts[cut + 1]}", *parts[cut + 2 :]]
        assert digest(20, *parts) != digest(20, *glued)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4), st.integers(0, 4))
def test_equal_decimals_have_equal_text(value: Decimal, zeros: int) -> None:
    longer = Decimal(f"{value:f}" + "0" * zeros)
    assert plain(value) == plain(longer)
    assert Decimal(plain(value)) == value


def test_figures_hash_knows_values_not_words() -> None:
    one = make_document("预算141.19万元。", "在职7人。")
    other = make_document("在职人员7名。", "人员经费预算1411900.00元。")
    made = claims(
        budget=[budget(place(one, "141.19万元"), "personnel", "initial", money("141.19"))],
        staff=[staff(place(one, "在职7人"), "on_post", 7)],
    )
    retold = claims(
        budget=[budget(place(other, "1411900.00元"), "personnel", "initial", money("1411900.00", "元"))],
        staff=[staff(place(other, "7名"), "on_post", 7)],
    )
    changed = claims(budget=made.budget, staff=[staff(place(one, "在职7人"), "on_post", 8)])
    first, second, third = rows_of(one, made), rows_of(other, retold), rows_of(one, changed)
    assert first.filed_reports[0].figures_hash == second.filed_reports[0].figures_hash
    assert first.filed_reports[0].figures_hash != third.filed_reports[0].figures_hash
    assert first.filed_reports[0].text_hash != second.filed_reports[0].text_hash


def test_reports_without_figures_are_not_equal_for_having_none() -> None:
    hashes = {rows_of(make_document(t)).filed_reports[0].figures_hash for t in ("一份报告。", "另一份报告。")}
    assert len(hashes) == 2


def test_two_files_with_the_same_words_are_two_filings_with_rows_of_their_own() -> None:
    rows = []
    for document_id in ("a" * 16, "b" * 16):
        document = make_document("预算5万元。", document_id=document_id)
        rows.append(
            rows_of(
                document, claims(budget=[budget(place(document, "5万元"), "project", "initial", money("5"))])
            )
        )
    first, second = (r.filed_reports[0] for r in rows)
    assert first.report_id == second.report_id
    assert first.text_hash == second.text_hash
    assert first.version_id != second.version_id
    assert rows[0].budget_facts[0].fact_id != rows[1].budget_facts[0].fact_id
