"""Pages of rules: for each rule that some report fails, which reports, what was found in each, and the way to it.

Belongs here: what these pages show. Does not belong here: the findings of a county (findings), what a rule is (expectations/).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipelines.publish.site.addresses import rule_page
from pipelines.publish.site.pages import Site

Row = dict[str, Any]
MOST = 1000
"""So many findings of a rule are listed, the gravest first; the pages of the counties have them all."""
_GRAVEST = ("error", "warn", "info")


def write_rule_findings(
    site: Site, rules: Sequence[Row], findings: Iterable[Mapping[str, Any]]
) -> Mapping[str, str]:
    """Write a page for each rule that is failed; rule → its page from ``findings/``. ``rules``: a row for each branch, in order; ``findings``: open ones,
    each with the ``title`` of its report and the ``place`` that it is of."""
    by_rule: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for finding in findings:
        by_rule[finding["rule_id"]].append(finding)
    branches: defaultdict[str, list[Row]] = defaultdict(list)
    for rule in rules:
        branches[rule["rule_id"]].append(rule)
    written = {}
    for rule_id, said in branches.items():
        mine = sorted(by_rule[rule_id], key=lambda finding: _GRAVEST.index(finding["severity"]))
        if not mine:
            continue
        site.write(
            rule_page(rule_id),
            "findings_rule.html",
            rule_id=rule_id,
            branches=said,
            findings=mine[:MOST],
            more=max(0, len(mine) - MOST),
            n=len(mine),
            reports=len({finding["report_id"] for finding in mine}),
        )
        written[rule_id] = rule_page(rule_id).removeprefix("findings/")
    return written
