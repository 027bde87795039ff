"""The questions of analysts, ``docs/queries/*.sql``: each with its query, its result on the samples and how to read it.

Belongs here: reading these files, and the page made of them. Does not belong here: the queries (docs/queries).

A file opens with comment lines: ``-- 问：`` the question, ``-- 读：`` how to read the answer with care, and where the samples
give no row ``-- 空：`` why.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pipelines.lexicon import load
from pipelines.store import Store

_HEAD = re.compile(r"^-- (问|读|空)：(.+)$", re.MULTILINE)
_NAME = re.compile(r"(\d\d)_[a-z0-9_]+\.sql")
_SHOWN = 8
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its query. ``why_empty``: why the samples give no answer, None where they do."""

    number: int
    file_name: str
    asked: str
    reading: str
    why_empty: str | None
    sql: str


def load_questions(folder: Path) -> tuple[Question, ...]:
    """The questions in order. Raises ValueError for a file that is not as the module's text says."""
    return tuple(_question(path) for path in sorted(folder.glob("*.sql")))


def questions_page(questions: Sequence[Question], store: Store) -> str:
    """Index, then every question with query, answer and reading, as Markdown."""
    words = load("queries")
    lines = [f"# {words['title'].format(n=len(questions))}", "", words["note"], "", words["lead"], ""]
    lines += [f"{q.number}. [{q.asked}](#q{q.number})" for q in questions]
    for question in questions:
        lines += ["", f'## <a id="q{question.number}"></a>{question.number}　{question.asked}', ""]
        lines += [f"[{question.file_name}]({question.file_name})", "", "```sql", question.sql, "```", ""]
        lines += [*_answer(question, store), "", f"**{words['reading']}** {question.reading}"]
    return "\n".join(lines) + "\n"


def _question(path: Path) -> Question:
    text = path.read_text(encoding="utf-8")
    told = dict(_HEAD.findall(text))
    name = _NAME.fullmatch(path.name)
    if name is None or "问" not in told or "读" not in told:
        raise ValueError(f"{path.name}: a question needs a number, a line 问： and a line 读：")
    sql = "\n".join(line for line in text.splitlines() if not line.startswith("-- "))
    return Question(int(name[1]), path.name, told["问"], told["读"], told.get("空"), sql.strip())


def _answer(question: Question, store: Store) -> list[str]:
    words = load("queries")
    names, rows = store.table(question.sql)
    if not rows:
        return [f"{words['empty']}{question.why_empty}"]
    lines = [_line(names), _line(["---"] * len(names))]
    lines += [_line([_shown(value) for value in row]) for row in rows[:_SHOWN]]
    left = len(rows) - _SHOWN
    return [*lines, "", words["more"].format(n=len(rows), shown=_SHOWN)] if left > 0 else lines


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        whole, _, places = f"{value:f}".partition(".")
        places = places[:2] + places[2:].rstrip("0")
        return f"{whole}.{places}" if places else whole
    if isinstance(value, bool):
        return str(load("queries")["yes" if value else "no"])
    if isinstance(value, list):
        return "、".join(_shown(item) for item in value)
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
