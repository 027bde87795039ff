"""Several reports in one document: each has its rows, its problems and its own id, and one said twice is one filing."""

from __future__ import annotations

from dataclasses import replace

from pipelines.extract.report import extract
from pipelines.model.claims import Card
from pipelines.model.document import Span
from pipelines.model.problem import Outcome, Problem
from pipelines.normalize import normalize_reports
from tests.documents import Rows, make_document


def form(project: str, amount: str) -> tuple[str, str, Rows]:
    rows = [
        ["项目名称", project],
        ["主管部门", "赵县民政局", "实施单位", "赵县民政局"],
        ["项目资金(万元)", "年初预算数", "全年预算数", "全年执行数"],
        ["年度资金总额", amount, amount, amount],
    ]
    return "项目支出绩效自评表", "（2022年度）", rows


def test_each_report_has_its_own_rows_and_problems() -> None:
    document = make_document(*form("敬老院运转补助", "40"), *form("临时救助", "55"))
    claims = extract(document, Card())
    place = document.text.index("临时救助")
    inside = Problem("told", "某处", "there", Span(place, place + 4))
    whole = Problem("lost", "某页没有读出", "a page was not read")
    told = Outcome(claims.values, (*claims.problems, inside))
    rows = normalize_reports(document, told, Card(), (whole,))
    first, second = rows.filed_reports
    assert (first.subject, second.subject) == ("敬老院运转补助", "临时救助")
    assert first.report_id.startswith("130133-2022-project-")
    assert len({first.report_id, second.report_id, first.version_id, second.version_id}) == 4
    assert {f.version_id for f in rows.budget_facts} == {first.version_id, second.version_id}
    owner = {problem.kind: problem.report_id for problem in rows.problems}
    assert (owner["told"], owner["lost"]) == (second.report_id, first.report_id)
    assert len({e.evidence_id for e in rows.evidence}) == len(rows.evidence)


def test_words_that_two_reports_cite_are_one_row_of_evidence() -> None:
    document = make_document(*form("敬老院运转补助", "40"), *form("临时救助", "55"))
    first, second = extract(document, Card()).values
    both = replace(second, budget=(*second.budget, *first.budget[:1]))
    rows = normalize_reports(document, Outcome((first, both)), Card())
    assert len({e.evidence_id for e in rows.evidence}) == len(rows.evidence)
    cited = [fact.evidence_id for fact in rows.budget_facts]
    assert len(set(cited)) < len(cited)
    assert set(cited) <= {e.evidence_id for e in rows.evidence}


def test_a_document_of_one_report_is_filed_as_before() -> None:
    document = make_document(*form("临时救助", "55"))
    rows = normalize_reports(document, extract(document, Card()), Card())
    (filed,) = rows.filed_reports
    assert filed.document_id == document.document_id
