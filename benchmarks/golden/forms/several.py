"""Several reports in one file: forms of a unit's projects one after the other, and a report with a form behind it."""

from __future__ import annotations

from random import Random

from benchmarks.golden.forms.ministry import form
from benchmarks.golden.forms.reports import report
from benchmarks.golden.indicator_tables import MINISTRY
from benchmarks.golden.office import office
from benchmarks.golden.paper import line
from benchmarks.golden.truth import Truth
from benchmarks.golden.written import Written
from pipelines.samples.parts import Part


def several_forms(rng: Random) -> Written:
    """Two or three projects of one unit and year."""
    where = office(rng, rng.choice(("anhui", "sichuan", "elsewhere")))
    year = where.year(rng, 2019, 2024)
    parts: list[Part] = []
    truths: list[Truth] = []
    for subject in rng.sample(where.projects, rng.choice((2, 3))):
        truth = where.truth(year, "project")
        parts += form(rng, where, year, subject, truth, MINISTRY)
        truths.append(truth)
    return Written("一个文件多份自评表", tuple(parts), tuple(truths), ("docx", "html", "pdf"))


def report_with_form(rng: Random) -> Written:
    """A department's report, and a project's form as its annex."""
    where = office(rng, rng.choice(("hunan", "anhui", "elsewhere")))
    year = where.year(rng, 2019, 2024)
    parts, truth = report(rng, where, year)
    behind = where.truth(year, "project")
    parts += [line("附件：项目支出绩效自评表")]
    parts += form(rng, where, year, rng.choice(where.projects), behind, MINISTRY)
    return Written("部门报告附项目自评表", tuple(parts), (truth, behind), ("docx", "html", "pdf"))
