"""Whether the data files that people edit can be used. Belongs here: rules, settings, decisions, lists. Does not belong
here: the reports themselves."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.assemble import read_corrections, read_decisions, read_identities
from pipelines.assemble.concept_decisions import read_concept_decisions
from pipelines.assemble.verdicts import read_verdicts
from pipelines.model.problem import Problem
from pipelines.night.check.rules import admitted_rules
from pipelines.night.configuration import ConfigurationError
from pipelines.night.decision_files import (
    CONCEPTS,
    CORRECTIONS,
    IDENTITY,
    OVERRIDES,
    ROUTING,
    VERDICTS,
    VERSIONS,
)
from pipelines.night.doctor.sign import Sign, fault, ok, warn
from pipelines.night.engines import engine_settings
from pipelines.night.extract.patience import read_patience
from pipelines.night.fetch.disclosure import read_sources
from pipelines.night.gate.overrides import read_overrides
from pipelines.night.lake.following import read_lake
from pipelines.night.retention import read_retention
from pipelines.night.settings import Settings
from pipelines.night.tell.routes import read_routing
from pipelines.quality.rules import RuleFileError
from pipelines.sources.cards import read_expected_units
from pipelines.sources.inbox import list_inbox

RULES = "规则 rules"
SETTINGS = "设置 settings"
DECISIONS = "人工决定 decisions"
LISTS = "名单与来源 lists"
INBOX = "收件箱 inbox"


def examine_inputs(settings: Settings) -> Iterator[Sign]:
    """Rules as a night admits them, the settings, every file of decisions, every list, and the inbox."""
    try:
        rules = admitted_rules(settings)
    except RuleFileError as error:
        yield fault(RULES, str(error), "a rule file is faulty: no night will run", "按所指的文件和行改正")
    else:
        yield ok(RULES, f"{len(rules)} 条规则可用", f"{len(rules)} rules admitted")
    yield _examine_settings(settings)
    problems = _problems_of_decisions(settings)
    for problem in problems:
        yield warn(DECISIONS, problem.message_zh, problem.message_en, "改正该行；在此之前这一条决定不生效")
    for trouble in (routing := read_routing(settings.decisions / ROUTING)).faults:
        yield warn(DECISIONS, trouble.message_zh, "faulty routes: alerts go to every channel", "改正该文件")
    if not problems and not routing.faults:
        yield ok(DECISIONS, "人工决定的文件都读得懂", "every file of decisions can be read")
    inbox = list_inbox(settings.raw)
    lists = (
        *inbox.problems,
        *read_expected_units(settings.raw).problems,
        *read_sources(settings.raw).problems,
    )
    for problem in lists:
        yield warn(LISTS, problem.message_zh, problem.message_en, "改正所指的文件；在此之前所说的部分不使用")
    if not lists:
        yield ok(LISTS, "名单、卡片和来源都读得懂", "lists, cards and sources can be read")
    if not inbox.files:
        yield fault(
            INBOX,
            f"{settings.raw} 中看不到任何文件，夜间运行会关闭闸门",
            "the inbox shows no file: the gate will close",
            "检查 --raw 和挂载",
        )
    else:
        yield ok(INBOX, f"{len(inbox.files)} 个文件", f"{len(inbox.files)} files")


def _examine_settings(settings: Settings) -> Sign:
    try:
        read_retention(settings)
        read_patience(settings)
        read_lake(settings)
        engine_settings(settings)
    except ConfigurationError as error:
        return fault(
            SETTINGS, f"{error}", "no night will run", "按所指的文件和设置改正（docs/operations.md）"
        )
    return ok(SETTINGS, "settings.toml 可用，或没有这个文件", "the settings can be used, or are the defaults")


def _problems_of_decisions(settings: Settings) -> tuple[Problem, ...]:
    folder = settings.decisions
    return (
        *read_corrections(folder / CORRECTIONS).problems,
        *read_decisions(folder / VERSIONS).problems,
        *read_identities(folder / IDENTITY).problems,
        *read_verdicts(folder / VERDICTS).problems,
        *read_concept_decisions(folder / CONCEPTS).problems,
        *read_overrides(folder / OVERRIDES, "", None).problems,
    )
