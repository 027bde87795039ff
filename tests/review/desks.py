"""A small published build with one scanned report, and a desk over it, for tests of ``xianjian review``."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from pipelines.assemble import Filed, assemble
from pipelines.model.claims import BudgetClaim
from pipelines.model.codec import encode
from pipelines.model.document import Document, Page, Run
from pipelines.model.problem import Outcome, Problem
from pipelines.night.assemble.decided import apply_decisions
from pipelines.night.check.building import DocumentRow
from pipelines.night.review.desk import Desk, Signature
from pipelines.night.settings import Settings
from pipelines.normalize.shard import write_shard
from pipelines.store import Shard, Store, build_marts, load_night
from tests.documents import make_document
from tests.normalize.filings import budget, claims, money, place, rows_of
from tests.stores import copy_schema

RECEIVED = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
WHO = Signature("绩效股-01", "对照原件")
WORDS = (
    "元氏县总工会2025年度整体支出绩效自评报告\n人员经费执行147.19万元，公用经费执行18.81万元，公用经费执行18.18万元。\n"
    "项目支出执行30.00万元，基本支出执行40.00万元，培训5次。"
)


@dataclass(slots=True)
class House:
    """Folders of one test; :meth:`night` makes the build anew, as a night does."""

    folder: Path
    document: Document
    claims: Sequence[BudgetClaim]

    @property
    def settings(self) -> Settings:
        return Settings(self.folder / "raw", self.folder / "warehouse")

    def desk(self, raw: Path | None = None) -> tuple[Desk, io.StringIO]:
        """A desk over this build, and what it prints. ``raw``: another folder to write decisions in."""
        told = io.StringIO()
        settings = self.settings if raw is None else replace(self.settings, raw=raw)
        return Desk(settings, Console(file=told, width=200, soft_wrap=True)), told

    def night(self, *, marts: bool = True) -> None:
        """Extracted rows → database → decisions → marts → ``current``."""
        document, made = self.document, claims(budget=self.claims)
        unread = Problem(
            "number_unexplained",
            "未能解释的数字：“培训5次”",
            "unexplained: '培训5次'",
            place(document, "5次"),
        )
        rows = rows_of(document, made, problems=[unread])
        build = self.settings.warehouse / "builds" / "20261120T020000Z-00000000"
        build.mkdir(parents=True, exist_ok=True)
        (build / "xianjian.duckdb").unlink(missing_ok=True)
        (build / "manifest.json").write_text("{}")
        shard = self.folder / "shard"
        write_shard(shard, [rows])
        assembly = assemble([Filed(row, RECEIVED, "报告.pdf") for row in rows.filed_reports], Outcome())
        store = Store.create(build / "xianjian.duckdb")
        copy_schema(store)
        load_night(
            store,
            [Shard(shard)],
            documents=[_row(document)],
            reports=assembly.reports,
            versions=assembly.versions,
        )
        apply_decisions(store, self.settings.decisions)
        if marts:
            build_marts(store)
        store.close()
        stored = self.settings.document(_sha256(document))
        stored.parent.mkdir(parents=True, exist_ok=True)
        stored.write_bytes(encode(document))
        (self.settings.warehouse / "current").unlink(missing_ok=True)
        (self.settings.warehouse / "current").symlink_to(build)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """Rows of the live build."""
        with Store.open_read_only(self.settings.warehouse / "current" / "xianjian.duckdb") as store:
            return [tuple(row.values()) for row in store.rows(sql)]

    def ids(self, *, every: bool = False) -> dict[str, str]:
        """Ids of what waits, by name and printed value."""
        from pipelines.night.review.items import waiting_items

        with Store.open_read_only(self.settings.warehouse / "current" / "xianjian.duckdb") as store:
            return {f"{i.name} {i.printed}".strip(): i.item_id for i in waiting_items(store, every=every)}


def open_house(folder: Path) -> House:
    """A scanned report: a figure that nothing confirms, a contradiction, and a number that nothing explains."""
    document = scanned(make_document(*WORDS.split("\n"), document_id="a" * 16))
    made = [
        budget(place(document, "人员经费执行147.19"), "personnel", "executed", money("147.19")),
        budget(place(document, "18.81"), "operating", "executed", money("18.81")),
        budget(place(document, "18.18"), "operating", "executed", money("18.18")),
        budget(place(document, "30.00"), "project", "executed", money("30.00")),
        budget(place(document, "40.00"), "basic", "executed", money("40.00")),
    ]
    house = House(folder, document, made)
    house.night()
    return house


def scanned(document: Document) -> Document:
    """The same words on one page, every one of them recognised in a picture."""
    length = len(document.text)
    run = Run(0, 1, 10.0, 20.0, tuple(5.0 * n for n in range(length + 1)), (0.98,) * length)
    return replace(document, pages=(Page(1, 0, length, 5.0 * length, 100.0),), runs=(run,))


def _sha256(document: Document) -> str:
    return document.document_id * 4


def _row(document: Document) -> DocumentRow:
    return DocumentRow(
        document.document_id, _sha256(document), "报告.pdf", "报告.pdf", "application/pdf", 1, 1, None, RECEIVED.replace(tzinfo=None),
        "scan", "ok", None, False, None,
    )  # fmt: skip
