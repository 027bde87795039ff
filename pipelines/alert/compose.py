"""One digest per kind and night: Chinese first, the sentence quoted, file and page named.

Belongs here: choosing, ordering and filling the wording of lexicon/alerts.toml. Does not belong here: what is new
(news), sending (channels, deliver).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.alert.message import (
    AlertMessage,
    BrokenRule,
    FailedRule,
    GateClosed,
    Kind,
    QuarantinedFile,
    Quote,
    RunFailure,
)
from pipelines.alert.plain import capped, capped_lines, one_line
from pipelines.lexicon import load

_ORDER = {"error": 0, "warn": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Night:
    """What one run has to tell. ``build_id`` is None where nothing was published."""

    run_id: str
    build_id: str | None = None
    failed_rules: tuple[FailedRule, ...] = ()
    quarantined: tuple[QuarantinedFile, ...] = ()
    broken_rules: tuple[BrokenRule, ...] = ()
    gate_closed: GateClosed | None = None
    failure: RunFailure | None = None


def compose(night: Night) -> tuple[AlertMessage, ...]:
    """At most one message per kind, and one about the gate. Keys: ``<build or run id>/<kind>``; no news, no message."""
    messages: list[AlertMessage] = []
    if night.failure is not None:
        messages.append(run_failed(night.failure))
    if night.gate_closed is not None:
        messages.append(_gate(night, night.gate_closed))
    if night.broken_rules:
        messages.append(_broken(night))
    if night.failed_rules:
        messages.append(_findings(night))
    if night.quarantined:
        messages.append(_files(night))
    return tuple(messages)


def run_failed(failure: RunFailure) -> AlertMessage:
    """The message about a run that broke off, for the night itself and for whoever finds it dead later."""
    words = load("alerts")
    lines = [
        words["body"]["run"].format(run_id=failure.run_id, trigger=_short(failure.trigger)),
        "",
        words["line"]["reason"].format(number=1, reason=_message(failure.error)),
        words["line"]["where_run"],
    ]
    title = words["title"]["run"].format(run_id=failure.run_id)
    return _message_of(
        f"{failure.run_id}/run",
        "run",
        title,
        lines,
        {"run_id": failure.run_id, "error": _message(failure.error)},
    )


def silent(outage: str, why: str) -> AlertMessage:
    """The message that no night was completed in time, or that the daemon is dead; one for each outage."""
    words = load("alerts")
    lines = [words["body"]["silent"], "", words["line"]["reason"].format(number=1, reason=_message(why))]
    return _message_of(
        f"silence/{outage}", "run", words["title"]["silent"], lines, {"silence": _message(why)}
    )


def silence_ended(outage: str, now: str) -> AlertMessage:
    """The message that nights happen again after an outage."""
    words = load("alerts")
    lines = [
        words["body"]["silence_ended"],
        "",
        words["line"]["reason"].format(number=1, reason=_message(now)),
    ]
    return _message_of(
        f"silence/{outage}/ended",
        "run",
        words["title"]["silence_ended"],
        lines,
        {"silence_ended": _message(now)},
    )


def trial_message(key: str) -> AlertMessage:
    """The message of ``xianjian alert test``."""
    words = load("alerts")
    return _message_of(key, "run", words["title"]["test"], [words["body"]["test"]], {"test": True})


def _findings(night: Night) -> AlertMessage:
    words, limits = load("alerts"), load("alerts")["limits"]
    ordered = sorted(
        night.failed_rules, key=lambda rule: (_ORDER[rule.severity], rule.rule_id, rule.report_id)
    )
    listed = ordered[: limits["findings"]]
    lines = [
        words["body"]["data"].format(
            run_id=night.run_id, build_id=night.build_id or words["body"]["no_build"]
        ),
        "",
    ]
    for number, rule in enumerate(listed, start=1):
        lines += _finding_lines(number, rule)
    lines += _more(len(ordered) - len(listed), "where_data")
    title = words["title"]["data"].format(
        errors=sum(rule.severity == "error" for rule in ordered),
        warnings=sum(rule.severity == "warn" for rule in ordered),
        units=_units(ordered),
    )
    payload = {"findings": [_finding_json(rule) for rule in listed], "findings_total": len(ordered)}
    return _message_of(_key(night, "data"), "data", title, lines, _ids(night) | payload)


def _finding_lines(number: int, rule: FailedRule) -> list[str]:
    words, limits = load("alerts"), load("alerts")["limits"]
    line = words["line"]
    lines = [
        line["finding"].format(
            number=number,
            severity=words["severity"][rule.severity],
            rule_id=_short(rule.rule_id),
            name=_short(rule.name_zh),
            unit=_short(rule.unit_name or words["units"]["unknown"]),
            year=line["no_year"] if rule.fiscal_year is None else line["year"].format(year=rule.fiscal_year),
            report_id=_short(rule.report_id),
        ),
        line["message"].format(message=_message(rule.message_zh)),
    ]
    for quote in rule.quotes[: limits["quotes"]]:
        page = line["no_page"] if quote.page is None else line["page"].format(page=quote.page)
        lines.append(line["quote"].format(text=_quote(quote), file=_short(quote.file_name), page=page))
    return lines


def _finding_json(rule: FailedRule) -> dict[str, Any]:
    return {
        "rule_id": _short(rule.rule_id),
        "name_zh": _short(rule.name_zh),
        "severity": rule.severity,
        "report_id": _short(rule.report_id),
        "unit_name": None if rule.unit_name is None else _short(rule.unit_name),
        "fiscal_year": rule.fiscal_year,
        "message_zh": _message(rule.message_zh),
        "quotes": [
            {"text": _quote(quote), "file_name": _short(quote.file_name), "page": quote.page}
            for quote in rule.quotes[: load("alerts")["limits"]["quotes"]]
        ],
    }


def _files(night: Night) -> AlertMessage:
    words, limits = load("alerts"), load("alerts")["limits"]
    ordered = sorted(night.quarantined, key=lambda file: file.path)
    listed = ordered[: limits["findings"]]
    lines = [words["body"]["file"].format(run_id=night.run_id), ""]
    lines += [
        words["line"]["file"].format(
            number=number,
            file=_short(file.path),
            message=_message(file.message_zh),
            reason=_short(file.reason),
        )
        for number, file in enumerate(listed, start=1)
    ]
    lines += _more(len(ordered) - len(listed), "where_file")
    payload = {
        "files": [
            {"path": _short(f.path), "reason": _short(f.reason), "message_zh": _message(f.message_zh)}
            for f in listed
        ],
        "files_total": len(ordered),
    }
    title = words["title"]["file"].format(count=len(ordered))
    return _message_of(_key(night, "file"), "file", title, lines, _ids(night) | payload)


def _broken(night: Night) -> AlertMessage:
    words, limits = load("alerts"), load("alerts")["limits"]
    ordered = sorted(night.broken_rules, key=lambda rule: rule.rule_id)
    listed = ordered[: limits["findings"]]
    lines = [words["body"]["check"].format(run_id=night.run_id), ""]
    lines += [
        words["line"]["broken"].format(
            number=number, rule_id=_short(rule.rule_id), name=_short(rule.name_zh), error=_message(rule.error)
        )
        for number, rule in enumerate(listed, start=1)
    ]
    lines += _more(len(ordered) - len(listed), "where_check")
    payload = {
        "rules": [{"rule_id": _short(r.rule_id), "error": _message(r.error)} for r in listed],
        "rules_total": len(ordered),
    }
    title = words["title"]["check"].format(count=len(ordered))
    return _message_of(_key(night, "check"), "check", title, lines, _ids(night) | payload)


def _gate(night: Night, gate: GateClosed) -> AlertMessage:
    words, limits = load("alerts"), load("alerts")["limits"]
    listed = [_message(reason) for reason in gate.reasons[: limits["findings"]]]
    live = gate.live_build or words["body"]["no_live_build"]
    lines = [words["body"]["gate"].format(run_id=night.run_id, live_build=live), ""]
    lines += [
        words["line"]["reason"].format(number=number, reason=reason)
        for number, reason in enumerate(listed, start=1)
    ]
    lines += _more(len(gate.reasons) - len(listed), "where_gate")
    payload = {"gate": "closed", "reasons": listed, "live_build": gate.live_build}
    return _message_of(_key(night, "gate"), "data", words["title"]["gate"], lines, _ids(night) | payload)


def _units(rules: Sequence[FailedRule]) -> str:
    words = load("alerts")["units"]
    names = list(dict.fromkeys(_short(rule.unit_name or words["unknown"]) for rule in rules))
    form = words["few"] if len(names) <= 2 else words["many"]
    return str(form.format(names="、".join(names[:2]), count=len(names)))


def _more(count: int, where: str) -> list[str]:
    line = load("alerts")["line"]
    return [line["more"].format(count=count, where=line[where])] if count > 0 else []


def _key(night: Night, what: str) -> str:
    return f"{night.build_id or night.run_id}/{what}"


def _ids(night: Night) -> dict[str, Any]:
    return {"run_id": night.run_id, "build_id": night.build_id}


def _message_of(key: str, kind: Kind, title: str, lines: list[str], payload: dict[str, Any]) -> AlertMessage:
    words = load("alerts")
    body = capped_lines(lines, words["limits"]["body_characters"], words["line"]["cut"])
    return AlertMessage(
        key, kind, capped(one_line(title, 1000), words["limits"]["title_characters"]), body + "\n", payload
    )


def _short(text: str) -> str:
    return one_line(text, 120)


def _message(text: str) -> str:
    return one_line(text, load("alerts")["limits"]["message_characters"])


def _quote(quote: Quote) -> str:
    return one_line(quote.text, load("alerts")["limits"]["quote_characters"])
