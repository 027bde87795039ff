"""Messages about files, checks and runs: what begins, changes and ends, each on a line of its own.

Belongs here: choosing and filling the wording of lexicon/alerts.toml for these. Does not belong here: the digest of the data
(digest), what is new (news), sending (channels, deliver).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from pipelines.alert.message import AlertMessage, Kind, RunFailure
from pipelines.alert.news import CHANGES, News
from pipelines.alert.wording import counts, day, message_of, more, sentence, short, with_why
from pipelines.lexicon import load


def files(run_id: str, news: Sequence[News]) -> AlertMessage | None:
    """Files that could not be read, and those that can be by now; None where there is nothing to tell."""
    return _listed(f"{run_id}/file", "file", run_id, news)


def checks(run_id: str, news: Sequence[News]) -> AlertMessage | None:
    """Checks that gave no result by a fault of their own, and those that do again."""
    return _listed(f"{run_id}/check", "check", run_id, news)


def run_failed(failure: RunFailure) -> AlertMessage:
    """The message about a run that broke off, for the night itself and for whoever finds it dead later."""
    words = load("alerts")
    began = load("site")["trigger"].get(failure.trigger, failure.trigger)
    lines = [
        words["body"]["run"].format(run_id=failure.run_id, trigger=short(began)),
        "",
        words["line"]["reason"].format(number=1, reason=sentence(failure.error)),
        "",
        words["line"]["where_run"],
    ]
    title = with_why(words["title"]["run"], [failure.error])
    payload = {"run_id": failure.run_id, "error": sentence(failure.error)}
    return message_of(f"{failure.run_id}/run", "run", title, lines, payload)


def silent(outage: str, why: str) -> AlertMessage:
    """The message that no night was completed in time, or that the daemon is dead; one for each outage."""
    return _about_runs(f"silence/{outage}", "silent", "silence", why)


def silence_ended(outage: str, now: str) -> AlertMessage:
    """The message that nights happen again after an outage."""
    return _about_runs(f"silence/{outage}/ended", "silence_ended", "silence_ended", now, is_end=True)


def state_damaged(key: str, why: str) -> AlertMessage:
    """The message that state.sqlite cannot be opened, which no outbox can hold."""
    return _about_runs(key, "state_damaged", "state_damaged", why)


def trial_message(key: str) -> AlertMessage:
    """The message of ``xianjian alert test``."""
    words = load("alerts")
    return message_of(key, "run", words["title"]["test"], [words["body"]["test"]], {"test": True})


def _about_runs(key: str, words_of: str, payload_key: str, why: str, *, is_end: bool = False) -> AlertMessage:
    words = load("alerts")
    lines = [words["body"][words_of], "", words["line"]["reason"].format(number=1, reason=sentence(why))]
    if next_step := words["line"].get(f"where_{words_of}"):
        lines += ["", next_step]
    return message_of(
        key, "run", words["title"][words_of], lines, {payload_key: sentence(why)}, is_end=is_end
    )


def _listed(key: str, kind: Kind, run_id: str, news: Sequence[News]) -> AlertMessage | None:
    if not news:
        return None
    words, limit = load("alerts"), load("alerts")["limits"]["entries"]
    ordered = sorted(news, key=lambda one: (*_group(one), one.trouble.key))
    listed = ordered[:limit]
    is_end = all(one.change == "ended" for one in news)
    form = f"{kind}_end" if is_end else kind
    said = _of_files(listed) if kind == "file" else (line for one in listed for line in _lines(kind, one))
    lines = [words["body"][form], "", *said]
    lines += more(len(ordered) - len(listed))
    if not is_end:
        lines += ["", words["line"][f"where_{kind}"]]
    title = words["title"][form].format(counts=counts(news), count=len(news))
    payload = {"run_id": run_id, f"{kind}s": [_json(one) for one in listed], f"{kind}s_total": len(ordered)}
    return message_of(key, kind, title, lines, payload, is_end=is_end)


def _group(one: News) -> tuple[int, str]:
    """What stands together: the state, and for files why they could not be read."""
    return CHANGES.index(one.change), one.trouble.rule_id if one.trouble.kind == "file" else ""


def _of_files(listed: Sequence[News]) -> Iterator[str]:
    """Files with the same fault in one group: what is wrong with the first, and the names of the others."""
    words = load("alerts")
    for _, group in groupby(listed, key=_group):
        first, *others = group
        if not others or first.change == "ended":
            yield from (line for one in (first, *others) for line in _lines("file", one))
            continue
        trouble = first.trouble
        yield words["line"]["file_cause"].format(
            change=words["change"][first.change],
            reason=words["reason"].get(trouble.rule_id, words["reason"]["unknown"]),
            count=len(others) + 1,
            name=short(trouble.name_zh),
            message=sentence(trouble.message_zh),
        )
        names = words["counts"]["between"].join(short(one.trouble.name_zh) for one in others)
        yield words["line"]["file_others"].format(names=names)


def _lines(kind: Kind, one: News) -> list[str]:
    words, trouble = load("alerts"), one.trouble
    form = words["line"][f"{kind}_ended" if one.change == "ended" else kind]
    lines = [
        form.format(
            change=words["change"][one.change],
            rule_id=short(trouble.rule_id),
            name=short(trouble.name_zh),
            message=sentence(trouble.message_zh),
            day=day(one.since),
        )
    ]
    if one.change == "changed" and one.before is not None:
        lines.append(words["line"]["before"].format(message=sentence(one.before.message_zh)))
    return lines


def _json(one: News) -> dict[str, Any]:
    return {
        "change": one.change,
        "rule_id": short(one.trouble.rule_id),
        "name": short(one.trouble.name_zh),
        "message_zh": sentence(one.trouble.message_zh),
    }
