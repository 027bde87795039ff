"""Compose: a specimen → the parts of its report, in the order of the 河北 self-evaluation form.

Belongs here: which sentence stands where. Does not belong here: wording (lexicon/sample_phrases.toml), tables (grids),
files. Every figure that is printed comes from the specimen; nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipelines.lexicon import load
from pipelines.samples import grids
from pipelines.samples.model import STAGES, Assets, BudgetForm, IndicatorForm, ItemForm, Specimen, Stages
from pipelines.samples.parts import Align, Paragraph, Part


def compose(specimen: Specimen) -> tuple[Part, ...]:
    """All parts of the report."""
    return tuple(_parts(specimen))


def phrases() -> dict[str, Any]:
    """The wording of the samples."""
    return load("sample_phrases")


def _parts(s: Specimen) -> Iterator[Part]:
    for line in s.title:
        yield Paragraph(line.format(**_names(s)), Align.CENTRE, 0)
    yield _say(s, "opening")
    yield from _overview(s)
    if "work" not in s.leave_out:
        yield from _work(s)
    yield from _achievement(s)
    yield _heading(s, "conclusion", 1)
    yield _say(
        s, "conclusion_text", score=grids.plain(s.score), grade=s.grade_word, deductions=_deductions(s)
    )
    yield from _problems(s)
    yield from _signers(s)


def _overview(s: Specimen) -> Iterator[Part]:
    """一、部门基本情况."""
    yield _heading(s, "overview", 1)
    yield _heading(s, "profile", 2)
    yield _heading(s, "duties", 3)
    for duty in s.duties:
        yield Paragraph(duty.format(**_names(s)))
    yield _heading(s, "organisation", 3)
    yield _say(s, "organisation")
    yield grids.organisation(s)
    yield Paragraph(_staff(s))
    if s.assets.total is not None:
        yield _heading(s, "assets", 3)
        yield _say(s, "assets", clauses=_assets(s.assets))
    yield _heading(s, "budget", 2)
    yield from _budget(s)
    yield _heading(s, "goals", 2)
    yield from _goals(s)


def _work(s: Specimen) -> Iterator[Part]:
    """二、自评工作开展情况."""
    yield _heading(s, "work", 1)
    yield _heading(s, "work_organisation", 2)
    yield _say(s, "work_organisation_text")
    yield _heading(s, "work_method", 2)
    yield _say(s, "work_method_text")


def _achievement(s: Specimen) -> Iterator[Part]:
    """三、绩效目标实现情况."""
    yield _heading(s, "achievement", 1)
    yield _heading(s, "achievement_overall", 2)
    yield _say(s, "achievement_overall_text")
    yield _heading(s, "achievement_items", 2)
    for number, goal in enumerate((g for g in s.goals if g.result is not None), 1):
        key = "result" if goal.rate is not None else "result_unrated"
        yield _say(s, key, n=number, name=goal.name, result=goal.result, rate=grids.plain(goal.rate))


def _problems(s: Specimen) -> Iterator[Part]:
    """五、存在的问题及改进措施."""
    yield _heading(s, "problems_measures", 1)
    yield _heading(s, "problems", 2)
    yield from map(Paragraph, s.problems)
    yield _heading(s, "measures", 2)
    yield from map(Paragraph, s.measures)


def _signers(s: Specimen) -> Iterator[Part]:
    """六、评价工作组人员名单, and the day on which it signed."""
    yield _heading(s, "signers", 1)
    yield grids.signers(s)
    if s.signed_on is not None:
        day = s.signed_on
        text = phrases()["sentences"]["signed_on"][0].format(year=day.year, month=day.month, day=day.day)
        yield Paragraph(text, Align.RIGHT)


def _names(s: Specimen) -> dict[str, str]:
    return {
        "unit": s.unit_name,
        "county": s.region.county,
        "nature": s.nature,
        "year": str(s.year),
        "prior": str(s.year - 1),
        "body_year": str(s.body_year),
        "prior_body": str(s.body_year - 1),
    }


def _text(s: Specimen, key: str, **figures: object) -> str:
    return s.phrase(key).format(**_names(s), **figures)


def _say(s: Specimen, key: str, **figures: object) -> Paragraph:
    return Paragraph(_text(s, key, **figures))


def _heading(s: Specimen, key: str, level: int) -> Paragraph:
    return Paragraph(s.phrase(f"heading.{key}"), Align.HEADING, level)


def _staff(s: Specimen) -> str:
    staff = s.staff
    return _text(s, "staff", authorized=staff.authorized, present=staff.present, on_post=staff.on_post,
                 retired=staff.retired, administrative=staff.administrative, moved=_moved(s))  # fmt: skip


def _moved(s: Specimen) -> str:
    change = s.staff.change
    if change is None:
        return ""
    if change == 0:
        return _text(s, "staff_same")
    key = "staff_more" if change > 0 else "staff_less"
    if s.staff.reason is None:
        return _text(s, f"{key}_unexplained", change=abs(change))
    return _text(s, key, change=abs(change), reason=s.staff.reason)


def _assets(assets: Assets) -> str:
    words = phrases()["assets"]
    total = "net_book" if assets.total_is_net_book else "total"
    figures = (
        (total, assets.total, assets.total_change),
        ("liabilities", assets.liabilities, assets.liabilities_change),
        ("net", assets.net, assets.net_change),
    )
    clauses = []
    for measure, amount, change in figures:
        if amount is not None:
            moved = ""
            if change is not None:
                moved = words["down" if change.is_signed() else "up"].format(rate=grids.plain(abs(change)))
            clauses.append(words[measure].format(amount=grids.plain(amount), change=moved))
    return str(words["between"]).join(clauses)


def _budget(s: Specimen) -> Iterator[Part]:
    project = s.stages("project")
    if s.layout.budget is BudgetForm.PROSE:
        yield Paragraph(_budget_sentences(s))
    elif s.layout.budget is BudgetForm.TABLE:
        yield _say(s, "budget_table")
        yield grids.budget(s)
        if project is not None and project.carried_in is not None and not s.has_carry_column:
            yield _say(s, "carried_in", amount=grids.plain(project.carried_in))
    if s.layout.items is ItemForm.NONE or project is None:
        return
    total = grids.plain(project.initial)
    if s.layout.items is ItemForm.TABLE:
        yield _say(s, "items_table", total=total)
        yield grids.items(s, total)
    else:
        listed = "，".join(
            f"{i.name}{f'（{i.doc_no}）' if i.doc_no else ''}{grids.plain(i.amount)}万元" for i in s.items
        )
        tail = _text(s, "items_tail", executed=grids.plain(project.executed))
        yield _say(s, "items", total=total, list=listed, tail=tail)


def _budget_sentences(s: Specimen) -> str:
    words = phrases()["budget"][s.layout.style]
    sentences = []
    for figures in s.budget:
        name = (
            words["project"] if figures.category == "project" else phrases()["categories"][figures.category]
        )
        clauses = [
            _clause(words, stage, figures, name) for stage in STAGES if figures.amount(stage) is not None
        ]
        if figures.rate is not None:
            clauses.append(words["rate"].format(rate=grids.plain(figures.rate)))
        sentences.append("，".join(clauses) + "。")
    lead: str = words["lead"]
    return lead.format(**_names(s)) + "".join(sentences)


def _clause(words: dict[str, str], stage: str, figures: Stages, name: str) -> str:
    unit = "" if figures.unitless == stage else "万元"
    return words[stage].format(category=name, amount=grids.plain(figures.amount(stage)), wan=unit)


def _goals(s: Specimen) -> Iterator[Part]:
    yield _say(s, "goals")
    goals = [g for g in s.goals if g.content is not None]
    if s.layout.goals_table:
        yield grids.goals(goals)
    else:
        for number, goal in enumerate(goals, 1):
            yield _say(s, "goal", n=number, name=goal.name, content=goal.content)
    if s.indicators:
        yield _say(s, "indicators")
        forms = {
            IndicatorForm.TARGETS: grids.targets,
            IndicatorForm.SCORED: grids.scored,
            IndicatorForm.FULL: grids.full,
        }
        yield forms[s.layout.indicators](s.indicators)


def _deductions(s: Specimen) -> str:
    said = [
        _text(s, "deduction", name=d.name, reason=d.reason, points=grids.plain(d.points))
        for d in s.deductions
    ]
    return "；".join(said) + "。" if said else ""
