"""Record: the figures of a measurement as a file, and whether a new measurement falls below it.

Belongs here: recorded.toml, falls. Does not belong here: measuring, the page for people (page).
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.accuracy.measure import Measured
from benchmarks.accuracy.tally import CELLS, TABLES, Figures, Item, figures, overall

RECORDED = Path(__file__).with_name("recorded.toml")
GROUPS = ("table", "form", "format")


@dataclass(frozen=True, slots=True)
class Fault:
    """An item that is not right, and how: ``missing``, ``wrong``, ``silent``."""

    item: str
    how: str


@dataclass(frozen=True, slots=True)
class Record:
    """Figures of one set: of all, and by group (table, form, format) and name."""

    documents: int
    reports: int
    unexplained: int
    seen: int
    empty: int
    stray: int
    all: Figures
    groups: Mapping[str, Mapping[str, Figures]]
    faults: tuple[Fault, ...]


def record(measured: Measured) -> Record:
    """What is kept of a measurement."""
    items = measured.items
    counted = [item for item in items if item.table != CELLS]
    return Record(
        documents=measured.documents,
        reports=len(measured.forms),
        unexplained=measured.unexplained,
        seen=measured.seen,
        empty=measured.empty,
        stray=measured.stray,
        all=overall(items),
        groups={
            "table": {t: figures(i for i in items if i.table == t) for t in (*TABLES, CELLS)},
            "form": _by(counted, lambda item: measured.forms[item.report]),
            "format": _by(counted, lambda item: measured.formats[item.report]),
        },
        faults=tuple(sorted((Fault(i.key, how(i)) for i in items if not i.is_right), key=lambda f: f.item)),
    )


def how(item: Item) -> str:
    """In what way an item is not right."""
    return "silent" if item.is_silent else "wrong" if item.is_wrong else "missing"


def falls(before: Record, now: Record) -> Iterator[str]:
    """What is worse than it was, each with the items that are newly at fault. Nothing where nothing fell."""
    worse = list(_worse("全部 all", before.all, now.all))
    for group in GROUPS:
        for name, figure in before.groups[group].items():
            if name in now.groups[group]:
                worse += _worse(f"{group} {name}", figure, now.groups[group][name])
            else:
                worse.append(f"{group} {name}: 不再出现 no longer measured")
    if now.stray > before.stray:
        worse.append(f"无可提取的文件得出数字 facts of documents without any: {before.stray} → {now.stray}")
    if now.unexplained * before.seen > before.unexplained * now.seen:
        worse.append(f"未解释的数字 unexplained: {_share(before):.2f} % → {_share(now):.2f} %")
    yield from worse
    if worse:
        known = Counter(before.faults)
        for fault in now.faults:
            if known[fault]:
                known[fault] -= 1
            else:
                yield f"  {fault.how}: {fault.item}"


def _worse(name: str, before: Figures, now: Figures) -> Iterator[str]:
    for measure in ("precision", "recall"):
        was, is_ = getattr(before, measure), getattr(now, measure)
        if is_ < was:
            yield f"{name}: {measure} {was:.4f} → {is_:.4f}"
    if now.silent > before.silent:
        yield f"{name}: 静默错误 silent errors {before.silent} → {now.silent}"


def _share(one: Record) -> float:
    return 100 * one.unexplained / one.seen if one.seen else 0.0


def _by(items: Iterable[Item], group: Callable[[Item], str]) -> dict[str, Figures]:
    listed = list(items)
    names = sorted({group(item) for item in listed})
    return {name: figures(item for item in listed if group(item) == name) for name in names}


def load(path: Path = RECORDED) -> dict[str, Record]:
    """What is recorded, by the name of the set; empty where nothing is."""
    if not path.is_file():
        return {}
    return {name: _record(table) for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items()}


def save(records: Mapping[str, Record], path: Path = RECORDED) -> None:
    """Write the file anew."""
    lines = [
        "# Written by make accuracy. right, wrong, missing, silent: counts of items (benchmarks/accuracy/tally.py)."
    ]
    for name, one in records.items():
        lines += ["", f"[{name}]"]
        lines += [
            f"{key} = {getattr(one, key)}"
            for key in ("documents", "reports", "unexplained", "seen", "empty", "stray")
        ]
        lines.append(f"all = {_figures(one.all)}")
        for group in GROUPS:
            lines += ["", f"[{name}.{group}]"]
            lines += [f"{_text(key)} = {_figures(figure)}" for key, figure in one.groups[group].items()]
        lines += ["", f"[{name}.faults]"]
        for kind in ("silent", "wrong", "missing"):
            chosen = [f"  {_text(fault.item)}," for fault in one.faults if fault.how == kind]
            lines += [f"{kind} = [", *chosen, "]"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _record(table: Mapping[str, Any]) -> Record:
    counts = {key: table[key] for key in ("documents", "reports", "unexplained", "seen", "empty", "stray")}
    faults = [Fault(item, kind) for kind, items in table["faults"].items() for item in items]
    groups = {group: {name: Figures(**f) for name, f in table[group].items()} for group in GROUPS}
    return Record(
        **counts,
        all=Figures(**table["all"]),
        groups=groups,
        faults=tuple(sorted(faults, key=lambda f: f.item)),
    )


def _figures(one: Figures) -> str:
    return f"{{ right = {one.right}, wrong = {one.wrong}, missing = {one.missing}, silent = {one.silent} }}"


def _text(text: str) -> str:
    """A TOML string or key; names hold no control characters."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
