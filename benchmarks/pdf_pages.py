"""The pages that PDF readers are measured on: the shipped samples, and long reports full of ruled indicator tables.

The samples are written by reportlab with a font that is not in the file; the reports by LibreOffice, which puts its
fonts into the file as office programs do, or by reportlab where LibreOffice is not installed.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from pipelines.samples import docx, pdf
from pipelines.samples.compose import compose
from pipelines.samples.parts import Entry, Grid, Merge, Paragraph, Part
from pipelines.samples.ship import planned

REPORTS = 6
_ROWS = 48
_LEVELS = ("产出指标", "效益指标", "满意度指标")
_KINDS = ("数量指标", "质量指标", "时效指标", "成本指标")


def samples() -> list[bytes]:
    """Every shipped sample as a PDF."""
    return [pdf.render(tuple(compose(one.specimen))) for one in planned()]


def reports() -> tuple[str, list[bytes]]:
    """Who wrote them, and six reports of some eight pages: prose of a sample, two tables of ten columns."""
    made = [report(number) for number in range(REPORTS)]
    office = shutil.which("soffice")
    if office is None:
        return "reportlab", [pdf.render(parts) for parts in made]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [folder / f"report{number}.docx" for number in range(REPORTS)]
        for path, parts in zip(paths, made, strict=True):
            path.write_bytes(docx.render(parts))
        command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", name, *map(str, paths)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return "LibreOffice", [path.with_suffix(".pdf").read_bytes() for path in paths]


def report(number: int) -> list[Part]:
    """Prose of the shipped samples and two indicator tables."""
    chosen = planned()[number * 5]
    prose = [part for part in compose(chosen.specimen) if isinstance(part, Paragraph)]
    return [*prose, indicators(number), Paragraph("附件：项目绩效指标完成情况"), indicators(number + REPORTS)]


def indicators(seed: int) -> Grid:
    """Ten columns, two header rows, first and second column merged over rows."""
    head: tuple[Entry, ...] = ("序号", "一级指标", "二级指标", "三级指标", "年度指标值")
    rows: list[tuple[Entry, ...]] = [
        (*head, Merge.LEFT, Merge.LEFT, "实际完成值", "分值", "得分"),
        (*[Merge.UP] * 4, "符号", "值", "单位", *[Merge.UP] * 3),
    ]
    for row in range(_ROWS):
        level = _LEVELS[row * len(_LEVELS) // _ROWS] if row % (_ROWS // len(_LEVELS)) == 0 else Merge.UP
        kind = _KINDS[row // 4 % len(_KINDS)] if row % 4 == 0 else Merge.UP
        wanted = 100 + (seed * 37 + row * 13) % 900
        name = f"第{row + 1}项工作按年度计划完成的数量及质量情况"
        done = f"{wanted + row % 5}.{row % 10}"
        rows.append(
            (str(row + 1), level, kind, name, "≥", f"{wanted}.00", "人次", done, "10", f"{9 + row % 2}.5")
        )
    return Grid(tuple(rows), (2, 3, 3, 8, 2, 3, 2, 4, 2, 2), f"绩效指标表{seed + 1}", None, header_rows=2)
