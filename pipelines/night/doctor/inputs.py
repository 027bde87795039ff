"""Whether the data files that people edit can be used. Belongs here: rules, gate, decisions, lists. Does not belong here:
the reports themselves."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.assemble import read_corrections, read_decisions, read_identities
from pipelines.assemble.verdicts import read_verdicts
from pipelines.model.problem import Problem
from pipelines.night.decided import CORRECTIONS
from pipelines.night.doctor.sign import Sign, fault, ok, warn
from pipelines.night.rules import admitted_rules
from pipelines.night.settings import Settings
from pipelines.night.verdicts import VERDICTS
from pipelines.quality.rules import RuleFileError
from pipelines.sources.cards import read_expected_units
from pipelines.sources.inbox import list_inbox

RULES = "规则 rules"
DECISIONS = "人工决定 decisions"
INBOX = "收件箱 inbox"


def examine_inputs(settings: Settings) -> Iterator[Sign]:
    """Rules as a night admits them, every file of decisions, and the inbox."""
    try:
        rules = admitted_rules(settings)
    except RuleFileError as error:
        yield fault(RULES, str(error), "a rule file is faulty: no night will run", "按所指的文件和行改正")
    else:
        yield ok(RULES, f"{len(rules)} 条规则可用", f"{len(rules)} rules admitted")
    problems = _problems_of_decisions(settings)
    for problem in problems:
        yield warn(DECISIONS, problem.message_zh, problem.message_en, "改正该行；在此之前这一条决定不生效")
    if not problems:
        yield ok(DECISIONS, "人工决定的文件都读得懂", "every file of decisions can be read")
    inbox = list_inbox(settings.raw)
    if not inbox.files:
        yield fault(
            INBOX,
            f"{settings.raw} 中看不到任何文件，夜间运行会关闭闸门",
            "the inbox shows no file: the gate will close",
            "检查 --raw 和挂载",
        )
    else:
        yield ok(INBOX, f"{len(inbox.files)} 个文件", f"{len(inbox.files)} files")


def _problems_of_decisions(settings: Settings) -> tuple[Problem, ...]:
    folder = settings.decisions
    return (
        *read_corrections(folder / CORRECTIONS).problems,
        *read_decisions(folder / "versions.toml").problems,
        *read_identities(folder / "identity.toml").problems,
        *read_verdicts(folder / VERDICTS).problems,
        *read_expected_units(settings.raw).problems,
    )
