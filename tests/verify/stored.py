"""A document stored as a night stores it, with the facts that were made of it, for tests of verification."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from pipelines.extract.report import extract
from pipelines.model.claims import Card
from pipelines.model.codec import encode
from pipelines.model.document import Document
from pipelines.model.rows import Evidence
from pipelines.normalize import normalize, resolve
from pipelines.normalize.departments import load_departments
from pipelines.normalize.registry import load_places
from pipelines.quality.verify import PLANS, StoredFact, VerifiedDocument, verify_document
from tests.documents import make_document

REPORT = (
    "# 石桥县民政局2024年度部门整体支出绩效自评报告",
    "# 一、部门基本情况",
    "2024年末编制12名，在职11人，较上年减少1人，退休5人。",
    "2024年末资产总额86.72万元，较上年减少4.6%。",
    "# 二、部门收支预决算情况",
    "2024年度人员经费预算资金168.20万元，调整预\n算资金175.46万元，资金执行175.46万元，完成率100%。",
    "单位：万元",
    [["项目", "年初预算数", "决算数"], ["公用经费", "25.40", "24.96"], ["项目支出", "1,700.00", "1,688.35"]],
    [
        ["一级指标", "二级指标", "三级指标", "分值", "指标值", "实际完成值", "得分"],
        ["产出指标", "数量指标", "救助人次", "20", "≥90人次", "94人次", "20"],
    ],
    "# 三、评价结论",
    "自评总得分96.5分，等级为优秀。",
)


@dataclass(frozen=True, slots=True)
class Stored:
    """Where the document lies, and its quotes and facts. The two dicts may be changed by a test."""

    original: Path
    document: Path
    sha256: str
    quotes: dict[str, Evidence]
    facts: list[StoredFact]

    def verify(self) -> VerifiedDocument:
        """Read everything again."""
        return verify_document(self.original, self.document, self.sha256, self.quotes, self.facts)

    def kinds(self) -> list[tuple[str, str, str]]:
        """Table, kind and column of each disagreement; of the quotes table and column are empty."""
        verified = self.verify()
        if verified.whole is not None:
            return [("", verified.whole.kind, "")]
        return [("", m.kind, "") for _, m in verified.quotes] + [
            (fact.table, m.kind, m.what) for fact, m in verified.facts
        ]

    def change(self, table: str, change: Callable[[dict[str, Any]], dict[str, Any]], which: int = 0) -> None:
        """Change the values of one fact of a table."""
        places = [i for i, fact in enumerate(self.facts) if fact.table == table and not fact.is_further]
        fact = self.facts[places[which]]
        self.facts[places[which]] = replace(fact, values={**fact.values, **change(dict(fact.values))})


def store(folder: Path, document: Document | None = None) -> Stored:
    """A document and its rows as they lie in a warehouse."""
    document = document or make_document(*REPORT)
    original = folder / "original"
    original.write_bytes(document.text.encode())
    sha256 = hashlib.sha256(original.read_bytes()).hexdigest()
    document = replace(document, document_id=sha256[:16])
    path = folder / "document.json.gz"
    path.write_bytes(encode(document))
    claims = extract(document, Card()).values[0]
    identity = resolve(claims.identity, Card(), load_places(), load_departments()).values[0]
    rows = normalize(document, claims, identity, ())
    facts = [
        StoredFact(table, fact.fact_id, fact.evidence_id, False, _values(fact, plan.columns))
        for table, plan in PLANS.items()
        for fact in getattr(rows, table)
    ]
    by_id = {fact.fact_id: fact for fact in facts}
    facts += [
        replace(by_id[link.fact_id], evidence_id=link.evidence_id, is_further=True)
        for link in rows.fact_evidence
    ]
    return Stored(original, path, sha256, {e.evidence_id: e for e in rows.evidence}, facts)


def _values(fact: Any, columns: tuple[str, ...]) -> dict[str, Any]:  # noqa: ANN401 - a row of any table
    return {name: value for name, value in asdict(fact).items() if name in columns}
