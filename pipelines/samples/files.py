"""Files: a specimen → the bytes of a file, by the ending of its name.

Belongs here: which writer makes which format. Does not belong here: what a report says (compose). The writers need python-docx and reportlab and are loaded when used.
"""

from __future__ import annotations

import json
from pathlib import Path

from pipelines.samples import txt
from pipelines.samples.compose import compose
from pipelines.samples.model import Specimen
from pipelines.samples.truth import truth

FORMATS = ("docx", "pdf", "txt")


def render(specimen: Specimen, ending: str) -> bytes:
    """The report as ``docx``, ``pdf`` or ``txt``. Raises ValueError for another ending."""
    parts = compose(specimen)
    if ending == "docx":
        from pipelines.samples import docx

        return docx.render(parts)
    if ending == "pdf":
        from pipelines.samples import pdf

        return pdf.render(parts)
    if ending == "txt":
        return txt.render(parts, specimen.layout.text)
    raise ValueError(f"no writer for .{ending}; there are {', '.join(FORMATS)}")


def write(specimen: Specimen, path: Path) -> Path:
    """Write the report in the format that the ending of ``path`` names."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(render(specimen, path.suffix.removeprefix(".")))
    return path


def write_truth(specimen: Specimen, file_name: str, folder: Path) -> Path:
    """Write what the report filed as ``file_name`` states, as ``<folder>/<stem>.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{Path(file_name).stem}.json"
    path.write_text(
        json.dumps(truth(specimen, file_name), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    return path
