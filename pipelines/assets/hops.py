"""One asset for each hop. Each asks the night for its part; the night does it once and keeps it for the next hop.

Belongs here: names, order, counts and checks as Dagster shows them. Does not belong here: work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import dagster as dg

from pipelines.assets.resource import NightResource
from pipelines.night.check.families import MART_FAMILIES, RULE_FAMILIES, FamilyCount
from pipelines.night.metrics import known_metrics

GROUP = "night"
_MARKUP, _ESCAPED = re.compile(r"([\\`*_<>&#|~@])"), r"\\\1"
HELD = ("reports", "figures", "quarantined", "problems", "verified", "findings_error", "findings_warn")
Result = dg.MaterializeResult[Any]


def _counts(values: Mapping[str, int | str]) -> dict[str, dg.MetadataValue[Any]]:
    """Counts under their code and, where people have a name for them, that name."""
    known = known_metrics()
    return {
        f"{name} {known[name].name_zh}" if name in known else name: dg.MetadataValue.int(value)
        if isinstance(value, int)
        else dg.MetadataValue.text(value)
        for name, value in values.items()
    }


@dg.asset(group_name=GROUP, description="0 fetch 抓取：各县公开页面上新的附件进收件箱（raw/sources.toml）")
def fetched_files(night: NightResource) -> Result:
    """Before hop 1."""
    return dg.MaterializeResult(metadata=_counts(night.night.fetch()))


@dg.asset(group_name=GROUP, deps=[fetched_files], description="1 sources 收件箱：登记文件，按内容哈希存档")
def source_files(night: NightResource) -> Result:
    """Hop 1."""
    return dg.MaterializeResult(metadata=_counts(night.night.receive()))


@dg.asset(
    group_name=GROUP,
    deps=[source_files],
    description="2 read 读取：在受限子进程中把文件变成带页码与位置的文本（Document）；读不了的进隔离",
)
def documents(night: NightResource) -> Result:
    """Hop 2."""
    return dg.MaterializeResult(metadata=_counts(night.night.read()))


@dg.asset(
    group_name=GROUP, deps=[documents], description="3–4 extract, normalize 提取与规范：带出处的精确数字"
)
def report_facts(night: NightResource) -> Result:
    """Hops 3 and 4."""
    return dg.MaterializeResult(metadata=_counts(night.night.extract()))


@dg.asset(group_name=GROUP, deps=[report_facts], description="5 assemble 版本：重复、修订、冲突与人工决定")
def report_versions(night: NightResource) -> Result:
    """Hop 5."""
    return dg.MaterializeResult(metadata=_counts(night.night.assemble()))


@dg.asset(group_name=GROUP, deps=[report_versions], description="6 store 候选库：全新的 DuckDB 文件")
def candidate(night: NightResource) -> Result:
    """Hop 6, the database."""
    return dg.MaterializeResult(metadata=_counts(night.night.build()))


@dg.asset(
    group_name=GROUP,
    deps=[candidate],
    check_specs=[
        dg.AssetCheckSpec(code, asset="findings", description=name) for code, name in RULE_FAMILIES.items()
    ],
    description="6 quality 核查：每条规则的结论与依据",
)
def findings(night: NightResource) -> Iterator[Result]:
    """Hop 6, the rules. The checks show severity and counts; they never block."""
    counts = night.night.check()
    checks = [family_check(count) for count in night.night.families()]
    yield dg.MaterializeResult(metadata=_counts(counts), check_results=checks)


def _listed(lines: Sequence[str]) -> str:
    """One line each. What reports say is text: a backslash before each sign of Markdown or HTML."""
    return "\n".join(f"- {_MARKUP.sub(_ESCAPED, line)}" for line in lines) or "—"


def family_check(count: FamilyCount) -> dg.AssetCheckResult:
    """How a family ended, with counts by severity and a line on each of the gravest."""
    return dg.AssetCheckResult(
        check_name=count.family,
        passed=count.errors + count.warnings + count.broken
        == 0,  # a hint alone is no failure; it is counted below
        severity=dg.AssetCheckSeverity.ERROR if count.errors or count.broken else dg.AssetCheckSeverity.WARN,
        metadata={
            "reports failing 不通过的报告": count.denominators,
            "worst 最重的": dg.MetadataValue.md(_listed(count.worst)),
            "pass 通过": count.passed,
            "fail error 错误": count.errors,
            "fail warn 警告": count.warnings,
            "fail info 提示": count.infos,
            "not evaluable 无法判定": count.not_evaluable,
            "broken 规则出错": count.broken,
        },
    )


@dg.asset(
    group_name=GROUP,
    deps=[findings],
    check_specs=[
        dg.AssetCheckSpec(
            "gate",
            asset="marts",
            blocking=True,
            description="发布闸门：关闭时候选版本不发布，读者看到的仍是现行版本",
        ),
        *(dg.AssetCheckSpec(code, asset="marts", description=name) for code, name in MART_FAMILIES.items()),
    ],
    description="7 marts 比较表，以及发布前的闸门",
)
def marts(night: NightResource) -> Iterator[Result]:
    """Hop 7, and the one check that blocks: a closed gate keeps the live build."""
    counts = night.night.compare()
    verdict = night.night.decide()
    lines = (
        verdict.lines()
        if verdict
        else ("没有变化，现有版本继续有效 nothing had changed, the live build stands",)
    )
    gate = dg.AssetCheckResult(
        check_name="gate",
        passed=verdict is None or verdict.open,
        metadata={
            "limits 各限": dg.MetadataValue.md(_listed(lines)),
            "next 怎么办": dg.MetadataValue.text(
                "—" if verdict is None or verdict.open else "xianjian gate --explain"
            ),
        },
    )
    contracts = [family_check(count) for count in night.night.mart_families()]
    yield dg.MaterializeResult(metadata=_counts(counts), check_results=[*contracts, gate])


@dg.asset(group_name=GROUP, deps=[marts], description="8 publish 发布：原子切换，不打断读者")
def live_build(night: NightResource) -> Result:
    """Hop 8, with what the build holds."""
    done = night.night
    counts = done.publish()
    held = {name: done.counts[name] for name in HELD if name in done.counts}
    return dg.MaterializeResult(metadata=_counts(counts | held))


HOPS = [
    fetched_files,
    source_files,
    documents,
    report_facts,
    report_versions,
    candidate,
    findings,
    marts,
    live_build,
]
