"""Kept results: what rules that look at one report found, until the report or the rule changes.

Belongs here: which results are taken over from earlier nights, how they are stored as Parquet, and their pruning. A folder
``<name>/`` holds the results of some versions under some rules: all of one times all of the other. Does not belong here:
what a stamp is made of (kept_stamps), running rules (engine).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.quality.kept_stamps import rule_stamps, stamp_versions
from pipelines.quality.ports import SqlStore
from pipelines.quality.rules import Rule

MOST_PASSES = 4
MOST_FOLDERS = 8


@dataclass(frozen=True, slots=True)
class Pass:
    """Rules that have to run over some versions."""

    rules: tuple[Rule, ...]
    versions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Stamped:
    rule_id: str
    stamp: str


@dataclass(frozen=True, slots=True)
class _Version:
    version_id: str


@dataclass(frozen=True, slots=True)
class KeptResults:
    """The folder of kept results; ``made_by`` is the stamp of all code and word lists that results depend on."""

    folder: Path
    made_by: str

    def load(self, store: SqlStore, rules: Sequence[Rule], run_id: str) -> tuple[Pass, ...]:
        """Put what still holds into schema quality; what has to be run is the answer."""
        stamps = rule_stamps(rules, self.made_by)
        stamp_versions(store)
        store.execute("CREATE OR REPLACE TEMP TABLE rule_stamps (rule_id VARCHAR, stamp VARCHAR)")
        if stamps:
            store.insert("rule_stamps", [_Stamped(*pair) for pair in stamps.items()])
        store.execute(
            "CREATE OR REPLACE TEMP TABLE kept_pairs (folder VARCHAR, version_id VARCHAR, rule_id VARCHAR)"
        )
        for folder in self._folders():
            store.execute(
                f"INSERT INTO kept_pairs SELECT $folder, v.version_id, r.rule_id FROM {_file(folder, 'versions')} v"
                f" SEMI JOIN version_stamps s USING (version_id, stamp) CROSS JOIN (FROM {_file(folder, 'rules')}"
                " SEMI JOIN rule_stamps USING (rule_id, stamp)) r"
                " ANTI JOIN kept_pairs k ON k.version_id = v.version_id AND k.rule_id = r.rule_id",
                {"folder": folder.name},
            )
        passes = _passes(store, rules)
        for name in _used(store):
            _take_over(store, self.folder / name, run_id)
        return passes

    def save(
        self, store: SqlStore, rules: Sequence[Rule], passes: Sequence[Pass], broken: Iterable[str]
    ) -> None:
        """Keep what the passes found; results of a broken rule, and of those that it could have silenced, are not kept."""
        lost = set(broken)
        for rule in rules:
            if lost & set(rule.suppressed_by):
                lost.add(rule.rule_id)
        for one in passes:
            self._write(store, [r.rule_id for r in one.rules if r.rule_id not in lost], one.versions)
        self._prune(store, [r.rule_id for r in rules if r.rule_id not in lost])

    def took_any(self, store: SqlStore) -> bool:
        """Whether anything was taken over."""
        return bool(store.rows("SELECT 1 AS taken FROM kept_pairs LIMIT 1"))

    def whole(self, store: SqlStore, rules: Sequence[Rule]) -> Pass:
        """All rules over all versions, after :meth:`load`; then nothing counts as taken over."""
        store.execute("DELETE FROM kept_pairs")
        versions = store.rows("SELECT version_id FROM version_stamps ORDER BY version_id")
        return Pass(tuple(rules), tuple(row["version_id"] for row in versions))

    def clear(self) -> None:
        """Forget everything."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _folders(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        return sorted(p for p in self.folder.iterdir() if p.is_dir() and not p.name.startswith("."))

    def _write(self, store: SqlStore, rule_ids: Sequence[str], versions: Sequence[str]) -> Path | None:
        """One folder, visible only when it is whole."""
        if not rule_ids or not versions:
            return None
        store.execute("CREATE OR REPLACE TEMP TABLE kept_versions (version_id VARCHAR)")
        store.insert("kept_versions", [_Version(version) for version in versions])
        chosen = {"rules": list(rule_ids)}
        named = store.rows(
            "SELECT md5(string_agg(word, '|' ORDER BY word)) AS name FROM (SELECT version_id || stamp AS word FROM version_stamps"
            " SEMI JOIN kept_versions USING (version_id) UNION ALL SELECT rule_id || stamp FROM rule_stamps"
            " WHERE list_contains($rules, rule_id))",
            chosen,
        )
        name = str(named[0]["name"])[:16]
        half_made = self.folder / f".{name}"
        shutil.rmtree(half_made, ignore_errors=True)
        half_made.mkdir(parents=True)
        for part, query in _SAVED.items():
            params = chosen if "$rules" in query else None
            store.execute(f"COPY ({query}) TO {_quoted(half_made / f'{part}.parquet')}", params)
        shutil.rmtree(self.folder / name, ignore_errors=True)
        return half_made.rename(self.folder / name)

    def _prune(self, store: SqlStore, rule_ids: Sequence[str]) -> None:
        """Folders that nothing was taken from go; many small or half used ones become one."""
        live = {
            row["folder"]: row["pairs"]
            for row in store.rows("SELECT folder, count(*) AS pairs FROM kept_pairs GROUP BY folder")
        }
        fresh = {row["version_id"] for row in store.rows("SELECT version_id FROM version_stamps")}
        stored = {folder: _pairs(store, folder) for folder in self._folders()}
        tonight = [f for f in stored if f.name not in live and _is_current(store, f)]
        for folder in stored:
            if folder.name not in live and folder not in tonight:
                shutil.rmtree(folder)
        used = [folder for folder in stored if folder.name in live]
        waste = sum(stored[folder] for folder in used) > 2 * sum(live.values())
        if waste or len(used) + len(tonight) > MOST_FOLDERS:
            whole = self._write(store, rule_ids, sorted(fresh))
            for folder in stored:
                if folder != whole:
                    shutil.rmtree(folder, ignore_errors=True)


