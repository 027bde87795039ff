"""Recording: a decision of a person appended to its file in raw/decisions.

Belongs here: the text of an entry and appending it. Does not belong here: reading entries (assemble), what they do.
Entries are only ever appended: comments and older entries stay as people wrote them. A file that is not there is made.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from pipelines.night.review.items import Item

Value = str | int | date | datetime | tuple[int, ...] | tuple[str, ...]

_HEADS: Final = {
    "decision": "# 对单个数字和问题的决定，由 xianjian review 追加，每次运行都重新执行。写法见 README.md。\n"
    "# Decisions on single figures and problems, appended by xianjian review and replayed in every run.\n",
    "identity": "# 对文件属于哪个地区、单位、年度的决定，由 xianjian review 追加。写法见 README.md。\n"
    "# Decisions on whose report a file is, appended by xianjian review.\n",
    "verdict": "# 对核查结果的判定，由 xianjian review finding 追加，每次运行都重新执行。写法见 README.md。\n"
    "# Reviewers' verdicts on findings, appended by xianjian review finding and replayed in every run.\n",
    "override": "# 闸门的一次放行，由 xianjian gate --override 追加。写法见 README.md。\n"
    "# What somebody let pass the gate once, appended by xianjian gate --override.\n",
    "concept": "# 同义指标：哪些名称是同一个指标，由 xianjian review concept 追加，也可以手写。写法见 README.md。\n"
    "# Which indicator names are one, appended by xianjian review concept and replayed in every run.\n",
    "version": "# 版本决定：以哪一份为准。写法见 README.md。\n# Version decisions. How to write one: README.md.\n",
}


def subject_of(item: Item, action: str) -> dict[str, Value]:
    """The part of an entry that names the item and guards the decision: document, place, quote and printed value."""
    named: dict[str, Value] = {"action": action}
    if item.table is not None:
        named |= {"table": item.table, "figure": item.name}
    else:
        named |= {"problem": item.name}
    named |= {"document": item.sha256 or "", "place": item.place, "quote": item.quote}
    return named | ({"printed": item.printed} if item.table is not None else {})


def signed(by: str, why: str) -> dict[str, Value]:
    """The part of an entry that says who, when and why."""
    return {"by": by, "when": datetime.now(UTC).replace(microsecond=0), "why": why}


def append_entry(path: Path, head: str, values: Mapping[str, Value]) -> None:
    """Append ``[[head]]`` with the values in their order; on disk when this returns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = f"\n[[{head}]]\n" + "".join(f"{key} = {_written(value)}\n" for key, value in values.items())
    with path.open("ab+") as file:
        file.seek(0, os.SEEK_END)
        if file.tell() == 0:
            text = _HEADS[head] + text
        else:
            file.seek(-1, os.SEEK_END)
            text = text if file.read(1) == b"\n" else "\n" + text
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())


def _written(value: Value) -> str:
    """A value as TOML. A JSON text is a TOML text, but for the character DEL."""
    match value:
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case tuple():
            return f"[{', '.join(_written(part) for part in value)}]"
        case int():
            return str(value)
