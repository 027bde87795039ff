"""A warehouse with one stored report, for tests of its page."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from pipelines.model.codec import encode
from pipelines.model.flow import Flow
from pipelines.night.publish.site_reports import link_unchanged, page_jobs
from pipelines.night.settings import Settings
from pipelines.publish.site import Site, start_site
from pipelines.store import Store
from tests.documents import make_document
from tests.quality.house import House
from tests.stores import copy_schema

ATTACK = '<script>alert(1)</script><img src=x onerror="alert(1)">'
SHA = "ab" * 32


def plain(flow: Flow) -> str:
    """A mask that covers nothing."""
    return flow.text


class Filed:
    """A warehouse with one stored report, filed by hand."""

    def __init__(self, folder: Path) -> None:
        self.database = folder / "xianjian.duckdb"
        self.house = House(Store.create(self.database))
        copy_schema(self.house.store)
        self.settings = Settings(folder / "raw", folder / "warehouse")
        self.house.report("v1", unit_name=f"云溪县{ATTACK}局", title=f"云溪县{ATTACK}局自评报告")
        self.document = make_document(
            "# 一、基本情况",
            f"联系人：王建国。{ATTACK}，人员经费年初预算100万元，执行96万元。",
            document_id="d-v1",
        )
        place = self.settings.document(SHA)
        place.parent.mkdir(parents=True)
        place.write_bytes(encode(self.document))
        self.add_document("d-v1", SHA)
        self.house.budget("personnel", initial="100", executed="96")
        for number, words in enumerate(("年初预算100万元", "执行96万元"), 1):
            start = self.document.text.index(words)
            self.house.store.execute(
                "UPDATE core.evidence SET char_start = ?, char_end = ?, quote = ? WHERE evidence_id = ?",
                [start, start + len(words), words, f"e{number:04d}"],
            )
        self.house.store.execute(
            "INSERT INTO core.reports BY NAME SELECT report_id, version_id, document_id, region_code, county, department_type,"
            " unit_name, fiscal_year, report_type, scope, title, numbers_seen, numbers_unexplained FROM core.filed_reports"
        )

    def add_document(self, document_id: str, sha256: str) -> None:
        self.house.store.execute(
            "INSERT INTO core.documents BY NAME SELECT ? AS document_id, ? AS sha256, '报告.txt' AS path, '报告.txt' AS file_name,"
            " 'text/plain' AS media_type, ?::TIMESTAMP AS received_at, 'ok' AS read_status, false AS is_sample",
            [document_id, sha256, datetime(2026, 1, 1)],
        )

    def write_pages(self, site: Site) -> int:
        """As a night does: pages that stay are linked, the others are made from a database that nobody writes; how many."""
        names = link_unchanged(self.house.store, site)
        self.house.store.execute("CHECKPOINT")
        still = self.database.with_name(f"{site.folder.name}.duckdb")
        shutil.copy(self.database, still)
        for job in page_jobs(self.settings, still, site, names):
            job()
        return len(names)

    def site(self, folder: Path, previous: Path | None = None) -> Site:
        return start_site(self.house.store, folder, f"build of {folder.name}", previous)

    def finding(self, name: str, rule: str, severity: str, *evidence: str) -> None:
        """A finding about the figures with these quotes."""
        self.house.store.execute(
            "INSERT INTO quality.results BY NAME SELECT ? AS result_id, ? AS rule_id, 'main' AS branch, ? AS severity,"
            " 'r-v1' AS report_id, 'v1' AS version_id, 'fail' AS outcome, ? AS message_zh, 'run' AS run_id, 1 AS rule_version",
            [name, rule, severity, name],
        )
        self.house.store.execute(
            "INSERT INTO quality.result_evidence BY NAME SELECT ? AS result_id, unnest(?) AS evidence_id, 'figure' AS role",
            [name, list(evidence)],
        )
