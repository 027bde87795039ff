"""Wording: the sentences of lexicon/alerts.toml around words of strangers, and the message made of lines.

Belongs here: what all messages share: lengths, titles, counts, days. Does not belong here: what a message says (compose,
digest), what makes it harmless to a receiver (harmless).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pipelines.alert.message import AlertMessage, Kind
from pipelines.alert.news import CHANGES, News
from pipelines.alert.plain import capped, capped_lines, one_line
from pipelines.lexicon import load

SHANGHAI = ZoneInfo("Asia/Shanghai")


def message_of(
    key: str,
    kind: Kind,
    title: str,
    lines: Sequence[str],
    payload: Mapping[str, Any],
    *,
    is_end: bool = False,
) -> AlertMessage:
    """The message: a title on one line, and whole lines up to the limit for a phone."""
    words = load("alerts")
    body = capped_lines(list(lines), words["limits"]["body_characters"], words["line"]["cut"])
    short_title = capped(one_line(title, 1000), words["limits"]["title_characters"])
    return AlertMessage(key, kind, short_title, body + "\n", dict(payload), is_end)


def short(text: str) -> str:
    """A name of any kind."""
    return one_line(text, 120)


def sentence(text: str) -> str:
    """A reason, an error: as long as it has to be."""
    return one_line(text, load("alerts")["limits"]["message_characters"])


def with_why(title: str, reasons: Sequence[str]) -> str:
    """A title with the first of the reasons: a phone that lies locked shows no more than this. Without reasons the title alone."""
    if not reasons:
        return title
    words = load("alerts")
    form = words["title"]["why" if len(reasons) == 1 else "why_of_many"]
    limit = words["limits"]["why_characters"]
    said = one_line(reasons[0], limit)
    if said.endswith("…") and (end := max(map(said.rfind, "：；。"))) > limit // 2:
        said = said[:end]  # a whole clause rather than half a file name
    return str(form.format(title=title, why=said, count=len(reasons)))


def counts(news: Sequence[News], *, errors: bool = False) -> str:
    """``新 7（错误 3）、变 1、恢复 2``; what there is none of is left out."""
    words = load("alerts")
    said = []
    number = Counter(one.change for one in news)
    for change in CHANGES:
        wrong = sum(one.change == change != "ended" and one.trouble.severity == "error" for one in news)
        if number[change]:
            form = words["counts"]["with_errors" if errors and wrong else "item"]
            said.append(form.format(change=words["change"][change], count=number[change], errors=wrong))
    return str(words["counts"]["between"].join(said))


def day(moment: datetime | None) -> str:
    """``11 月 26 日``, by the clock of the readers."""
    if moment is None:
        return "—"
    here = moment.astimezone(SHANGHAI)
    return str(load("alerts")["line"]["day"].format(month=here.month, day=here.day))


def more(count: int) -> list[str]:
    """The line that says how many are not listed."""
    return [load("alerts")["line"]["more"].format(count=count)] if count > 0 else []
