"""The digest of a night: what is wrong in the data, what has changed and what is right again, in one message.

Belongs here: its order and its length, for somebody who reads it on a phone: counts and the worst counties first, then a
group for each root cause of each county with the sentence that shows it. Does not belong here: grouping, what is news.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pipelines.alert.grouping import Cause, County, by_county, common_causes
from pipelines.alert.message import SEVERITIES, AlertMessage, GateState, Quote, Trouble
from pipelines.alert.news import News
from pipelines.alert.plain import one_line
from pipelines.alert.wording import counts, day, message_of, more, sentence, short, with_why
from pipelines.lexicon import load

QuotesOf = Callable[[Trouble], Sequence[Quote]]
"""The sentences that show a trouble; asked for those that are listed alone."""


@dataclass(frozen=True, slots=True)
class Night:
    """Whose digest it is. ``build_id`` None: nothing was built. ``routes``: by which it comes to these readers."""

    run_id: str
    build_id: str | None
    gate: GateState
    routes: tuple[str, ...] = ()


def digest(night: Night, news: Sequence[News], quotes: QuotesOf) -> AlertMessage | None:
    """The digest; None where there is nothing to tell."""
    gate = next((one for one in news if one.trouble.is_gate), None)
    findings = [one for one in news if not one.trouble.is_gate]
    if gate is None and not findings and not night.gate.let_pass and not night.gate.restored:
        return None
    counties = by_county(findings)
    lines = [*_gate_lines(night, gate), *_overview(counties)]
    payload: dict[str, Any] = {
        "run_id": night.run_id,
        "build_id": night.build_id,
        "routes": list(night.routes),
    }
    listed = _listed(counties)
    lines += _sections(listed, quotes)
    lines += _left_out(counties, listed)
    lines += _footer(night, counties, gate)
    entries = load("alerts")["limits"]["entries"]
    shown = [one for county in counties for cause in county.causes for one in cause.news][:entries]
    payload |= {
        "findings": [_json(one, quotes) for one in shown],
        "findings_total": len(findings),
        "let_pass": [sentence(line) for line in night.gate.let_pass],
        "restored": [sentence(path) for path in night.gate.restored[:entries]],
    }
    if gate is not None:
        payload["gate"] = "open" if gate.change == "ended" else "closed"
        payload["reasons"] = [sentence(reason) for reason in night.gate.reasons[:entries]]
        payload["live_build"] = night.gate.live_build
    is_end = all(one.change == "ended" for one in news) and not night.gate.let_pass
    return message_of(
        f"{night.run_id}/data", "data", _title(night, gate, findings, counties), lines, payload, is_end=is_end
    )


def _title(night: Night, gate: News | None, findings: Sequence[News], counties: Sequence[County]) -> str:
    titles = load("alerts")["title"]
    if gate is not None and gate.change != "ended":
        return with_why(titles["gate"], night.gate.reasons)
    said = counts(findings, errors=True)
    if not findings:
        name = "gate_end" if gate is not None else "let_pass" if night.gate.let_pass else "restored"
        count = len(night.gate.let_pass or night.gate.restored)
        return str(titles[name].format(count=count))
    if gate is not None:
        name = "gate_end_and"
    else:
        name = "data_end" if all(one.change == "ended" for one in findings) else "data"
    return str(titles[name].format(counts=said, where=_where(counties)))


def _where(counties: Sequence[County]) -> str:
    words = load("alerts")["where"]
    names = [_name(county) for county in counties]
    form = words["few"] if len(names) <= 2 else words["many"]
    return str(form.format(names="、".join(names[:2]), count=len(names)))


def _name(county: County) -> str:
    return short(county.name or county.region_code or load("alerts")["where"]["unknown"])


def _gate_lines(night: Night, gate: News | None) -> Iterator[str]:
    words, state = load("alerts"), night.gate
    live = state.live_build or words["body"]["no_live_build"]
    if gate is not None and gate.change == "ended":
        yield words["body"]["gate_end"].format(live_build=live)
        yield ""
    elif gate is not None:
        yield words["body"]["gate" if gate.change == "new" else "gate_same"].format(live_build=live)
        yield from _numbered(state.reasons)
        yield words["line"]["where_gate"]
        yield ""
    if state.let_pass:
        yield words["body"]["let_pass"]
        yield from _numbered(state.let_pass)
        yield ""
    if state.restored:
        yield words["body"]["restored"]
        yield from _numbered(state.restored)
        yield ""


def _numbered(reasons: Sequence[str]) -> Iterator[str]:
    words = load("alerts")
    limit = words["limits"]["entries"]
    for number, reason in enumerate(reasons[:limit], start=1):
        yield words["line"]["reason"].format(number=number, reason=sentence(reason))
    yield from more(len(reasons) - limit)


def _overview(counties: Sequence[County]) -> Iterator[str]:
    """What the first screen of a phone shows."""
    words = load("alerts")
    line, limits = words["line"], words["limits"]
    for county in counties[: limits["counties"]]:
        said = [
            f"{words['severity'][severity]} {number}"
            for severity in ("error", "warn")
            if (number := county.count(severity=severity))
        ]
        if ended := county.count(change="ended"):
            said.append(line["county_ended"].format(count=ended))
        yield line["county"].format(county=_name(county), counts=words["counts"]["between"].join(said))
    if len(counties) > limits["counties"]:
        yield line["more_counties"].format(count=len(counties) - limits["counties"])
    if common := common_causes(counties)[: limits["common"]]:
        causes = [
            line["cause_count"].format(rule_id=rule_id, name=short(name), count=count)
            for rule_id, name, count in common
        ]
        yield line["common"].format(causes=words["counts"]["between"].join(causes))


def _listed(counties: Sequence[County]) -> list[tuple[County, list[Cause]]]:
    """The groups that are told in full until the digest is long enough: errors before warnings before ends, and among equals
    every county in turn gives its worst."""
    waiting = [
        (cause.change == "ended", SEVERITIES.index(cause.severity), place, number)
        for number, county in enumerate(counties)
        for place, cause in enumerate(county.causes)
    ]
    chosen = {(number, place) for *_, place, number in sorted(waiting)[: load("alerts")["limits"]["causes"]]}
    listed = [
        (county, [cause for place, cause in enumerate(county.causes) if (number, place) in chosen])
        for number, county in enumerate(counties)
    ]
    return [(county, causes) for county, causes in listed if causes]


def _sections(listed: Sequence[tuple[County, Sequence[Cause]]], quotes: QuotesOf) -> Iterator[str]:
    line = load("alerts")["line"]
    for county, causes in listed:
        yield ""
        yield line["section"].format(county=_name(county))
        for number, cause in enumerate(causes):
            if number:
                yield ""
            yield from _cause_lines(cause, county, quotes)


def _cause_lines(cause: Cause, county: County, quotes: QuotesOf) -> Iterator[str]:
    words = load("alerts")
    line, limits = words["line"], words["limits"]
    yield line["cause_many" if len(cause.news) > 1 else "cause"].format(
        change=words["change"][cause.change],
        rule_id=short(cause.rule_id),
        name=short(cause.name_zh),
        severity=words["severity"][cause.severity],
        count=len(cause.news),
    )
    first, others = cause.news[0], cause.news[1:]
    form = line["ended" if cause.change == "ended" else "finding"]
    yield form.format(
        unit=_unit(first.trouble, county),
        year=_year(first.trouble),
        message=_finding(first.trouble),
        day=day(first.since),
    )
    if cause.change == "changed" and first.before is not None:
        yield line["before"].format(message=_finding(first.before))
    if cause.change != "ended":
        yield from _quote_lines(list(quotes(first.trouble))[: limits["quotes"]])
    labels = [
        line["other"].format(unit=_unit(one.trouble, county), year=_year(one.trouble)) for one in others
    ]
    mine = line["other"].format(unit=_unit(first.trouble, county), year=_year(first.trouble))
    elsewhere = dict.fromkeys(label for label in labels if label != mine)
    if same := labels.count(mine):
        yield line["same_report"].format(count=same)
    if elsewhere:
        named = list(elsewhere)[: limits["others"]]
        form = line["others"] if len(named) == len(elsewhere) else line["others_more"]
        yield form.format(names="、".join(named), count=len(labels) - same)


def _quote_lines(quotes: Sequence[Quote]) -> Iterator[str]:
    """Quotes of one page on one line, and where they stand."""
    line = load("alerts")["line"]
    for (file_name, page), group in groupby(quotes, key=lambda quote: (quote.file_name, quote.page)):
        said = "".join(dict.fromkeys(line["quote"].format(text=_quoted(quote)) for quote in group))
        where = line["no_page"] if page is None else line["page"].format(page=page)
        yield line["quoted"].format(quotes=said, file=short(file_name), page=where)


def _left_out(counties: Sequence[County], listed: Sequence[tuple[County, Sequence[Cause]]]) -> Iterator[str]:
    told = {id(cause) for _, causes in listed for cause in causes}
    rest = [cause for county in counties for cause in county.causes if id(cause) not in told]
    if rest:
        yield ""
        yield load("alerts")["line"]["more_causes"].format(
            causes=len(rest), count=sum(len(cause.news) for cause in rest)
        )


def _footer(night: Night, counties: Sequence[County], gate: News | None) -> Iterator[str]:
    """Where the rest stands, and how to look at one report."""
    line = load("alerts")["line"]
    if counties:
        only = counties[0].region_code if len(counties) == 1 else None
        yield ""
        yield line["where"].format(page=f"site/findings/{only or 'index'}.html")
        worst = counties[0].causes[0].news[0].trouble
        if worst.unit_name and worst.fiscal_year:
            yield line["explain"].format(unit=short(worst.unit_name), year=worst.fiscal_year)
    if night.build_id:
        is_refused = gate is not None and gate.change != "ended" and night.build_id != night.gate.live_build
        yield line["from_refused" if is_refused else "from"].format(build_id=night.build_id)
    if night.routes:
        yield line["routes"].format(routes="、".join(map(short, night.routes)))


def _unit(trouble: Trouble, county: County) -> str:
    """The unit without the name of the county, under which it stands."""
    name = short(trouble.unit_name or load("alerts")["where"]["unknown_unit"])
    return name.removeprefix(county.name or "") or name


def _year(trouble: Trouble) -> str:
    line = load("alerts")["line"]
    return str(
        line["no_year"] if trouble.fiscal_year is None else line["year"].format(year=trouble.fiscal_year)
    )


def _finding(trouble: Trouble) -> str:
    return one_line(trouble.message_zh, load("alerts")["limits"]["finding_characters"])


def _quoted(quote: Quote) -> str:
    return one_line(quote.text, load("alerts")["limits"]["quote_characters"])


def _json(one: News, quotes: QuotesOf) -> dict[str, Any]:
    trouble = one.trouble
    found = quotes(trouble) if one.change != "ended" else ()
    return {
        "change": one.change,
        "rule_id": short(trouble.rule_id),
        "name_zh": short(trouble.name_zh),
        "severity": trouble.severity,
        "report_id": short(trouble.report_id),
        "region_code": trouble.region_code,
        "county": None if trouble.county is None else short(trouble.county),
        "unit_name": None if trouble.unit_name is None else short(trouble.unit_name),
        "fiscal_year": trouble.fiscal_year,
        "message_zh": sentence(trouble.message_zh),
        "before_zh": None if one.before is None else sentence(one.before.message_zh),
        "quotes": [
            {"text": _quoted(quote), "file_name": short(quote.file_name), "page": quote.page}
            for quote in list(found)[: load("alerts")["limits"]["quotes"]]
        ],
    }