_OF_PASS = "SEMI JOIN kept_versions USING (version_id) WHERE list_contains($rules, rule_id)"
_SAVED: Mapping[str, str] = {
    "versions": "FROM version_stamps SEMI JOIN kept_versions USING (version_id)",
    "rules": "FROM rule_stamps WHERE list_contains($rules, rule_id)",
    "results": f"SELECT * EXCLUDE (run_id) FROM quality.results {_OF_PASS}",
    "withheld": f"FROM quality.withheld {_OF_PASS}",
    "result_evidence": "SELECT e.*, q.version_id, q.rule_id FROM quality.result_evidence e JOIN quality.results q USING (result_id)"
    " SEMI JOIN kept_versions k ON k.version_id = q.version_id WHERE list_contains($rules, q.rule_id)",
    "evidence": "FROM core.evidence SEMI JOIN made_evidence USING (evidence_id) WHERE evidence_id IN (SELECT e.evidence_id"
    " FROM quality.result_evidence e JOIN quality.results q USING (result_id) SEMI JOIN kept_versions k ON k.version_id = q.version_id"
    " WHERE list_contains($rules, q.rule_id))",
}


def _take_over(store: SqlStore, folder: Path, run_id: str) -> None:
    live = "SEMI JOIN (FROM kept_pairs WHERE folder = $folder) AS k ON k.version_id = p.version_id AND k.rule_id = p.rule_id"
    of = {"folder": folder.name}
    store.execute(
        f"INSERT INTO quality.results BY NAME SELECT p.*, $run AS run_id FROM {_file(folder, 'results')} p {live}",
        {**of, "run": run_id},
    )
    store.execute(
        f"INSERT INTO quality.withheld BY NAME SELECT p.* FROM {_file(folder, 'withheld')} p {live}", of
    )
    quoted = f"FROM {_file(folder, 'result_evidence')} p {live}"
    store.execute(
        f"INSERT INTO quality.result_evidence BY NAME SELECT p.result_id, p.evidence_id, p.role {quoted}", of
    )
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE kept_evidence AS FROM {_file(folder, 'evidence')} e"
        f" SEMI JOIN (SELECT p.evidence_id {quoted}) q USING (evidence_id) ANTI JOIN core.evidence c USING (evidence_id)",
        of,
    )
    store.execute("INSERT INTO core.evidence BY NAME FROM kept_evidence")
    store.execute("INSERT INTO made_evidence SELECT evidence_id FROM kept_evidence")
    store.execute("DROP TABLE kept_evidence")


def _passes(store: SqlStore, rules: Sequence[Rule]) -> tuple[Pass, ...]:
    """Versions grouped by the rules that they still need; rare combinations are run whole, all rules in one pass."""
    groups: list[dict[str, Any]] = store.rows(
        "SELECT lacking, list(version_id ORDER BY version_id) AS versions FROM (SELECT v.version_id, list(r.rule_id ORDER BY r.rule_id)"
        " AS lacking FROM version_stamps v CROSS JOIN rule_stamps r ANTI JOIN kept_pairs k ON k.version_id = v.version_id"
        " AND k.rule_id = r.rule_id GROUP BY v.version_id) GROUP BY lacking ORDER BY count(*) DESC, lacking"
    )
    passes = [(set(group["lacking"]), group["versions"]) for group in groups[:MOST_PASSES]]
    if rest := [version for group in groups[MOST_PASSES:] for version in group["versions"]]:
        store.execute("DELETE FROM kept_pairs WHERE version_id IN (SELECT unnest($ids))", {"ids": rest})
        passes.append(({rule.rule_id for rule in rules}, rest))
    return tuple(
        Pass(tuple(rule for rule in rules if rule.rule_id in lacking), tuple(versions))
        for lacking, versions in passes
    )


def _used(store: SqlStore) -> list[str]:
    return [row["folder"] for row in store.rows("SELECT DISTINCT folder FROM kept_pairs ORDER BY folder")]


def _pairs(store: SqlStore, folder: Path) -> int:
    (row,) = store.rows(
        f"SELECT (SELECT count(*) FROM {_file(folder, 'versions')}) * (SELECT count(*) FROM {_file(folder, 'rules')}) AS pairs"
    )
    return int(row["pairs"])


def _is_current(store: SqlStore, folder: Path) -> bool:
    """Whether anything in a folder holds tonight."""
    (row,) = store.rows(
        f"SELECT EXISTS (FROM {_file(folder, 'versions')} SEMI JOIN version_stamps USING (version_id, stamp))"
        f" AND EXISTS (FROM {_file(folder, 'rules')} SEMI JOIN rule_stamps USING (rule_id, stamp)) AS holds"
    )
    return bool(row["holds"])


def _file(folder: Path, part: str) -> str:
    return f"read_parquet({_quoted(folder / f'{part}.parquet')})"


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
